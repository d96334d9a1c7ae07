//! A request that is answered in the case in which it goes on.

use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use crate::website::rows::State;
use model::{Column, Moment, RowId, Value};
use store::Changes;

/// Adds to `changes` that the request has its answer, where it waits for one.
pub(crate) async fn answered_elsewhere(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    id: RowId,
) -> Result<(), Failure> {
    let table = &engine.tables().contact_request;
    let Some(request) = table.get_in_use(engine.store(), id).await? else { return Ok(()) };
    if request.row.state != State::New {
        return Ok(());
    }
    let f = &table.f;
    let owner = caller.user.map_or(Value::Null, Value::Id);
    let cells = vec![(f.state, State::Answered.write()), (f.answered_at, Value::Moment(now)), (f.owner, owner)];
    changes.update(&table.write, id, request.version, cells)?;
    let entry = Deed::Answered.entry(engine, now, caller.actor(), (f.entity, id));
    changes.record(entry.about(request.row.person).fields(vec![f.state, f.answered_at, f.owner]));
    Ok(())
}
