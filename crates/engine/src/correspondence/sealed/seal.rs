//! Sealing: the row that holds what was taken out of a mail.

use super::rows::{Found, SealedMail, State};
use crate::context::{Caller, Engine};
use crate::correspondence::EmailThread;
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::notices;
use mail::Confidence;
use model::{Column, Language, Moment, RowId, Value};
use rights::Operation;
use std::collections::HashMap;
use store::{Actor, Changes, Condition};

/// From how sure on a mail is sealed. Below it its reader gets a hint.
pub(crate) const SEALED_FROM: Confidence = Confidence::High;

/// What is sealed of a mail.
pub(crate) struct Sealing<'a> {
    /// Of which.
    pub(crate) message: RowId,
    /// In which thread, where it was there before.
    pub(crate) thread: Option<&'a EmailThread>,
    /// Whose thread it is.
    pub(crate) person: RowId,
    /// Why.
    pub(crate) found: Found,
    /// Its text.
    pub(crate) text: String,
    /// The file of the mail as it came, which no other row names.
    pub(crate) original: Option<RowId>,
    /// Who seals it.
    pub(crate) actor: Actor,
}

/// Adds the sealed row to `changes`. Whoever deals with the case, or has the thread, deals with it.
pub(crate) async fn seal(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    sealing: Sealing<'_>,
) -> Result<(), Failure> {
    let (tables, id) = (engine.tables(), engine.new_id(now));
    let handler = match sealing.thread {
        Some(EmailThread { owner: Some(owner), .. }) => Some(*owner),
        Some(EmailThread { case: Some(case), .. }) => {
            tables.case.get(engine.store(), *case).await?.and_then(|case| case.row.owner)
        }
        Some(_) | None => None,
    };
    let row = SealedMail {
        message: sealing.message,
        found: sealing.found,
        text: sealing.text,
        original: sealing.original,
        state: State::Waiting,
        handler,
        found_at: now,
        handled_at: None,
    };
    tables.sealed_mail.insert(changes, id, &row)?;
    let entity = tables.sealed_mail.f.entity;
    let entry = Deed::MailSealed.entry(engine, now, sealing.actor, (entity, id));
    changes.record(entry.about(sealing.person).fields(vec![tables.sealed_mail.f.text]));
    if let Some(handler) = handler {
        notices::given(engine, &Caller::command(Language::Nb), now, changes, (entity, id), handler).await?;
    }
    Ok(())
}

/// That a mail is sealed, as whoever reads its thread sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// The sealed row.
    pub(crate) id: RowId,
    /// The caller may open it.
    pub(crate) may_open: bool,
}

/// Which of these mails are sealed and wait to be judged.
pub(crate) async fn marks(
    engine: &Engine,
    caller: &Caller,
    messages: &[RowId],
) -> Result<HashMap<RowId, Mark>, Failure> {
    let table = &engine.tables().sealed_mail;
    let ids = messages.iter().map(|id| Value::Id(*id)).collect();
    let query = table.all().matching(Condition::OneOf(table.f.message, ids));
    let query = query.matching(Condition::Is(table.f.state, State::Waiting.write()));
    let scope = engine.scope(caller, table.f.entity, Operation::Read).ok();
    let mut found = HashMap::new();
    for sealed in table.find(engine.store(), query).await? {
        let may_open = match &scope {
            Some(scope) => engine.store().get(scope, sealed.id).await?.is_some(),
            None => false,
        };
        found.insert(sealed.row.message, Mark { id: sealed.id, may_open });
    }
    Ok(found)
}
