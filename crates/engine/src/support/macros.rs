//! Macros: what is done with cases again and again, in one choice. A macro may answer: its words stand in the form until somebody
//! sends them, or go in the same press, past the same checks as any answer.

use super::act::{Act, Acted, act};
use super::bulk::{Bulk, all_with};
use super::clock::CaseState;
use super::reply::{Reply, ReplyProblem, Sent, reply_and};
use super::rows::{Case, Macro};
use super::templates::from_template;
use super::view::OtherCase;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, MACRO_SNOOZE_DAYS};
use model::{Day, Moment, RowId, Value};
use rights::Operation;
use store::{Condition, Query, Stored};

/// How a macro ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ran {
    /// All of it is done.
    Done,
    /// It is done but for the answer, which somebody is to send: the words of this template, and the state behind it.
    Write(RowId, Option<CaseState>),
    /// The answer must be mended first; nothing is done. What it would have said.
    Mend(ReplyProblem, String),
    /// The case would be over while these parts of it are open; nothing is done.
    Asks(Vec<OtherCase>),
}

/// The macros for a case, or for any where none is said, by row and name.
pub(super) async fn of_case(
    engine: &Engine,
    caller: &Caller,
    case: Option<&Case>,
) -> Result<Vec<(RowId, String)>, Failure> {
    let fits = |one: &Stored<Macro>| match (case, one.row.queue) {
        (Some(case), Some(queue)) => queue == case.queue,
        (Some(_) | None, None) | (None, Some(_)) => true,
    };
    let all = all(engine, caller).await?.into_iter().filter(fits);
    Ok(all.map(|one| (one.id, one.row.name)).collect())
}

async fn all(engine: &Engine, caller: &Caller) -> Result<Vec<Stored<Macro>>, Failure> {
    let table = &engine.tables().case_macro;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(Vec::new()) };
    let open = Query::over(&scope).matching(Condition::Is(table.f.open, Value::Boolean(true)));
    table.find(engine.store(), open.oldest_first(table.f.name).limit(BATCH_ROWS)).await
}

async fn one(engine: &Engine, caller: &Caller, id: RowId) -> Result<Macro, Failure> {
    let found = all(engine, caller).await?.into_iter().find(|one| one.id == id);
    Ok(found.ok_or(Failure::NotFound)?.row)
}

/// Runs a macro on the case as it was at that version. What is sent at once is written with the rest: where it is held back nothing is done.
pub async fn run_macro(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (case, version): (RowId, i64),
    id: RowId,
) -> Result<Ran, Failure> {
    let row = one(engine, caller, id).await?;
    let mut acts = acts(&row, now);
    let Some(template) = row.template else {
        acts.extend(row.state.map(Act::Move));
        return Ok(match act(engine, caller, now, (case, Some(version)), &acts).await? {
            Acted::Done => Ran::Done,
            Acted::Asks(open) => Ran::Asks(open),
        });
    };
    if !row.sends {
        act(engine, caller, now, (case, Some(version)), &acts).await?;
        return Ok(Ran::Write(template, row.state));
    }
    let text = from_template(engine, caller, now, (case, template)).await?;
    let typed = Reply { version, text: text.clone(), then: row.state, ..Reply::default() };
    Ok(match reply_and(engine, caller, now, case, (&typed, &acts)).await? {
        Sent::Mend(ReplyProblem::PartsOpen(open)) => Ran::Asks(open),
        Sent::Mend(problem) => Ran::Mend(problem, text),
        Sent::Queued | Sent::Already => Ran::Done,
    })
}

/// Runs a macro on several cases, without its answer: nobody has looked at what it would say to each.
pub async fn several_by(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    cases: &[RowId],
    id: RowId,
) -> Result<Bulk, Failure> {
    let row = one(engine, caller, id).await?;
    let mut acts = acts(&row, now);
    acts.extend(row.state.map(Act::Move));
    all_with(engine, caller, now, cases, &acts).await
}

/// What it sets beside the state, which comes behind the answer.
fn acts(row: &Macro, now: Moment) -> Vec<Act> {
    let days = row.snooze.map(|days| i32::try_from(days).unwrap_or(i32::MAX).clamp(1, MACRO_SNOOZE_DAYS));
    let until = days.map(|days| Day(rights::day_of(now).0 + days));
    let sets = [
        row.priority.map(Act::Priority),
        row.category.map(|category| Act::Category(Some(category))),
        row.owner.map(|owner| Act::Give(Some(owner))),
        until.map(|day| Act::Snooze(Some(day))),
    ];
    sets.into_iter().flatten().collect()
}
