//! By customer: how many cases came in from each, and how long we have worked on cases of theirs.

use super::{Reckoned, ReportAsked, cases, each, named_by, of_cases};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::figures::{At, whole};
use crate::limits::REPORT_CUSTOMERS;
use crate::records::labels_of;
use model::{Column, Moment, RowId, Value};
use rights::{Scope, day_of, end_of, start_of};
use std::collections::HashMap;
use store::{Condition, Group, ReadError};

/// What one customer asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerLine {
    /// Which.
    pub at: At,
    /// Cases that came in.
    pub cases: u64,
    /// How many minutes were worked in the period; none where the caller may not know what all have worked.
    pub minutes: Option<i64>,
}

/// Cases that came in and minutes that were worked, by the row of the customer; none where a case names none.
type Sums = HashMap<Option<RowId>, (u64, i64)>;

/// Cases and time of each customer, whoever has the most cases first.
pub async fn customers(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    asked: ReportAsked,
) -> Result<Reckoned<CustomerLine>, Failure> {
    let f = &engine.tables().case.f;
    let Some(scope) = of_cases(engine, caller, &[f.organisation, f.created_at]) else { return Ok(Reckoned::Hidden) };
    let came =
        cases(engine, &scope, asked).matching(Condition::AtLeast(f.created_at, Value::Moment(start_of(asked.from))));
    let came = came.matching(Condition::AtMost(f.created_at, Value::Moment(end_of(asked.to))));
    let totals = match engine.store().totals(came, &[Group::Value(f.organisation)], &[]).await {
        Ok(totals) => totals,
        Err(ReadError::TooMany) => return Ok(Reckoned::TooMany),
        Err(other) => return Err(other.into()),
    };
    let mut sums = Sums::new();
    for total in totals {
        let customer = total.by.first().and_then(RowId::read);
        sums.entry(customer).or_default().0 += total.rows;
    }
    let t = &engine.tables().case_time.f;
    let times = whole(engine, caller, t.entity, &[t.case, t.day, t.minutes]);
    if let Some(times) = &times
        && !worked(engine, (&scope, times), asked, &mut sums).await?
    {
        return Ok(Reckoned::TooMany);
    }
    Ok(Reckoned::Lines(lines(engine, caller, now, (sums, times.is_some())).await?))
}

/// Adds the minutes that were worked in the period; whether it could be read.
async fn worked(
    engine: &Engine,
    (scope, times): (&Scope, &Scope),
    asked: ReportAsked,
    sums: &mut Sums,
) -> Result<bool, Failure> {
    let t = &engine.tables().case_time.f;
    let lines = store::Query::over(times).matching(Condition::AtLeast(t.day, Value::Day(asked.from)));
    let lines = lines.matching(Condition::AtMost(t.day, Value::Day(asked.to))).only(vec![t.case, t.minutes]);
    let mut of_cases: HashMap<RowId, i64> = HashMap::new();
    let read = each(engine, lines, |row| {
        if let Some((case, minutes)) = row.link(t.case).zip(row.get(t.minutes).and_then(i64::read)) {
            *of_cases.entry(case).or_default() += minutes;
        }
    });
    if !read.await? {
        return Ok(false);
    }
    let ids: Vec<RowId> = of_cases.keys().copied().collect();
    let customers = named_by(engine, scope, asked, (engine.tables().case.f.organisation, &ids)).await?;
    for (case, minutes) in of_cases {
        if let Some(customer) = customers.get(&case) {
            sums.entry(*customer).or_default().1 += minutes;
        }
    }
    Ok(true)
}

/// The greatest by name; those that have none for the caller together, and the rest together.
async fn lines(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (sums, with_time): (Sums, bool),
) -> Result<Vec<CustomerLine>, Failure> {
    let mut sums: Vec<(Option<RowId>, (u64, i64))> = sums.into_iter().collect();
    sums.sort_by_key(|(customer, (cases, minutes))| (std::cmp::Reverse((*cases, *minutes)), *customer));
    let rest = sums.split_off(sums.len().min(REPORT_CUSTOMERS));
    let ids = sums.iter().filter_map(|(customer, _)| *customer).collect();
    let names: HashMap<RowId, String> =
        labels_of(engine, caller, "organisation", ids, day_of(now)).await?.into_iter().collect();
    let line = |at, (cases, minutes)| CustomerLine { at, cases, minutes: with_time.then_some(minutes) };
    let (mut lines, mut nameless) = (Vec::new(), (0, 0));
    for (customer, (cases, minutes)) in sums {
        match customer.and_then(|customer| names.get(&customer)) {
            Some(name) => lines.push(line(At::Named(name.clone()), (cases, minutes))),
            None => nameless = (nameless.0 + cases, nameless.1 + minutes),
        }
    }
    let left = rest.iter().fold((0, 0), |(cases, minutes), (_, more)| (cases + more.0, minutes + more.1));
    for (at, sum) in [(At::Nameless, nameless), (At::Rest, left)] {
        lines.extend((sum != (0, 0)).then(|| line(at, sum)));
    }
    Ok(lines)
}
