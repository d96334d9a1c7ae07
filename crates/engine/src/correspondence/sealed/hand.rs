//! A colleague reports a mail that the guard did not find, and whoever takes a case takes what is sealed in it.

use super::rows::{Found, State};
use super::seal::{Sealing, seal};
use super::{instead_of_subject, instead_of_text, is_doubtful};
use crate::context::{Caller, Engine};
use crate::correspondence::{Direction, EmailMessage, EmailThread, cut};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{
    BATCH_IDS, BATCH_ROWS, CASE_ENTRIES, CASE_TITLE_CHARACTERS, SCRUB_PAUSE_SECONDS, THREADS_OF_A_CASE,
};
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
        emptied(engine, &mut changes, &message, &thread).await?;
        changes.enqueue(JobKind::Scrub.about(engine, id, now.plus_seconds(SCRUB_PAUSE_SECONDS)));
        Ok::<(), Failure>(engine.store().apply(changes).await?)
    };
    if let Err(failure) = applied.await {
        crate::files::discard(engine, &files).await?;
        return Err(failure);
    }
    Ok(thread.row.case)
}

/// The mail says only that it is sealed; its files stand in the original. What its subject has told stands nowhere else either.
async fn emptied(
    engine: &Engine,
    changes: &mut Changes,
    message: &Stored<EmailMessage>,
    thread: &Stored<EmailThread>,
) -> Result<(), Failure> {
    let tables = engine.tables();
    let f = &tables.email_message.f;
    let mut cells = vec![(f.body, Value::Text(instead_of_text()))];
    if is_doubtful(engine, &message.row.subject) {
        cells.push((f.subject, Value::Text(instead_of_subject())));
        unnamed(engine, changes, &message.row.subject, thread).await?;
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

/// The thread and the case that are called as the mail was are called so no more.
async fn unnamed(
    engine: &Engine,
    changes: &mut Changes,
    subject: &str,
    thread: &Stored<EmailThread>,
) -> Result<(), Failure> {
    let tables = engine.tables();
    if thread.row.subject == subject {
        let cells = vec![(tables.email_thread.f.subject, Value::Text(instead_of_subject()))];
        changes.update(&tables.email_thread.write, thread.id, thread.version, cells)?;
    }
    let Some(case) = thread.row.case else { return Ok(()) };
    let Some(case) = tables.case.get(engine.store(), case).await? else { return Ok(()) };
    if case.row.title == cut(subject, CASE_TITLE_CHARACTERS) {
        let cells = vec![(tables.case.f.title, Value::Text(instead_of_subject()))];
        changes.update(&tables.case.write, case.id, case.version, cells)?;
    }
    Ok(())
}

/// Adds to `changes` that `owner` deals with what is sealed in the case from now on.
pub(crate) async fn follow_owner(
    engine: &Engine,
    changes: &mut Changes,
    (case, owner): (RowId, Option<RowId>),
) -> Result<(), Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_thread.f;
    let threads = tables.email_thread.all().matching(Condition::Is(f.case, Value::Id(case))).limit(THREADS_OF_A_CASE);
    let threads = store.find(threads.only(vec![f.case])).await?.iter().map(|thread| thread.id).collect();
    hand_over(engine, changes, threads, owner).await
}

/// What waits sealed in these threads is in the hands of that colleague from now on, or of nobody.
pub(crate) async fn hand_over(
    engine: &Engine,
    changes: &mut Changes,
    threads: Vec<RowId>,
    owner: Option<RowId>,
) -> Result<(), Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let threads = threads.into_iter().map(Value::Id).collect();
    let f = &tables.email_message.f;
    let mails = tables.email_message.all().matching(Condition::OneOf(f.thread, threads)).limit(CASE_ENTRIES);
    let mails: Vec<Value> =
        store.find(mails.only(vec![f.thread])).await?.iter().map(|mail| Value::Id(mail.id)).collect();
    let table = &tables.sealed_mail;
    for some in mails.chunks(BATCH_IDS) {
        let waiting = table.all().matching(Condition::OneOf(table.f.message, some.to_vec()));
        let waiting = waiting.matching(Condition::Is(table.f.state, State::Waiting.write()));
        for sealed in table.find(store, waiting).await? {
            let handler = owner.map_or(Value::Null, Value::Id);
            changes.update(&table.write, sealed.id, sealed.version, vec![(table.f.handler, handler)])?;
        }
    }
    Ok(())
}
