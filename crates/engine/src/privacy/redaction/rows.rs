//! The decision on a text, as a plain struct.

use model::{Moment, RowId};

model::choice! {
    /// What a text is decided on for.
    pub enum Aim {
        /// Giving a person what is held about them.
        Access = "access",
        /// Erasing it.
        Erasure = "erasure",
    }
}

model::choice! {
    /// What was decided.
    pub enum Verdict {
        /// Some passages are taken out.
        Redact = "redact",
        /// It stays as it is.
        Keep = "keep",
        /// All of it is left out.
        Remove = "remove",
    }
}

model::row! {
    /// What was decided about one field of one row.
    pub struct Redaction of "redaction", handles RedactionFields {
        /// Whose wish it was decided for.
        person: RowId,
        /// Which wish.
        wish: Aim,
        /// The register's word of the kind of row.
        of_kind: String,
        /// The row.
        row: String,
        /// The register's word of the field.
        field: String,
        /// The version of the row that was decided on.
        at_version: i64,
        /// What.
        decision: Verdict,
        /// What is taken out, as places in the text.
        passages: Option<String>,
        /// Why.
        reason: Option<String>,
        /// By whom.
        decided_by: Option<RowId>,
        /// When.
        decided_at: Moment,
    }
}
