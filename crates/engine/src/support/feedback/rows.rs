//! What is asked and answered, as a plain struct.

use model::{Moment, RowId};

model::choice! {
    /// How it went.
    pub enum How {
        /// Well.
        Good = "good",
        /// Neither well nor badly.
        Middling = "middling",
        /// Badly.
        Poor = "poor",
    }
}

model::row! {
    /// That a contact was asked how it went, and what they said.
    pub struct CaseFeedback of "case_feedback", handles CaseFeedbackFields {
        /// About which case.
        case: RowId,
        /// At which address; none where that is gone.
        address: Option<RowId>,
        /// Which solution of it: one that was opened and solved again has another.
        solved_at: Moment,
        /// When they were asked.
        asked_at: Moment,
        /// How it went; none where they have not answered.
        how: Option<How>,
        /// What else they said.
        comment: Option<String>,
        /// When they answered.
        answered_at: Option<Moment>,
    }
}
