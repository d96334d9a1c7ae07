//! The scrub: the second stage of erasure, when the bytes go.

use crate::context::Engine;
use crate::failure::Failure;
use crate::jobs::Done;
use crate::privacy::receipts::scrubbed;
use model::{Moment, RowId};
use store::{ApplyError, Changes};

/// Rewrites the storage without the bytes of deleted rows, and dates every receipt that waited for it.
/// One scrub serves all erasures before it; the jobs of those find nothing left to date.
/// What a receipt asked for is not done twice; where `target` is none, something was taken out of a row without one.
pub(crate) async fn scrub(engine: &Engine, now: Moment, target: RowId) -> Result<Done, Failure> {
    let is_of_receipt = engine.tables().receipt.get(engine.store(), target).await?.is_some();
    scrub_if(engine, now, !is_of_receipt).await
}

async fn scrub_if(engine: &Engine, now: Moment, in_any_case: bool) -> Result<Done, Failure> {
    let mut changes = Changes::new();
    scrubbed(engine, now, &mut changes).await?;
    if in_any_case || !changes.is_empty() {
        engine.store().scrub().await?;
    }
    Ok(Done::FinishedWith(changes))
}

/// Scrubs at once, for a command that tells both stages: rows, then bytes.
pub async fn scrub_now(engine: &Engine, now: Moment) -> Result<(), Failure> {
    match scrub_if(engine, now, false).await? {
        Done::FinishedWith(changes) if !changes.is_empty() => match engine.store().apply(changes).await {
            // The job of the same erasure scrubbed at the same time, and dates what is left to date.
            Err(ApplyError::Stale { .. }) => Ok(()),
            other => Ok(other?),
        },
        Done::FinishedWith(_) | Done::Finished | Done::Later(_) => Ok(()),
    }
}
