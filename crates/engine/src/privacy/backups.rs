//! Backups, as far as they are no files: when one is due, whom a late one is told, and which erasures the journal may forget.
//!
//! It knows neither the folder nor what a backup looks like.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{BACKUP_EVERY_SECONDS, BACKUP_LATE_SECONDS, JOURNAL_MARGIN_DAYS};
use model::{Moment, RowId};
use std::sync::PoisonError;
use store::{ApplyError, Changes, Job};

/// The job that makes a backup: there is one of it at most, and this is its id.
const JOB: RowId = RowId(*b"back-up\0\0\0\0\0\0\0\0\0");

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// The newest backup in the folder that is looked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewestBackup {
    /// There is none.
    Missing,
    /// It was made then.
    Made(Moment),
}

impl NewestBackup {
    fn is_older(self, seconds: i64, now: Moment) -> bool {
        match self {
            Self::Missing => true,
            Self::Made(at) => at.plus_seconds(seconds) <= now,
        }
    }
}

/// Whether another backup is to be made, with this one in the folder.
pub fn backup_is_due(newest: NewestBackup, now: Moment) -> bool {
    newest.is_older(BACKUP_EVERY_SECONDS, now)
}

/// Takes note of the newest backup in the folder, and queues the job that makes one where that is due.
pub async fn look_after_backups(engine: &Engine, now: Moment, newest: NewestBackup) -> Result<(), Failure> {
    *engine.newest_backup().lock().unwrap_or_else(PoisonError::into_inner) = Some(newest);
    if !backup_is_due(newest, now) || engine.store().has_job(JOB).await? {
        return Ok(());
    }
    let mut changes = Changes::new();
    changes.enqueue(Job { id: JOB, kind: JobKind::BackUp.key(), target: JOB, run_at: now });
    match engine.store().apply(changes).await {
        // Another node was faster.
        Err(ApplyError::Stale { .. }) => Ok(()),
        other => Ok(other?),
    }
}

/// The newest backup, where it is late, for those who carry out rights.
pub fn backup_waits(engine: &Engine, caller: &Caller, now: Moment) -> Option<NewestBackup> {
    let newest = *engine.newest_backup().lock().unwrap_or_else(PoisonError::into_inner);
    let late = newest.filter(|newest| newest.is_older(BACKUP_LATE_SECONDS, now));
    late.filter(|_| caller.viewer.carries_out_rights(engine.model()))
}

/// Lets the erasure journal forget what no backup can bring back: erasures older than a backup may become, and a margin.
/// How many.
pub fn forget_old_erasures(engine: &Engine, now: Moment) -> Result<usize, Failure> {
    let days = i64::from(engine.model().backup.keep_days) + JOURNAL_MARGIN_DAYS;
    let forgotten = engine.store().journal().forget(now.plus_seconds(-days * DAY_SECONDS));
    forgotten.map_err(|cause| Failure::Unavailable(format!("the erasure journal: {cause}")))
}
