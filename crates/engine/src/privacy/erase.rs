//! Erasure (GDPR art. 17): planned, shown, and carried out as it was shown.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::dossier::gather;
use crate::privacy::execute::execute;
use crate::privacy::plan::{PlanView, view};
use crate::privacy::rows::ReceiptKind;
use model::{Language, Moment, RowId};
use rights::{Action, Facts, Plan};

/// How an erasure ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erased {
    /// It was done; this is the receipt.
    Done(RowId),
    /// The world had changed since the plan was shown: nothing was done, and this is the plan now.
    Changed(PlanView),
}

/// What an erasure of `person` would do.
pub async fn plan_erasure(
    engine: &Engine,
    caller: &Caller,
    person: RowId,
    language: Language,
) -> Result<PlanView, Failure> {
    let (facts, plan) = decide(engine, caller, person).await?;
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
    let (facts, plan) = decide(engine, caller, person).await?;
    if plan.fingerprint(engine.model()) != fingerprint {
        return Ok(Erased::Changed(view(engine, &facts, &plan, language).await?));
    }
    if !plan.does_something() {
        return Ok(Erased::Changed(view(engine, &facts, &plan, language).await?));
    }
    match execute(engine, now, caller.actor(), ReceiptKind::Erasure, &plan).await {
        Ok(receipt) => Ok(Erased::Done(receipt)),
        Err(Failure::Stale) => {
            let (facts, plan) = decide(engine, caller, person).await?;
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
    let plan = rights::removal(engine.model(), &facts, row, rights::day_of(now));
    let as_seen = |step: &rights::Step| step.id == row && step.version == version && step.action == Action::Delete;
    if !plan.steps.iter().any(as_seen) {
        return Err(Failure::Stale);
    }
    execute(engine, now, caller.actor(), ReceiptKind::Discard, &plan).await
}

async fn decide(engine: &Engine, caller: &Caller, person: RowId) -> Result<(Facts, Plan), Failure> {
    engine.demand_rights(caller)?;
    let facts = gather(engine, person).await?;
    if facts.rows.is_empty() {
        return Err(Failure::NotFound);
    }
    let plan = rights::erasure(engine.model(), &facts);
    Ok((facts, plan))
}
