//! The row of a sealed mail as a plain struct.

use model::{Moment, RowId};

model::choice! {
    /// What was found in a mail.
    pub enum Found {
        /// A national identity number.
        NationalId = "national-id",
        /// The number of an account or a card.
        Account = "account",
        /// Words of health, unions, faith and the like.
        Words = "words",
        /// A colleague reported it.
        ByHand = "by-hand",
    }
}

model::choice! {
    /// How far it has come.
    pub enum State {
        /// It waits for somebody to judge it.
        Waiting = "waiting",
        /// It was not sensitive.
        Cleared = "cleared",
        /// It stands where it belongs.
        Moved = "moved",
    }
}

model::row! {
    /// What was taken out of a mail.
    pub struct SealedMail of "sealed_mail", handles SealedMailFields {
        /// Of which.
        message: RowId,
        /// Why.
        found: Found,
        /// Its text.
        text: String,
        /// The mail as it came.
        original: Option<RowId>,
        /// How far it has come.
        state: State,
        /// Who deals with it.
        handler: Option<RowId>,
        /// When it was sealed.
        found_at: Moment,
        /// When it was judged.
        handled_at: Option<Moment>,
    }
}
