//! The deadlines of cases, from what is stored: what has happened is put before the [clock](super::clock), and what it says is
//! kept beside the case for lists and reports.

use super::clock::{
    Change, Deadline, DeadlineKind, DeadlineState, DropReason, Event, Pause, Policy, Priority, RaisedBy, Reckoning,
    Target, What, reckon,
};
use super::rows::{CameBy, Case, CaseDeadline, CaseEvent, Said, Step};
use crate::context::{Caller, Engine};
use crate::correspondence::Direction;
use crate::failure::Failure;
use crate::limits::{BATCH_ROWS, CASE_ENTRIES, THREADS_OF_A_CASE};
use model::{Moment, RowId, Value};
use rights::{Opening, OpeningHours, Operation};
use std::collections::HashMap;
use store::{Changes, Condition, Stored};

const MINUTE_SECONDS: i64 = 60;

/// What happens to a case in the changes that are being made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Happened {
    /// The customer has written.
    CustomerWrote,
    /// One of us has answered.
    WeAnswered,
    /// Its state is another.
    Moved(super::clock::CaseState),
    /// Its priority is another.
    Priority(Priority),
    /// It lies in another queue.
    Queue(RowId),
    /// It is part of another case.
    Merged,
}

/// A deadline as it is shown, with how it was reckoned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// What it is for.
    pub kind: DeadlineKind,
    /// Since when it runs.
    pub began_at: Moment,
    /// By when.
    pub due_at: Moment,
    /// How it stands.
    pub state: DeadlineState,
    /// When it was done.
    pub met_at: Option<Moment>,
    /// Where it stands still.
    pub paused_since: Option<Moment>,
    /// What the policy is called.
    pub policy: String,
    /// With which priority.
    pub priority: Priority,
    /// Within so many seconds of work.
    pub within_seconds: Option<i64>,
    /// Where it stood still, in order.
    pub pauses: Vec<Pause>,
    /// By what it was reckoned anew.
    pub changes: Vec<Change>,
    /// Why it applies no more.
    pub dropped: Option<DropReason>,
}

/// The deadlines of a case that is being opened. Gives the nearest one.
pub(super) async fn begin(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (id, case): (RowId, &Case),
) -> Result<Option<Moment>, Failure> {
    let policies = Policies::of(engine, case, [case.queue]).await?;
    let Some(policy) = policies.of_queue(case.queue) else { return Ok(None) };
    let event = Event { at: now, what: What::Created { priority: case.priority, by: raised_by(case) } };
    let reckoning = reckon(policy, &[event], now);
    keep(engine, changes, now, (id, &[]), &reckoning)?;
    Ok(nearest(&reckoning))
}

/// The deadlines of a case to which this happens. Gives the nearest one that is to be met.
pub(super) async fn go_on(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (id, case): (RowId, &Case),
    happened: &[Happened],
) -> Result<Option<Moment>, Failure> {
    let happened: Vec<(Moment, Happened)> = happened.iter().map(|it| (now, *it)).collect();
    go_on_from(engine, changes, now, (id, case), &happened).await
}

/// The same where each has happened at a moment of its own.
pub(super) async fn go_on_from(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (id, case): (RowId, &Case),
    happened: &[(Moment, Happened)],
) -> Result<Option<Moment>, Failure> {
    let history = History::of(engine, (id, case), happened).await?;
    let Some(reckoning) = history.reckon(now, happened) else { return Ok(None) };
    let table = &engine.tables().case_deadline;
    let of_case = table.all().matching(Condition::Is(table.f.case, Value::Id(id))).limit(CASE_ENTRIES);
    let before = table.find(engine.store(), of_case).await?;
    keep(engine, changes, now, (id, &before), &reckoning)?;
    Ok(nearest(&reckoning))
}

