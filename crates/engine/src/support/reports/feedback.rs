//! How it went, as contacts say: how many were asked, and what they answered.

use super::{Reckoned, ReportAsked, each, named_by, of_cases};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::figures::whole;
use crate::records::labels_of;
use crate::support::How;
use model::{Column, Moment, RowId, Value};
use rights::{day_of, end_of, start_of};
use std::collections::{BTreeSet, HashMap};
use store::{Condition, Query};

/// What was answered about the cases of a queue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedbackLine {
    /// The queue.
    pub queue: String,
    /// How many were asked.
    pub asked: u64,
    /// It went well.
    pub good: u64,
    /// So-so.
    pub middling: u64,
    /// Badly.
    pub poor: u64,
}

/// What those say who were asked in the period, queue by queue.
pub async fn feedback(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    asked: ReportAsked,
) -> Result<Reckoned<FeedbackLine>, Failure> {
    let f = &engine.tables().case_feedback.f;
    let scopes = whole(engine, caller, f.entity, &[f.case, f.asked_at, f.how]).zip(of_cases(engine, caller, &[]));
    let Some((scope, of_cases)) = scopes else { return Ok(Reckoned::Hidden) };
    let rows = Query::over(&scope).matching(Condition::AtLeast(f.asked_at, Value::Moment(start_of(asked.from))));
    let rows = rows.matching(Condition::AtMost(f.asked_at, Value::Moment(end_of(asked.to))));
    let mut found: Vec<(RowId, Option<How>)> = Vec::new();
    let read = each(engine, rows.only(vec![f.case, f.how]), |row| {
        found.extend(row.link(f.case).map(|case| (case, row.get(f.how).and_then(How::read))));
    });
    if !read.await? {
        return Ok(Reckoned::TooMany);
    }
    let ids: Vec<RowId> = found.iter().map(|(case, _)| *case).collect::<BTreeSet<_>>().into_iter().collect();
    let queues = named_by(engine, &of_cases, asked, (engine.tables().case.f.queue, &ids)).await?;
    let mut lines: HashMap<RowId, FeedbackLine> = HashMap::new();
    for (case, how) in found {
        let Some(Some(queue)) = queues.get(&case) else { continue };
        let line = lines.entry(*queue).or_default();
        line.asked += 1;
        match how {
            Some(How::Good) => line.good += 1,
            Some(How::Middling) => line.middling += 1,
            Some(How::Poor) => line.poor += 1,
            None => {}
        }
    }
    let named = labels_of(engine, caller, "queue", lines.keys().copied().collect(), day_of(now)).await?;
    let named = named.into_iter().filter_map(|(id, queue)| Some(FeedbackLine { queue, ..lines.remove(&id)? }));
    let mut lines: Vec<FeedbackLine> = named.collect();
    lines.sort_by(|one, other| one.queue.cmp(&other.queue));
    Ok(Reckoned::Lines(lines))
}
