//! The mails about secure messages: that one waits, a code, a link to confirm, that one came. None holds a word of a message.

use super::links::{address, code};
use super::rows::SecureMessage;
use crate::catalogue::Catalogue;
use crate::context::{Caller, Engine};
use crate::correspondence::{Direction, automatic};
use crate::failure::Failure;
use crate::jobs::Done;
use crate::notices;
use crate::privacy::forget_row;
use crate::system::{Colleague, colleagues, message};
use mail::{DeliverError, Message};
use model::{Language, Moment, RowId};
use rights::Reason;
use std::sync::LazyLock;
use store::{Changes, Stored};

/// The words of these mails.
pub(crate) static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(include_str!("../../../languages/secure.nb.ftl"), include_str!("../../../languages/secure.en.ftl"))
});

/// The message, where it is used: what is only stored is not.
async fn message_of(engine: &Engine, id: RowId) -> Result<Option<Stored<SecureMessage>>, Failure> {
    let table = &engine.tables().secure_message;
    let found = engine.store().get(&table.read, id).await?.filter(|found| found.restricted.is_none());
    found.as_ref().map(|found| table.typed(found)).transpose()
}

/// Tells whoever is next: whom it is to, who has to confirm it, or those who answer for what comes in.
pub(crate) async fn tell(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let Some(found) = message_of(engine, id).await? else { return Ok(Done::Finished) };
    let row = &found.row;
    if row.expires_at <= now {
        return Ok(Done::Finished);
    }
    let (subject, body) = match (row.direction, &row.unconfirmed) {
        (Direction::Out, _) => ("secure-waits-subject", "secure-waits-body"),
        (Direction::In, Some(_)) => ("secure-confirm-subject", "secure-confirm-body"),
        (Direction::In, None) => return tell_staff(engine, now, id).await,
    };
    let Some((to, language)) = receiver(engine, row).await? else { return Ok(Done::Finished) };
    let link = address(engine, language, id);
    let until = documents::moment(row.expires_at, language);
    let said = |key: &str| {
        let company = engine.model().controller.name.as_str();
        WORDS.say(language, key, &[("company", company), ("link", &link), ("until", &until)])
    };
    let mail = automatic(engine, &format!("secure.{id}"), row.written_at, (to, language), (said(subject), said(body)));
    match (engine.deliver(&mail).await, row.author) {
        (Err(error @ DeliverError::Later { .. }), _) => Ok(Done::Later(error.to_string())),
        // Whoever wrote it hears that it did not arrive.
        (Err(DeliverError::Refused { .. }), Some(author)) => {
            let mut changes = Changes::new();
            let at = (engine.tables().secure_message.f.entity, id);
            notices::given(engine, &Caller::command(Language::Nb), now, &mut changes, at, author).await?;
            Ok(Done::FinishedWith(changes))
        }
        (Ok(()), _) | (Err(DeliverError::Refused { .. }), None) => Ok(Done::Finished),
    }
}

/// Sends the code that the job `asked` was queued for.
pub(crate) async fn send_code(engine: &Engine, now: Moment, (asked, id): (RowId, RowId)) -> Result<Done, Failure> {
    let Some(found) = message_of(engine, id).await? else { return Ok(Done::Finished) };
    let Some((to, language)) = receiver(engine, &found.row).await? else { return Ok(Done::Finished) };
    let code = code(engine, id, asked);
    let said = |key: &str| {
        let company = engine.model().controller.name.as_str();
        WORDS.say(language, key, &[("company", company), ("code", &code)])
    };
    let words = (said("secure-code-subject"), said("secure-code-body"));
    match engine.deliver(&automatic(engine, &format!("secure-code.{asked}"), now, (to, language), words)).await {
        Err(error @ DeliverError::Later { .. }) => Ok(Done::Later(error.to_string())),
        Ok(()) | Err(DeliverError::Refused { .. }) => Ok(Done::Finished),
    }
}

/// Erases a message that nobody has confirmed.
pub(crate) async fn lapse(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let found = engine.tables().secure_message.get(engine.store(), id).await?;
    let Some(found) = found.filter(|found| found.row.unconfirmed.is_some()) else { return Ok(Done::Finished) };
    match forget_row(engine, now, found.row.person, id, Reason::Asked).await {
        Ok(_) | Err(Failure::NotFound) => Ok(Done::Finished),
        Err(Failure::Stale) => Ok(Done::Later("changed meanwhile".to_owned())),
        Err(other) => Err(other),
    }
}

/// Where the person is written to, and in which language.
async fn receiver(engine: &Engine, row: &SecureMessage) -> Result<Option<(String, Language)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(to) = tables.email_address.get(store, row.address).await? else { return Ok(None) };
    let person = tables.person.get(store, row.person).await?;
    let language = person.and_then(|person| person.row.language).map_or(Language::Nb, Language::from);
    Ok(Some((to.row.address, language)))
}

/// Mails everybody in the role that answers for secure messages that one came, and nothing of whose.
async fn tell_staff(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let model = engine.model();
    let (mut told, mut failed) = (false, None);
    for activity in model[engine.tables().secure_message.f.entity].held.activities() {
        for colleague in colleagues(engine, now, model[activity].responsible).await? {
            match engine.deliver(&came(engine, now, id, &colleague)).await {
                Ok(()) => told = true,
                Err(DeliverError::Refused { .. }) => {}
                Err(error @ DeliverError::Later { .. }) => failed = Some(error),
            }
        }
    }
    Ok(match failed {
        Some(error) if !told => Done::Later(error.to_string()),
        Some(_) | None => Done::Finished,
    })
}

fn came(engine: &Engine, now: Moment, id: RowId, to: &Colleague) -> Message {
    let link = format!("{}/desk/secure/{id}", engine.settings().url);
    let said = |key: &str| {
        let company = engine.model().controller.name.as_str();
        WORDS.say(to.language, key, &[("company", company), ("link", &link)])
    };
    let words = (now, said("secure-came-subject"), said("secure-came-body"));
    message(engine, to, &format!("secure-came.{id}.{}", to.user), words)
}