/// The deadlines of a case, as they stand now.
pub(super) async fn clocks(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (id, case): (RowId, &Case),
) -> Result<Vec<Clock>, Failure> {
    if engine.scope(caller, engine.tables().case_deadline.f.entity, Operation::Read).is_err() {
        return Ok(Vec::new());
    }
    let history = History::of(engine, (id, case), &[]).await?;
    let Some(reckoning) = history.reckon(now, &[]) else { return Ok(Vec::new()) };
    let name = |policy: RowId| history.policies.names.get(&policy).cloned().unwrap_or_default();
    let clock = |deadline: Deadline<'_>| Clock {
        kind: deadline.kind,
        began_at: deadline.began_at,
        due_at: deadline.due_at,
        state: deadline.state,
        met_at: deadline.met_at,
        paused_since: deadline.paused_since,
        policy: name(deadline.why.policy.id),
        priority: deadline.why.priority,
        within_seconds: deadline.why.target_seconds,
        pauses: deadline.why.pauses,
        changes: deadline.why.changes,
        dropped: deadline.why.dropped,
    };
    Ok(reckoning.deadlines.into_iter().map(clock).collect())
}

/// The nearest deadline that is to be met: one that was missed is nearer than any that runs.
fn nearest(reckoning: &Reckoning<'_>) -> Option<Moment> {
    reckoning.overdue_since.into_iter().chain(reckoning.next_due).min()
}

fn raised_by(case: &Case) -> RaisedBy {
    match case.came_by {
        CameBy::Mail | CameBy::Phone | CameBy::Portal | CameBy::ContactForm => RaisedBy::Customer,
        CameBy::Ourselves => RaisedBy::Us,
    }
}

