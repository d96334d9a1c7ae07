//! Links lead somewhere: no change is stored that points at a row that is not there, or removes one
//! that another row still points at.
//!
//! It runs at the end of each change, when its own rows are in their places. So an erasure that was
//! decided before somebody wrote one more message is stale, and not half done.

use crate::check::Write;
use crate::error::ApplyError;
use crate::limits::REMOVED_ONE_BY_ONE_MAX;
use crate::session::{Param, Session};
use crate::tables::Tables;
use model::{EntityId, FieldId, RowId, Value};
use std::collections::BTreeMap;

/// Checks every link that `writes` set and every row that they removed.
pub(crate) fn check(session: &dyn Session, tables: &Tables, writes: &[Write]) -> Result<(), ApplyError> {
    let mut removed: BTreeMap<EntityId, Vec<RowId>> = BTreeMap::new();
    for write in writes {
        match write {
            Write::Insert { entity, values, .. } => {
                let fields = tables.model.fields_of(*entity).iter().copied();
                fields.zip(values).try_for_each(|(field, value)| leads(session, tables, field, value))?;
            }
            Write::Update { cells, .. } => {
                cells.iter().try_for_each(|(field, value)| leads(session, tables, *field, value))?;
            }
            Write::Delete { entity, id, .. } => removed.entry(*entity).or_default().push(*id),
        }
    }
    removed.into_iter().try_for_each(|(entity, ids)| unreferenced(session, tables, entity, &ids))
}

/// The row that a link names is there.
fn leads(session: &dyn Session, tables: &Tables, field: FieldId, value: &Value) -> Result<(), ApplyError> {
    let (Some(entity), Value::Id(id)) = (tables.model.target(field), value) else { return Ok(()) };
    if session.is_there(&tables.of(entity).there, &[id.into()])? {
        Ok(())
    } else {
        Err(ApplyError::Stale { entity, id: *id })
    }
}

/// No row points at one that was removed. Of a link that points at nothing at all this is not asked row by row, where there
/// are many.
fn unreferenced(session: &dyn Session, tables: &Tables, entity: EntityId, ids: &[RowId]) -> Result<(), ApplyError> {
    let table = tables.of(entity);
    for (pointing, at_all) in table.pointing.iter().zip(&table.pointing_at_all) {
        if ids.len() > REMOVED_ONE_BY_ONE_MAX && !session.is_there(at_all, &[Param::Bytes(&[])])? {
            continue;
        }
        for id in ids {
            if session.is_there(pointing, &[id.into()])? {
                return Err(ApplyError::Stale { entity, id: *id });
            }
        }
    }
    Ok(())
}
