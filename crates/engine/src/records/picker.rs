//! Finding the row that a link is to name: by its label, among those that the caller may know.

use super::known::{known, row};
use super::links::{label, linked, short};
use super::way::entity;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{PICK_ROWS, PICK_SEARCHED_ROWS, SEARCH_CHARACTERS};
use crate::show::Show;
use model::{Day, EntityId, Language, Record, RowId};
use rights::{Operation, Scope};
use store::{Condition, Query};

/// Rows to choose among.
pub(super) struct Picked {
    /// Each with its label.
    pub(super) rows: Vec<(RowId, String)>,
    /// There are more.
    pub(super) more: bool,
}

/// The rows of `entity` whose label or searchable fields have words like `words`; the first ones where
/// there are none.
pub(super) async fn pick(
    engine: &Engine,
    caller: &Caller,
    entity: EntityId,
    words: &str,
    today: Day,
) -> Result<Picked, Failure> {
    let Ok(scope) = engine.scope(caller, entity, Operation::Read) else {
        return Ok(Picked { rows: Vec::new(), more: false });
    };
    let words: String = words.trim().chars().take(SEARCH_CHARACTERS).collect();
    let mut found = labelled(engine, caller, looked_at(engine, &scope, &words).await?, today).await?;
    if !words.is_empty() {
        found.retain(|(_, label, indexed)| *indexed || matches(label, &words));
    }
    let mut rows = Vec::new();
    let mut more = false;
    for (record, label, _) in found {
        if rows.len() == PICK_ROWS {
            more = true;
            break;
        }
        let id = record.id;
        if !known(engine, caller, vec![record], today).await?.is_empty() {
            rows.push((id, label));
        }
    }
    tell_apart(&mut rows);
    Ok(Picked { rows, more })
}

/// Two of the same name are told apart by the end of their ids.
fn tell_apart(rows: &mut [(RowId, String)]) {
    let labels: Vec<String> = rows.iter().map(|(_, label)| label.clone()).collect();
    for (id, label) in rows {
        if labels.iter().filter(|other| *other == label).count() > 1 {
            *label = format!("{label} ({})", short(*id));
        }
    }
}

/// The label of the row `id`, if it is there for the caller.
pub(crate) async fn named(
    engine: &Engine,
    caller: &Caller,
    entity: EntityId,
    id: RowId,
    today: Day,
) -> Result<Option<String>, Failure> {
    let Ok(scope) = engine.scope(caller, entity, Operation::Read) else { return Ok(None) };
    let Some(found) = row(engine, caller, &scope, id, today).await? else { return Ok(None) };
    let labelled = labelled(engine, caller, vec![(found, true)], today).await?;
    Ok(labelled.into_iter().next().map(|(_, label, _)| label))
}

/// What those of the rows `ids` of the entity `key` are called that are there for the caller; none where the caller may read
/// no such row.
pub(crate) async fn labels_of(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    ids: Vec<RowId>,
    today: Day,
) -> Result<Vec<(RowId, String)>, Failure> {
    let scope = match entity(engine, caller, key) {
        Ok((_, scope)) => scope,
        Err(Failure::Denied | Failure::NotFound) => return Ok(Vec::new()),
        Err(other) => return Err(other),
    };
    let found = engine.store().find(Query::over(&scope).matching(Condition::Ids(ids))).await?;
    let found = known(engine, caller, found, today).await?;
    let named = labelled(engine, caller, found.into_iter().map(|row| (row, true)).collect(), today).await?;
    Ok(named.into_iter().map(|(row, label, _)| (row.id, label)).collect())
}

/// What people call the entity `key`.
pub(crate) fn kind_name(engine: &Engine, key: &str, language: Language) -> Option<String> {
    let model = engine.model();
    model.entity_named(key).map(|entity| model[entity].name.get(language).to_owned())
}

/// Rows that may match, each with whether the index found it.
async fn looked_at(engine: &Engine, scope: &Scope, words: &str) -> Result<Vec<(Record, bool)>, Failure> {
    let searchable = engine.model()[scope.entity()].search.iter().any(|field| scope.covers(*field));
    let query = Query::over(scope).limit(PICK_SEARCHED_ROWS);
    let sought = searchable && !words.is_empty();
    let query = if sought { query.matching(Condition::Words(words.to_owned())) } else { query };
    let found = engine.store().find(query).await?;
    Ok(found.into_iter().map(|record| (record, searchable)).collect())
}

async fn labelled(
    engine: &Engine,
    caller: &Caller,
    rows: Vec<(Record, bool)>,
    today: Day,
) -> Result<Vec<(Record, String, bool)>, Failure> {
    let bare: Vec<Record> = rows.iter().map(|(record, _)| record.clone()).collect();
    let more = linked(engine, caller, &bare, today).await?;
    let show = Show::new(engine.model(), caller.language, bare.iter().chain(&more));
    let labels: Vec<String> = bare.iter().map(|record| label(&show, record)).collect();
    Ok(rows.into_iter().zip(labels).map(|((record, indexed), label)| (record, label, indexed)).collect())
}

/// Whether every word begins a word of the label.
fn matches(label: &str, words: &str) -> bool {
    let label = label.to_lowercase();
    let begins = |word: &str| label.split(|c: char| !c.is_alphanumeric()).any(|one| one.starts_with(word));
    words.to_lowercase().split_whitespace().all(begins)
}
