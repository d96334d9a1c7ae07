//! Junk: a case that came by mail and in which nobody asks for anything. It is over at once and nobody outside hears of it; the
//! register says when it goes, with its mail and with whoever nothing else holds up. Until then it is taken out again.

use super::blocked::{self, is_blocked, sender};
use super::clock::CaseState;
use super::rows::{CameBy, Case, Step};
use super::work::Work;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::CASE_ENTRIES;
use model::{Clock, Day, Keep, RowId, Term, Value};
use rights::Operation;
use store::Condition;

/// Whether a case is junk, and what may be done about that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct JunkState {
    /// Since when it is.
    pub since: Option<Day>,
    /// When it goes; none where it is none.
    pub goes_on: Option<Day>,
    /// The caller may say that it is.
    pub may_mark: bool,
    /// The caller may block its sender, who is not blocked.
    pub may_block: bool,
    /// Its sender is blocked.
    pub is_blocked: bool,
}

/// How a case stands as to junk.
pub(super) async fn state(engine: &Engine, caller: &Caller, case: &Case) -> Result<JunkState, Failure> {
    let may_write = engine.scope(caller, engine.tables().case.f.entity, Operation::Write).is_ok();
    let may = may_write && may_be(case);
    let address = if may { sender(engine, case).await? } else { None };
    let is_blocked = match &address {
        Some(address) => is_blocked(engine, &address.row.address).await?,
        None => false,
    };
    Ok(JunkState {
        since: case.junk_on,
        goes_on: case.junk_on.and_then(|day| goes_on(engine, day)),
        may_mark: may && case.junk_on.is_none(),
        may_block: address.is_some() && !is_blocked,
        is_blocked,
    })
}

/// What came by mail, and did not go on as another case.
pub(super) fn may_be(case: &Case) -> bool {
    case.came_by == CameBy::Mail && case.merged_into.is_none()
}

/// When a case goes that is junk since that day, as the register says.
pub(super) fn goes_on(engine: &Engine, since: Day) -> Option<Day> {
    let f = &engine.tables().case.f;
    let Keep::Terms(terms) = &engine.model()[f.entity].keep else { return None };
    terms.iter().find_map(|term| match term {
        Term::After { span, clock, .. } if *clock == Clock::own(f.junk_on) => Some(rights::after(since, *span)),
        Term::After { .. } | Term::With(_) => None,
    })
}

/// Whether the case is junk.
pub(crate) async fn is_junk(engine: &Engine, case: RowId) -> Result<bool, Failure> {
    let case = engine.tables().case.get(engine.store(), case).await?;
    Ok(case.is_some_and(|case| case.row.junk_on.is_some()))
}

/// The case is junk from now on.
///
/// # Errors
/// [`Failure::NotFound`] where it cannot be.
pub(super) fn mark(work: &mut Work<'_>) -> Result<(), Failure> {
    if work.case.row.junk_on.is_some() {
        return Ok(());
    }
    if !may_be(&work.case.row) {
        return Err(Failure::NotFound);
    }
    let today = rights::day_of(work.now);
    work.case.row.junk_on = Some(today);
    back_to(work, CaseState::Closed, Step::Junk)?;
    work.set(work.engine.tables().case.f.junk_on, Value::Day(today));
    Ok(())
}

/// The case is no junk after all: it is as it was before, and its sender is blocked no more.
pub(super) async fn take_out(work: &mut Work<'_>) -> Result<(), Failure> {
    if work.case.row.junk_on.take().is_none() {
        return Ok(());
    }
    let before = before(work.engine, work.case.id).await?;
    back_to(work, before, Step::NotJunk)?;
    blocked::lift(work).await
}

/// It is in this state, and was solved and closed when it was before.
fn back_to(work: &mut Work<'_>, to: CaseState, step: Step) -> Result<(), Failure> {
    let f = &work.engine.tables().case.f;
    let (solved, closed) = (work.case.row.solved_at, work.case.row.closed_on);
    work.becomes(to, step)?;
    if let Some(at) = solved.filter(|_| !to.is_open()) {
        work.set(f.solved_at, Value::Moment(at));
    }
    if let Some(day) = closed.filter(|_| to == CaseState::Closed) {
        work.set(f.closed_on, Value::Day(day));
    }
    Ok(())
}

/// The state that the case was in before it was junk.
async fn before(engine: &Engine, case: RowId) -> Result<CaseState, Failure> {
    let table = &engine.tables().case_event;
    let query = table.all().matching(Condition::Is(table.f.case, Value::Id(case)));
    let events = table.find(engine.store(), query.newest_first(table.f.at).limit(CASE_ENTRIES)).await?;
    let mut others = events.into_iter().filter(|event| event.row.what != Step::Junk);
    Ok(others.find_map(|event| event.row.state).unwrap_or(CaseState::Open))
}
