//! The sweep: finds what is due on a day and removes it, and with it every person whom nothing holds up.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_IDS;
use crate::privacy::dossier::{gather, where_is};
use crate::privacy::execute::execute;
use crate::privacy::rows::ReceiptKind;
use model::{Day, EntityId, FieldId, Language, Model, Moment, Record, RowId, Subject};
use rights::{Action, Facts, Plan, candidates, due};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;
use store::{Actor, Condition};

/// What a sweep did, or would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SweepReport {
    /// How many rows of each kind went: the entity's word in the register and the count.
    pub deleted: BTreeMap<String, usize>,
    /// How many rows of each kind lost fields that nothing needs any more.
    pub cleared: BTreeMap<String, usize>,
    /// Receipts of what was done; empty for a trial.
    pub receipts: Vec<RowId>,
    /// Rows that somebody changed while the sweep looked at them, or that are too many for one
    /// transaction: the next sweep tries again.
    pub put_off: usize,
}

impl SweepReport {
    /// What a kind of row is called, for showing the counts.
    pub fn name_of(engine: &Engine, entity: &str, language: Language) -> String {
        let model = engine.model();
        let found = model.entity_named(entity);
        found.map_or_else(|| entity.to_owned(), |entity| model[entity].name.get(language).to_owned())
    }

    fn count(&mut self, engine: &Engine, plan: &Plan) {
        for step in &plan.steps {
            let counts = match step.action {
                Action::Delete => &mut self.deleted,
                Action::Clear(_) => &mut self.cleared,
                Action::Keep => continue,
            };
            *counts.entry(engine.model()[step.entity].key.clone()).or_default() += 1;
        }
    }
}

/// Removes what is due on `today`. With `trial` it only says what it would do.
///
/// Each person is one transaction; a crash in between leaves the rest for the next sweep.
pub async fn sweep(engine: &Engine, now: Moment, today: Day, trial: bool) -> Result<SweepReport, Failure> {
    let mut report = SweepReport::default();
    for entity in engine.model().entity_ids() {
        match &engine.model()[entity].subject {
            Subject::None => sweep_impersonal(engine, now, today, trial, entity, &mut report).await?,
            Subject::Itself => {}
            Subject::Path(path) => {
                for person in people_due(engine, engine.model(), entity, path, today).await? {
                    let facts = gather(engine, person).await?;
                    let plan = due(engine.model(), &facts, today);
                    carry_out(engine, now, trial, &plan, &mut report).await?;
                }
            }
        }
    }
    if !trial {
        // Whatever waited for a person to look at has been looked at.
        *engine.sweep_waits().lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
    Ok(report)
}

async fn carry_out(
    engine: &Engine,
    now: Moment,
    trial: bool,
    plan: &Plan,
    report: &mut SweepReport,
) -> Result<(), Failure> {
    if !plan.does_something() {
        return Ok(());
    }
    if trial {
        report.count(engine, plan);
        return Ok(());
    }
    match execute(engine, now, Actor::Part("sweep"), ReceiptKind::Sweep, plan).await {
        Ok(receipt) => {
            report.receipts.push(receipt);
            report.count(engine, plan);
            Ok(())
        }
        // Changed meanwhile, or more than one transaction takes: the others must not wait for it.
        Err(Failure::Stale | Failure::TooLarge) => {
            report.put_off += plan.steps.len();
            Ok(())
        }
        Err(other @ (Failure::Denied | Failure::NotFound | Failure::Full | Failure::Unavailable(_))) => Err(other),
    }
}

/// Rows without a person: each is due by its own clock.
async fn sweep_impersonal(
    engine: &Engine,
    now: Moment,
    today: Day,
    trial: bool,
    entity: EntityId,
    report: &mut SweepReport,
) -> Result<(), Failure> {
    let rows = rows_due(engine, engine.model(), entity, today).await?;
    for some in rows.chunks(BATCH_IDS) {
        let plan = due(engine.model(), &Facts { rows: some.to_vec(), mentions: Vec::new() }, today);
        carry_out(engine, now, trial, &plan, report).await?;
    }
    Ok(())
}

/// The persons behind the rows of `entity` that may be due by the periods of `model`.
pub(super) async fn people_due(
    engine: &Engine,
    model: &Model,
    entity: EntityId,
    path: &[FieldId],
    today: Day,
) -> Result<BTreeSet<RowId>, Failure> {
    people_at(engine, rows_due(engine, model, entity, today).await?, path).await
}

/// The persons that `path` leads to from `rows`, which are of the entity it begins on.
pub(super) async fn people_at(
    engine: &Engine,
    mut rows: Vec<Record>,
    path: &[FieldId],
) -> Result<BTreeSet<RowId>, Failure> {
    for (at, link) in path.iter().enumerate() {
        let ends: BTreeSet<RowId> = rows.iter().filter_map(|row| row.link(*link)).collect();
        let Some(next) = path.get(at + 1) else { return Ok(ends) };
        let here = engine.model()[*next].entity;
        let ends: Vec<RowId> = ends.into_iter().collect();
        rows = Vec::new();
        for some in ends.chunks(BATCH_IDS) {
            rows.extend(where_is(engine, here, Condition::Ids(some.to_vec())).await?);
        }
    }
    Ok(BTreeSet::new())
}

/// Rows of `entity` that one of its clocks in `model` may have brought to an end by `today`.
async fn rows_due(engine: &Engine, model: &Model, entity: EntityId, today: Day) -> Result<Vec<Record>, Failure> {
    let clocks = candidates(model, entity, today);
    if clocks.is_empty() {
        return Ok(Vec::new());
    }
    let any = clocks.into_iter().map(|(clock, latest)| Condition::AtMost(clock, latest)).collect();
    where_is(engine, entity, Condition::Any(any)).await
}
