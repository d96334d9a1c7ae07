//! Tables: typed rows bound to the model, with the engine's own scopes.

use crate::failure::Failure;
use model::{Misfit, Model, Record, Row, RowId};
use rights::{Operation, Scope, Viewer, scope};
use store::{Changes, Query, Refused, Store, Stored};

/// One entity as a plain struct `R`.
pub(crate) struct Table<R: Row> {
    /// The struct's fields as ids.
    pub(crate) f: R::Handles,
    /// The engine's right to read it.
    pub(crate) read: Scope,
    /// The engine's right to write it.
    pub(crate) write: Scope,
}

impl<R: Row> Table<R> {
    pub(crate) fn bind(model: &Model) -> Result<Self, Misfit> {
        let f = R::bind(model)?;
        let granted = |operation| {
            scope(model, &Viewer::Engine, R::entity(&f), operation).map_err(|_| Misfit {
                entity: R::ENTITY,
                field: None,
                problem: "has no fields".to_owned(),
            })
        };
        Ok(Self { read: granted(Operation::Read)?, write: granted(Operation::Write)?, f })
    }

    /// The records that `query`, made over the engine's scope, finds.
    pub(crate) async fn find(&self, store: &Store, query: Query<'_>) -> Result<Vec<Stored<R>>, Failure> {
        Ok(store.find_rows(query, &self.f).await?)
    }

    pub(crate) async fn first(&self, store: &Store, query: Query<'_>) -> Result<Option<Stored<R>>, Failure> {
        Ok(self.find(store, query.limit(1)).await?.into_iter().next())
    }

    pub(crate) async fn get(&self, store: &Store, id: RowId) -> Result<Option<Stored<R>>, Failure> {
        store.get(&self.read, id).await?.as_ref().map(|record| self.typed(record)).transpose()
    }

    pub(crate) fn typed(&self, record: &Record) -> Result<Stored<R>, Failure> {
        Ok(Stored { id: record.id, version: record.version, row: R::read(&self.f, record)? })
    }

    /// A query over everything in it, by the engine's right.
    pub(crate) fn all(&self) -> Query<'_> {
        Query::over(&self.read)
    }

    pub(crate) fn insert(&self, changes: &mut Changes, id: RowId, row: &R) -> Result<(), Refused> {
        changes.insert_row(&self.write, id, row, &self.f)
    }
}
