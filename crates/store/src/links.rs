//! Links lead somewhere: no change is stored that points at a row that is not there, or removes one
//! that another row still points at.
//!
//! It runs at the end of each change, when its own rows are in their places. So an erasure that was
//! decided before somebody wrote one more message is stale, and not half done.

use crate::check::Write;
use crate::error::ApplyError;
use crate::limits::{LONG_LIST_VALUES, REMOVED_ONE_BY_ONE_MAX};
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

/// No row points at one that was removed. Where these are many, they are asked about together, and not at all of a link that
/// points at nothing.
fn unreferenced(session: &dyn Session, tables: &Tables, entity: EntityId, ids: &[RowId]) -> Result<(), ApplyError> {
    let stale = |id: RowId| ApplyError::Stale { entity, id };
    for link in &tables.of(entity).pointing {
        if ids.len() <= REMOVED_ONE_BY_ONE_MAX {
            for id in ids {
                if session.is_there(&link.one, &[id.into()])? {
                    return Err(stale(*id));
                }
            }
        } else if session.is_there(&link.at_all, &[Param::Bytes(&[])])? {
            for some in ids.chunks(LONG_LIST_VALUES) {
                let among = link.among(tables, some);
                if let Some(id) = session.first(&among.sql, &among.params(), |cells| cells.row_id(0))? {
                    return Err(stale(id));
                }
            }
        }
    }
    Ok(())
}
