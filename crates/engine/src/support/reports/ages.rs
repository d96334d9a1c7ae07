//! Open cases as they are now: how old they are, and how many each colleague has.

use super::{Reckoned, ReportAsked, of_cases, open_cases};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::figures::{AGES_DAYS, At};
use crate::system::names_of;
use model::{Day, Moment, RowId, Value};
use rights::{Operation, day_of, end_of};
use store::{Condition, Group, ReadError};

/// Open cases of one age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeLine {
    /// The age.
    pub at: At,
    /// How many.
    pub cases: u64,
    /// So many of them are past a deadline.
    pub late: u64,
}

/// Open cases that one of us has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnerLine {
    /// Who; none where nobody has them. Whoever the caller may not name is one with all such.
    pub owner: Option<At>,
    /// How many.
    pub cases: u64,
}

/// How old the open cases are; the period does not matter.
pub async fn ages(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    asked: ReportAsked,
) -> Result<Reckoned<AgeLine>, Failure> {
    let f = &engine.tables().case.f;
    let Some(scope) = of_cases(engine, caller, &[f.state, f.created_at, f.due_at]) else { return Ok(Reckoned::Hidden) };
    let today = day_of(now);
    // How many are older than so many days, and how many of those are late; none is older than the last.
    let mut counted = Vec::new();
    for days in [None].into_iter().chain(AGES_DAYS.map(Some)) {
        let older = days.map(|days| Day(today.0 - i32::try_from(days).unwrap_or(i32::MAX)));
        let older = older.map(|day| Condition::AtMost(f.created_at, Value::Moment(end_of(day))));
        let query = || older.clone().into_iter().fold(open_cases(engine, &scope, asked), store::Query::matching);
        let late = query().matching(Condition::AtMost(f.due_at, Value::Moment(now)));
        counted.push((engine.store().count(query()).await?, engine.store().count(late).await?));
    }
    counted.push((0, 0));
    let from = [0].into_iter().chain(AGES_DAYS);
    let to = AGES_DAYS.into_iter().map(Some).chain([None]);
    let mut lines = Vec::new();
    for ((from, to), pair) in from.zip(to).zip(counted.windows(2)) {
        let less = |one: u64, other: u64| one.saturating_sub(other);
        let (cases, late) = (less(pair[0].0, pair[1].0), less(pair[0].1, pair[1].1));
        lines.push(AgeLine { at: At::Age(from, to), cases, late });
    }
    Ok(Reckoned::Lines(lines))
}

/// How many open cases each colleague has, the most first: for those who deal with cases, and share them out.
pub async fn owners(engine: &Engine, caller: &Caller, asked: ReportAsked) -> Result<Reckoned<OwnerLine>, Failure> {
    let f = &engine.tables().case.f;
    let handles = engine.scope(caller, f.entity, Operation::Write).is_ok();
    let Some(scope) = of_cases(engine, caller, &[f.state, f.owner]).filter(|_| handles) else {
        return Ok(Reckoned::Hidden);
    };
    let totals = engine.store().totals(open_cases(engine, &scope, asked), &[Group::Value(f.owner)], &[]).await;
    let totals = match totals {
        Ok(totals) => totals,
        Err(ReadError::TooMany) => return Ok(Reckoned::TooMany),
        Err(other) => return Err(other.into()),
    };
    let owner = |total: &store::Total| match total.by.first() {
        Some(Value::Id(owner)) => Some(*owner),
        Some(_) | None => None,
    };
    let names = names_of(engine, caller, totals.iter().filter_map(owner)).await?;
    let at = |owner: RowId| names.get(&owner).map_or(At::Nameless, |name| At::Named(name.clone()));
    let mut lines: Vec<OwnerLine> = Vec::new();
    for total in &totals {
        let owner = owner(total).map(at);
        match lines.iter_mut().find(|line| line.owner == owner && owner == Some(At::Nameless)) {
            Some(line) => line.cases += total.rows,
            None => lines.push(OwnerLine { owner, cases: total.rows }),
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.cases));
    Ok(Reckoned::Lines(lines))
}
