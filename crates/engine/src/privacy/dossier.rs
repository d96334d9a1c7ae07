//! The dossier: every row about one person, found over the subject paths of the register.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, BATCH_ROWS};
use crate::privacy::around::{Root, complete};
use model::{EntityId, FieldId, FieldKind, Model, Record, RowId, Subject, Value};
use rights::{Facts, Operation, Viewer, is_about_somebody, scope};
use std::collections::HashSet;
use store::{Condition, Cursor, Query};

/// Gathers the rows about `person`, what claims them, and the rows of others that mention one of them.
///
/// By the engine's own right: what a viewer may see of it is decided by who calls.
pub(crate) async fn gather(engine: &Engine, person: RowId) -> Result<Facts, Failure> {
    gather_by(engine, engine.model(), person).await
}

/// The same, with all that the periods of `rules` count from; these are the model's with other rules.
pub(super) async fn gather_by(engine: &Engine, rules: &Model, person: RowId) -> Result<Facts, Failure> {
    let model = engine.model();
    let mut rows = Vec::new();
    for entity in model.entity_ids() {
        match &model[entity].subject {
            Subject::None => {}
            Subject::Itself => rows.extend(where_is(engine, entity, Condition::Ids(vec![person])).await?),
            Subject::Path(path) => rows.extend(along(engine, entity, path, person).await?),
        }
    }
    rows.retain(|row| is_about_somebody(model, row));
    complete(engine, rules, rows, Root::Person).await
}

/// The rows of `entity` whose path of links ends at `person`, walked from the person's end.
async fn along(engine: &Engine, entity: EntityId, path: &[FieldId], person: RowId) -> Result<Vec<Record>, Failure> {
    let model = engine.model();
    let mut ends = vec![person];
    let mut rows = Vec::new();
    for &link in path.iter().rev() {
        let here = model[link].entity;
        rows = linking(engine, here, link, &ends).await?;
        ends = rows.iter().map(|row| row.id).collect();
        if ends.is_empty() {
            return Ok(Vec::new());
        }
        debug_assert!(here == entity || link != path[0], "the first link of a path is on the entity itself");
    }
    Ok(rows)
}

/// The rows of `entity` whose `link` names one of `ends`.
pub(super) async fn linking(
    engine: &Engine,
    entity: EntityId,
    link: FieldId,
    ends: &[RowId],
) -> Result<Vec<Record>, Failure> {
    let mut found = Vec::new();
    for some in ends.chunks(BATCH_IDS) {
        let ids = some.iter().map(|id| Value::Id(*id)).collect();
        found.extend(where_is(engine, entity, Condition::OneOf(link, ids)).await?);
    }
    Ok(found)
}

/// The rows of others whose mention links name one of `rows`.
pub(super) async fn mentions(engine: &Engine, rows: &[Record]) -> Result<Vec<Record>, Failure> {
    let model = engine.model();
    let mut found = Vec::new();
    for entity in model.entity_ids() {
        for &field in model.fields_of(entity) {
            let FieldKind::Link { to, mention: true } = model[field].kind else { continue };
            let ends: Vec<RowId> = rows.iter().filter(|row| row.entity == to).map(|row| row.id).collect();
            found.extend(linking(engine, entity, field, &ends).await?);
        }
    }
    let mut seen = HashSet::new();
    found.retain(|row| seen.insert(row.id));
    Ok(found)
}

/// Every row of `entity` that meets `condition`, read in batches.
pub(crate) async fn where_is(engine: &Engine, entity: EntityId, condition: Condition) -> Result<Vec<Record>, Failure> {
    where_all(engine, entity, &[condition]).await
}

/// Every row of `entity` that meets each of `conditions`, read in batches.
pub(super) async fn where_all(
    engine: &Engine,
    entity: EntityId,
    conditions: &[Condition],
) -> Result<Vec<Record>, Failure> {
    let scope = scope(engine.model(), &Viewer::Engine, entity, Operation::Read)?;
    let mut found: Vec<Record> = Vec::new();
    loop {
        let mut query = Query::over(&scope).limit(BATCH_ROWS);
        for condition in conditions {
            query = query.matching(condition.clone());
        }
        if let Some(last) = found.last() {
            query = query.after(Cursor { value: Value::Null, id: last.id });
        }
        let batch = engine.store().find(query).await?;
        let is_last = (batch.len() as u64) < BATCH_ROWS;
        found.extend(batch);
        if is_last {
            return Ok(found);
        }
    }
}
