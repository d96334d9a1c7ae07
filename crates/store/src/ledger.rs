//! The ledger: who did what to which row, in names and identifiers and never in values.
//!
//! Entries are written with the change they tell of. Nothing updates or deletes one.

use model::{EntityId, FieldId, Model, Moment, RowId};

/// One line of the ledger. Its types leave no room for a value of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerEntry {
    /// Its own id.
    pub id: RowId,
    /// When it happened.
    pub at: Moment,
    /// Who did it.
    pub actor: Actor,
    /// What was done.
    pub action: &'static str,
    /// What it was done to.
    pub entity: EntityId,
    /// Which one.
    pub target: RowId,
    /// The fields it was about, where it was not the whole row.
    pub fields: Vec<FieldId>,
    /// The person whose data they are.
    pub person: Option<RowId>,
}

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A member of staff: the row in `user`.
    User(RowId),
    /// Part of the machinery, or a visitor: a fixed word.
    Part(&'static str),
}

model::row! {
    /// A line as it is stored.
    pub struct LedgerRow of "ledger_entry", handles LedgerFields {
        /// When it happened.
        at: Moment,
        /// Who did it: an id of a user, or a fixed word.
        actor: String,
        /// What was done.
        action: String,
        /// The entity's word in the register.
        kind: String,
        /// Which row.
        target: String,
        /// The fields' words in the register, a space between.
        fields: Option<String>,
        /// The person whose data they are.
        person: Option<String>,
    }
}

impl LedgerEntry {
    pub(crate) fn row(&self, model: &Model) -> LedgerRow {
        let fields: Vec<&str> = self.fields.iter().map(|&field| model[field].key.as_str()).collect();
        LedgerRow {
            at: self.at,
            actor: match self.actor {
                Actor::User(id) => id.to_string(),
                Actor::Part(word) => word.to_owned(),
            },
            action: self.action.to_owned(),
            kind: model[self.entity].key.clone(),
            target: self.target.to_string(),
            fields: (!fields.is_empty()).then(|| fields.join(" ")),
            person: self.person.map(|id| id.to_string()),
        }
    }
}
