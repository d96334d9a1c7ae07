//! The rows of this area as plain structs.

use model::{Moment, RowId};

model::choice! {
    /// What a mail is.
    pub enum Kind {
        /// Says that a message arrived.
        Confirmation = "confirmation",
        /// Answers it.
        Answer = "answer",
    }
}

model::choice! {
    /// How far a mail has come.
    pub enum Delivery {
        /// Waits to be sent.
        Queued = "queued",
        /// Was taken by the mail server, or written to the outbox.
        Sent = "sent",
        /// Was refused for good.
        Failed = "failed",
    }
}

model::row! {
    /// A mail to a person.
    pub struct Email of "email", handles EmailFields {
        /// What it is about.
        contact_request: RowId,
        /// Where it goes.
        to: RowId,
        /// What it is.
        kind: Kind,
        /// Its subject.
        subject: String,
        /// Its text.
        body: String,
        /// Who wrote it, where somebody did.
        author: Option<RowId>,
        /// Its Message-ID (RFC 5322), without brackets.
        message_id: String,
        /// The Message-ID of the mail that it follows.
        in_reply_to: Option<String>,
        /// How far it has come.
        state: Delivery,
        /// When it was queued.
        queued_at: Moment,
        /// When it was sent.
        sent_at: Option<Moment>,
    }
}
