//! Which rows are there for a viewer, beyond what their scope says: a hub only where a purpose holds it
//! up that they may read. And whom a row is about.

use super::way::{entity, is_partly_known};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::is_row_known_to;
use model::{Day, EntityId, Record, RowId, Subject};
use rights::{Operation, Scope, Viewer, scope};
use std::sync::Arc;

/// The row, if it is there for the caller.
pub(super) async fn row(
    engine: &Engine,
    caller: &Caller,
    scope: &Scope,
    id: RowId,
    today: Day,
) -> Result<Option<Record>, Failure> {
    let found = engine.store().get(scope, id).await?;
    Ok(known(engine, caller, found.into_iter().collect(), today).await?.into_iter().next())
}

/// The right to read the rows of the entity `key`, and whom the row `id` of it is about, if it is there for the caller.
pub(crate) async fn readable_row(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: RowId,
    today: Day,
) -> Result<(Arc<Scope>, Option<RowId>), Failure> {
    let (entity, scope) = entity(engine, caller, key)?;
    row(engine, caller, &scope, id, today).await?.ok_or(Failure::NotFound)?;
    Ok((scope, person_of(engine, entity, id).await?))
}

/// Those of `rows` that are there for the caller.
pub(super) async fn known(
    engine: &Engine,
    caller: &Caller,
    rows: Vec<Record>,
    today: Day,
) -> Result<Vec<Record>, Failure> {
    let mut known = Vec::with_capacity(rows.len());
    for row in rows {
        if is_known(engine, caller, row.entity, row.id, today).await? {
            known.push(row);
        }
    }
    Ok(known)
}

async fn is_known(engine: &Engine, caller: &Caller, entity: EntityId, id: RowId, today: Day) -> Result<bool, Failure> {
    if !is_partly_known(engine, caller, entity) {
        return Ok(true);
    }
    match person_of(engine, entity, id).await? {
        Some(person) => is_row_known_to(engine, caller, person, id, today).await,
        None => Ok(true),
    }
}

/// The person that the row is about, found by the engine's own right.
pub(super) async fn person_of(engine: &Engine, entity: EntityId, id: RowId) -> Result<Option<RowId>, Failure> {
    let model = engine.model();
    let path = match &model[entity].subject {
        Subject::None => return Ok(None),
        Subject::Itself => return Ok(Some(id)),
        Subject::Path(path) => path,
    };
    let mut at = id;
    for &link in path {
        let all = scope(model, &Viewer::Engine, model[link].entity, Operation::Read)?;
        let Some(next) = engine.store().get(&all, at).await?.and_then(|record| record.link(link)) else {
            return Ok(None);
        };
        at = next;
    }
    Ok(Some(at))
}
