//! How soon cases are answered and solved, in working time as their deadlines count it, and how many in time.

use super::{Reckoned, ReportAsked, each, named_by, of_cases};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::figures::whole;
use crate::records::labels_of;
use crate::support::clock::{DeadlineKind, DeadlineState};
use crate::support::policies::hours_of;
use model::{Column, Moment, Record, RowId, Value};
use rights::{OpeningHours, day_of, end_of, start_of};
use std::collections::{BTreeSet, HashMap};
use store::{Condition, Query};

const MINUTE_SECONDS: i64 = 60;

/// How soon something is done in a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerLine {
    /// The queue; none for all of them together.
    pub queue: Option<String>,
    /// What.
    pub kind: DeadlineKind,
    /// How often it was done in the period.
    pub done: u64,
    /// Half of them took no longer than so many working seconds.
    pub median_seconds: i64,
    /// Nine of ten took no longer than so many.
    pub ninetieth_seconds: i64,
    /// So many of them were done in time.
    pub in_time: u64,
    /// How often a deadline of the period has gone by, and it is not done yet.
    pub undone: u64,
}

/// A deadline, as far as a report knows it.
struct Done {
    case: RowId,
    kind: DeadlineKind,
    /// How long it took, and whether that was in time; none where it is not done.
    took: Option<(i64, bool)>,
}

/// How soon cases are answered and solved: each queue, and all together where there are several. Only what has a deadline counts.
pub async fn answers(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    asked: ReportAsked,
) -> Result<Reckoned<AnswerLine>, Failure> {
    let f = &engine.tables().case_deadline.f;
    let fields = [f.case, f.kind, f.policy, f.began_at, f.due_at, f.paused, f.met_at, f.state];
    let scopes = whole(engine, caller, f.entity, &fields).zip(of_cases(engine, caller, &[]));
    let Some((scope, of_cases)) = scopes else { return Ok(Reckoned::Hidden) };
    let Some(found) = deadlines(engine, &scope, now, asked).await? else { return Ok(Reckoned::TooMany) };
    let ids: Vec<RowId> = found.iter().map(|done| done.case).collect::<BTreeSet<_>>().into_iter().collect();
    let queue = engine.tables().case.f.queue;
    let queues = named_by(engine, &of_cases, asked, (queue, &ids)).await?;
    let mut groups: HashMap<(Option<RowId>, DeadlineKind), Group> = HashMap::new();
    for one in &found {
        let Some(queue) = queues.get(&one.case) else { continue };
        for queue in [*queue, None] {
            groups.entry((queue, one.kind)).or_default().add(one);
        }
    }
    let named: Vec<RowId> =
        groups.keys().filter_map(|(queue, _)| *queue).collect::<BTreeSet<_>>().into_iter().collect();
    let is_one = named.len() < 2;
    let mut labels = labels_of(engine, caller, "queue", named, day_of(now)).await?;
    labels.sort_by(|(_, one), (_, other)| one.cmp(other));
    let queues = labels.into_iter().map(|(id, name)| (Some(id), Some(name)));
    let all = (!is_one).then_some((None, None));
    let mut lines = Vec::new();
    for (queue, name) in queues.chain(all) {
        for kind in DeadlineKind::ALL {
            let group = groups.remove(&(queue, *kind));
            lines.extend(group.map(|group| group.line(name.clone(), *kind)));
        }
    }
    Ok(Reckoned::Lines(lines))
}

