//! Rows in bulk: many that are known already, each as a form would save it, in few transactions.
//!
//! Every value is read as the form of its field reads it, and every row but a hub's has its line in the ledger. Nobody is
//! asked to mend anything: a row that does not fit the register is a failure. It is for whoever may write all of it.

use super::value::read;
use crate::context::{Caller, Engine};
use crate::deed::{Deed, More};
use crate::failure::Failure;
use model::{EntityId, FieldId, Held, Moment, RowId, Value};
use rights::{Operation, Scope};
use std::collections::HashMap;
use std::sync::Arc;
use store::Changes;

/// A row to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRow {
    /// The entity's word in the register.
    pub kind: &'static str,
    /// Its id.
    pub id: RowId,
    /// When it was made.
    pub at: Moment,
    /// The person whose data it is, for the ledger.
    pub person: Option<RowId>,
    /// Values by the words of their fields; a file is there already.
    pub cells: Vec<(&'static str, Value)>,
}

/// Rows that are to be written together.
pub struct Bulk<'a> {
    engine: &'a Engine,
    caller: &'a Caller,
    kinds: HashMap<&'static str, Kind>,
    changes: Changes,
    rows: usize,
}

/// What is known of an entity.
struct Kind {
    scope: Arc<Scope>,
    fields: HashMap<&'static str, FieldId>,
    is_hub: bool,
}

impl<'a> Bulk<'a> {
    /// Nothing yet; `caller` is who the ledger names.
    pub fn new(engine: &'a Engine, caller: &'a Caller) -> Self {
        Self { engine, caller, kinds: HashMap::new(), changes: Changes::new(), rows: 0 }
    }

    /// How many rows wait to be written.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// One more row. What it links to must be written before, or with it.
    pub fn add(&mut self, row: BulkRow) -> Result<(), Failure> {
        let (engine, caller, model) = (self.engine, self.caller, self.engine.model());
        if !self.kinds.contains_key(row.kind) {
            self.kinds.insert(row.kind, Kind::of(engine, caller, row.kind)?);
        }
        let Some(kind) = self.kinds.get_mut(row.kind) else { return Err(Failure::NotFound) };
        let misfit = |key: &str| Failure::Unavailable(format!("{}.{key} does not fit the register", row.kind));
        let mut cells = Vec::with_capacity(row.cells.len());
        for (key, value) in row.cells {
            let known = kind.fields.get(key).copied();
            let field = match known {
                Some(field) => field,
                None => model.field_named(kind.scope.entity(), key).ok_or_else(|| misfit(key))?,
            };
            kind.fields.insert(key, field);
            let value = match value {
                Value::Text(text) => read(model, &model[field].kind, &text).map_err(|_| misfit(key))?,
                Value::Null
                | Value::Boolean(_)
                | Value::Integer(_)
                | Value::Day(_)
                | Value::Moment(_)
                | Value::Id(_) => value,
            };
            cells.push((field, value));
        }
        self.changes.insert(&kind.scope, row.id, cells)?;
        if !kind.is_hub {
            let entry = Deed::Made.entry(engine, row.at, caller.actor(), (kind.scope.entity(), row.id));
            self.changes.record(row.person.map_or(entry.clone(), |person| entry.about(person)));
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes what waits, in one transaction.
    pub async fn write(&mut self) -> Result<(), Failure> {
        self.rows = 0;
        let changes = std::mem::take(&mut self.changes);
        if changes.is_empty() { Ok(()) } else { Ok(self.engine.store().apply(changes).await?) }
    }
}

impl Kind {
    fn of(engine: &Engine, caller: &Caller, key: &str) -> Result<Self, Failure> {
        let model = engine.model();
        let entity: EntityId = model.entity_named(key).ok_or(Failure::NotFound)?;
        let scope = engine.scope(caller, entity, Operation::Write)?;
        Ok(Self { scope, fields: HashMap::new(), is_hub: model[entity].held == Held::AsClaimed })
    }
}
