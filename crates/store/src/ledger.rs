//! The ledger: who did what to which row, in names and identifiers and never in values.
//!
//! Entries are written with the change they tell of. Nothing deletes one, and nothing is ever written into one but
//! its number and the hash of its leaf, once: see `number`. `docs/decisions/0003-ledger.md` says what the leaf's
//! bytes are.

mod findings;
mod head;
mod key;
mod number;
mod verify;
mod walk;

pub use findings::{LedgerFinding, LedgerReport};
pub use head::Head;
pub use key::LedgerKey;

pub(crate) use head::{HeadFields, HeadRow};

use crate::hex;
use crate::merkle::{self, Hash};
use model::{ActivityId, EntityId, FieldId, Model, Moment, RoleId, RowId};
use std::fmt::Write;

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
    /// Where it was looked at and not changed: what was seen, and as whom.
    pub seen: Option<Seen>,
}

/// What somebody was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The rows, in the order in which they were shown.
    pub rows: Vec<RowId>,
    /// The activity for which they are kept.
    pub activity: Option<ActivityId>,
    /// The roles of the one who looked.
    pub roles: Vec<RoleId>,
}

/// Stands before the id of a program's token where the ledger says who did something.
pub const MACHINE_PREFIX: &str = "api:";

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A member of staff: the row in `user`.
    User(RowId),
    /// A program outside: the row in `machine_token`.
    Machine(RowId),
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
        /// Where somebody looked: the activity's word in the register.
        activity: Option<String>,
        /// The words of the roles of the one who looked, a space between.
        roles: Option<String>,
        /// The ids of the rows that were shown, in 32 digits, a space between. Those of a list are most of the ledger: without
        /// dashes two such lines fit on a page of the embedded database.
        rows: Option<String>,
        /// Its place in the ledger, counted from one; none until it is numbered.
        number: Option<i64>,
        /// The hash of its leaf, in hexadecimal; none until it is numbered.
        leaf: Option<String>,
    }
}

impl LedgerRow {
    /// The hash of the leaf of this entry at place `number`.
    pub(crate) fn leaf_at(&self, id: RowId, number: i64) -> Hash {
        merkle::leaf_hash(self.encoded(id, number).as_bytes())
    }

    /// The leaf's bytes: a line for each part in this order, with the length of what it says in bytes.
    pub(crate) fn encoded(&self, id: RowId, number: i64) -> String {
        let (number, id, at) = (number.to_string(), id.to_string(), self.at.0.to_string());
        let parts = [
            ("number", Some(number.as_str())),
            ("id", Some(&id)),
            ("at", Some(&at)),
            ("actor", Some(&self.actor)),
            ("action", Some(&self.action)),
            ("kind", Some(&self.kind)),
            ("target", Some(&self.target)),
            ("fields", self.fields.as_deref()),
            ("person", self.person.as_deref()),
            ("activity", self.activity.as_deref()),
            ("roles", self.roles.as_deref()),
            ("rows", self.rows.as_deref()),
        ];
        let mut leaf = "ryddig ledger entry 1\n".to_owned();
        for (name, said) in parts {
            let _ = match said {
                Some(said) => writeln!(leaf, "{name} {}:{said}", said.len()),
                None => writeln!(leaf, "{name} -"),
            };
        }
        leaf
    }

    fn stored_leaf(&self) -> Option<Hash> {
        self.leaf.as_deref().and_then(hex::hash)
    }
}

/// The texts with a space between; none where there are none.
fn spaced(texts: impl Iterator<Item = String>) -> Option<String> {
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

impl LedgerEntry {
    pub(crate) fn row(&self, model: &Model) -> LedgerRow {
        let seen = self.seen.as_ref();
        LedgerRow {
            at: self.at,
            actor: match self.actor {
                Actor::User(id) => id.to_string(),
                Actor::Machine(id) => format!("{MACHINE_PREFIX}{id}"),
                Actor::Part(word) => word.to_owned(),
            },
            action: self.action.to_owned(),
            kind: model[self.entity].key.clone(),
            target: self.target.to_string(),
            fields: spaced(self.fields.iter().map(|&field| model[field].key.clone())),
            person: self.person.map(|id| id.to_string()),
            activity: seen.and_then(|seen| seen.activity).map(|activity| model[activity].key.clone()),
            roles: seen.and_then(|seen| spaced(seen.roles.iter().map(|&role| model[role].key.clone()))),
            rows: seen.and_then(|seen| spaced(seen.rows.iter().map(|row| hex::text(&row.0)))),
            number: None,
            leaf: None,
        }
    }
}
