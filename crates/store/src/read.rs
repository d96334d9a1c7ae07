//! From the cells of an answer to the rows of a query.

use crate::query::Query;
use crate::sealing::is_sealed;
use crate::select;
use crate::session::{Cells, DbError, unreadable};
use crate::tables::Tables;
use model::{Class, EntityId, FieldId, Record, Restriction, RowId, Value};

/// How many columns come before the fields.
const OWN: usize = 3;

/// How the rows of one query are read: id, version, why the row is restricted, its fields, then for each
/// field that the scope covers in some rows only whether it does here.
#[derive(Debug)]
pub(crate) struct Reading {
    entity: EntityId,
    columns: Vec<Column>,
    partly: Vec<FieldId>,
}

/// One field and how its cell is stored.
#[derive(Debug)]
struct Column {
    field: FieldId,
    class: Class,
    is_sealed: bool,
}

impl Reading {
    pub(crate) fn of(tables: &Tables, query: &Query<'_>) -> Self {
        let column = |field: FieldId| {
            let class = tables.model[field].kind.class();
            Column { field, class, is_sealed: is_sealed(&tables.model, field) }
        };
        Self {
            entity: query.scope.entity(),
            columns: query.fields().map(column).collect(),
            partly: select::partly(tables, query).map(|(field, _)| field).collect(),
        }
    }

    /// One row.
    pub(crate) fn record(&self, tables: &Tables, row: &dyn Cells) -> Result<Record, DbError> {
        let id = row.row_id(0)?;
        let mut cells = Vec::with_capacity(self.columns.len());
        let mut sealed = Vec::new();
        for (at, &Column { field, class, is_sealed }) in self.columns.iter().enumerate() {
            if is_sealed {
                sealed.push((cells.len(), row.bytes(at + OWN)?));
                cells.push((field, Value::Null));
            } else {
                cells.push((field, row.value(at + OWN, class)?));
            }
        }
        if !sealed.is_empty() {
            self.unseal(tables, id, &mut cells, sealed)?;
        }
        for (at, hidden) in self.partly.iter().enumerate() {
            if row.number(self.columns.len() + at + OWN)? == 0 {
                cells.retain(|(field, _)| field != hidden);
            }
        }
        let restricted = row.text(2)?.map(|word| Restriction::named(&word).ok_or_else(|| unreadable(2))).transpose()?;
        Ok(Record { entity: self.entity, id, version: row.number(1)?, restricted, cells })
    }

    /// Puts what is sealed in its places; without a key it stays empty.
    fn unseal(
        &self,
        tables: &Tables,
        id: RowId,
        cells: &mut [(FieldId, Value)],
        sealed: Vec<(usize, Option<Vec<u8>>)>,
    ) -> Result<(), DbError> {
        let Some(sealing) = &tables.sealing else { return Ok(()) };
        let sealed = sealed.into_iter().filter_map(|(at, bytes)| Some((at, bytes?)));
        let mut sealed = sealed.peekable();
        if sealed.peek().is_none() {
            return Ok(());
        }
        let Some(key) = sealing.key(&tables.model, self.entity, id)? else { return Ok(()) };
        for (at, bytes) in sealed {
            let Some((field, value)) = cells.get_mut(at) else { continue };
            let class = tables.model[*field].kind.class();
            *value = sealing.open((self.entity, id), (*field, class), &key, &bytes)?;
        }
        Ok(())
    }
}
