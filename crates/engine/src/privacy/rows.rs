//! The rows of this area as plain structs.

use model::{Day, Moment, RowId};

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
        /// An older copy of the database had brought rows back.
        Replay = "replay",
        /// A person said no to marketing.
        Objection = "objection",
        /// A person took a consent back.
        Withdrawal = "withdrawal",
        /// A person asked that their rows be stored only.
        Restriction = "restriction",
        /// Such rows are used again.
        Lifting = "lifting",
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

model::row! {
    /// The record of processing as it was, without the customers.
    pub struct RecordVersion of "record_version", handles RecordVersionFields {
        /// When.
        published_at: Moment,
        /// The Norwegian text, Markdown.
        nb: String,
        /// The English text, Markdown.
        en: String,
    }
}

model::choice! {
    /// How far an agreement with a customer has come.
    pub enum AgreementState {
        /// Nobody has agreed to it yet.
        Draft = "draft",
        /// It was agreed.
        Signed = "signed",
        /// It is over.
        Ended = "ended",
    }
}

model::choice! {
    /// What protects data with a sub-processor outside the European Economic Area.
    pub enum Protection {
        /// An adequacy decision.
        Adequacy = "adequacy",
        /// The Commission's standard clauses.
        StandardClauses = "standard-clauses",
        /// Binding corporate rules.
        BindingRules = "binding-rules",
    }
}

model::row! {
    /// What was agreed with a customer for whom we process data, as far as the record of processing tells it.
    pub struct ProcessingAgreement of "processing_agreement", handles ProcessingAgreementFields {
        /// Given by the store.
        number: Option<i64>,
        /// What it is called.
        title: String,
        /// The customer.
        organisation: RowId,
        /// Whom to turn to there.
        contact: Option<RowId>,
        /// Where the customer wants to be told of breaches.
        breach_contact: Option<String>,
        /// How far it has come.
        state: AgreementState,
        /// What the processing is about.
        subject_matter: String,
        /// What is done, and for what.
        nature: String,
        /// Which data.
        data_kinds: String,
        /// Whether those that the law protects more are among them.
        special_kinds: bool,
        /// About whom.
        data_subjects: String,
        /// Where.
        countries: String,
        /// What is done for security for this customer.
        security: Option<String>,
        /// Within so many hours the customer is to be told of a breach.
        breach_hours: Option<i64>,
        /// The day it was agreed.
        signed_on: Option<Day>,
        /// Its first day.
        valid_from: Day,
        /// Its last day, as agreed.
        valid_to: Option<Day>,
        /// Its last day, as it came about.
        ended_on: Option<Day>,
    }
}

model::row! {
    /// One who does part of what a customer has trusted us with.
    pub struct SubProcessor of "sub_processor", handles SubProcessorFields {
        /// Under which agreement.
        agreement: RowId,
        /// The registered name.
        name: String,
        /// What is done there.
        task: String,
        /// The country, in two letters.
        country: String,
        /// What protects the data outside the European Economic Area.
        transfer: Option<Protection>,
        /// From this day.
        since: Day,
        /// Until this day.
        ended_on: Option<Day>,
    }
}
