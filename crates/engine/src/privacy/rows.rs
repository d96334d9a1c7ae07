//! The rows of this area as plain structs.

use model::Moment;

model::choice! {
    /// What a receipt is for.
    pub enum ReceiptKind {
        /// A person asked.
        Erasure = "erasure",
        /// Periods had ended.
        Sweep = "sweep",
        /// Staff judged it junk.
        Discard = "discard",
        /// Staff removed a row.
        Removal = "removal",
    }
}

model::row! {
    /// What shows that rows were removed; holds no value of theirs.
    pub struct Receipt of "receipt", handles ReceiptFields {
        /// What for.
        kind: ReceiptKind,
        /// The fingerprint of the plan that was carried out.
        plan: String,
        /// How many rows.
        rows: i64,
        /// A line for each kind of row, action and reason, with the count.
        details: String,
        /// When the rows went.
        rows_at: Moment,
        /// When the storage was scrubbed of their bytes.
        bytes_at: Option<Moment>,
    }
}

model::row! {
    /// The privacy statement as it was published.
    pub struct StatementVersion of "statement_version", handles StatementVersionFields {
        /// When.
        published_at: Moment,
        /// The Norwegian text, Markdown.
        nb: String,
        /// The English text, Markdown.
        en: String,
    }
}
