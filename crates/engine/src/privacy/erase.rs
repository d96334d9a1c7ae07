//! Erasure (GDPR art. 17): planned, shown, and carried out as it was shown.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::dossier::gather;
use crate::privacy::due::freed;
use crate::privacy::execute::execute;
use crate::privacy::plan::{PlanView, view};
use crate::privacy::rows::ReceiptKind;
use model::{Day, Language, Moment, RowId};
use rights::{Action, Facts, Plan, Reason};
use std::collections::BTreeSet;
use store::Actor;

/// How an erasure ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erased {
    /// It was done; this is the receipt.
    Done(RowId),
    /// The world had changed since the plan was shown: nothing was done, and this is the plan now.
    Changed(PlanView),
}

/// What an erasure of `person` on `today` would do.
pub async fn plan_erasure(
    engine: &Engine,
    caller: &Caller,
    person: RowId,
    language: Language,
    today: Day,
) -> Result<PlanView, Failure> {
    let (facts, plan) = decide(engine, caller, person, today).await?;
    view(engine, &facts, &plan, language).await
}

/// Erases what can be erased of `person`, exactly as the plan with this fingerprint says.
pub async fn erase(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    person: RowId,
    fingerprint: &str,
    language: Language,
) -> Result<Erased, Failure> {
    let (facts, plan) = decide(engine, caller, person, rights::day_of(now)).await?;
    if plan.fingerprint(engine.model()) != fingerprint {
        return Ok(Erased::Changed(view(engine, &facts, &plan, language).await?));
    }
    if !plan.does_something() {
        return Ok(Erased::Changed(view(engine, &facts, &plan, language).await?));
    }
    let more = freed(engine, &facts, &plan).await?;
    match execute(engine, now, caller.actor(), ReceiptKind::Erasure, &plan).await {
        Ok(receipt) => {
            release(engine, now, more).await?;
            Ok(Erased::Done(receipt))
        }
        Err(Failure::Stale) => {
            let (facts, plan) = decide(engine, caller, person, rights::day_of(now)).await?;
            Ok(Erased::Changed(view(engine, &facts, &plan, language).await?))
        }
        Err(other) => Err(other),
    }
}

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
        let facts = gather(engine, person).await?;
        let plan = rights::due(engine.model(), &facts, rights::day_of(now));
        if plan.does_something() {
            let more = freed(engine, &facts, &plan).await?;
            match execute(engine, now, Actor::Part("sweep"), ReceiptKind::Sweep, &plan).await {
                Ok(_) => people.extend(more.into_iter().filter(|other| *other != person)),
                Err(Failure::Stale | Failure::TooLarge) => {}
                Err(other @ (Failure::Denied | Failure::NotFound | Failure::Full | Failure::Unavailable(_))) => {
                    return Err(other);
                }
            }
        }
    }
    Ok(())
}

async fn decide(engine: &Engine, caller: &Caller, person: RowId, today: Day) -> Result<(Facts, Plan), Failure> {
    engine.demand_rights(caller)?;
    let facts = gather(engine, person).await?;
    if facts.rows.is_empty() {
        return Err(Failure::NotFound);
    }
    let plan = rights::erasure(engine.model(), &facts, today);
    Ok((facts, plan))
}
