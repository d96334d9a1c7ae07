//! Reports: how old open cases are, how soon they are answered and solved, how many come in and go, and for whom.
//!
//! They are numbers over cases as those stand now, in a period and for a queue. As with figures, whoever may not know every row and
//! every field behind a number gets none. Nobody at work is measured: of a colleague it is told how many open cases they have now, to
//! those who deal with cases, and never how fast they are. It must not know how a report is drawn.

mod ages;
mod answers;
mod customers;
mod feedback;
mod load;
mod period;

pub use ages::{AgeLine, OwnerLine, ages, owners};
pub use answers::{AnswerLine, answers};
pub use customers::{CustomerLine, customers};
pub use feedback::{FeedbackLine, feedback};
pub use load::{LoadLine, load};

use super::clock::CaseState;
use super::inbox::queues;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::figures::whole;
use crate::limits::{BATCH_IDS, REPORT_DAYS, REPORT_LATELY_DAYS, REPORT_ROWS};
use model::{Column, Day, FieldId, Record, RowId, Value};
use rights::Scope;
use std::collections::HashMap;
use std::sync::Arc;
use store::{Condition, Query};

/// What a report is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportAsked {
    /// From this day on.
    pub from: Day,
    /// To this day, it among them.
    pub to: Day,
    /// Cases in this queue alone.
    pub queue: Option<RowId>,
}

impl ReportAsked {
    /// These days as far as they have been and a report covers them: the end holds.
    pub fn new(from: Option<Day>, to: Option<Day>, queue: Option<RowId>, today: Day) -> Self {
        let to = to.map_or(today, |to| to.min(today));
        let lately = Day(to.0.saturating_sub(REPORT_LATELY_DAYS - 1));
        let from = from.filter(|from| *from <= to).unwrap_or(lately);
        Self { from: from.max(Day(to.0.saturating_sub(REPORT_DAYS - 1))), to, queue }
    }
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reckoned<T> {
    /// Its lines.
    Lines(Vec<T>),
    /// The caller may not know all that is behind it.
    Hidden,
    /// There are more rows in the period than a report reads.
    TooMany,
}

/// The queues that a report can be asked for, by row and name.
pub async fn report_queues(engine: &Engine, caller: &Caller) -> Result<Vec<(RowId, String)>, Failure> {
    queues(engine, caller).await
}

/// What the caller may read of cases, where they may know `fields` of every one.
fn of_cases(engine: &Engine, caller: &Caller, fields: &[FieldId]) -> Option<Arc<Scope>> {
    let f = &engine.tables().case.f;
    let fields: Vec<FieldId> = [f.queue, f.merged_into, f.junk_on].into_iter().chain(fields.iter().copied()).collect();
    whole(engine, caller, f.entity, &fields)
}

/// The cases of a report; those that became part of another are counted with it alone, and junk is none.
fn cases<'a>(engine: &Engine, scope: &'a Scope, asked: ReportAsked) -> Query<'a> {
    let f = &engine.tables().case.f;
    let query = Query::over(scope).matching(Condition::Is(f.merged_into, Value::Null));
    let query = query.matching(Condition::Is(f.junk_on, Value::Null));
    let queue = asked.queue.map(|queue| Condition::Is(f.queue, Value::Id(queue)));
    queue.into_iter().fold(query, Query::matching)
}

/// Those of them that are open.
fn open_cases<'a>(engine: &Engine, scope: &'a Scope, asked: ReportAsked) -> Query<'a> {
    cases(engine, scope, asked).matching(Condition::OneOf(engine.tables().case.f.state, open_states()))
}

fn open_states() -> Vec<Value> {
    CaseState::ALL.iter().filter(|state| state.is_open()).map(Column::write).collect()
}

/// Gives each row of `query` to `take`; whether that were all of them, and no more than a report reads.
async fn each(engine: &Engine, query: Query<'_>, mut take: impl FnMut(&Record)) -> Result<bool, Failure> {
    let mut rows = engine.store().stream(&query.limit(REPORT_ROWS + 1))?;
    let mut read = 0;
    while let Some(row) = rows.next().await? {
        read += 1;
        if read > REPORT_ROWS {
            return Ok(false);
        }
        take(&row);
    }
    Ok(true)
}

/// The row that `field` of each of these cases names; nothing of a case that is in no report.
async fn named_by(
    engine: &Engine,
    scope: &Scope,
    asked: ReportAsked,
    (field, ids): (FieldId, &[RowId]),
) -> Result<HashMap<RowId, Option<RowId>>, Failure> {
    let mut named = HashMap::with_capacity(ids.len());
    for some in ids.chunks(BATCH_IDS) {
        let query = cases(engine, scope, asked).matching(Condition::Ids(some.to_vec())).only(vec![field]);
        let found = engine.store().find(query).await?;
        named.extend(found.iter().map(|case| (case.id, case.link(field))));
    }
    Ok(named)
}

#[cfg(test)]
mod tests;
