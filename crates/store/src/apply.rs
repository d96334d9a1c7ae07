//! Writing the rows of one change, inside a transaction that somebody else opened.

use crate::check::Write;
use crate::conditional;
use crate::error::ApplyError;
use crate::feed::{self, Feed};
use crate::guard;
use crate::links;
use crate::sealing::Cell;
use crate::search;
use crate::sequence;
use crate::session::{DbError, Param, Session};
use crate::tables::{ID, Tables};
use model::{EntityId, FieldId, RowId, Value};

/// Version of a row that was written once.
const FIRST: i64 = 1;

/// Carries out a whole change, and holds what it leads to against links, choices and whose rows they are.
pub(crate) fn whole(
    session: &dyn Session,
    tables: &Tables,
    writes: &[Write],
    feed: &mut Feed,
) -> Result<(), ApplyError> {
    self::writes(session, tables, writes, feed)?;
    links::check(session, tables, writes)?;
    conditional::check(session, tables, writes)?;
    guard::after(session, tables, writes)
}

/// Carries out `writes` in their order and notes in `feed` what the indexes must be told.
pub(crate) fn writes(
    session: &dyn Session,
    tables: &Tables,
    writes: &[Write],
    feed: &mut Feed,
) -> Result<(), ApplyError> {
    for write in writes {
        guard::before(session, tables, write)?;
        match write {
            Write::Insert { entity, id, values, .. } => insert(session, tables, (*entity, *id), values, feed)?,
            Write::Update { entity, id, version, cells, mark, .. } => {
                let stored = stored(tables, (*entity, *id), cells.iter().map(|(field, value)| (*field, value)))?;
                let touched = cells.iter().map(|(field, _)| *field);
                let touched = index_touched(tables, *entity, touched);
                changed(session, tables, (*entity, *id), touched, feed, || {
                    let update = tables.update(*entity, (*id, *version), &stored, *mark);
                    session.execute(&update.sql, &update.params())
                })?;
            }
            Write::Delete { entity, id, version, erased, .. } => {
                let touched = !(*erased && search::forgets_with_the_scrub(tables.dialect));
                changed(session, tables, (*entity, *id), touched, feed, || {
                    session.execute(&tables.of(*entity).delete, &[id.into(), Param::Integer(*version)])
                })?;
            }
        }
    }
    Ok(())
}

fn insert(
    session: &dyn Session,
    tables: &Tables,
    (entity, id): (EntityId, RowId),
    values: &[Value],
    feed: &mut Feed,
) -> Result<(), ApplyError> {
    let table = tables.of(entity);
    let values = sequence::numbered(session, tables, entity, values)?;
    // Nothing is restricted that was just made.
    let own = [Param::from(&id), Param::Integer(FIRST), Param::Null];
    let fields = tables.model.fields_of(entity).iter().copied();
    let cells = stored(tables, (entity, id), fields.zip(values.iter()))?;
    let params: Vec<Param<'_>> = own.into_iter().chain(cells.iter().map(|(_, cell)| cell.param())).collect();
    let key = match &table.index {
        None => session.execute(&table.insert, &params).map(|_| None),
        Some(_) => session.first(&table.insert, &params, |cells| cells.number(0)),
    };
    if let Some(key) = key.map_err(|cause| collision(tables, (entity, id), cause))? {
        feed.note(entity, key, None);
    }
    Ok(())
}

/// Cells as they are stored.
fn stored<'a>(
    tables: &Tables,
    row: (EntityId, RowId),
    cells: impl Iterator<Item = (FieldId, &'a Value)>,
) -> Result<Vec<(FieldId, Cell<'a>)>, ApplyError> {
    match &tables.sealing {
        Some(sealing) => sealing.cells(&tables.model, row, cells),
        None => Ok(cells.map(|(field, value)| (field, Cell::Plain(value))).collect()),
    }
}

/// Runs a statement that must change this one row.
fn changed(
    session: &dyn Session,
    tables: &Tables,
    (entity, id): (EntityId, RowId),
    touches_index: bool,
    feed: &mut Feed,
    write: impl FnOnce() -> Result<u64, DbError>,
) -> Result<(), ApplyError> {
    let before = match &tables.of(entity).index {
        Some(index) if touches_index => feed::indexed(session, index, id)?,
        Some(_) | None => None,
    };
    let rows = write().map_err(|cause| collision(tables, (entity, id), cause))?;
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
fn collision(tables: &Tables, (entity, id): (EntityId, RowId), cause: DbError) -> ApplyError {
    match cause {
        DbError::Unique { column } if column != ID => match tables.model.field_named(entity, &column) {
            Some(field) => ApplyError::Taken { field },
            None => DbError::Unique { column }.into(),
        },
        DbError::Unique { .. } => ApplyError::Stale { entity, id },
        other => other.into(),
    }
}
