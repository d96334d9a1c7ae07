//! The rows of this area as plain structs.

use crate::parties::Tongue;
use model::{Moment, RowId};

model::choice! {
    /// What is done.
    pub enum WorkKind {
        /// Rows of a list are written to a file.
        Export = "export",
        /// The lines of a file are looked through.
        Check = "check",
        /// They become rows.
        Import = "import",
        /// What an import made goes again.
        Undo = "undo",
        /// All that is held about a person is put together for them.
        Package = "package",
        /// What is due goes.
        Sweep = "sweep",
    }
}

model::choice! {
    /// How far work that takes time has come.
    pub enum WorkState {
        /// It waits for whoever asked to say more.
        Open = "open",
        /// It waits for its turn.
        Waiting = "waiting",
        /// It is being done.
        Running = "running",
        /// It is done.
        Done = "done",
        /// It could not be done.
        Failed = "failed",
        /// Whoever asked wanted no more of it.
        Cancelled = "cancelled",
    }
}

impl WorkState {
    /// What is not at an end.
    pub(crate) const UNFINISHED: [Self; 3] = [Self::Open, Self::Waiting, Self::Running];

    /// Whether it is not at an end.
    pub(crate) fn is_unfinished(self) -> bool {
        Self::UNFINISHED.contains(&self)
    }

    /// Whether a worker has it, so that it goes on by itself.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Waiting | Self::Running)
    }
}

model::choice! {
    /// Why it could not be done, or why its result is gone.
    pub enum Why {
        /// Whoever asked may not any more.
        NoAccess = "no-access",
        /// The result is larger than a file may be.
        TooLarge = "too-large",
        /// Rows that may stand in it were erased.
        Erased = "erased",
        /// A text that tells of others too waits for a decision.
        Undecided = "undecided",
        /// It did not succeed in several attempts.
        GaveUp = "gave-up",
    }
}

model::row! {
    /// Work that takes time.
    pub struct LongJob of "long_job", handles LongJobFields {
        /// Who asked.
        user: RowId,
        /// What is done.
        kind: WorkKind,
        /// The word of the entity.
        of: String,
        /// How far it has come.
        state: WorkState,
        /// Why not.
        why: Option<Why>,
        /// The words of the roles in which it was asked for, a space between.
        roles: String,
        /// In which language.
        language: Tongue,
        /// What is to be done, as JSON; gone when it is over.
        settings: Option<String>,
        /// The file that was brought; gone when it is over.
        source: Option<RowId>,
        /// The file that was made.
        result: Option<RowId>,
        /// Rows in all.
        total: i64,
        /// Rows that were dealt with.
        done: i64,
        /// Made, or about to be.
        made: i64,
        /// Updated, or there already.
        updated: i64,
        /// Passed over.
        skipped: i64,
        /// Not in order.
        wrong: i64,
        /// When it was asked for.
        asked_at: Moment,
        /// When it was over.
        ended_at: Option<Moment>,
        /// When all of it goes.
        expires_at: Moment,
    }
}

model::row! {
    /// What became of some lines of a file.
    pub struct LongJobPart of "long_job_part", handles LongJobPartFields {
        /// The work.
        work: RowId,
        /// Which part, from 0.
        number: i64,
        /// The lines, see `records::import`.
        lines: String,
    }
}
