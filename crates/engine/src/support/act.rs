//! What is done with a case by one press of a button.

use super::clock::{CaseState, Priority};
use super::deadlines::Happened;
use super::junk;
use super::parts::open_parts;
use super::rows::{CaseEvent, CaseKind, Covered, Step};
use super::view::OtherCase;
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use model::{Column, Day, Moment, RowId, Value};

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The caller deals with it from now on.
    Take,
    /// This colleague does, or nobody.
    Give(Option<RowId>),
    /// It is in this state from now on.
    Move(CaseState),
    /// It is as urgent as this.
    Priority(Priority),
    /// It lies in this queue.
    Queue(RowId),
    /// It asks for this.
    Kind(Option<CaseKind>),
    /// We sort it so.
    Category(Option<RowId>),
    /// The agreement covers it so.
    Cover(Covered),
    /// It is put aside until that day, or is back.
    Snooze(Option<Day>),
    /// It may be over while parts of it are open.
    Anyway,
    /// It is junk, or none after all.
    Junk(bool),
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Acted {
    /// It is done.
    Done,
    /// It would be over while these parts of it are open, and nothing is done: [`Act::Anyway`] does it all the same.
    Asks(Vec<OtherCase>),
}

/// Does all of it, in this order, to the case as it was at that version, or as it is.
pub async fn act(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    at: (RowId, Option<i64>),
    acts: &[Act],
) -> Result<Acted, Failure> {
    let mut work = Work::on(engine, caller, now, at).await?;
    let is_open = work.case.row.state.is_open();
    let ends = |act: &Act| is_open && matches!(act, Act::Junk(true) | Act::Move(CaseState::Solved | CaseState::Closed));
    if acts.iter().any(ends) && !acts.contains(&Act::Anyway) {
        let open = open_parts(engine, caller, at.0).await?;
        if !open.is_empty() {
            return Ok(Acted::Asks(open));
        }
    }
    for act in acts {
        apply(&mut work, *act).await?;
    }
    work.done().await?;
    Ok(Acted::Done)
}

pub(super) async fn apply(work: &mut Work<'_>, act: Act) -> Result<(), Failure> {
    let f = &work.engine.tables().case.f;
    let (id, now) = (work.case.id, work.now);
    match act {
        Act::Take => {
            let me = work.caller.user.ok_or(Failure::Denied)?;
            work.give(Some(me)).await?;
            if work.case.row.state == CaseState::New {
                work.move_to(CaseState::Open)?;
            }
        }
        Act::Give(owner) => work.give(owner).await?,
        Act::Move(to) => work.move_to(to)?,
        Act::Priority(to) => {
            if to != work.case.row.priority {
                work.set(f.priority, to.write());
                work.happened.push(Happened::Priority(to));
                work.event(CaseEvent { priority: Some(to), ..CaseEvent::of(id, Step::Priority, now) })?;
            }
        }
        Act::Queue(queue) => {
            if queue != work.case.row.queue {
                work.engine.tables().queue.get(work.engine.store(), queue).await?.ok_or(Failure::NotFound)?;
                work.set(f.queue, Value::Id(queue));
                work.happened.push(Happened::Queue(queue));
                work.event(CaseEvent { queue: Some(queue), ..CaseEvent::of(id, Step::Queue, now) })?;
            }
        }
        Act::Kind(kind) => {
            if kind != work.case.row.kind {
                work.set(f.kind, kind.map_or(Value::Null, |kind| kind.write()));
            }
        }
        Act::Category(category) => {
            if category != work.case.row.category {
                if let Some(id) = category {
                    let table = &work.engine.tables().case_category;
                    table.get(work.engine.store(), id).await?.ok_or(Failure::NotFound)?;
                }
                work.set(f.category, category.map_or(Value::Null, Value::Id));
            }
        }
        Act::Anyway => {}
        Act::Junk(true) => junk::mark(work)?,
        Act::Junk(false) => junk::take_out(work).await?,
        Act::Cover(covered) => {
            if covered != work.case.row.covered {
                work.set(f.covered, covered.write());
            }
        }
        Act::Snooze(until) => {
            if until != work.case.row.wait_until {
                work.set(f.wait_until, until.map_or(Value::Null, Value::Day));
                work.event(CaseEvent { until, ..CaseEvent::of(id, Step::Snoozed, now) })?;
            }
        }
    }
    Ok(())
}
