//! Removing a row by hand: as a plan, which is shown first and carried out exactly, like every removal.

use super::known::{known, person_of, row};
use super::links::{label, linked};
use super::record::leading_to;
use super::way::{Head, Way, entity, head_of, is_partly_known, readable};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::{PlanLine, ReceiptKind, execute, freed, gather, gather_nobody, plan_view, release};
use crate::show::Show;
use model::{Day, EntityId, FieldId, FieldKind, Moment, Record, RowId, Value};
use rights::{Facts, Operation, Plan, Reason, Viewer, removal, scope};
use std::collections::{BTreeSet, HashMap};
use store::{Condition, Query};

/// What removing a row would do, or what stands against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// What it is.
    pub head: Head,
    /// The row.
    pub id: RowId,
    /// What it is called.
    pub label: String,
    /// Rows that link to it, as far as they are there for the caller; while there are any it stays.
    pub against: Vec<Against>,
    /// Other rows link to it as well, of which the caller may know no more.
    pub others: bool,
    /// What goes and what is emptied, as far as the caller may know.
    pub lines: Vec<PlanLine>,
    /// How many further rows that is.
    pub hidden: usize,
    /// Which plan it is.
    pub fingerprint: String,
}

impl Removal {
    /// Whether anything links to the row, so that it stays.
    pub fn is_held(&self) -> bool {
        self.others || !self.against.is_empty()
    }
}

/// Rows of one entity that link to the row by one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Against {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call it.
    pub name: String,
    /// The link's word in the register.
    pub field: String,
    /// How many.
    pub rows: u64,
}

/// How a removal ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removed {
    /// It was done; this is the receipt.
    Done(RowId),
    /// The world had changed since the plan was shown: nothing was done, and this is the plan now.
    Changed(Box<Removal>),
}

/// What removing the row `id` of the entity `key` would do.
pub async fn plan_removal(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: RowId,
    now: Moment,
) -> Result<Removal, Failure> {
    Ok(decide(engine, caller, key, id, now).await?.2)
}

/// Removes the row exactly as the plan with this fingerprint says.
pub async fn remove(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: RowId,
    now: Moment,
    fingerprint: &str,
) -> Result<Removed, Failure> {
    let (facts, plan, shown) = decide(engine, caller, key, id, now).await?;
    if shown.is_held() || shown.fingerprint != fingerprint {
        return Ok(Removed::Changed(Box::new(shown)));
    }
    let people = freed(engine, &facts, &plan).await?;
    match execute(engine, now, caller.actor(), ReceiptKind::Removal, &plan).await {
        Ok(receipt) => {
            release(engine, now, people).await?;
            Ok(Removed::Done(receipt))
        }
        Err(Failure::Stale) => Ok(Removed::Changed(Box::new(plan_removal(engine, caller, key, id, now).await?))),
        Err(other) => Err(other),
    }
}

/// Whether a row is as it was made, so that it can be taken back.
pub(super) enum Untouched {
    /// It is, and this is what goes, and for whom something is free then.
    Yes(Box<Plan>, BTreeSet<RowId>),
    /// Somebody changed it since, something leads to it, or the caller may not remove it.
    No,
    /// It is gone already.
    Gone,
}

/// What removing the row `id` would do, where nobody has touched it since it was made.
pub(super) async fn untouched(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: RowId,
    now: Moment,
) -> Result<Untouched, Failure> {
    let (entity, read) = entity(engine, caller, key)?;
    let (model, today) = (engine.model(), rights::day_of(now));
    let all = scope(model, &Viewer::Engine, entity, Operation::Read)?;
    if engine.store().get(&all, id).await?.is_none() {
        return Ok(Untouched::Gone);
    }
    let Some(found) = row(engine, caller, &read, id, today).await?.filter(|row| row.version == MADE) else {
        return Ok(Untouched::No);
    };
    let (against, others) = against(engine, caller, entity, id, today).await?;
    if head_of(engine, caller, &found).await?.way != Way::Made || others || !against.is_empty() {
        return Ok(Untouched::No);
    }
    let facts = facts(engine, entity, found).await?;
    let plan = removal(model, &facts, id, Reason::Removed, today);
    let people = freed(engine, &facts, &plan).await?;
    Ok(Untouched::Yes(Box::new(plan), people))
}

/// The version of a row that was never changed.
const MADE: i64 = 1;

