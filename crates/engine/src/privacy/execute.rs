//! The executor: carries out exactly the steps of a plan and writes the receipt of what was done.

use crate::context::Engine;
use crate::deed::{Deed, More};
use crate::drafts;
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{INTAKE_ATTEMPTS, SCRUB_PAUSE_SECONDS};
use crate::longwork;
use crate::notices;
use crate::privacy::plan::summary;
use crate::privacy::redaction::{Gone, cut_row};
use crate::privacy::rows::{Receipt, ReceiptKind};
use crate::records;
use crate::requests::add_outside;
use model::{EntityId, FieldId, Moment, RowId, Value};
use rights::{Action, Operation, Plan, Reason, Scope, Step, Viewer, scope};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use store::{Actor, Changes, LedgerEntry};

/// Carries out `plan` in one transaction: rows, ledger, receipt, and the job that scrubs their bytes.
/// Any row that changed since the plan was made stops all of it.
///
/// # Errors
/// [`Failure::Stale`] when a row is not as the plan saw it.
pub(crate) async fn execute(
    engine: &Engine,
    now: Moment,
    actor: Actor,
    kind: ReceiptKind,
    plan: &Plan,
) -> Result<RowId, Failure> {
    execute_as(engine, now, actor, kind, plan, engine.new_id(now), &[]).await
}

/// The same, with a task of the receipt for each system outside where it must be done as well.
pub(crate) async fn execute_outside(
    engine: &Engine,
    now: Moment,
    actor: Actor,
    kind: ReceiptKind,
    plan: &Plan,
    outside: &[String],
) -> Result<RowId, Failure> {
    execute_as(engine, now, actor, kind, plan, engine.new_id(now), outside).await
}

/// The same under a receipt of this id. What goes is in the erasure journal before it goes.
pub(super) async fn execute_as(
    engine: &Engine,
    now: Moment,
    actor: Actor,
    kind: ReceiptKind,
    plan: &Plan,
    receipt: RowId,
    outside: &[String],
) -> Result<RowId, Failure> {
    let mut done = Err(Failure::Stale);
    for _ in 0..INTAKE_ATTEMPTS {
        let (changes, is_racing) = prepare(engine, now, actor, kind, plan, receipt, outside).await?;
        done = engine.store().apply(changes).await.map_err(Failure::from);
        // The worker may have noted how far an export has come.
        if !(is_racing && matches!(done, Err(Failure::Stale))) {
            break;
        }
    }
    done.map(|()| receipt)
}

/// All that carrying out `plan` changes, and whether others may be changing some of it for a while.
async fn prepare(
    engine: &Engine,
    now: Moment,
    actor: Actor,
    kind: ReceiptKind,
    plan: &Plan,
    receipt: RowId,
    outside: &[String],
) -> Result<(Changes, bool), Failure> {
    let mut changes = Changes::new();
    let mut done = 0;
    let mut scopes = HashMap::new();
    for steps in by_row(plan) {
        let cells = cut(engine, &mut changes, &steps).await?;
        done += i64::from(change(engine, &mut changes, &mut scopes, (&steps, cells))?);
    }
    let gone = Gone::of(engine, kind, plan).await?;
    drafts::go_with(engine, &mut changes, &gone).await?;
    records::views_go_with(engine, &mut changes, &gone).await?;
    notices::go_with(engine, &mut changes, plan).await?;
    records::forget(engine, &mut changes, plan).await?;
    let erases =
        plan.steps.iter().any(|step| matches!(step.action, Action::Delete | Action::Clear(_) | Action::Redact(_)));
    let row = Receipt {
        kind,
        plan: plan.fingerprint(engine.model()),
        rows: done,
        details: summary(engine, plan),
        rows_at: now,
        // Where nothing goes, no byte of it is left.
        bytes_at: (!erases).then_some(now),
    };
    engine.tables().receipt.insert(&mut changes, receipt, &row)?;
    add_outside(engine, now, &mut changes, (receipt, outside))?;
    for entry in entries(engine, now, actor, plan, receipt) {
        changes.record(entry);
    }
    if erases {
        changes.enqueue(JobKind::Scrub.about(engine, receipt, scrub_at(kind, now)));
    }
    let is_racing = longwork::let_go(engine, now, &mut changes, (kind, plan)).await?;
    changes.erases(receipt, now);
    Ok((changes, is_racing))
}

/// The steps of each row, in the order of their first.
fn by_row(plan: &Plan) -> Vec<Vec<&Step>> {
    let mut places: HashMap<RowId, usize> = HashMap::new();
    let mut rows: Vec<Vec<&Step>> = Vec::new();
    for step in &plan.steps {
        let at = *places.entry(step.id).or_insert(rows.len());
        match rows.get_mut(at) {
            Some(steps) => steps.push(step),
            None => rows.push(vec![step]),
        }
    }
    rows
}

