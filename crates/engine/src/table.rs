//! Tables: typed rows bound to the model, with the engine's own scopes.

use crate::failure::Failure;
use crate::limits::{BATCH_IDS, BATCH_ROWS};
use model::{FieldId, Misfit, Model, Record, Row, RowId, Value};
use rights::{Operation, Plan, Scope, Viewer, scope};
use std::collections::HashSet;
use store::{Changes, Condition, Cursor, Query, Refused, Store, Stored};

/// One entity as a plain struct `R`.
pub(crate) struct Table<R: Row> {
    /// The struct's fields as ids.
    pub(crate) f: R::Handles,
    /// The engine's right to read it.
    pub(crate) read: Scope,
    /// The engine's right to read what of it is not restricted.
    in_use: Scope,
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
        let read = granted(Operation::Read)?;
        Ok(Self { in_use: read.clone().in_use(model), read, write: granted(Operation::Write)?, f })
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

    /// The row, unless it is only to be stored (GDPR art. 18(2)).
    pub(crate) async fn get_in_use(&self, store: &Store, id: RowId) -> Result<Option<Stored<R>>, Failure> {
        store.get(&self.in_use, id).await?.as_ref().map(|record| self.typed(record)).transpose()
    }

    pub(crate) fn typed(&self, record: &Record) -> Result<Stored<R>, Failure> {
        Ok(Stored { id: record.id, version: record.version, row: R::read(&self.f, record)? })
    }

    /// A query over everything in it, by the engine's right.
    pub(crate) fn all(&self) -> Query<'_> {
        Query::over(&self.read)
    }

    /// The same without what is only to be stored: where rows are used, and not kept, counted or carried off.
    pub(crate) fn in_use(&self) -> Query<'_> {
        Query::over(&self.in_use)
    }

    pub(crate) fn insert(&self, changes: &mut Changes, id: RowId, row: &R) -> Result<(), Refused> {
        changes.insert_row(&self.write, id, row, &self.f)
    }

    /// The next rows behind `after` of all there are, some at a time; none behind the last.
    pub(crate) async fn batch(&self, store: &Store, after: Option<RowId>) -> Result<Vec<Stored<R>>, Failure> {
        let query = self.all().limit(BATCH_ROWS);
        let query = match after {
            Some(id) => query.after(Cursor { value: Value::Null, id }),
            None => query,
        };
        self.find(store, query).await
    }

    /// Adds to `changes` that each row goes that `is_gone` says of.
    pub(crate) async fn delete_where(
        &self,
        store: &Store,
        changes: &mut Changes,
        is_gone: impl Fn(&Stored<R>) -> bool,
    ) -> Result<(), Failure> {
        let mut after = None;
        loop {
            let rows = self.batch(store, after).await?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = Some(last.id);
            for row in rows.iter().filter(|row| is_gone(row)) {
                changes.delete(&self.write, row.id, row.version)?;
            }
        }
    }

    /// Adds to `changes` that each row goes whose field `names`, a text, is the id of a row that `plan` removes. What the plan
    /// has a step for is left to it.
    pub(crate) async fn delete_with(
        &self,
        store: &Store,
        changes: &mut Changes,
        (names, plan): (FieldId, &Plan),
    ) -> Result<(), Failure> {
        let planned: HashSet<RowId> = plan.steps.iter().map(|step| step.id).collect();
        let gone: Vec<Value> = plan.deletions().map(|step| Value::Text(step.id.to_string())).collect();
        for some in gone.chunks(BATCH_IDS) {
            let naming = self.all().matching(Condition::OneOf(names, some.to_vec()));
            for row in self.find(store, naming).await?.iter().filter(|row| !planned.contains(&row.id)) {
                changes.delete(&self.write, row.id, row.version)?;
            }
        }
        Ok(())
    }
}
