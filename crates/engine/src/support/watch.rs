//! What time does to cases: somebody is warned of a deadline before it comes and told when it was missed, and the steps of
//! escalation of its policy are done, each once for a deadline.
//!
//! When a case is next to be looked at is a row, written in the transaction in which its clocks were reckoned, so that nothing is
//! looked at before its time and nothing twice. What is found is reckoned from what happened, like everything about deadlines.

use super::act::{Act, apply};
use super::clock::{Deadline, DeadlineKind, DeadlineState, Priority};
use super::deadlines::{History, Marks, is_of, kept};
use super::rows::{CaseEvent, CaseWatch, EscalationStep, Remedy, Step};
use super::work::{Work, handles};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{CASE_LOOK_SECONDS, CASES_LOOKED_AT};
use crate::notices::{self, About};
use crate::system::colleagues;
use model::{Language, Moment, RowId, Value};
use rights::Operation;
use std::collections::{HashMap, HashSet};
use store::{Actor, Changes, Condition, Query, Stored};

/// Looks at the cases whose time has come, some at a time. Gives how many; with [`CASES_LOOKED_AT`], there may be more.
///
/// # Errors
/// The first that a case gave; the others are looked at all the same.
pub async fn watch_deadlines(engine: &Engine, now: Moment) -> Result<u64, Failure> {
    let table = &engine.tables().case_watch;
    let due = table.in_use().matching(Condition::AtMost(table.f.next_at, Value::Moment(now)));
    let due = table.find(engine.store(), due.oldest_first(table.f.next_at).limit(CASES_LOOKED_AT)).await?;
    let (looked, mut failed) = (due.len() as u64, None);
    for watch in due {
        match look(engine, now, &watch).await {
            // Somebody changed the case meanwhile, or another node was first: it is looked at again where that is to be.
            Ok(()) | Err(Failure::Stale | Failure::NotFound) => {}
            Err(failure) => failed = failed.or(Some(failure)),
        }
    }
    failed.map_or(Ok(looked), Err)
}

async fn look(engine: &Engine, now: Moment, watch: &Stored<CaseWatch>) -> Result<(), Failure> {
    let (tables, case) = (engine.tables(), watch.row.case);
    if tables.case.get_in_use(engine.store(), case).await?.is_none() {
        // What is only to be stored is not used, and may be again.
        let (mut changes, later) = (Changes::new(), now.plus_seconds(CASE_LOOK_SECONDS));
        let cells = vec![(tables.case_watch.f.next_at, Value::Moment(later))];
        changes.update(&tables.case_watch.write, watch.id, watch.version, cells)?;
        return Ok(engine.store().apply(changes).await?);
    }
    let caller = Caller::command(Language::Nb);
    let mut work = Work::on(engine, &caller, now, (case, None)).await?;
    work.actor = Actor::Part("deadlines");
    let due = due(&work).await?;
    let mut round = Round { priority: work.case.row.priority, told: HashSet::new(), marks: Marks::default() };
    for one in due {
        round.meet(&mut work, one).await?;
    }
    work.marks = Some(round.marks);
    work.done().await
}

/// Something whose time has come, for the deadline with this row.
enum Due {
    Warning(RowId),
    Miss(RowId),
    Step(RowId, RowId, EscalationStep),
}

async fn due(work: &Work<'_>) -> Result<Vec<Due>, Failure> {
    let (engine, now, case) = (work.engine, work.now, &work.case);
    let history = History::of(engine, (case.id, &case.row), &[]).await?;
    let Some(reckoning) = history.reckon(now, &[]) else { return Ok(Vec::new()) };
    let rows = kept(engine, case.id).await?;
    let mut found = Vec::new();
    for deadline in reckoning.deadlines.iter().filter(|deadline| deadline.is_pending) {
        let Some(row) = rows.iter().find(|row| is_of(&row.row, deadline)) else { continue };
        let is_missed = deadline.state == DeadlineState::Missed;
        if is_missed && row.row.told_at.is_none() {
            found.push(Due::Miss(row.id));
        }
        if deadline.warn_at.is_some_and(|at| at <= now) && row.row.warned_at.is_none() {
            found.push(Due::Warning(row.id));
        }
        let mut steps: Vec<_> = deadline.steps.iter().filter(|(_, at)| *at <= now).collect();
        steps.sort_by_key(|(_, at)| *at);
        let new = steps.into_iter().filter(|(step, _)| !history.done.contains(&(*step, row.id)));
        found.extend(new.filter_map(|(step, _)| Some(Due::Step(row.id, *step, history.step(*step)?.clone()))));
    }
    Ok(found)
}

/// What is done in one look at a case.
struct Round {
    priority: Priority,
    told: HashSet<(RowId, About)>,
    marks: Marks,
}

impl Round {
    async fn meet(&mut self, work: &mut Work<'_>, due: Due) -> Result<(), Failure> {
        match due {
            Due::Warning(deadline) => {
                self.marks.warned.push(deadline);
                self.tell_owner(work, About::Near).await
            }
            Due::Miss(deadline) => {
                self.marks.told.push(deadline);
                self.tell_owner(work, About::Missed).await
            }
            Due::Step(deadline, id, step) => {
                self.marks.done.push((id, deadline));
                let at = CaseEvent::of(work.case.id, Step::Escalated, work.now);
                work.event(CaseEvent { step: Some(id), deadline: Some(deadline), ..at })?;
                self.escalate(work, &step).await
            }
        }
    }