/// What is left of the texts of a row that are cut.
async fn cut(engine: &Engine, changes: &mut Changes, steps: &[&Step]) -> Result<Vec<(FieldId, Value)>, Failure> {
    let mut cells = Vec::new();
    for step in steps {
        match &step.action {
            Action::Redact(cuts) => {
                cells.extend(cut_row(engine, step, cuts).await?);
                changes.takes_out(step.id, cuts.clone());
            }
            Action::Delete | Action::Clear(_) | Action::Restrict(_) | Action::Lift | Action::Keep => {}
        }
    }
    Ok(cells)
}

/// What the steps do to their row, as one write, with `cells` of texts that are cut; whether they do anything.
fn change(
    engine: &Engine,
    changes: &mut Changes,
    scopes: &mut HashMap<EntityId, Scope>,
    (steps, mut cells): (&[&Step], Vec<(FieldId, Value)>),
) -> Result<bool, Failure> {
    let Some(Step { entity, id, version, .. }) = steps.first() else { return Ok(false) };
    let write = match scopes.entry(*entity) {
        Entry::Occupied(known) => &*known.into_mut(),
        Entry::Vacant(place) => place.insert(scope(engine.model(), &Viewer::Engine, *entity, Operation::Write)?),
    };
    let mut restricted = None;
    for step in steps {
        match &step.action {
            Action::Keep | Action::Redact(_) => {}
            Action::Delete => {
                changes.delete(write, *id, *version)?;
                return Ok(true);
            }
            Action::Lift => {
                changes.lift(write, *id, *version)?;
                return Ok(true);
            }
            Action::Clear(fields) => cells.extend(fields.iter().map(|field| (*field, Value::Null))),
            Action::Restrict(why) => restricted = Some(*why),
        }
    }
    match restricted {
        Some(why) => changes.restrict(write, *id, *version, cells, why)?,
        None if cells.is_empty() => return Ok(false),
        None => changes.update(write, *id, *version, cells)?,
    }
    Ok(true)
}

/// The ledger's lines: one for each kind of row and deed, about the receipt that counts them. The ids
/// of what is gone are not kept.
fn entries(engine: &Engine, now: Moment, actor: Actor, plan: &Plan, receipt: RowId) -> Vec<LedgerEntry> {
    let mut lines: Vec<(EntityId, Deed, Vec<FieldId>)> = Vec::new();
    for step in &plan.steps {
        let Some(deed) = deed(step) else { continue };
        let fields = match &step.action {
            Action::Clear(fields) => fields.clone(),
            Action::Redact(cuts) => cuts.iter().map(|cut| cut.field).collect(),
            Action::Delete | Action::Restrict(_) | Action::Lift | Action::Keep => Vec::new(),
        };
        match lines.iter_mut().find(|(entity, known, _)| *entity == step.entity && *known == deed) {
            Some((_, _, known)) => known.extend(fields),
            None => lines.push((step.entity, deed, fields)),
        }
    }
    let line = |(entity, deed, mut fields): (EntityId, Deed, Vec<FieldId>)| {
        fields.sort_unstable();
        fields.dedup();
        deed.entry(engine, now, actor, (entity, receipt)).fields(fields)
    };
    lines.into_iter().map(line).collect()
}

/// The ledger's word for a step; none for a row that stays as it is.
fn deed(step: &Step) -> Option<Deed> {
    match (&step.action, step.reason) {
        (Action::Keep, _) => None,
        (Action::Redact(_), _) => Some(Deed::Redacted),
        (Action::Restrict(_), _) => Some(Deed::Restricted),
        (Action::Lift, _) => Some(Deed::Lifted),
        (Action::Clear(_), Reason::Mention) => Some(Deed::ForgotMention),
        (Action::Clear(_), _) => Some(Deed::EmptiedFields),
        (Action::Delete, Reason::Asked) => Some(Deed::Erased),
        (Action::Delete, Reason::Junk) => Some(Deed::Discarded),
        (Action::Delete, Reason::Removed) => Some(Deed::Removed),
        (Action::Delete, Reason::Again) => Some(Deed::DeletedAgain),
        (
            Action::Delete,
            Reason::Due
            | Reason::Unclaimed
            | Reason::Mention
            | Reason::Shared
            | Reason::Ongoing
            | Reason::Restricted
            | Reason::Request { .. }
            | Reason::Hold { .. }
            | Reason::Lifted
            | Reason::Law { .. },
        ) => Some(Deed::Deleted),
    }
}

/// When the bytes are scrubbed: at once where a person asked; after a while otherwise, so that one
/// scrub serves a whole sweep.
fn scrub_at(kind: ReceiptKind, now: Moment) -> Moment {
    match kind {
        ReceiptKind::Erasure | ReceiptKind::Replay | ReceiptKind::Objection | ReceiptKind::Withdrawal => now,
        ReceiptKind::Sweep
        | ReceiptKind::Discard
        | ReceiptKind::Removal
        | ReceiptKind::Restriction
        | ReceiptKind::Lifting => now.plus_seconds(SCRUB_PAUSE_SECONDS),
    }
}
