//! Records: one row as data, with only the fields that the reader may see.

use crate::{EntityId, FieldId, RowId, Value};

/// One stored row, or the part of it that a reader's scope covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub entity: EntityId,
    /// Which one.
    pub id: RowId,
    /// How often it was written; a write names the version it expects.
    pub version: i64,
    /// Its cells, in the order they were asked for.
    pub cells: Vec<(FieldId, Value)>,
}

impl Record {
    /// The value of `field`; none where it lies outside the reader's scope.
    pub fn get(&self, field: FieldId) -> Option<&Value> {
        self.cells.iter().find(|(id, _)| *id == field).map(|(_, value)| value)
    }

    /// The row that the link `field` names.
    pub fn link(&self, field: FieldId) -> Option<RowId> {
        match self.get(field) {
            Some(Value::Id(id)) => Some(*id),
            _ => None,
        }
    }
}
