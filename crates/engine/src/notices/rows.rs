//! The rows of this area as plain structs: identifiers and times, and nothing of what a row says.

use model::{Moment, RowId};

model::row! {
    /// That somebody wants to hear of a row.
    pub struct Follow of "follow", handles FollowFields {
        /// Who.
        user: RowId,
        /// The entity's word in the register.
        of: String,
        /// The row.
        row: String,
        /// Since when.
        since: Moment,
    }
}

model::choice! {
    /// What somebody is told of a row.
    pub enum About {
        /// It was changed.
        Changed = "changed",
        /// A colleague asks them to look at it.
        Told = "told",
        /// A deadline of it is near.
        Near = "near",
        /// A deadline of it was missed.
        Missed = "missed",
        /// It was escalated.
        Raised = "raised",
    }
}

model::row! {
    /// That something has happened to a row.
    pub struct Notice of "notice", handles NoticeFields {
        /// Who is told.
        user: RowId,
        /// The entity's word in the register.
        of: String,
        /// The row.
        row: String,
        /// What of it.
        about: About,
        /// Who did it; none where they are gone.
        by: Option<RowId>,
        /// When.
        at: Moment,
        /// When it was read.
        read_at: Option<Moment>,
        /// When it was told by mail.
        sent_at: Option<Moment>,
    }
}

model::choice! {
    /// When somebody is mailed of their notices.
    pub enum MailWhen {
        /// With each.
        AtOnce = "at-once",
        /// Every morning, of those since the last.
        Daily = "daily",
        /// Not at all.
        Never = "never",
    }
}

model::row! {
    /// When somebody wants to be mailed; every morning where they have not said.
    pub struct NoticeChoice of "notice_choice", handles NoticeChoiceFields {
        /// Who.
        user: RowId,
        /// When.
        mail: MailWhen,
    }
}