/// Writes what differs.
fn keep(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (case, before): (RowId, &[Stored<CaseDeadline>]),
    reckoning: &Reckoning<'_>,
) -> Result<(), Failure> {
    use model::Row;
    let table = &engine.tables().case_deadline;
    for deadline in &reckoning.deadlines {
        let same = |row: &CaseDeadline| row.kind == deadline.kind && row.began_at == deadline.began_at;
        let known = before.iter().find(|row| same(&row.row));
        let row = CaseDeadline {
            case,
            kind: deadline.kind,
            policy: deadline.why.policy.id,
            began_at: deadline.began_at,
            due_at: deadline.due_at,
            paused_since: deadline.paused_since,
            paused: (deadline.paused_seconds > 0).then_some(deadline.paused_seconds / MINUTE_SECONDS),
            met_at: deadline.met_at,
            state: deadline.state,
            warned_at: known.and_then(|known| known.row.warned_at),
        };
        match known {
            None => table.insert(changes, engine.new_id(now), &row)?,
            Some(known) if known.row != row => {
                changes.update(&table.write, known.id, known.version, row.cells(&table.f))?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// What has happened to a case, with the rules that held.
struct History {
    /// From the oldest on.
    past: Vec<(Moment, Past)>,
    first_queue: RowId,
    policies: Policies,
}

/// What has happened, before rules are named.
enum Past {
    Is(What<'static>),
    Queue(RowId),
}

impl History {
    async fn of(engine: &Engine, (id, case): (RowId, &Case), happened: &[(Moment, Happened)]) -> Result<Self, Failure> {
        let (tables, store) = (engine.tables(), engine.store());
        let f = &tables.case_event.f;
        let query = tables.case_event.all().matching(Condition::Is(f.case, Value::Id(id))).oldest_first(f.at);
        let events = tables.case_event.find(store, query.limit(CASE_ENTRIES)).await?;
        let opened = events.iter().find(|event| event.row.what == Step::Opened).map(|event| &event.row);
        let created = opened.map_or(case.created_at, |event| event.at);
        let priority = opened.and_then(|event| event.priority).unwrap_or(case.priority);
        let first_queue = opened.and_then(|event| event.queue).unwrap_or(case.queue);
        let mut past = vec![(created, Past::Is(What::Created { priority, by: raised_by(case) }))];
        past.extend(events.iter().filter_map(|event| Some((event.row.at, of_event(&event.row)?))));
        if opened.is_none() {
            past.extend(by_its_row(case));
        }
        past.extend(written(engine, id).await?.into_iter().filter(|(at, _)| *at > created));
        past.sort_by_key(|(at, _)| *at);
        let queues = events.iter().filter_map(|event| event.row.queue);
        let new = happened.iter().filter_map(|(_, it)| match it {
            Happened::Queue(queue) => Some(*queue),
            Happened::CustomerWrote
            | Happened::WeAnswered
            | Happened::Moved(_)
            | Happened::Priority(_)
            | Happened::Merged => None,
        });
        let queues: Vec<RowId> = queues.chain([first_queue, case.queue]).chain(new).collect();
        let policies = Policies::of(engine, case, queues).await?;
        Ok(Self { past, first_queue, policies })
    }

    fn reckon(&self, now: Moment, happened: &[(Moment, Happened)]) -> Option<Reckoning<'_>> {
        let of_queue = |queue: RowId| self.policies.of_queue(queue).map(|to| What::PolicyChanged { to });
        let past = self.past.iter().filter_map(|(at, past)| match past {
            Past::Is(what) => Some(Event { at: *at, what: *what }),
            Past::Queue(queue) => Some(Event { at: *at, what: of_queue(*queue)? }),
        });
        let new = happened.iter().filter_map(|(at, it)| {
            let what = match it {
                Happened::CustomerWrote => What::CustomerWrote,
                Happened::WeAnswered => What::WeAnswered,
                Happened::Moved(to) => What::Moved { to: *to },
                Happened::Priority(to) => What::PriorityChanged { to: *to },
                Happened::Queue(queue) => of_queue(*queue)?,
                Happened::Merged => What::MergedAway,
            };
            Some(Event { at: *at, what })
        });
        let events: Vec<Event<'_>> = past.chain(new).collect();
        Some(reckon(self.policies.of_queue(self.first_queue)?, &events, now))
    }
}

/// What the row of a case itself tells, of one that was opened before its events were kept.
fn by_its_row(case: &Case) -> Option<(Moment, Past)> {
    let moved = |at: Moment| (at, Past::Is(What::Moved { to: case.state }));
    case.solved_at.or(case.answered_at).map(moved)
}

fn of_event(event: &CaseEvent) -> Option<Past> {
    match event.what {
        Step::State => Some(Past::Is(What::Moved { to: event.state? })),
        Step::Priority => Some(Past::Is(What::PriorityChanged { to: event.priority? })),
        Step::Queue => Some(Past::Queue(event.queue?)),
        Step::Opened | Step::Owner | Step::Snoozed | Step::Merged | Step::Split => None,
    }
}

/// What customers wrote, and what we answered.
async fn written(engine: &Engine, case: RowId) -> Result<Vec<(Moment, Past)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_thread.f;
    let threads = tables.email_thread.all().matching(Condition::Is(f.case, Value::Id(case))).limit(THREADS_OF_A_CASE);
    let threads = tables.email_thread.find(store, threads).await?;
    let ids = threads.iter().map(|thread| Value::Id(thread.id)).collect();
    let f = &tables.email_message.f;
    let query = tables.email_message.all().matching(Condition::OneOf(f.thread, ids));
    let query = query.matching(Condition::Is(f.automatic, Value::Boolean(false)));
    // Texts may be long and are not looked at.
    let query = query.newest_first(f.occurred_at).limit(CASE_ENTRIES).only(vec![f.occurred_at, f.direction]);
    let mails = store.find(query).await?;
    let mail = |record: &model::Record| {
        use model::Column;
        let at = Moment::read(record.get(f.occurred_at)?)?;
        let what = match Direction::read(record.get(f.direction)?)? {
            Direction::In => What::CustomerWrote,
            Direction::Out => What::WeAnswered,
        };
        Some((at, Past::Is(what)))
    };
    let mut past: Vec<(Moment, Past)> = mails.iter().filter_map(mail).collect();
    let f = &tables.case_message.f;
    let query = tables.case_message.all().matching(Condition::Is(f.case, Value::Id(case)));
    let said = tables.case_message.find(store, query.newest_first(f.written_at).limit(CASE_ENTRIES)).await?;
    past.extend(said.into_iter().filter_map(|said| {
        let what = match said.row.kind {
            Said::FromCustomer => What::CustomerWrote,
            Said::ToCustomer => What::WeAnswered,
            Said::InPerson | Said::Internal => return None,
        };
        Some((said.row.written_at, Past::Is(what)))
    }));
    past.extend(super::calls::spoken(engine, case).await?.into_iter().map(|(at, what)| (at, Past::Is(what))));
    Ok(past)
}

/// The policies of some queues, or of the agreement under which a case is.
struct Policies {
    of_queues: HashMap<RowId, RowId>,
    agreed: Option<RowId>,
    by_row: HashMap<RowId, Policy>,
    names: HashMap<RowId, String>,
}

impl Policies {
    async fn of(engine: &Engine, case: &Case, queues: impl IntoIterator<Item = RowId>) -> Result<Self, Failure> {
        let (tables, store) = (engine.tables(), engine.store());
        let queues = tables.queue.all().matching(Condition::Ids(queues.into_iter().collect()));
        let queues = tables.queue.find(store, queues).await?;
        let agreement = match case.agreement {
            Some(agreement) => tables.service_agreement.get(store, agreement).await?,
            None => None,
        };
        let agreed = agreement.map(|agreement| agreement.row.policy);
        let of_queues: HashMap<RowId, RowId> = queues.iter().map(|queue| (queue.id, queue.row.policy)).collect();
        let mut these = Self { of_queues, agreed, by_row: HashMap::new(), names: HashMap::new() };
        let ids: Vec<RowId> = these.of_queues.values().copied().chain(agreed).collect();
        for id in ids {
            if !these.by_row.contains_key(&id)
                && let Some((name, policy)) = policy(engine, id).await?
            {
                these.by_row.insert(id, policy);
                these.names.insert(id, name);
            }
        }
        Ok(these)
    }

    fn of_queue(&self, queue: RowId) -> Option<&Policy> {
        self.by_row.get(&self.agreed.or_else(|| self.of_queues.get(&queue).copied())?)
    }
}

/// A policy as it is stored. Without opening hours the clock never stands still; hours that hold twice hold once.
async fn policy(engine: &Engine, id: RowId) -> Result<Option<(String, Policy)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(stored) = tables.deadline_policy.get(store, id).await? else { return Ok(None) };
    let f = &tables.deadline_target.f;
    let targets = tables.deadline_target.all().matching(Condition::Is(f.policy, Value::Id(id))).limit(BATCH_ROWS);
    let targets = tables.deadline_target.find(store, targets).await?;
    let f = &tables.opening_hours.f;
    let hours = tables.opening_hours.all().matching(Condition::Is(f.policy, Value::Id(id))).limit(BATCH_ROWS);
    let hours = tables.opening_hours.find(store, hours).await?;
    let closed = tables.closed_day.find(store, tables.closed_day.all().limit(BATCH_ROWS)).await?;
    let minute = |minutes: i64| u16::try_from(minutes).unwrap_or(u16::MAX);
    let mut openings: Vec<Opening> = Vec::new();
    let mut open = OpeningHours::always();
    for row in &hours {
        let opening = Opening {
            weekday: row.row.weekday,
            opens_minute: minute(row.row.opens),
            closes_minute: minute(row.row.closes),
        };
        let with = openings.iter().copied().chain([opening]);
        let days = closed.iter().map(|closed| closed.row.day);
        if let Ok(these) = OpeningHours::new(with, stored.row.holidays, days) {
            openings.push(opening);
            open = these;
        }
    }
    let target = |row: &Stored<super::rows::DeadlineTarget>| Target {
        kind: row.row.kind,
        priority: row.row.priority,
        within_seconds: row.row.within.saturating_mul(MINUTE_SECONDS),
    };
    let policy = Policy {
        id,
        hours: open,
        targets: targets.iter().map(target).collect(),
        pauses: stored.row.pauses,
        warning_seconds: stored.row.warning.map(|warning| warning.saturating_mul(MINUTE_SECONDS)),
    };
    Ok(Some((stored.row.name, policy)))
}
