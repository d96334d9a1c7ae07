//! What deadlines are reckoned from: the rules, and what has happened to a case.

use model::{Moment, RowId};
use rights::OpeningHours;

model::choice! {
    /// What a deadline is for.
    pub enum DeadlineKind {
        /// Our first answer to the customer.
        FirstAnswer = "first-answer",
        /// Our answer to what the customer wrote after one of ours.
        NextAnswer = "next-answer",
        /// That the case is solved.
        Solution = "solution",
    }
}

model::choice! {
    /// How urgent a case is.
    pub enum Priority {
        /// Less than usual.
        Low = "low",
        /// As usual.
        Normal = "normal",
        /// More than usual.
        High = "high",
        /// At once.
        Urgent = "urgent",
    }
}

model::choice! {
    /// Where a case stands.
    pub enum CaseState {
        /// Nobody has taken it up.
        New = "new",
        /// We work on it.
        Open = "open",
        /// It waits for the customer.
        Customer = "customer",
        /// It waits for others.
        Supplier = "supplier",
        /// Solved.
        Solved = "solved",
        /// Closed.
        Closed = "closed",
    }
}

impl CaseState {
    /// Whether something is still to be done.
    pub fn is_open(self) -> bool {
        match self {
            Self::New | Self::Open | Self::Customer | Self::Supplier => true,
            Self::Solved | Self::Closed => false,
        }
    }
}

/// How soon something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::support) struct Target {
    /// What.
    pub kind: DeadlineKind,
    /// In cases of this priority.
    pub priority: Priority,
    /// Within so many working seconds.
    pub within_seconds: i64,
}

model::choice! {
    /// On which side of a deadline something is done.
    pub enum Side {
        /// Before it.
        Before = "before",
        /// After it.
        After = "after",
    }
}

/// Something that is done by itself when a deadline is near or gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::support) struct Escalation {
    /// The row it was read from.
    pub id: RowId,
    /// Only for deadlines of this kind.
    pub kind: Option<DeadlineKind>,
    /// Before or after.
    pub side: Side,
    /// So many working seconds.
    pub shift_seconds: i64,
}

/// The rules that deadlines follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::support) struct Policy {
    /// The row it was read from.
    pub id: RowId,
    /// When people are at work.
    pub hours: OpeningHours,
    /// At most one for each kind and priority: of several, the shortest one holds. Without one there is no deadline.
    pub targets: Vec<Target>,
    /// Whether clocks stand still while the customer has the case.
    pub pauses: bool,
    /// So many working seconds before a deadline somebody is warned.
    pub warning_seconds: Option<i64>,
    /// What is done by itself, in any order.
    pub steps: Vec<Escalation>,
}

impl Policy {
    /// The working seconds that there are; none where there is no deadline.
    pub(in crate::support) fn target(&self, kind: DeadlineKind, priority: Priority) -> Option<i64> {
        let of_these = self.targets.iter().filter(|target| target.kind == kind && target.priority == priority);
        of_these.map(|target| target.within_seconds).min()
    }
}

/// Who began a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::support) enum RaisedBy {
    /// A customer, who waits for an answer from then on.
    Customer,
    /// We did: nobody waits for an answer before the customer has written.
    Us,
}

/// Something that happened to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::support) struct Event<'p> {
    /// When.
    pub at: Moment,
    /// What.
    pub what: What<'p>,
}

/// What happened to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::support) enum What<'p> {
    /// It was begun, as a new one. What is said to be earlier counts as happening then.
    Created {
        /// With this priority.
        priority: Priority,
        /// By these.
        by: RaisedBy,
    },
    /// The customer, or another one who takes part on that side, wrote or called.
    CustomerWrote,
    /// An answer by one of us went to the customer: neither an internal note nor an automatic receipt.
    WeAnswered,
    /// Its state was changed.
    Moved {
        /// To this.
        to: CaseState,
    },
    /// Its priority was changed.
    PriorityChanged {
        /// To this.
        to: Priority,
    },
    /// It follows other rules from here on, or the same rules were changed.
    PolicyChanged {
        /// These.
        to: &'p Policy,
    },
    /// It became part of another case; whatever comes after counts there.
    MergedAway,
}
