//! Load: how many cases came in and were solved in each step of a period, and how many were open at its end.

use super::period::{Step, steps};
use super::{Reckoned, ReportAsked, cases, each, of_cases};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::figures::At;
use model::{Column, FieldId, Moment, Record, Value};
use rights::{end_of, start_of};
use store::Condition;

/// A step of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadLine {
    /// The week or the month.
    pub at: At,
    /// Cases that came in.
    pub came: u64,
    /// Cases that were solved, and still are.
    pub solved: u64,
    /// Cases that were open at its end.
    pub open: u64,
}

/// What came in, was solved and lay open, step by step.
pub async fn load(engine: &Engine, caller: &Caller, asked: ReportAsked) -> Result<Reckoned<LoadLine>, Failure> {
    let f = &engine.tables().case.f;
    let Some(scope) = of_cases(engine, caller, &[f.state, f.created_at, f.solved_at]) else {
        return Ok(Reckoned::Hidden);
    };
    let (begins, ends) = (start_of(asked.from), end_of(asked.to));
    let begun = Value::Moment(begins);
    // One that is over while nobody knows since when is in no step.
    let is_known =
        Condition::Any(vec![Condition::Filled(f.solved_at), Condition::OneOf(f.state, super::open_states())]);
    let all = || cases(engine, &scope, asked).matching(is_known.clone());
    let before = all().matching(Condition::AtMost(f.created_at, Value::Moment(Moment(begins.0 - 1))));
    let still = vec![Condition::Is(f.solved_at, Value::Null), Condition::AtLeast(f.solved_at, begun.clone())];
    let mut open = engine.store().count(before.matching(Condition::Any(still))).await?;
    let moved = vec![Condition::AtLeast(f.created_at, begun.clone()), Condition::AtLeast(f.solved_at, begun)];
    // What came later was not solved before.
    let moved = all().matching(Condition::Any(moved)).matching(Condition::AtMost(f.created_at, Value::Moment(ends)));
    let moved = moved.only(vec![f.created_at, f.solved_at]);
    let steps = steps(asked);
    let mut lines: Vec<LoadLine> =
        steps.iter().map(|step| LoadLine { at: step.at.clone(), came: 0, solved: 0, open: 0 }).collect();
    let place = |row: &Record, field: FieldId| {
        let at = row.get(field).and_then(Moment::read)?;
        (begins <= at && at <= ends).then(|| step_of(&steps, at))?
    };
    let all_read = each(engine, moved, |row| {
        if let Some(at) = place(row, f.created_at) {
            lines[at].came += 1;
        }
        if let Some(at) = place(row, f.solved_at) {
            lines[at].solved += 1;
        }
    });
    if !all_read.await? {
        return Ok(Reckoned::TooMany);
    }
    for line in &mut lines {
        open = (open + line.came).saturating_sub(line.solved);
        line.open = open;
    }
    Ok(Reckoned::Lines(lines))
}

fn step_of(steps: &[Step], at: Moment) -> Option<usize> {
    let day = rights::day_of(at);
    steps.iter().position(|step| day <= step.last)
}
