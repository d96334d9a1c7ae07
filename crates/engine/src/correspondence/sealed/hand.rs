//! A colleague reports a mail that the guard did not find, and whoever takes a case takes what is sealed in it.

use super::rows::{Found, State};
use super::seal::{Sealing, seal};
use super::{instead_of_subject, instead_of_text, is_doubtful};
use crate::context::{Caller, Engine};
use crate::correspondence::{Direction, EmailMessage};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{BATCH_ROWS, SCRUB_PAUSE_SECONDS, SECURE_LISTED};
use model::{Column, Moment, RowId, Value};
use rights::Operation;
use store::{Changes, Condition, Stored};

/// Seals the mail `id`, which came in and stands in a thread that the caller may read. Gives the case that it is in. What was
/// there in the clear is scrubbed from the storage.
pub async fn seal_by_hand(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<Option<RowId>, Failure> {
    let tables = engine.tables();
    let table = &tables.email_message;
    let scope = engine.scope(caller, table.f.entity, Operation::Read)?;
    engine.store().get(&scope, id).await?.ok_or(Failure::NotFound)?;
    let message = table.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    let thread = tables.email_thread.get(engine.store(), message.row.thread).await?.ok_or(Failure::NotFound)?;
    if message.row.direction != Direction::In {
        return Err(Failure::Denied);
    }
    if super::marks(engine, caller, &[id]).await?.contains_key(&id) {
        return Err(Failure::Stale);
    }
    let mut files = Vec::new();
    if let Some(file) = engine.store().read_file(&table.read, id, table.f.original).await? {
        files.push(super::desk::put(engine, now, &file.whole().await?).await?);
    }
    let original = files.first().copied();
    let applied = async {
        let mut changes = Changes::new();
        let sealing = Sealing {
            message: id,
            thread: Some(&thread.row),
            person: thread.row.person,
            found: Found::ByHand,
            text: message.row.body.clone(),
            original,
            actor: caller.actor(),
        };
        seal(engine, &mut changes, now, sealing).await?;
        emptied(engine, &mut changes, &message).await?;
        changes.enqueue(JobKind::Scrub.about(engine, id, now.plus_seconds(SCRUB_PAUSE_SECONDS)));
        Ok::<(), Failure>(engine.store().apply(changes).await?)
    };
    if let Err(failure) = applied.await {
        crate::files::discard(engine, &files).await?;
        return Err(failure);
    }
    Ok(thread.row.case)
}

/// The mail says only that it is sealed; its files stand in the original.
async fn emptied(engine: &Engine, changes: &mut Changes, message: &Stored<EmailMessage>) -> Result<(), Failure> {
    let tables = engine.tables();
    let f = &tables.email_message.f;
    let mut cells = vec![(f.body, Value::Text(instead_of_text()))];
    if is_doubtful(&message.row.subject) {
        cells.push((f.subject, Value::Text(instead_of_subject())));
    }
    if message.row.original.is_some() {
        cells.push((f.original, Value::Null));
        let table = &tables.email_file;
        let query = table.all().matching(Condition::Is(table.f.message, Value::Id(message.id)));
        for file in table.find(engine.store(), query.limit(BATCH_ROWS)).await? {
            changes.delete(&table.write, file.id, file.version)?;
        }
    }
    Ok(changes.update(&tables.email_message.write, message.id, message.version, cells)?)
}

/// Adds to `changes` that `owner` deals with what is sealed in the case from now on.
pub(crate) async fn follow_owner(
    engine: &Engine,
    changes: &mut Changes,
    (case, owner): (RowId, Option<RowId>),
) -> Result<(), Failure> {
    let tables = engine.tables();
    let table = &tables.sealed_mail;
    let waiting = table.all().matching(Condition::Is(table.f.state, State::Waiting.write())).limit(SECURE_LISTED);
    for sealed in table.find(engine.store(), waiting).await? {
        let Some(message) = tables.email_message.get(engine.store(), sealed.row.message).await? else { continue };
        let thread = tables.email_thread.get(engine.store(), message.row.thread).await?;
        if thread.is_some_and(|thread| thread.row.case == Some(case)) {
            let handler = owner.map_or(Value::Null, Value::Id);
            changes.update(&table.write, sealed.id, sealed.version, vec![(table.f.handler, handler)])?;
        }
    }
    Ok(())
}
