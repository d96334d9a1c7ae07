//! A case, or a user of the portal, that is written in a form of the register: what follows from that is the same as from a button.

use super::clock::{CaseState, Priority};
use super::deadlines::{self, Happened};
use super::parts::open_parts;
use super::portal::user_by_hand;
use super::rows::{Case, CaseEvent, Step};
use super::view::OtherCase;
use super::work::moved;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use model::{Column, Day, EntityId, FieldId, Moment, Record, RowId, Value};
use store::Changes;

/// Adds to `changes`, and to the `cells` of the case, what follows from these cells; nothing where it is neither. `before` is the row as
/// it was; none where it is new.
pub(crate) async fn by_hand(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (entity, id, before): (EntityId, RowId, Option<&Record>),
    cells: &mut Vec<(FieldId, Value)>,
) -> Result<(), Failure> {
    let tables = engine.tables();
    user_by_hand(engine, now, changes, (entity, id, before.is_none()), cells).await?;
    if entity != tables.case.f.entity || cells.is_empty() {
        return Ok(());
    }
    if before.is_none() {
        return begun(engine, caller, now, changes, id, cells).await;
    }
    let stored = tables.case.get(engine.store(), id).await?.ok_or(Failure::NotFound)?;
    let (f, case) = (&tables.case.f, stored.row);
    let mut happened = Vec::new();
    let mut events = Vec::new();
    let of = |what: Step| CaseEvent { by: caller.user, ..CaseEvent::of(id, what, now) };
    // What is said to be junk is over, whatever else is said of it.
    let junk = case.junk_on.is_none() && new::<Day>(cells, f.junk_on).is_some();
    if junk {
        if !super::junk::may_be(&case) {
            return Err(Failure::NotFound);
        }
        set(cells, f.junk_on, Value::Day(rights::day_of(now)));
        set(cells, f.state, CaseState::Closed.write());
    }
    if let Some(to) = new::<CaseState>(cells, f.state).filter(|to| junk || *to != case.state) {
        if case.state.is_open() && !to.is_open() && !junk {
            let queue = new::<RowId>(cells, f.queue).unwrap_or(case.queue);
            super::feedback::plan(engine, changes, now, (id, &Case { queue, ..case.clone() })).await?;
        }
        // What was over already stays over since then.
        let over_since = [case.solved_at.map(|_| f.solved_at), case.closed_on.map(|_| f.closed_on)];
        let stays = |field: FieldId| junk && over_since.contains(&Some(field));
        for (field, value) in moved(engine, &case, to, now) {
            if cells.iter().all(|(known, _)| *known != field) && !stays(field) {
                cells.push((field, value));
            }
        }
        if !junk {
            set(cells, f.junk_on, Value::Null);
        }
        happened.push(Happened::Moved(to));
        events.push(CaseEvent { state: Some(to), ..of(if junk { Step::Junk } else { Step::State }) });
    }
    if let Some(to) = new::<Priority>(cells, f.priority).filter(|to| *to != case.priority) {
        happened.push(Happened::Priority(to));
        events.push(CaseEvent { priority: Some(to), ..of(Step::Priority) });
    }
    if let Some(to) = new::<RowId>(cells, f.queue).filter(|to| *to != case.queue) {
        happened.push(Happened::Queue(to));
        events.push(CaseEvent { queue: Some(to), ..of(Step::Queue) });
    }
    if let Some((_, owner)) = cells.iter().find(|(field, _)| *field == f.owner) {
        let owner = RowId::read(owner);
        events.push(CaseEvent { owner, ..of(Step::Owner) });
        crate::correspondence::sealed::follow_owner(engine, changes, (id, owner)).await?;
    }
    for event in events {
        tables.case_event.insert(changes, engine.new_id(now), &event)?;
    }
    if !happened.is_empty() {
        let due = deadlines::go_on(engine, changes, now, (id, &case), &happened).await?;
        set(cells, f.due_at, due.map_or(Value::Null, Value::Moment));
    }
    Ok(())
}

/// What in these cells says that the case `id` is over while parts of it are open, with those that the caller may know.
pub(crate) async fn ends_with_open_parts(
    engine: &Engine,
    caller: &Caller,
    (entity, id): (EntityId, RowId),
    cells: &[(FieldId, Value)],
) -> Result<Option<(FieldId, Vec<OtherCase>)>, Failure> {
    let table = &engine.tables().case;
    let ends = new::<CaseState>(cells, table.f.state).filter(|to| !to.is_open()).map(|_| table.f.state);
    let ends = ends.or_else(|| new::<Day>(cells, table.f.junk_on).map(|_| table.f.junk_on));
    let Some(field) = ends.filter(|_| entity == table.f.entity) else { return Ok(None) };
    let case = table.get(engine.store(), id).await?;
    if !case.is_some_and(|case| case.row.state.is_open()) {
        return Ok(None);
    }
    let open = open_parts(engine, caller, id).await?;
    Ok((!open.is_empty()).then_some((field, open)))
}

/// A case that is opened in a form.
async fn begun(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    id: RowId,
    cells: &mut Vec<(FieldId, Value)>,
) -> Result<(), Failure> {
    let (tables, model) = (engine.tables(), engine.model());
    let entity = tables.case.f.entity;
    let cell = |field: &FieldId| {
        let given = cells.iter().find(|(known, _)| known == field).map(|(_, value)| value.clone());
        (*field, given.unwrap_or(Value::Null))
    };
    let record =
        Record { entity, id, version: 1, restricted: None, cells: model.fields_of(entity).iter().map(cell).collect() };
    let case: Case = tables.case.typed(&record)?.row;
    let event = CaseEvent {
        state: Some(case.state),
        priority: Some(case.priority),
        queue: Some(case.queue),
        owner: case.owner,
        by: caller.user,
        ..CaseEvent::of(id, Step::Opened, now)
    };
    tables.case_event.insert(changes, engine.new_id(now), &event)?;
    if case.due_at.is_none() {
        let due = deadlines::begin(engine, changes, now, (id, &case)).await?;
        set(cells, tables.case.f.due_at, due.map_or(Value::Null, Value::Moment));
    }
    Ok(())
}

fn new<T: Column>(cells: &[(FieldId, Value)], field: FieldId) -> Option<T> {
    cells.iter().find(|(known, _)| *known == field).and_then(|(_, value)| T::read(value))
}

fn set(cells: &mut Vec<(FieldId, Value)>, field: FieldId, value: Value) {
    cells.retain(|(known, _)| *known != field);
    cells.push((field, value));
}
