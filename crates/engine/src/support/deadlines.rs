//! The deadlines of cases, from what is stored: what has happened is put before the [clock](super::clock), and what it says is
//! kept beside the case for lists and reports.

use super::clock::{
    Change, Deadline, DeadlineKind, DeadlineState, DropReason, Event, Pause, Priority, RaisedBy, Reckoning, What,
    reckon,
};
use super::open::is_of_customer;
use super::policies::Policies;
use super::rows::{CameBy, Case, CaseDeadline, CaseEvent, EscalationStep, Said, Step};
use super::watch;
use crate::context::{Caller, Engine};
use crate::correspondence::Direction;
use crate::failure::Failure;
use crate::limits::{CASE_ENTRIES, THREADS_OF_A_CASE};
use model::{Moment, RowId, Value};
use rights::Operation;
use std::collections::HashSet;
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

/// What is told and done about deadlines in the changes that are being made, by the rows of the deadlines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Somebody is warned of these.
    pub(super) warned: Vec<RowId>,
    /// Somebody is told that these are gone.
    pub(super) told: Vec<RowId>,
    /// These steps are done, each for a deadline.
    pub(super) done: Vec<(RowId, RowId)>,
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
    let next = keep(engine, changes, now, (id, &[]), &reckoning, (&HashSet::new(), &Marks::default()))?;
    watch::begin(engine, changes, now, id, next)?;
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
    go_on_with(engine, changes, now, (id, case), (happened, &Marks::default())).await
}

/// The same where something is told or done about its deadlines, too.
pub(super) async fn go_on_with(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (id, case): (RowId, &Case),
    (happened, marks): (&[(Moment, Happened)], &Marks),
) -> Result<Option<Moment>, Failure> {
    let history = History::of(engine, (id, case), happened).await?;
    let Some(reckoning) = history.reckon(now, happened) else {
        watch::keep(engine, changes, now, id, None).await?;
        return Ok(None);
    };
    let before = kept(engine, id).await?;
    let next = keep(engine, changes, now, (id, &before), &reckoning, (&history.done, marks))?;
    watch::keep(engine, changes, now, id, next).await?;
    Ok(nearest(&reckoning))
}

/// The rows of its deadlines.
pub(super) async fn kept(engine: &Engine, case: RowId) -> Result<Vec<Stored<CaseDeadline>>, Failure> {
    let table = &engine.tables().case_deadline;
    let of_case = table.all().matching(Condition::Is(table.f.case, Value::Id(case))).limit(CASE_ENTRIES);
    table.find(engine.store(), of_case).await
}

/// Whether the row is that of the deadline.
pub(super) fn is_of(row: &CaseDeadline, deadline: &Deadline<'_>) -> bool {
    row.kind == deadline.kind && row.began_at == deadline.began_at
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
    let may_name = engine.scope(caller, engine.tables().deadline_policy.f.entity, Operation::Read).is_ok();
    let named = |policy: RowId| history.policies.names.get(&policy).filter(|_| may_name);
    let name = |policy: RowId| named(policy).cloned().unwrap_or_default();
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

/// Writes what differs. Gives when the case is next to be looked at because of the time.
fn keep(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    (case, before): (RowId, &[Stored<CaseDeadline>]),
    reckoning: &Reckoning<'_>,
    (done, marks): (&HashSet<(RowId, RowId)>, &Marks),
) -> Result<Option<Moment>, Failure> {
    use model::Row;
    let table = &engine.tables().case_deadline;
    let mut next: Option<Moment> = None;
    for deadline in &reckoning.deadlines {
        let known = before.iter().find(|row| is_of(&row.row, deadline));
        let mark = |of: &[RowId], before: Option<Moment>| {
            known.and_then(|known| if of.contains(&known.id) { Some(now) } else { before })
        };
        // Whoever was warned of another moment is warned of this one, too.
        let is_ahead = deadline.warn_at.is_some_and(|at| at > now);
        let warned_at = known.and_then(|known| known.row.warned_at).filter(|_| !is_ahead);
        let (warned_at, told_at) =
            (mark(&marks.warned, warned_at), mark(&marks.told, known.and_then(|known| known.row.told_at)));
        let is_done = |step: RowId| {
            known.is_some_and(|known| done.contains(&(step, known.id)) || marks.done.contains(&(step, known.id)))
        };
        let look = watch::next_look(deadline, (warned_at.is_some(), told_at.is_some()), is_done, now);
        next = next.into_iter().chain(look).min();
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
            warned_at,
            told_at,
        };
        match known {
            None => table.insert(changes, engine.new_id(now), &row)?,
            Some(known) if known.row != row => {
                changes.update(&table.write, known.id, known.version, row.cells(&table.f))?;
            }
            Some(_) => {}
        }
    }
    Ok(next)
}

/// What has happened to a case, with the rules that held.
pub(super) struct History {
    /// From the oldest on.
    past: Vec<(Moment, Past)>,
    first_queue: RowId,
    policies: Policies,
    /// Which steps of escalation were done, each for the row of a deadline.
    pub(super) done: HashSet<(RowId, RowId)>,
}

