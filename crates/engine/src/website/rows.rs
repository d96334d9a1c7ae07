//! The rows of this area as plain structs.

use crate::parties::Tongue;
use model::{Moment, RowId};

model::choice! {
    /// Which form a message came through.
    pub enum CameFrom {
        /// The form of this server.
        Here = "here",
        /// The plain form on the company's own website.
        Website = "website",
    }
}

model::choice! {
    /// How far a contact request has come.
    pub enum State {
        /// Waits for an answer.
        New = "new",
        /// Has one.
        Answered = "answered",
        /// Waits for somebody to say that it is not junk.
        Doubtful = "doubtful",
    }
}

model::choice! {
    /// Why a message is put before a person first.
    pub enum Doubt {
        /// A field that no human sees was filled in.
        HiddenField = "hidden-field",
        /// It came faster than anybody can write.
        TooQuick = "too-quick",
        /// It did not come from the form.
        NoToken = "no-token",
        /// Too many came from one network.
        TooMany = "too-many",
        /// It holds many links.
        Links = "links",
        /// No browser has worked for it.
        NoProof = "no-proof",
    }
}

model::row! {
    /// A message from a contact form.
    pub struct ContactRequest of "contact_request", handles ContactRequestFields {
        /// Who sent it.
        person: RowId,
        /// Where the answer goes.
        address: RowId,
        /// The name as it was written this time.
        name_written: String,
        /// The organisation as it was written.
        organisation: Option<String>,
        /// The message.
        message: String,
        /// The language of the form.
        language: Tongue,
        /// Which form.
        came_from: CameFrom,
        /// How far it has come.
        state: State,
        /// Why it was doubtful.
        doubt: Option<Doubt>,
        /// Who answers.
        owner: Option<RowId>,
        /// When it came.
        received_at: Moment,
        /// When it was answered.
        answered_at: Option<Moment>,
        /// A keyed hash that recognises the same form sent twice.
        submission: String,
    }
}
