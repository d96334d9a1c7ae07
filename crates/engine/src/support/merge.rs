//! Two cases that are one, and one that is two. Mail goes with its thread: whoever answers an old mail reaches the case that
//! its thread is in now.

use super::clock::CaseState;
use super::deadlines::Happened;
use super::open::opened;
use super::rows::{Case, CaseEvent, Step};
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::correspondence::{Direction, EmailThread, new_token};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::THREADS_OF_A_CASE;
use model::{Moment, RowId, Value};
use rights::Operation;
use store::{Condition, Query};

/// The case becomes part of the one with this number, which must be open: its mail, its calls and its clocks go on there. Gives that case.
pub async fn merge(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    into: i64,
) -> Result<RowId, Failure> {
    let tables = engine.tables();
    let f = &tables.case.f;
    let read = engine.scope(caller, f.entity, Operation::Read)?;
    let found = Query::over(&read).matching(Condition::Is(f.number, Value::Integer(into)));
    let found = engine.store().find(found.limit(1)).await?.into_iter().next().ok_or(Failure::NotFound)?;
    if found.id == at.0 {
        return Err(Failure::NotFound);
    }
    let mut source = Work::on(engine, caller, now, (at.0, Some(at.1))).await?;
    let mut target = Work::on(engine, caller, now, (found.id, None)).await?;
    if source.case.row.merged_into.is_some() || target.case.row.merged_into.is_some() {
        return Err(Failure::NotFound);
    }
    let of_source = tables.email_thread.all().matching(Condition::Is(tables.email_thread.f.case, Value::Id(at.0)));
    let threads = tables.email_thread.find(engine.store(), of_source.limit(THREADS_OF_A_CASE)).await?;
    for thread in threads {
        let cells = vec![(tables.email_thread.f.case, Value::Id(found.id))];
        source.changes.update(&tables.email_thread.write, thread.id, thread.version, cells)?;
    }
    super::calls::go_along(engine, &mut source.changes, at.0, found.id).await?;
    source.set(f.merged_into, Value::Id(found.id));
    source.happened.push(Happened::Merged);
    let other = Some(found.id);
    source.event(CaseEvent { other, ..CaseEvent::of(at.0, Step::Merged, now) })?;
    source.move_to(CaseState::Closed)?;
    target.event(CaseEvent { other: Some(at.0), ..CaseEvent::of(found.id, Step::Merged, now) })?;
    let entry = Deed::Merged.entry(engine, now, caller.actor(), (f.entity, at.0));
    let mut changes = source.changes().await?;
    changes.record(entry.about(target.case.row.contact));
    changes.join(target.changes().await?);
    engine.store().apply(changes).await?;
    Ok(found.id)
}

/// The mail `message` and those of its thread that came after it become a case of their own. Gives that case.
pub async fn split(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, i64),
    message: RowId,
) -> Result<RowId, Failure> {
    let tables = engine.tables();
    let store = engine.store();
    let mut work = Work::on(engine, caller, now, (at.0, Some(at.1))).await?;
    let first = tables.email_message.get(store, message).await?.ok_or(Failure::NotFound)?;
    let thread = tables.email_thread.get(store, first.row.thread).await?.ok_or(Failure::NotFound)?;
    if thread.row.case != Some(at.0) || first.row.direction != Direction::In {
        return Err(Failure::NotFound);
    }
    let f = &tables.email_message.f;
    let query = tables.email_message.all().matching(Condition::Is(f.thread, Value::Id(thread.id)));
    let query = query.matching(Condition::AtLeast(f.occurred_at, Value::Moment(first.row.occurred_at)));
    let moved = tables.email_message.find(store, query.limit(crate::limits::CASE_ENTRIES)).await?;
    let row = &work.case.row;
    let case = Case {
        number: None,
        title: crate::correspondence::cut(&first.row.subject, crate::limits::CASE_TITLE_CHARACTERS),
        state: CaseState::New,
        split_from: Some(at.0),
        parent: None,
        merged_into: None,
        created_at: now,
        answered_at: None,
        solved_at: None,
        closed_on: None,
        wait_until: None,
        due_at: None,
        solution: None,
        ..row.clone()
    };
    let actor = (caller.actor(), caller.user);
    let new = opened(engine, &mut work.changes, now, actor, case).await?;
    let id = engine.new_id(now);
    let row = EmailThread {
        case: Some(new),
        subject: first.row.subject.clone(),
        token: new_token(engine),
        split_from: Some(thread.id),
        began_at: first.row.occurred_at,
        ..thread.row.clone()
    };
    tables.email_thread.insert(&mut work.changes, id, &row)?;
    for mail in &moved {
        work.changes.update(&tables.email_message.write, mail.id, mail.version, vec![(f.thread, Value::Id(id))])?;
    }
    work.event(CaseEvent { other: Some(new), ..CaseEvent::of(at.0, Step::Split, now) })?;
    let entry = Deed::Split.entry(engine, now, caller.actor(), (tables.case.f.entity, at.0));
    let contact = work.case.row.contact;
    work.changes.record(entry.about(contact));
    work.done().await?;
    Ok(new)
}