/// What has happened, before rules are named.
enum Past {
    Is(What<'static>),
    Queue(RowId),
}

impl History {
    pub(super) async fn of(
        engine: &Engine,
        (id, case): (RowId, &Case),
        happened: &[(Moment, Happened)],
    ) -> Result<Self, Failure> {
        let (tables, store) = (engine.tables(), engine.store());
        let f = &tables.case_event.f;
        let query = tables.case_event.all().matching(Condition::Is(f.case, Value::Id(id))).oldest_first(f.at);
        let events = tables.case_event.find(store, query.limit(CASE_ENTRIES)).await?;
        let opened = events.iter().find(|event| event.row.what == Step::Opened).map(|event| &event.row);
        let created = opened.map_or(case.created_at, |event| event.at);
        let priority = opened.and_then(|event| event.priority).unwrap_or(case.priority);
        let first_queue = opened.and_then(|event| event.queue).unwrap_or(case.queue);
        let mut past = vec![(created, Past::Is(What::Created { priority, by: raised_by(case) }))];
        past.extend(events.iter().filter_map(|event| Some((event.row.at, of_event(case, &event.row)?))));
        if opened.is_none() {
            past.extend(by_its_row(case));
        }
        past.extend(written(engine, (id, case)).await?.into_iter().filter(|(at, _)| *at > created));
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
        let done = events.iter().filter_map(|event| Some((event.row.step?, event.row.deadline?))).collect();
        Ok(Self { past, first_queue, policies, done })
    }

    /// A step of escalation, by its row.
    pub(super) fn step(&self, id: RowId) -> Option<&EscalationStep> {
        self.policies.steps.get(&id)
    }

    pub(super) fn reckon(&self, now: Moment, happened: &[(Moment, Happened)]) -> Option<Reckoning<'_>> {
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

fn of_event(case: &Case, event: &CaseEvent) -> Option<Past> {
    match event.what {
        Step::State | Step::Junk | Step::NotJunk => Some(Past::Is(What::Moved { to: event.state? })),
        Step::Priority => Some(Past::Is(What::PriorityChanged { to: event.priority? })),
        Step::Queue => Some(Past::Queue(event.queue?)),
        Step::Merged => {
            (event.other.is_some() && event.other == case.merged_into).then_some(Past::Is(What::MergedAway))
        }
        Step::Opened | Step::Owner | Step::Snoozed | Step::Unmerged | Step::Split | Step::Escalated => None,
    }
}

/// What was said in the case `from` to and by the customer of `case`, which it becomes part of.
pub(super) async fn brought(engine: &Engine, from: RowId, case: &Case) -> Result<Vec<(Moment, Happened)>, Failure> {
    let said = written(engine, (from, case)).await?;
    let happened = said.into_iter().filter_map(|(at, past)| match past {
        Past::Is(What::CustomerWrote) => Some((at, Happened::CustomerWrote)),
        Past::Is(What::WeAnswered) => Some((at, Happened::WeAnswered)),
        Past::Is(
            What::Created { .. }
            | What::Moved { .. }
            | What::PriorityChanged { .. }
            | What::PolicyChanged { .. }
            | What::MergedAway,
        )
        | Past::Queue(_) => None,
    });
    Ok(happened.filter(|(at, _)| *at > case.created_at).collect())
}

/// What the customer wrote, and what we answered them. Mail with others, as a supplier, is neither, and so is what is forwarded.
async fn written(engine: &Engine, (id, case): (RowId, &Case)) -> Result<Vec<(Moment, Past)>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let f = &tables.email_thread.f;
    let threads = tables.email_thread.all().matching(Condition::Is(f.case, Value::Id(id))).limit(THREADS_OF_A_CASE);
    let mut ids = Vec::new();
    for thread in tables.email_thread.find(store, threads).await? {
        ids.extend(is_of_customer(engine, case, thread.row.person).await?.then_some(Value::Id(thread.id)));
    }
    let f = &tables.email_message.f;
    let query = tables.email_message.all().matching(Condition::OneOf(f.thread, ids));
    let query = query.matching(Condition::Is(f.automatic, Value::Boolean(false)));
    let query = query.matching(Condition::Is(f.forwards, Value::Null));
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
    let query = tables.case_message.all().matching(Condition::Is(f.case, Value::Id(id)));
    let said = tables.case_message.find(store, query.newest_first(f.written_at).limit(CASE_ENTRIES)).await?;
    past.extend(said.into_iter().filter_map(|said| {
        let what = match said.row.kind {
            Said::FromCustomer => What::CustomerWrote,
            Said::ToCustomer => What::WeAnswered,
            Said::InPerson | Said::Internal => return None,
        };
        Some((said.row.written_at, Past::Is(what)))
    }));
    past.extend(super::calls::spoken(engine, id).await?.into_iter().map(|(at, what)| (at, Past::Is(what))));
    Ok(past)
}