async fn decide(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: RowId,
    now: Moment,
) -> Result<(Facts, Plan, Removal), Failure> {
    let (entity, read) = entity(engine, caller, key)?;
    let (model, today) = (engine.model(), rights::day_of(now));
    let found = row(engine, caller, &read, id, today).await?.ok_or(Failure::NotFound)?;
    let head = head_of(engine, caller, &found).await?;
    match head.way {
        Way::Made => {}
        Way::Shown | Way::Changed => return Err(Failure::Denied),
    }
    let facts = facts(engine, entity, found.clone()).await?;
    let plan = removal(model, &facts, id, Reason::Removed, today);
    let view = plan_view(engine, &facts, &plan, caller.language).await?;
    let labels = labels(engine, caller, &plan, today).await?;
    let lines =
        view.lines.into_iter().filter_map(|line| Some(PlanLine { label: labels.get(&line.id)?.clone(), ..line }));
    let lines: Vec<PlanLine> = lines.collect();
    let hidden = plan.steps.len() - lines.len();
    let more = linked(engine, caller, std::slice::from_ref(&found), today).await?;
    let show = Show::new(model, caller.language, more.iter().chain([&found]));
    let label = label(&show, &found);
    let (against, others) = against(engine, caller, entity, id, today).await?;
    Ok((facts, plan, Removal { head, id, label, against, others, lines, hidden, fingerprint: view.fingerprint }))
}

/// What each row of `plan` is called that is there for the caller.
async fn labels(engine: &Engine, caller: &Caller, plan: &Plan, today: Day) -> Result<HashMap<RowId, String>, Failure> {
    let mut rows: Vec<Record> = Vec::new();
    for step in &plan.steps {
        if let Ok(scope) = engine.scope(caller, step.entity, Operation::Read)
            && !rows.iter().any(|row| row.id == step.id)
        {
            rows.extend(row(engine, caller, &scope, step.id, today).await?);
        }
    }
    let more = linked(engine, caller, &rows, today).await?;
    let show = Show::new(engine.model(), caller.language, more.iter().chain(&rows));
    Ok(rows.iter().map(|row| (row.id, label(&show, row))).collect())
}

/// What the decision needs: everything about the person, or the row alone where it is about nobody.
async fn facts(engine: &Engine, entity: EntityId, found: Record) -> Result<Facts, Failure> {
    if let Some(person) = person_of(engine, entity, found.id).await? {
        return gather(engine, person).await;
    }
    // By the engine's own right, like every plan: it is decided on whole rows.
    let all = scope(engine.model(), &Viewer::Engine, entity, Operation::Read)?;
    let rows = vec![engine.store().get(&all, found.id).await?.ok_or(Failure::NotFound)?];
    gather_nobody(engine, rows).await
}

/// Rows that link here and would be left with nothing; what merely mentions the row is emptied. Those that are there for
/// the caller are counted; of the others it is told only that there are any.
async fn against(
    engine: &Engine,
    caller: &Caller,
    entity: EntityId,
    id: RowId,
    today: Day,
) -> Result<(Vec<Against>, bool), Failure> {
    let model = engine.model();
    let holds = |field: &FieldId| matches!(model[*field].kind, FieldKind::Link { mention: false, .. });
    let (mut against, mut others) = (Vec::new(), false);
    for field in leading_to(engine, entity).filter(holds) {
        let from = model[field].entity;
        let all = scope(model, &Viewer::Engine, from, Operation::Read)?;
        let there = engine.store().count(Query::over(&all).matching(Condition::Is(field, Value::Id(id)))).await?;
        let rows = if there > 0 { seen(engine, caller, field, id, today).await? } else { 0 };
        others |= rows < there;
        if rows > 0 {
            against.push(Against {
                entity: model[from].key.clone(),
                name: model[from].name.get(caller.language).to_owned(),
                field: model[field].key.clone(),
                rows,
            });
        }
    }
    Ok((against, others))
}

/// How many of the rows that link to the row `id` by `field` are there for the caller.
async fn seen(engine: &Engine, caller: &Caller, field: FieldId, id: RowId, today: Day) -> Result<u64, Failure> {
    let from = engine.model()[field].entity;
    let Ok(read) = readable(engine, caller, from) else { return Ok(0) };
    if !read.covers(field) {
        return Ok(0);
    }
    let query = Query::over(&read).matching(Condition::Is(field, Value::Id(id)));
    if !is_partly_known(engine, caller, from) {
        return Ok(engine.store().count(query).await?);
    }
    let rows = known(engine, caller, engine.store().find(query).await?, today).await?;
    Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
}
