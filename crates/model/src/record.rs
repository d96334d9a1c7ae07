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
    /// Why it is only stored and not used, where that is so.
    pub restricted: Option<Restriction>,
    /// Its cells, in the order they were asked for.
    pub cells: Vec<(FieldId, Value)>,
}

/// Why a row is only stored: nobody but those who carry out the rights of persons sees it, and nobody changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Restriction {
    /// The person asked for erasure, and only a law or a legal hold keeps it (GDPR art. 17(3)).
    Bound,
    /// The person asked for it, or objected and nobody has decided yet (GDPR art. 18(1)).
    Asked,
}

impl Restriction {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Bound, Self::Asked];

    /// Its word in the database and the journal.
    pub fn key(self) -> &'static str {
        match self {
            Self::Bound => "bound",
            Self::Asked => "asked",
        }
    }

    /// The one with this word.
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.key() == key)
    }
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
