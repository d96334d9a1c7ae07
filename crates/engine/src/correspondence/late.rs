//! Telling those in charge that a mailbox is not fetched: by mail, as nobody may look at the desk before a customer complains.

use super::intake::{in_words, is_late};
use crate::context::Engine;
use crate::correspondence::WORDS;
use crate::failure::Failure;
use crate::jobs::Done;
use crate::system::{in_charge, message};
use mail::DeliverError;
use model::{Moment, RowId};

/// Mails everybody in charge, unless the mailbox has been read meanwhile.
pub(crate) async fn tell(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let Some(mailbox) = engine.tables().mailbox.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    let Some(since) = mailbox.row.told_at.filter(|_| is_late(&mailbox.row, now)) else { return Ok(Done::Finished) };
    let (mut told, mut failed) = (false, None);
    for to in in_charge(engine, now).await? {
        let language = to.language;
        let say = |key: &str| WORDS.say(language, key, &[]);
        let why = mailbox.row.failure.map_or_else(|| say("mailbox-untried"), |why| in_words(engine, why, language));
        let worked = mailbox.row.worked_at.map_or_else(
            || say("mailbox-never"),
            |at| WORDS.say(language, "mailbox-since", &[("at", &documents::moment(at, language))]),
        );
        let link = format!("{}/desk/mailboxes", engine.settings().url);
        let arguments = [
            ("address", mailbox.row.address.as_str()),
            ("worked", &worked),
            ("why", &why),
            ("link", &link),
            ("company", engine.model().controller.name.as_str()),
        ];
        let subject = WORDS.say(language, "mailbox-late-subject", &arguments);
        let text = WORDS.say(language, "mailbox-late-body", &arguments);
        // The same at every attempt, and another each time that the mailbox falls behind.
        let name = format!("mailbox.{id}.{}.{}", since.0, to.user);
        match engine.deliver(&message(engine, &to, &name, (now, subject, text))).await {
            Ok(()) => told = true,
            // A colleague's address that does not work must not keep the others from being told.
            Err(error @ (DeliverError::Refused { .. } | DeliverError::Later { .. })) => failed = Some(error),
        }
    }
    match failed {
        Some(error @ DeliverError::Later { .. }) if !told => Ok(Done::Later(error.to_string())),
        Some(_) | None => Ok(Done::Finished),
    }
}
