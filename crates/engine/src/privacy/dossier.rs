//! The dossier: every row about one person, found over the subject paths of the register.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, GATHERED_ROWS, SWEEP_ROWS};
use crate::privacy::around::{Root, complete};
use model::{EntityId, FieldId, Model, Record, RowId, Subject, Value};
use rights::{Facts, Scope, is_about_somebody};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{Condition, Cursor, Query};

/// What is read of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Every field.
    Whole,
    /// As much as tells whom they are about and what they hold up.
    Trace,
}

/// Gathers the rows about `person`, what claims them, and the rows of others that mention one of them.
///
/// By the engine's own right: what a viewer may see of it is decided by who calls.
pub(crate) async fn gather(engine: &Engine, person: RowId) -> Result<Facts, Failure> {
    gather_by(engine, engine.model(), person).await
}

/// The same about several persons together.
///
/// # Errors
/// [`Failure::TooLarge`] where more rows are about them than are decided on together.
pub(super) async fn gather_all(engine: &Engine, people: &[RowId]) -> Result<Facts, Failure> {
    gather_about(engine, engine.model(), people).await
}

/// The same about one, with all that the periods of `rules` count from; these are the model's with other rules.
pub(super) async fn gather_by(engine: &Engine, rules: &Model, person: RowId) -> Result<Facts, Failure> {
    gather_about(engine, rules, &[person]).await
}

async fn gather_about(engine: &Engine, rules: &Model, people: &[RowId]) -> Result<Facts, Failure> {
    let model = engine.model();
    let mut about = along(engine, people).await?;
    let mut rows = Vec::new();
    for entity in model.entity_ids() {
        match &model[entity].subject {
            Subject::None => {}
            Subject::Itself => rows.extend(where_is(engine, entity, Condition::Ids(people.to_vec())).await?),
            Subject::Path(_) => rows.extend(about.remove(&entity).unwrap_or_default()),
        }
    }
    rows.retain(|row| is_about_somebody(model, row));
    complete(engine, rules, rows, Root::Person).await
}

/// The rows whose path of links ends at one of `people`, by their entity, walked from that end. What several paths have
/// in common is read once.
async fn along(engine: &Engine, people: &[RowId]) -> Result<HashMap<EntityId, Vec<Record>>, Failure> {
    let ways = engine.ways();
    let (mut about, mut held) = (HashMap::new(), 0);
    let mut open = vec![(ways.first(), people.to_vec())];
    while let Some((trails, ends)) = open.pop() {
        let links: Vec<FieldId> = trails.iter().map(|trail| trail.link).collect();
        let leading = leading(engine, &links, &ends).await?;
        for trail in trails.into_iter().filter(|trail| leading.contains(&trail.link)) {
            let entity = engine.model()[trail.link].entity;
            let rows = linking(engine, (entity, Part::Whole), trail.link, &ends).await?;
            held += rows.len();
            if held > SWEEP_ROWS && people.len() > 1 {
                return Err(Failure::TooLarge);
            }
            if !rows.is_empty() && !trail.on.is_empty() {
                open.push((ways.behind(trail), rows.iter().map(|row| row.id).collect()));
            }
            if trail.ends {
                about.insert(entity, rows);
            }
        }
    }
    Ok(about)
}

/// Those of `links` that may name one of `ends`: most of them lead nowhere.
pub(super) async fn leading(engine: &Engine, links: &[FieldId], ends: &[RowId]) -> Result<Vec<FieldId>, Failure> {
    if links.is_empty() || ends.is_empty() {
        return Ok(Vec::new());
    }
    let scoped = links.iter().filter_map(|link| Some((engine.ways().scope(engine.model()[*link].entity)?, *link)));
    let scoped: Vec<(&Scope, FieldId)> = scoped.collect();
    let may = engine.store().may_lead(&scoped, ends).await?;
    Ok(scoped.iter().zip(may).filter_map(|((_, link), may)| may.then_some(*link)).collect())
}

/// The rows of `entity` whose `link` names one of `ends`.
pub(super) async fn linking(
    engine: &Engine,
    (entity, part): (EntityId, Part),
    link: FieldId,
    ends: &[RowId],
) -> Result<Vec<Record>, Failure> {
    let mut found = Vec::new();
    for some in ends.chunks(BATCH_IDS) {
        let ids = some.iter().map(|id| Value::Id(*id)).collect();
        found.extend(where_all(engine, (entity, part), &[Condition::OneOf(link, ids)]).await?);
    }
    Ok(found)
}

/// The rows of others whose mention links name one of `rows`.
pub(super) async fn mentions(engine: &Engine, rows: impl Iterator<Item = &Record>) -> Result<Vec<Record>, Failure> {
    let model = engine.model();
    let mut found = Vec::new();
    let mut ends: BTreeMap<EntityId, Vec<RowId>> = BTreeMap::new();
    for row in rows {
        ends.entry(row.entity).or_default().push(row.id);
    }
    for (to, ends) in ends {
        for link in leading(engine, engine.ways().mentions(to), &ends).await? {
            found.extend(linking(engine, (model[link].entity, Part::Whole), link, &ends).await?);
        }
    }
    let mut seen = HashSet::new();
    found.retain(|row| seen.insert(row.id));
    Ok(found)
}

/// The rows of `entity` with these ids.
pub(super) async fn those(
    engine: &Engine,
    (entity, part): (EntityId, Part),
    ids: Vec<RowId>,
) -> Result<Vec<Record>, Failure> {
    let mut found = Vec::new();
    for some in ids.chunks(BATCH_IDS) {
        found.extend(where_all(engine, (entity, part), &[Condition::Ids(some.to_vec())]).await?);
    }
    Ok(found)
}

/// Every row of `entity` that meets `condition`, read in batches.
pub(crate) async fn where_is(engine: &Engine, entity: EntityId, condition: Condition) -> Result<Vec<Record>, Failure> {
    where_all(engine, (entity, Part::Whole), &[condition]).await
}

/// Every row of `entity` that meets each of `conditions`, read in batches.
pub(super) async fn where_all(
    engine: &Engine,
    (entity, part): (EntityId, Part),
    conditions: &[Condition],
) -> Result<Vec<Record>, Failure> {
    let scope = engine.ways().scope(entity).ok_or(Failure::Denied)?;
    let mut found: Vec<Record> = Vec::new();
    loop {
        let mut query = Query::over(scope).limit(GATHERED_ROWS);
        if part == Part::Trace {
            query = query.only(engine.ways().trace(entity).to_vec());
        }
        for condition in conditions {
            query = query.matching(condition.clone());
        }
        if let Some(last) = found.last() {
            query = query.after(Cursor { value: Value::Null, id: last.id });
        }
        let batch = engine.store().find(query).await?;
        let is_last = (batch.len() as u64) < GATHERED_ROWS;
        found.extend(batch);
        if is_last {
            return Ok(found);
        }
    }
}
