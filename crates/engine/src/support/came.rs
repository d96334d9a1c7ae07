//! A customer's mail comes into a case that is there.

use super::clock::CaseState;
use super::deadlines::{self, Happened};
use super::open::is_of_customer;
use super::rows::{Case, CaseEvent, Step};
use super::work::moved;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::CASE_TITLE_CHARACTERS;
use crate::notices;
use model::{Language, Moment, RowId, Value};
use store::{Changes, Stored};

/// A mail that came, as support sees it.
pub(crate) struct CameMail {
    /// Who the thread is with.
    pub(crate) person: RowId,
    /// The row of their address, where a case is opened.
    pub(crate) address: Option<RowId>,
    /// Its subject.
    pub(crate) subject: String,
    /// A machine wrote it.
    pub(crate) is_automatic: bool,
    /// A machine may answer it.
    pub(crate) may_be_answered: bool,
    /// What was said before it came, where it opens a case.
    pub(crate) before: Option<RequestBefore>,
}

/// The contact request with which a mail goes on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RequestBefore {
    pub(crate) request: RowId,
    /// Who answered it.
    pub(crate) owner: Option<RowId>,
}

impl CameMail {
    /// What a case is called that it opens.
    pub(super) fn title(&self) -> String {
        crate::correspondence::cut(&self.subject, CASE_TITLE_CHARACTERS)
    }
}

/// A mail has come into the case: in junk it wakes nobody.
pub(crate) async fn answered(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    case: RowId,
    mail: &CameMail,
) -> Result<(), Failure> {
    if super::junk::is_junk(engine, case).await? {
        return Ok(());
    }
    heard(engine, changes, now, case, mail).await
}

/// The case is the handlers' again when a customer has written, and whoever follows it is told. That somebody is away changes
/// nothing.
pub(super) async fn heard(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    case: RowId,
    mail: &CameMail,
) -> Result<(), Failure> {
    if mail.is_automatic {
        return Ok(());
    }
    let Some(stored) = engine.tables().case.get_in_use(engine.store(), case).await? else { return Ok(()) };
    if is_of_customer(engine, &stored.row, mail.person).await? {
        return spoke(engine, &Caller::command(Language::Nb), changes, (now, now), case).await;
    }
    waits_no_more(engine, changes, now, &stored, CaseState::Supplier).await
}

/// A colleague has written to somebody in the case, in a program of their own.
pub(crate) async fn wrote(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    case: RowId,
    (user, to): (RowId, RowId),
) -> Result<(), Failure> {
    let Some(stored) = engine.tables().case.get_in_use(engine.store(), case).await? else { return Ok(()) };
    let caller = Caller { user: Some(user), ..Caller::command(Language::Nb) };
    if is_of_customer(engine, &stored.row, to).await? {
        return we_spoke(engine, &caller, changes, (now, now), &stored).await;
    }
    notices::changed(engine, &caller, now, changes, (engine.tables().case.f.entity, case)).await
}

/// We have spoken to the customer, `at` another moment than it is told of: that is an answer.
pub(super) async fn we_spoke(
    engine: &Engine,
    caller: &Caller,
    changes: &mut Changes,
    (now, at): (Moment, Moment),
    stored: &Stored<Case>,
) -> Result<(), Failure> {
    let (table, case) = (&engine.tables().case, (stored.id, &stored.row));
    let due = deadlines::go_on_from(engine, changes, now, case, &[(at, Happened::WeAnswered)]).await?;
    let mut cells = vec![(table.f.due_at, due.map_or(Value::Null, Value::Moment))];
    if stored.row.answered_at.is_none() {
        cells.push((table.f.answered_at, Value::Moment(at)));
    }
    changes.update(&table.write, stored.id, stored.version, cells)?;
    notices::changed(engine, caller, now, changes, (table.f.entity, stored.id)).await
}

/// A mail of ours in the case did not arrive: it waits for the customer in vain and is the handlers' again, and whoever follows it
/// is told.
pub(crate) async fn came_back(engine: &Engine, changes: &mut Changes, now: Moment, case: RowId) -> Result<(), Failure> {
    let Some(stored) = engine.tables().case.get_in_use(engine.store(), case).await? else { return Ok(()) };
    waits_no_more(engine, changes, now, &stored, CaseState::Customer).await
}

/// The case does not wait for these any more, if it did, and whoever follows it is told.
async fn waits_no_more(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    stored: &Stored<Case>,
    state: CaseState,
) -> Result<(), Failure> {
    let (tables, case) = (engine.tables(), stored.id);
    if stored.row.state == state {
        let to = CaseState::Open;
        let event = CaseEvent { state: Some(to), ..CaseEvent::of(case, Step::State, now) };
        tables.case_event.insert(changes, engine.new_id(now), &event)?;
        let due = deadlines::go_on(engine, changes, now, (case, &stored.row), &[Happened::Moved(to)]).await?;
        let mut cells = moved(engine, &stored.row, to, now);
        cells.push((tables.case.f.due_at, due.map_or(Value::Null, Value::Moment)));
        changes.update(&tables.case.write, case, stored.version, cells)?;
    }
    notices::changed(engine, &Caller::command(Language::Nb), now, changes, (tables.case.f.entity, case)).await
}

/// The same where a customer has spoken, `at` another moment than it is told of.
pub(super) async fn spoke(
    engine: &Engine,
    caller: &Caller,
    changes: &mut Changes,
    (now, at): (Moment, Moment),
    case: RowId,
) -> Result<(), Failure> {
    let tables = engine.tables();
    let Some(stored) = tables.case.get_in_use(engine.store(), case).await? else { return Ok(()) };
    let (f, mut cells) = (&tables.case.f, Vec::new());
    if !matches!(stored.row.state, CaseState::New | CaseState::Open) {
        cells.extend(moved(engine, &stored.row, CaseState::Open, now));
        let event =
            CaseEvent { state: Some(CaseState::Open), by: caller.user, ..CaseEvent::of(case, Step::State, now) };
        tables.case_event.insert(changes, engine.new_id(now), &event)?;
    }
    let mut happened = vec![(at, Happened::CustomerWrote)];
    happened.extend((!cells.is_empty()).then_some((now, Happened::Moved(CaseState::Open))));
    let due = deadlines::go_on_from(engine, changes, now, (case, &stored.row), &happened).await?;
    if stored.row.wait_until.is_some() {
        cells.push((f.wait_until, Value::Null));
    }
    cells.push((f.due_at, due.map_or(Value::Null, Value::Moment)));
    changes.update(&tables.case.write, case, stored.version, cells)?;
    notices::changed(engine, caller, now, changes, (f.entity, case)).await
}
