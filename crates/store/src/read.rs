//! From the cells of an answer to the rows of a query.

use crate::query::Query;
use crate::select;
use crate::session::{Cells, DbError};
use crate::tables::Tables;
use model::{Class, EntityId, FieldId, Record, Value};

/// How the rows of one query are read: id, version, the fields of its scope, then for each field that the scope covers
/// in some rows only whether it does here.
#[derive(Debug)]
pub(crate) struct Reading {
    entity: EntityId,
    columns: Vec<(FieldId, Class)>,
    partly: Vec<FieldId>,
}

impl Reading {
    pub(crate) fn of(tables: &Tables, query: &Query<'_>) -> Self {
        let class = |field: FieldId| tables.model[field].kind.class();
        Self {
            entity: query.scope.entity(),
            columns: query.scope.fields().iter().map(|&field| (field, class(field))).collect(),
            partly: select::partly(tables, query.scope).map(|(field, _)| field).collect(),
        }
    }

    /// One row.
    pub(crate) fn record(&self, row: &dyn Cells) -> Result<Record, DbError> {
        let cells = self.columns.iter().enumerate();
        let cells = cells.map(|(at, &(field, class))| Ok((field, row.value(at + 2, class)?)));
        let mut cells = cells.collect::<Result<Vec<(FieldId, Value)>, DbError>>()?;
        for (at, hidden) in self.partly.iter().enumerate() {
            if row.number(self.columns.len() + at + 2)? == 0 {
                cells.retain(|(field, _)| field != hidden);
            }
        }
        Ok(Record { entity: self.entity, id: row.row_id(0)?, version: row.number(1)?, cells })
    }
}
