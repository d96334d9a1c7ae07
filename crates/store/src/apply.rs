//! Writing the rows of one change, inside a transaction that somebody else opened.

use crate::check::Write;
use crate::error::ApplyError;
use crate::feed::{self, Feed};
use crate::guard;
use crate::sequence;
use crate::tables::Tables;
use crate::values::{Bound, Cell};
use model::{EntityId, FieldId, RowId, Value};
use rusqlite::types::ToSql;
use rusqlite::{Connection, ffi, params_from_iter};

/// Version of a row that was written once.
const FIRST: i64 = 1;

/// Carries out `writes` in their order and notes in `feed` what the indexes must be told.
pub(crate) fn writes(
    connection: &Connection,
    tables: &Tables,
    writes: &[Write],
    feed: &mut Feed,
) -> Result<(), ApplyError> {
    for write in writes {
        guard::before(connection, tables, write)?;
        match write {
            Write::Insert { entity, id, values, .. } => insert(connection, tables, (*entity, *id), values, feed)?,
            Write::Update { entity, id, version, cells, .. } => {
                let touched = cells.iter().map(|(field, _)| *field);
                let touched = index_touched(tables, *entity, touched);
                changed(connection, tables, (*entity, *id), touched, feed, |connection| {
                    let (sql, values) = tables.update(*entity, *id, *version, cells);
                    connection.prepare_cached(&sql)?.execute(params_from_iter(values.into_iter().map(Bound)))
                })?;
            }
            Write::Delete { entity, id, version, .. } => {
                changed(connection, tables, (*entity, *id), true, feed, |connection| {
                    connection.prepare_cached(&tables.of(*entity).delete)?.execute((&id.0[..], version))
                })?;
            }
        }
    }
    Ok(())
}

fn insert(
    connection: &Connection,
    tables: &Tables,
    (entity, id): (EntityId, RowId),
    values: &[Value],
    feed: &mut Feed,
) -> Result<(), ApplyError> {
    let table = tables.of(entity);
    let values = sequence::numbered(connection, tables, entity, values)?;
    let own = [Value::Id(id), Value::Integer(FIRST)];
    let cells: Vec<Cell<'_>> = own.iter().chain(values.iter()).map(Cell).collect();
    let cells = cells.iter().map(|cell| cell as &dyn ToSql);
    let written = connection.prepare_cached(&table.insert)?.execute(params_from_iter(cells));
    written.map_err(|cause| collision(tables, (entity, id), cause))?;
    if table.index.is_some() {
        feed.note(entity, connection.last_insert_rowid(), None);
    }
    Ok(())
}

/// Runs a statement that must change this one row.
fn changed(
    connection: &Connection,
    tables: &Tables,
    (entity, id): (EntityId, RowId),
    touches_index: bool,
    feed: &mut Feed,
    write: impl FnOnce(&Connection) -> rusqlite::Result<usize>,
) -> Result<(), ApplyError> {
    let before = match &tables.of(entity).index {
        Some(index) if touches_index => feed::indexed(connection, index, id)?,
        Some(_) | None => None,
    };
    let rows = write(connection).map_err(|cause| collision(tables, (entity, id), cause))?;
    if rows == 0 {
        return Err(ApplyError::Stale { entity, id });
    }
    if let Some((key, indexed)) = before {
        feed.note(entity, key, indexed);
    }
    Ok(())
}

fn index_touched(tables: &Tables, entity: EntityId, mut fields: impl Iterator<Item = FieldId>) -> bool {
    let index = tables.of(entity).index.as_ref();
    index.is_some_and(|index| fields.any(|field| index.fields.contains(&field)))
}

/// Which unique value was taken, where that is what went wrong.
fn collision(tables: &Tables, (entity, id): (EntityId, RowId), cause: rusqlite::Error) -> ApplyError {
    let rusqlite::Error::SqliteFailure(failure, Some(message)) = &cause else { return cause.into() };
    if failure.extended_code != ffi::SQLITE_CONSTRAINT_UNIQUE {
        return cause.into();
    }
    // `UNIQUE constraint failed: email_address.address`
    let column = message.rsplit('.').next().unwrap_or_default();
    match tables.model.field_named(entity, column) {
        Some(field) => ApplyError::Taken { field },
        None => ApplyError::Stale { entity, id },
    }
}
