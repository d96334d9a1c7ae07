//! Systems outside where what was done here must be done as well: tasks of a receipt, where no request has them.
//!
//! A receipt names nobody, and neither do its tasks: whoever carried the plan out knows whom it was about, and does them
//! then. The receipt says so until each is answered.

use super::rows::{Kind, State, TaskState};
use super::tasks::{concerned, systems};
use super::work::{Obstacle, Step, apply, evidence};
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use model::{Column, Day, Moment, RowId, Value};
use rights::Facts;
use store::{Changes, Condition};

model::row! {
    /// A system outside where what the receipt says must be done as well.
    pub struct ReceiptTask of "receipt_task", handles ReceiptTaskFields {
        /// Of which receipt.
        receipt: RowId,
        /// The system.
        place: String,
        /// How far it has come.
        state: TaskState,
        /// What shows that it was done; names nobody.
        note: Option<String>,
        /// Who answered it.
        doer: Option<RowId>,
        /// When.
        done_on: Option<Day>,
    }
}

/// A system outside, under a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutsideTask {
    /// The task.
    pub id: RowId,
    /// Its version, which an answer names.
    pub version: i64,
    /// Of which receipt.
    pub receipt: RowId,
    /// The system.
    pub place: String,
    /// How far it has come.
    pub state: TaskState,
    /// What shows that it was done.
    pub note: Option<String>,
    /// When it was answered.
    pub done_on: Option<Day>,
}

/// The systems outside that keep data about the person of `facts` too, where no request of this `kind` that is worked on
/// has them as tasks.
pub(crate) async fn outside(
    engine: &Engine,
    facts: &Facts,
    (person, kind): (RowId, Kind),
    today: Day,
) -> Result<Vec<String>, Failure> {
    if engine.model().systems.is_empty() {
        return Ok(Vec::new());
    }
    let table = &engine.tables().request;
    // A request has its tasks from when it is taken up.
    let wanted = [
        Condition::Is(table.f.person, Value::Id(person)),
        Condition::Is(table.f.kind, kind.write()),
        Condition::Is(table.f.state, State::Working.write()),
    ];
    let query = wanted.into_iter().fold(table.all(), store::Query::matching);
    if table.first(engine.store(), query).await?.is_some() {
        return Ok(Vec::new());
    }
    Ok(systems(engine, &concerned(engine, kind, facts, today)).map(str::to_owned).collect())
}

/// Adds a task for each of `places` to what the receipt's own change writes.
pub(crate) fn add_outside(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (receipt, places): (RowId, &[String]),
) -> Result<(), Failure> {
    for place in places {
        let (place, state) = (place.clone(), TaskState::Open);
        let task = ReceiptTask { receipt, place, state, note: None, doer: None, done_on: None };
        engine.tables().receipt_task.insert(changes, engine.new_id(now), &task)?;
    }
    Ok(())
}

/// The systems outside under a receipt.
pub async fn outside_of(engine: &Engine, caller: &Caller, receipt: RowId) -> Result<Vec<OutsideTask>, Failure> {
    let f = &engine.tables().receipt_task.f;
    under(engine, caller, Condition::Is(f.receipt, Value::Id(receipt))).await
}

/// The systems outside that nobody has answered for, for those who carry out rights; none for others.
pub async fn outside_open(engine: &Engine, caller: &Caller) -> Result<Vec<OutsideTask>, Failure> {
    if !caller.viewer.carries_out_rights(engine.model()) {
        return Ok(Vec::new());
    }
    let f = &engine.tables().receipt_task.f;
    under(engine, caller, Condition::Is(f.state, TaskState::Open.write())).await
}

async fn under(engine: &Engine, caller: &Caller, which: Condition) -> Result<Vec<OutsideTask>, Failure> {
    engine.demand_rights(caller)?;
    let table = &engine.tables().receipt_task;
    let found = table.find(engine.store(), table.all().matching(which).limit(BATCH_ROWS)).await?;
    let task = |it: store::Stored<ReceiptTask>| OutsideTask {
        id: it.id,
        version: it.version,
        receipt: it.row.receipt,
        place: it.row.place,
        state: it.row.state,
        note: it.row.note,
        done_on: it.row.done_on,
    };
    Ok(found.into_iter().map(task).collect())
}

/// Answers for a system: done, with what shows it, or nothing there.
pub async fn answer_outside(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (task, version): (RowId, i64),
    state: TaskState,
    note: &str,
) -> Result<Step, Failure> {
    engine.demand_rights(caller)?;
    let note = match evidence(state, note) {
        Ok(note) => note,
        Err(obstacle) => return Ok(Step::Not(obstacle)),
    };
    let table = &engine.tables().receipt_task;
    let Some(found) = table.get(engine.store(), task).await? else { return Err(Failure::NotFound) };
    if found.row.state != TaskState::Open || state == TaskState::Open {
        return Ok(Step::Not(Obstacle::Answered));
    }
    let cells = vec![
        (table.f.state, state.write()),
        (table.f.note, note.map_or(Value::Null, Value::Text)),
        (table.f.doer, caller.user.map_or(Value::Null, Value::Id)),
        (table.f.done_on, Value::Day(rights::day_of(now))),
    ];
    let fields = cells.iter().map(|(field, _)| *field).collect();
    let mut changes = Changes::new();
    changes.update(&table.write, task, version, cells)?;
    let entry = Deed::TaskAnswered.entry(engine, now, caller.actor(), (table.f.entity, task));
    changes.record(entry.fields(fields));
    apply(engine, changes).await
}
