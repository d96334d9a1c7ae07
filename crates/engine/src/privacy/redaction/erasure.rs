//! Texts of others that tell of a person who wants to be erased.

use super::passages::{Names, passages};
use super::who::named;
use super::{Aim, Item, with_decisions};
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{BATCH_IDS, BATCH_ROWS, SEARCHED_TOGETHER, SHARED_TEXTS};
use crate::privacy::around::{Root, complete};
use crate::privacy::dossier::{Part, linking, where_is};
use model::{Day, EntityId, FieldId, FieldKind, Held, Model, Record, RowId, Sealed, Subject, Value};
use rights::{Facts, Plan, company, free_fields, is_free, mentions, stopped};
use std::collections::{BTreeMap, HashMap, HashSet};
use store::{Condition, Cursor, Query};

/// The texts and files on rows that are not about the person, stay after `plan`, and mention them: by a link, on the row or
/// on one that lives with it, or by an identifier in a text that the search covers.
pub(in crate::privacy) async fn for_erasure(
    engine: &Engine,
    facts: &Facts,
    plan: &Plan,
    today: Day,
) -> Result<Vec<Item>, Failure> {
    let model = engine.model();
    let names = named(engine, &facts.rows);
    let own: HashSet<RowId> = facts.rows.iter().map(|row| row.id).collect();
    let gone: HashSet<RowId> = plan.deletions().map(|step| step.id).collect();
    let is_others = |row: &Record| !own.contains(&row.id) && !gone.contains(&row.id);
    let mut fields: BTreeMap<(EntityId, RowId), (Record, Vec<FieldId>)> = BTreeMap::new();
    for row in by_words(engine, &names, is_others).await? {
        let free = of_found(model, &row, &names);
        fields.insert((row.entity, row.id), (row, free));
    }
    for row in by_links(engine, facts).await?.into_iter().filter(is_others) {
        let free = free_fields(model, &row);
        fields.insert((row.entity, row.id), (row, free));
    }
    fields.retain(|_, (_, free)| !free.is_empty());
    let rows: Vec<Record> = fields.values().map(|(row, _)| row.clone()).collect();
    let facts_of_others = complete(engine, model, rows, Root::Nobody(0)).await?;
    let item = |(row, field): (&Record, FieldId)| Item {
        suggested: match row.get(field) {
            Some(Value::Text(text)) => passages(text, &names),
            _ => Vec::new(),
        },
        stopped: stopped(model, &facts_of_others, row, field, today),
        record: row.clone(),
        field,
        known: None,
    };
    let items = fields.values().flat_map(|(row, free)| free.iter().map(move |field| (row, *field))).map(item);
    with_decisions(engine, facts, Aim::Erasure, items.collect())
}

/// Which fields of a row that the search found are shared: the texts that name the person, and the files beside them.
fn of_found(model: &Model, row: &Record, names: &Names) -> Vec<FieldId> {
    let free = free_fields(model, row);
    let text = |field: FieldId| match row.get(field) {
        Some(Value::Text(text)) => Some(text.as_str()),
        _ => None,
    };
    let sure = names.sure();
    if !free.iter().any(|field| text(*field).is_some_and(|text| !passages(text, &sure).is_empty())) {
        return Vec::new();
    }
    let is_named = |field: &FieldId| text(*field).is_none_or(|text| !passages(text, names).is_empty());
    free.into_iter().filter(is_named).collect()
}

/// The rows of others that a mention link leads from to the person or to an address or a number of theirs, and the rows
/// that these live with.
async fn by_links(engine: &Engine, facts: &Facts) -> Result<Vec<Record>, Failure> {
    let model = engine.model();
    let is_theirs =
        |row: &&Record| model[row.entity].subject == Subject::Itself || model[row.entity].held == Held::AsClaimed;
    let me: HashSet<RowId> = facts.rows.iter().filter(is_theirs).map(|row| row.id).collect();
    let mut found: Vec<Record> = Vec::new();
    let mut next: Vec<Record> =
        facts.mentions.iter().filter(|row| mentions(model, row, |id| me.contains(&id))).cloned().collect();
    // The checker allows no circle of `with` links, so that this ends.
    while !next.is_empty() {
        let mut wanted: HashMap<EntityId, HashSet<RowId>> = HashMap::new();
        for row in &next {
            let Some(link) = company(model, row.entity) else { continue };
            if let (Some(to), Some(id)) = (model.target(link), row.link(link)) {
                wanted.entry(to).or_default().insert(id);
            }
        }
        found.append(&mut next);
        for (entity, ids) in wanted {
            for some in ids.into_iter().collect::<Vec<RowId>>().chunks(BATCH_IDS) {
                next.extend(where_is(engine, entity, Condition::Ids(some.to_vec())).await?);
            }
        }
    }
    let files = attached(engine, &found).await?;
    found.extend(files);
    Ok(found)
}

/// The rows with files that live with one of `rows`: what is attached tells of whom the message does.
async fn attached(engine: &Engine, rows: &[Record]) -> Result<Vec<Record>, Failure> {
    let model = engine.model();
    let mut ids: HashMap<EntityId, HashSet<RowId>> = HashMap::new();
    for row in rows {
        ids.entry(row.entity).or_default().insert(row.id);
    }
    let has_file =
        |entity: &EntityId| model.fields_of(*entity).iter().any(|field| model[*field].kind == FieldKind::File);
    let mut found = Vec::new();
    for entity in model.entity_ids().filter(has_file) {
        let Some(link) = company(model, entity) else { continue };
        let Some(ends) = model.target(link).and_then(|to| ids.get(&to)) else { continue };
        let ends: Vec<RowId> = ends.iter().copied().collect();
        found.extend(linking(engine, (entity, Part::Whole), link, &ends).await?);
    }
    Ok(found)
}

/// The rows of others in whose texts the search finds an identifier.
async fn by_words(engine: &Engine, names: &Names, is_others: impl Fn(&Record) -> bool) -> Result<Vec<Record>, Failure> {
    let sought: Vec<Condition> = names.searches().into_iter().map(Condition::Words).collect();
    let mut found = Vec::new();
    if sought.is_empty() {
        return Ok(found);
    }
    let model = engine.model();
    for entity in model.entity_ids().filter(|entity| is_searched(model, *entity)) {
        let Some(scope) = engine.ways().scope(entity) else { continue };
        for some in sought.chunks(SEARCHED_TOGETHER) {
            let mut after: Option<Cursor> = None;
            loop {
                let mut query = Query::over(scope).matching(Condition::Any(some.to_vec())).limit(BATCH_ROWS);
                if let Some(cursor) = after.take() {
                    query = query.after(cursor);
                }
                let batch = engine.store().find(query).await?;
                let is_last = (batch.len() as u64) < BATCH_ROWS;
                after = batch.last().map(|row| Cursor { value: Value::Null, id: row.id });
                let of_others = batch.into_iter().filter(&is_others);
                found.extend(of_others.filter(|row| !of_found(model, row, names).is_empty()));
                if found.len() > SHARED_TEXTS {
                    return Err(Failure::TooLarge);
                }
                if is_last {
                    break;
                }
            }
        }
    }
    Ok(found)
}

/// Whether the search covers a text of `entity` that may tell of persons.
fn is_searched(model: &Model, entity: EntityId) -> bool {
    model[entity].search.iter().any(|&field| {
        is_free(model, field) && model[field].kind != FieldKind::File && model[field].sealed == Sealed::No
    })
}
