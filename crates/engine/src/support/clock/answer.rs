//! What comes out of the reckoning: deadlines, and the facts that explain them.

use super::history::{DeadlineKind, Policy, Priority};
use model::{Moment, RowId};

model::choice! {
    /// How a deadline stands.
    pub enum DeadlineState {
        /// Its clock runs.
        Running = "running",
        /// Its clock stands still.
        Paused = "paused",
        /// Done in time.
        Met = "met",
        /// Not done in time, and for good, even where it was done later.
        Missed = "missed",
        /// It no longer applies.
        Dropped = "dropped",
    }
}

/// Why a clock stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PauseReason {
    /// The customer had the case.
    Customer,
    /// The case was solved or closed, and opened again later where this has an end.
    Solved,
}

/// A while in which a clock stood still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// From then on.
    pub from: Moment,
    /// Until then; none where it still lasts.
    pub to: Option<Moment>,
    /// The working time in it so far.
    pub working_seconds: i64,
    /// Why.
    pub reason: PauseReason,
}

/// Something by which a deadline was reckoned anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// The priority of the case.
    Priority {
        /// When.
        at: Moment,
        /// What it was.
        from: Priority,
        /// What it became.
        to: Priority,
    },
    /// The rules; the same row twice where it was changed itself.
    Policy {
        /// When.
        at: Moment,
        /// The row of those before.
        from: RowId,
        /// The row of those after.
        to: RowId,
    },
}

/// Why a deadline no longer applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DropReason {
    /// The case was solved or closed without an answer; opened again, the deadline runs on.
    Solved,
    /// The rules have no target for the priority that the case has got, or are never open.
    NoTarget,
    /// The case became part of another one.
    Merged,
}

/// The facts from which a deadline was reckoned, for a reader who asks why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::support) struct Why<'p> {
    /// The rules, with their opening hours.
    pub policy: &'p Policy,
    /// The priority it was reckoned with.
    pub priority: Priority,
    /// The working seconds that it gives; none where it gives none any longer.
    pub target_seconds: Option<i64>,
    /// In order.
    pub pauses: Vec<Pause>,
    /// In order.
    pub changes: Vec<Change>,
    /// Where it no longer applies.
    pub dropped: Option<DropReason>,
}

/// A deadline of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::support) struct Deadline<'p> {
    /// What it is for.
    pub kind: DeadlineKind,
    /// Since when its clock runs.
    pub began_at: Moment,
    /// By when; of one that stands still, what it would be if it went on at once from where it stopped.
    pub due_at: Moment,
    /// When somebody is warned, if it runs: while people are at work, and no later than it is due.
    pub warn_at: Option<Moment>,
    /// The working time of all pauses that are over.
    pub paused_seconds: i64,
    /// Where it stands still.
    pub paused_since: Option<Moment>,
    /// When it was done, in time or not.
    pub met_at: Option<Moment>,
    /// How it stands.
    pub state: DeadlineState,
    /// It is still to be met: it runs, or it was missed in a case that is not over.
    pub is_pending: bool,
    /// When each step of escalation is due, by the row that declares it; none where it is not pending.
    pub steps: Vec<(RowId, Moment)>,
    /// How it was reckoned.
    pub why: Why<'p>,
}

/// All deadlines of a case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::support) struct Reckoning<'p> {
    /// In the order in which they began; that of the first answer before that of the solution.
    pub deadlines: Vec<Deadline<'p>>,
    /// The earliest one that runs.
    pub next_due: Option<Moment>,
    /// The earliest warning of those that run, also where it has been given.
    pub warn_at: Option<Moment>,
    /// The earliest one that was missed, where that is still to be done.
    pub overdue_since: Option<Moment>,
}
