//! The scrub: the second stage of erasure, when the bytes go.

use crate::context::Engine;
use crate::failure::Failure;
use crate::jobs::Done;
use crate::privacy::receipts::scrubbed;
use model::Moment;
use store::{ApplyError, Changes};

/// Rewrites the storage without the bytes of deleted rows, and dates every receipt that waited for it.
/// One scrub serves all erasures before it; the jobs of those find nothing left to date.
pub(crate) async fn scrub(engine: &Engine, now: Moment) -> Result<Done, Failure> {
    let mut changes = Changes::new();
    scrubbed(engine, now, &mut changes).await?;
    if !changes.is_empty() {
        engine.store().scrub().await?;
    }
    Ok(Done::FinishedWith(changes))
}

/// Scrubs at once, for a command that tells both stages: rows, then bytes.
pub async fn scrub_now(engine: &Engine, now: Moment) -> Result<(), Failure> {
    match scrub(engine, now).await? {
        Done::FinishedWith(changes) if !changes.is_empty() => match engine.store().apply(changes).await {
            // The job of the same erasure scrubbed at the same time, and dates what is left to date.
            Err(ApplyError::Stale { .. }) => Ok(()),
            other => Ok(other?),
        },
        Done::FinishedWith(_) | Done::Finished | Done::Later(_) => Ok(()),
    }
}
