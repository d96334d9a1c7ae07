//! Copies of rows that lie in files of this area: when rows go, the files in which they may stand go with them.
//!
//! Which rows stand in a file nobody keeps a list of; whatever could show a row of a kind that was touched goes whole.

use super::rows::{Why, WorkKind, WorkState};
use super::{become_of, used_up};
use crate::context::Engine;
use crate::failure::Failure;
use crate::privacy::{ReceiptKind, shows_any};
use crate::records::LABEL_STEPS;
use model::{Column, EntityId, FieldId, Model, Moment, Value};
use rights::{Plan, Step};
use std::collections::BTreeSet;
use store::{Changes, Condition};

/// Adds to `changes` that files go in which rows of `plan` may stand: what was exported, and where somebody asked to be
/// erased, also what was brought and is not all rows yet. An export that is being made is touched, so that it cannot be
/// handed over as it was begun; tells whether there is one, since its worker may touch it at the same moment.
pub(crate) async fn let_go(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (kind, plan): (ReceiptKind, &Plan),
) -> Result<bool, Failure> {
    let steps: Vec<&Step> = plan.steps.iter().filter(|step| step.action.takes()).collect();
    let touched: BTreeSet<EntityId> = steps.iter().map(|step| step.entity).collect();
    if touched.is_empty() {
        return Ok(false);
    }
    let (table, model) = (&engine.tables().long_job, engine.model());
    let unfinished = WorkState::UNFINISHED.map(|state| state.write());
    let files = vec![Condition::Filled(table.f.result), Condition::OneOf(table.f.state, unfinished.to_vec())];
    let mut is_being_made = false;
    for work in table.find(engine.store(), table.all().matching(Condition::Any(files))).await? {
        // The plan may take the work itself, with the user who asked for it.
        if plan.steps.iter().any(|step| step.id == work.id) {
            continue;
        }
        let is_shown = match work.row.kind {
            WorkKind::Export => {
                let of = model.entity_named(&work.row.of);
                of.is_some_and(|of| reach(model, of).any(|it| touched.contains(&it)))
            }
            WorkKind::Package => shows_any(engine, &work.row, &steps).await?,
            WorkKind::Check | WorkKind::Import => {
                if kind == ReceiptKind::Erasure && work.row.state.is_unfinished() {
                    become_of(engine, now, changes, &work, (WorkState::Failed, gone(engine)))?;
                }
                false
            }
            WorkKind::Undo | WorkKind::Sweep => false,
        };
        if is_shown && work.row.state.is_under_way() {
            is_being_made = true;
            changes.update(&table.write, work.id, work.version, vec![(table.f.done, Value::Integer(0))])?;
        } else if is_shown {
            changes.update(&table.write, work.id, work.version, gone(engine))?;
        }
    }
    Ok(is_being_made)
}

/// That the file is gone, and why.
fn gone(engine: &Engine) -> Vec<(FieldId, Value)> {
    let fields = &engine.tables().long_job.f;
    let mut cells = used_up(engine);
    cells.extend([(fields.result, Value::Null), (fields.why, Why::Erased.write())]);
    cells
}

/// The entities of which something may stand in an export of `of`: itself, and what its rows are called by.
fn reach(model: &Model, of: EntityId) -> impl Iterator<Item = EntityId> {
    let mut seen = BTreeSet::from([of]);
    // The columns link to rows, and those are called by rows that they link to in turn.
    for _ in 0..=LABEL_STEPS {
        let fields = seen.iter().flat_map(|entity| model.fields_of(*entity));
        let more: Vec<EntityId> = fields.filter_map(|field| model.target(*field)).collect();
        seen.extend(more);
    }
    seen.into_iter()
}
