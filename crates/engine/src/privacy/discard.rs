//! Removals that nobody is shown a plan of: junk, and what is freed when something else went.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::dossier::gather;
use crate::privacy::due::freed;
use crate::privacy::execute::execute;
use crate::privacy::holds::waiting;
use crate::privacy::rows::ReceiptKind;
use model::{Moment, RowId};
use rights::{Action, Facts, Reason};
use std::collections::BTreeSet;
use store::Actor;

/// Removes one row as junk, and with it what nothing else holds up. Gives the receipt.
pub(crate) async fn discard(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    person: RowId,
    row: RowId,
    version: i64,
) -> Result<RowId, Failure> {
    let facts = gather(engine, person).await?;
    let plan = rights::removal(engine.model(), &facts, row, Reason::Junk, rights::day_of(now));
    let as_seen = |step: &rights::Step| step.id == row && step.version == version && step.action == Action::Delete;
    if !plan.steps.iter().any(as_seen) {
        return Err(Failure::Stale);
    }
    let more = freed(engine, &facts, &plan).await?;
    let receipt = execute(engine, now, caller.actor(), ReceiptKind::Discard, &plan).await?;
    release(engine, now, more).await?;
    Ok(receipt)
}

/// Takes one row away that a person asked to be rid of, with what nothing else holds up. Gives the receipt.
pub(crate) async fn forget_row(
    engine: &Engine,
    now: Moment,
    person: RowId,
    row: RowId,
    why: Reason,
) -> Result<RowId, Failure> {
    let facts = gather(engine, person).await?;
    let plan = rights::removal(engine.model(), &facts, row, why, rights::day_of(now));
    if !plan.deletions().any(|step| step.id == row) {
        return Err(Failure::NotFound);
    }
    let more = freed(engine, &facts, &plan).await?;
    let receipt = execute(engine, now, Actor::Part("sweep"), ReceiptKind::Erasure, &plan).await?;
    release(engine, now, more).await?;
    Ok(receipt)
}

/// Sweeps `people`, and whomever that frees in turn: an address of theirs that only rows of somebody else still needed
/// is free when these have gone, and no date would ever tell. Whoever was changed meanwhile is left to the next sweep
/// that meets them.
pub(crate) async fn release(engine: &Engine, now: Moment, mut people: BTreeSet<RowId>) -> Result<(), Failure> {
    while let Some(person) = people.pop_first() {
        let facts = Facts { waiting: waiting(engine).await?, ..gather(engine, person).await? };
        let plan = rights::due(engine.model(), &facts, rights::day_of(now));
        if plan.does_something() {
            let more = freed(engine, &facts, &plan).await?;
            match execute(engine, now, Actor::Part("sweep"), ReceiptKind::Sweep, &plan).await {
                Ok(_) => people.extend(more.into_iter().filter(|other| *other != person)),
                Err(Failure::Stale | Failure::TooLarge) => {}
                Err(
                    other @ (Failure::Denied
                    | Failure::NotFound
                    | Failure::Undecided(_)
                    | Failure::Full
                    | Failure::Unavailable(_)),
                ) => {
                    return Err(other);
                }
            }
        }
    }
    Ok(())
}
