//! A customer's mail comes into a case that is there.

use super::clock::CaseState;
use super::deadlines::{self, Happened};
use super::rows::{CaseEvent, Step};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::CASE_TITLE_CHARACTERS;
use crate::notices;
use model::{Column, Language, Moment, RowId, Value};
use store::Changes;

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
}

impl CameMail {
    /// What a case is called that it opens.
    pub(super) fn title(&self) -> String {
        crate::correspondence::cut(&self.subject, CASE_TITLE_CHARACTERS)
    }
}

/// The case is the handlers' again when a customer has written, and whoever follows it is told. That somebody is away changes
/// nothing.
pub(crate) async fn answered(
    engine: &Engine,
    changes: &mut Changes,
    now: Moment,
    case: RowId,
    mail: &CameMail,
) -> Result<(), Failure> {
    if mail.is_automatic {
        return Ok(());
    }
    spoke(engine, &Caller::command(Language::Nb), changes, (now, now), case).await
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
    let Some(record) = engine.store().get(&tables.case.read, case).await? else { return Ok(()) };
    if record.restricted.is_some() {
        return Ok(());
    }
    let stored = tables.case.typed(&record)?;
    let (f, mut cells) = (&tables.case.f, Vec::new());
    if !matches!(stored.row.state, CaseState::New | CaseState::Open) {
        cells.extend([(f.state, CaseState::Open.write()), (f.solved_at, Value::Null), (f.closed_on, Value::Null)]);
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
