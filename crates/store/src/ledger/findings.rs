//! What a verification of the ledger says.

use model::RowId;

/// What a verification looked at and found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerReport {
    /// Entries with a number.
    pub entries: u64,
    /// Entries that wait for theirs: nothing vouches for them yet.
    pub unnumbered: u64,
    /// Stored heads.
    pub heads: u64,
    /// Heads that were anchored outside.
    pub anchored: u64,
    /// The root of the whole tree, hexadecimal, as the last stored head says.
    pub root: Option<String>,
    /// What is wrong.
    pub findings: Vec<LedgerFinding>,
    /// What is wrong besides, counted only.
    pub more: u64,
}

/// Something that is not as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LedgerFinding {
    /// What the entry says is not what it said when it was numbered.
    Changed {
        /// Its number.
        number: i64,
        /// The entry.
        id: RowId,
    },
    /// The entry had another number.
    Moved {
        /// The number it has.
        number: i64,
        /// The number it had.
        was: i64,
        /// The entry.
        id: RowId,
    },
    /// The entry stands at a number that belonged to another.
    Inserted {
        /// Its number.
        number: i64,
        /// The entry.
        id: RowId,
    },
    /// These entries are gone.
    Removed {
        /// The first number.
        from: i64,
        /// The last one.
        to: i64,
    },
    /// Some of these entries, or their hashes, were written anew: the tree with them is not the signed one.
    Rewritten {
        /// The first number.
        from: i64,
        /// The last one.
        to: i64,
    },
    /// These entries are numbered, and the head that covered them is gone.
    Uncovered {
        /// The first number.
        from: i64,
        /// The last one.
        to: i64,
    },
    /// The head is gone.
    HeadRemoved {
        /// Its number.
        head: i64,
    },
    /// What the head says is not what was signed.
    HeadChanged {
        /// Its number.
        head: i64,
    },
    /// The head was signed with a key that is not trusted.
    HeadForeign {
        /// Its number.
        head: i64,
    },
    /// The head is another one than the one that was anchored.
    HeadReplaced {
        /// Its number.
        head: i64,
    },
    /// The anchored line is not what was signed with a trusted key.
    AnchorChanged {
        /// The head's number.
        head: i64,
    },
}