    async fn escalate(&mut self, work: &mut Work<'_>, step: &EscalationStep) -> Result<(), Failure> {
        match step.what {
            Remedy::TellOwner => self.tell_owner(work, About::Raised).await,
            Remedy::TellLead => self.tell_leads(work, About::Raised).await,
            Remedy::RaisePriority => {
                let raised = raised(self.priority);
                if raised != self.priority {
                    apply(work, Act::Priority(raised)).await?;
                    self.priority = raised;
                }
                Ok(())
            }
            Remedy::Give => match step.colleague {
                Some(user) if !handles(work.engine, work.now, user).await? => {
                    self.tell_leads(work, About::Raised).await
                }
                to => work.give(to).await,
            },
        }
    }

    /// Without an owner who is there, the leads are told.
    async fn tell_owner(&mut self, work: &mut Work<'_>, about: About) -> Result<(), Failure> {
        match work.case.row.owner {
            Some(owner) if handles(work.engine, work.now, owner).await? => self.tell(work, owner, about).await,
            Some(_) | None => self.tell_leads(work, about).await,
        }
    }

    /// Whoever is responsible for support.
    async fn tell_leads(&mut self, work: &mut Work<'_>, about: About) -> Result<(), Failure> {
        let model = work.engine.model();
        let mut leads = Vec::new();
        for activity in model[work.engine.tables().case.f.entity].held.activities() {
            leads.extend(colleagues(work.engine, work.now, model[activity].responsible).await?);
        }
        for lead in leads {
            self.tell(work, lead.user, about).await?;
        }
        Ok(())
    }

    async fn tell(&mut self, work: &mut Work<'_>, user: RowId, about: About) -> Result<(), Failure> {
        if !self.told.insert((user, about)) {
            return Ok(());
        }
        let at = (work.engine.tables().case.f.entity, work.case.id);
        notices::time_told(work.engine, work.now, &mut work.changes, at, (user, about)).await
    }
}

fn raised(priority: Priority) -> Priority {
    match priority {
        Priority::Low => Priority::Normal,
        Priority::Normal => Priority::High,
        Priority::High | Priority::Urgent => Priority::Urgent,
    }
}

/// When the deadline is next to be looked at, if nothing happens; `warned` and `told` say whether somebody was. What is declared
/// later is found when it is looked at again.
pub(super) fn next_look(
    deadline: &Deadline<'_>,
    (warned, told): (bool, bool),
    is_done: impl Fn(RowId) -> bool,
    now: Moment,
) -> Option<Moment> {
    if !deadline.is_pending {
        return None;
    }
    let warning = deadline.warn_at.filter(|_| !warned);
    // It is missed when its moment is over.
    let missed = (!told).then_some(Moment(deadline.due_at.0.saturating_add(1)));
    let steps = deadline.steps.iter().filter(|(step, _)| !is_done(*step)).map(|(_, at)| *at);
    let again = now.plus_seconds(CASE_LOOK_SECONDS);
    steps.chain(warning).chain(missed).chain([again]).min()
}

/// What the steps of escalation do that `events` name, and for what the deadlines are, as far as the caller may know.
pub(super) async fn remedies(
    engine: &Engine,
    caller: &Caller,
    events: &[Stored<CaseEvent>],
) -> Result<(HashMap<RowId, Remedy>, HashMap<RowId, DeadlineKind>), Failure> {
    let (steps, deadlines) = (&engine.tables().escalation_step, &engine.tables().case_deadline);
    let done = events.iter().filter_map(|event| event.row.step.zip(event.row.deadline));
    let (of_steps, of_deadlines): (Vec<RowId>, Vec<RowId>) = done.unzip();
    let may = |entity| engine.scope(caller, entity, Operation::Read);
    let (Ok(read), Ok(read_deadlines)) = (may(steps.f.entity), may(deadlines.f.entity)) else {
        return Ok((HashMap::new(), HashMap::new()));
    };
    if of_steps.is_empty() {
        return Ok((HashMap::new(), HashMap::new()));
    }
    let found = steps.find(engine.store(), Query::over(&read).matching(Condition::Ids(of_steps))).await?;
    let kinds = Query::over(&read_deadlines).matching(Condition::Ids(of_deadlines));
    let kinds = deadlines.find(engine.store(), kinds).await?;
    let remedies = found.into_iter().map(|step| (step.id, step.row.what)).collect();
    Ok((remedies, kinds.into_iter().map(|deadline| (deadline.id, deadline.row.kind)).collect()))
}

/// The first look at a case that is being opened.
pub(super) fn begin(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    case: RowId,
    next: Option<Moment>,
) -> Result<(), Failure> {
    if let Some(next_at) = next {
        engine.tables().case_watch.insert(changes, engine.new_id(now), &CaseWatch { case, next_at })?;
    }
    Ok(())
}

/// The case is next to be looked at then, or not at all.
pub(super) async fn keep(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    case: RowId,
    next: Option<Moment>,
) -> Result<(), Failure> {
    let table = &engine.tables().case_watch;
    let known = table.first(engine.store(), table.all().matching(Condition::Is(table.f.case, Value::Id(case)))).await?;
    match (known, next) {
        (None, next) => begin(engine, changes, now, case, next)?,
        (Some(known), None) => changes.delete(&table.write, known.id, known.version)?,
        (Some(known), Some(next)) if known.row.next_at != next => {
            changes.update(&table.write, known.id, known.version, vec![(table.f.next_at, Value::Moment(next))])?;
        }
        (Some(_), Some(_)) => {}
    }
    Ok(())
}
