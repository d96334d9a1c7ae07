//! Telling staff that a request arrived.

use crate::context::Engine;
use crate::correspondence::{WORDS, automatic};
use crate::failure::Failure;
use crate::jobs::Done;
use crate::parties::Tongue;
use crate::system::colleagues::staff;
use crate::system::rows::User;
use mail::{DeliverError, Message};
use model::{Language, Moment, RowId};
use rights::{Operation, scope};
use store::Stored;

/// Mails every user who may answer contact requests. The notice says that one arrived and where it is,
/// and nothing of what it holds: mail is not a place for it.
pub(crate) async fn notify(engine: &Engine, now: Moment, request: RowId) -> Result<Done, Failure> {
    let tables = engine.tables();
    if tables.contact_request.get(engine.store(), request).await?.is_none() {
        return Ok(Done::Finished);
    }
    let (mut told, mut failed) = (false, None);
    for (user, viewer) in staff(engine, now).await? {
        if scope(engine.model(), &viewer, tables.contact_request.f.entity, Operation::Write).is_err() {
            continue;
        }
        let Some(message) = notice(engine, now, request, &user).await? else { continue };
        match engine.deliver(&message).await {
            Ok(()) => told = true,
            // A colleague's address that does not work must not keep the others from being told.
            Err(error @ (DeliverError::Refused { .. } | DeliverError::Later { .. })) => failed = Some(error),
        }
    }
    // Once somebody knows, nobody is told again: the request waits on the desk for the rest.
    match failed {
        Some(error @ DeliverError::Later { .. }) if !told => Ok(Done::Later(error.to_string())),
        Some(_) | None => Ok(Done::Finished),
    }
}

async fn notice(engine: &Engine, now: Moment, request: RowId, user: &Stored<User>) -> Result<Option<Message>, Failure> {
    let tables = engine.tables();
    let Some(address) = tables.email_address.get(engine.store(), user.row.address).await? else { return Ok(None) };
    let person = tables.person.get(engine.store(), user.row.person).await?;
    let language = person.and_then(|person| person.row.language).map_or(Language::Nb, |tongue: Tongue| tongue.into());
    let link = format!("{}/desk/requests/{request}", engine.settings().url);
    let arguments = [("link", link.as_str()), ("company", engine.model().controller.name.as_str())];
    let words = (WORDS.say(language, "notice-subject", &arguments), WORDS.say(language, "notice-body", &arguments));
    let id = format!("notice.{request}.{}", user.id);
    Ok(Some(automatic(engine, &id, now, (address.row.address, language), words)))
}
