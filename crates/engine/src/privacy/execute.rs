//! The executor: carries out exactly the steps of a plan and writes the receipt of what was done.

use crate::context::Engine;
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::privacy::plan::summary;
use crate::privacy::rows::{Receipt, ReceiptKind};
use model::{Moment, RowId, Value};
use rights::{Action, Operation, Plan, Reason, Viewer, scope};
use store::{Actor, Changes, LedgerEntry};

/// Carries out `plan` in one transaction: rows, ledger, receipt, and the job that scrubs their bytes.
/// Any row that changed since the plan was made stops all of it.
///
/// # Errors
/// [`Failure::Stale`] when a row is not as the plan saw it.
pub(super) async fn execute(
    engine: &Engine,
    now: Moment,
    actor: Actor,
    kind: ReceiptKind,
    plan: &Plan,
) -> Result<RowId, Failure> {
    let mut changes = Changes::new();
    let mut done = 0;
    for step in &plan.steps {
        let write = scope(engine.model(), &Viewer::Engine, step.entity, Operation::Write)?;
        match &step.action {
            Action::Keep => continue,
            Action::Delete => changes.delete(&write, step.id, step.version)?,
            Action::Clear(fields) => {
                let cells = fields.iter().map(|field| (*field, Value::Null)).collect();
                changes.update(&write, step.id, step.version, cells)?;
            }
        }
        done += 1;
        changes.record(entry(engine, now, actor, step));
    }
    let receipt = engine.new_id(now);
    let row = Receipt {
        kind,
        plan: plan.fingerprint(engine.model()),
        rows: done,
        details: summary(engine, plan),
        rows_at: now,
        bytes_at: None,
    };
    engine.tables().receipt.insert(&mut changes, receipt, &row)?;
    changes.enqueue(JobKind::Scrub.about(engine, receipt, now));
    engine.store().apply(changes).await?;
    Ok(receipt)
}

fn entry(engine: &Engine, now: Moment, actor: Actor, step: &rights::Step) -> LedgerEntry {
    let fields = match &step.action {
        Action::Clear(fields) => fields.clone(),
        Action::Delete | Action::Keep => Vec::new(),
    };
    LedgerEntry {
        id: engine.new_id(now),
        at: now,
        actor,
        action: deed(step),
        entity: step.entity,
        target: step.id,
        fields,
        person: None,
    }
}

/// The ledger's word for a step.
fn deed(step: &rights::Step) -> &'static str {
    match (&step.action, step.reason) {
        (Action::Clear(_), Reason::Mention) => "forgot a mention",
        (Action::Clear(_), _) => "emptied fields",
        (Action::Delete, Reason::Asked) => "erased on request",
        (Action::Delete, Reason::Junk) => "discarded as junk",
        (Action::Delete, _) => "deleted when due",
        (Action::Keep, _) => "kept",
    }
}