/// What was done in the period, and what should have been; none where that is too much.
async fn deadlines(
    engine: &Engine,
    scope: &rights::Scope,
    now: Moment,
    asked: ReportAsked,
) -> Result<Option<Vec<Done>>, Failure> {
    let f = &engine.tables().case_deadline.f;
    let (begins, ends) = (Value::Moment(start_of(asked.from)), Value::Moment(end_of(asked.to)));
    let states = |of: &[DeadlineState]| Condition::OneOf(f.state, of.iter().map(Column::write).collect());
    let done = Query::over(scope).matching(Condition::AtLeast(f.met_at, begins.clone()));
    let done = done.matching(Condition::AtMost(f.met_at, ends.clone()));
    let done = done.matching(states(&[DeadlineState::Met, DeadlineState::Missed]));
    let done = done.only(vec![f.case, f.kind, f.policy, f.began_at, f.paused, f.met_at, f.state]);
    let (mut found, mut took) = (Vec::new(), Vec::new());
    if !each(engine, done, |row| took.extend(row_done(engine, row))).await? {
        return Ok(None);
    }
    let mut hours: HashMap<RowId, OpeningHours> = HashMap::new();
    for policy in took.iter().map(|(_, policy, _)| *policy).collect::<BTreeSet<_>>() {
        hours.insert(policy, hours_of(engine, policy).await?);
    }
    for (mut one, policy, (began, met, paused)) in took {
        let worked = hours.get(&policy).map_or(0, |hours| hours.between(began, met));
        one.took = one.took.map(|(_, in_time)| ((worked - paused * MINUTE_SECONDS).max(0), in_time));
        found.push(one);
    }
    let gone = Value::Moment(end_of(asked.to).min(now));
    let undone = Query::over(scope).matching(Condition::Is(f.met_at, Value::Null));
    let undone = undone.matching(Condition::AtLeast(f.due_at, begins)).matching(Condition::AtMost(f.due_at, gone));
    let undone = undone.matching(states(&[DeadlineState::Running, DeadlineState::Missed]));
    let read = each(engine, undone.only(vec![f.case, f.kind]), |row| {
        let kind = row.get(f.kind).and_then(DeadlineKind::read);
        found.extend(row.link(f.case).zip(kind).map(|(case, kind)| Done { case, kind, took: None }));
    });
    Ok(read.await?.then_some(found))
}

/// A deadline that was met or done too late, by which policy, and from when to when, without so many minutes of work.
fn row_done(engine: &Engine, row: &Record) -> Option<(Done, RowId, (Moment, Moment, i64))> {
    let f = &engine.tables().case_deadline.f;
    let moment = |field| row.get(field).and_then(Moment::read);
    let kind = row.get(f.kind).and_then(DeadlineKind::read)?;
    let in_time = row.get(f.state).and_then(DeadlineState::read)? == DeadlineState::Met;
    let paused = row.get(f.paused).and_then(i64::read).unwrap_or(0);
    let done = Done { case: row.link(f.case)?, kind, took: Some((0, in_time)) };
    Some((done, row.link(f.policy)?, (moment(f.began_at)?, moment(f.met_at)?, paused)))
}

/// Deadlines of one kind in one queue.
#[derive(Default)]
struct Group {
    took_seconds: Vec<i64>,
    in_time: u64,
    undone: u64,
}

impl Group {
    fn add(&mut self, one: &Done) {
        match one.took {
            Some((seconds, in_time)) => {
                self.took_seconds.push(seconds);
                self.in_time += u64::from(in_time);
            }
            None => self.undone += 1,
        }
    }

    fn line(mut self, queue: Option<String>, kind: DeadlineKind) -> AnswerLine {
        self.took_seconds.sort_unstable();
        AnswerLine {
            queue,
            kind,
            done: self.took_seconds.len() as u64,
            median_seconds: at_share(&self.took_seconds, 50),
            ninetieth_seconds: at_share(&self.took_seconds, 90),
            in_time: self.in_time,
            undone: self.undone,
        }
    }
}

/// The least of `sorted` that no fewer than so many of a hundred are no greater than; nought where there is none.
pub(super) fn at_share(sorted: &[i64], percent: usize) -> i64 {
    let at = (sorted.len() * percent).div_ceil(100);
    at.checked_sub(1).and_then(|at| sorted.get(at)).copied().unwrap_or(0)
}
