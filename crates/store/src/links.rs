//! Links lead somewhere: no change is stored that points at a row that is not there, or removes one
//! that another row still points at.
//!
//! It runs at the end of each change, when its own rows are in their places. So an erasure that was
//! decided before somebody wrote one more message is stale, and not half done.

use crate::check::Write;
use crate::error::ApplyError;
use crate::session::Session;
use crate::tables::Tables;
use model::{EntityId, FieldId, RowId, Value};

/// Checks every link that `writes` set and every row that they removed.
pub(crate) fn check(session: &dyn Session, tables: &Tables, writes: &[Write]) -> Result<(), ApplyError> {
    for write in writes {
        match write {
            Write::Insert { entity, values, .. } => {
                let fields = tables.model.fields_of(*entity).iter().copied();
                fields.zip(values).try_for_each(|(field, value)| leads(session, tables, field, value))?;
            }
            Write::Update { cells, .. } => {
                cells.iter().try_for_each(|(field, value)| leads(session, tables, *field, value))?;
            }
            Write::Delete { entity, id, .. } => unreferenced(session, tables, *entity, *id)?,
        }
    }
    Ok(())
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

/// No row points at a row that was removed.
fn unreferenced(session: &dyn Session, tables: &Tables, entity: EntityId, id: RowId) -> Result<(), ApplyError> {
    for pointing in &tables.of(entity).pointing {
        if session.is_there(pointing, &[(&id).into()])? {
            return Err(ApplyError::Stale { entity, id });
        }
    }
    Ok(())
}
