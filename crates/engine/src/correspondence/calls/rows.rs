//! Calls as plain structs.

use crate::correspondence::{Direction, PartOf};
use model::{Moment, RowId};

model::choice! {
    /// What came of a call.
    pub enum CallOutcome {
        /// They talked.
        Talked = "talked",
        /// One left the other a message.
        Message = "message",
        /// They did not answer.
        NoAnswer = "no-answer",
        /// We did not answer.
        Missed = "missed",
        /// It was somebody else's number.
        WrongNumber = "wrong-number",
    }
}

model::choice! {
    /// Whether it is sure who it was.
    pub enum Recognised {
        /// It is.
        Sure = "sure",
        /// A colleague has to confirm it.
        Maybe = "maybe",
    }
}

model::choice! {
    /// How the row of a call came about.
    pub enum Recorded {
        /// A colleague registered it.
        ByHand = "by-hand",
        /// The switchboard reported it.
        Exchange = "exchange",
    }
}

model::row! {
    /// A telephone call.
    pub struct PhoneCall of "phone_call", handles PhoneCallFields {
        /// With whom.
        person: RowId,
        /// Whether that is sure.
        matched: Recognised,
        /// The number of theirs.
        number: Option<RowId>,
        /// The work that it is part of.
        part_of: PartOf,
        /// Whom they spoke for.
        organisation: Option<RowId>,
        /// The case that it was about.
        case: Option<RowId>,
        /// Which way.
        direction: Direction,
        /// What came of it.
        outcome: CallOutcome,
        /// What was said.
        summary: Option<String>,
        /// Which user took it, or made it.
        taken_by: Option<RowId>,
        /// What the switchboard calls it.
        exchange_id: Option<String>,
        /// How the row came about.
        recorded_because: Recorded,
        /// For how many minutes.
        took: Option<i64>,
        /// When it began.
        began_at: Moment,
    }
}
