//! How far files have come, read without a key: what is sealed in their rows stays closed.

use super::FileState;
use crate::limits::SETTLED_ROWS_AT_A_TIME;
use crate::session::{Cells, DbError};
use crate::store::Store;
use crate::tables::{ID, VERSION};
use crate::values::bound;
use model::{Column, FieldId, Moment, RowId, Value};
use sea_query::{Alias, Expr, ExprTrait};

/// A file's row, as far as it lies open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) id: RowId,
    pub(super) version: i64,
    /// None where the row says something that this program does not know.
    pub(super) state: Option<FileState>,
    pub(super) put_at: Moment,
}

impl Store {
    /// Those of `ids` that have a row.
    pub(super) async fn standings(&self, ids: &[RowId]) -> Result<Vec<Standing>, DbError> {
        let mut found = Vec::new();
        for ids in ids.chunks(SETTLED_ROWS_AT_A_TIME) {
            self.read_standings(Some(ids), &mut found).await?;
        }
        Ok(found)
    }

    /// Every file.
    pub(super) async fn every_standing(&self) -> Result<Vec<Standing>, DbError> {
        let mut found = Vec::new();
        self.read_standings(None, &mut found).await?;
        Ok(found)
    }

    async fn read_standings(&self, ids: Option<&[RowId]>, found: &mut Vec<Standing>) -> Result<(), DbError> {
        let (tables, fields) = (self.tables(), self.tables().file);
        let column = |field: FieldId| Alias::new(&tables.model[field].key);
        let mut select = sea_query::Query::select();
        select.columns([Alias::new(ID), Alias::new(VERSION), column(fields.state), column(fields.put_at)]);
        select.from(Alias::new(&tables.of(fields.entity).name));
        if let Some(ids) = ids {
            select.and_where(Expr::col(ID).is_in(ids.iter().map(|id| bound(&Value::Id(*id)))));
        }
        let mut note = |cells: &dyn Cells| {
            found.push(Standing {
                id: cells.row_id(0)?,
                version: cells.number(1)?,
                state: FileState::read(&Value::Text(cells.word(2)?)),
                put_at: Moment(cells.number(3)?),
            });
            Ok(())
        };
        let select = tables.dialect.build(&select);
        self.database().each(&select.sql, &select.params(), &mut note).await
    }
}
