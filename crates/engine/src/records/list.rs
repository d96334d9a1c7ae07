//! A list of rows: the columns that the register names, in an order, searched, narrowed, a page at a time.

use super::known::known;
use super::links::{Cell, cell, label, linked};
use super::picker::named;
use super::value::{is_ordered, narrows, read};
use super::way::{Head, entity, head, is_partly_known};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{PAGE_ROWS, SEARCH_CHARACTERS, SEARCHED_ROWS};
use crate::show::Show;
use model::{Class, Day, EntityId, Field, FieldId, Record, RowId, Sealed, Value};
use rights::Scope;
use store::{Condition, Cursor, Group, Query};

/// Which part of a list is wanted, in words of an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Only rows with words that begin like these.
    pub words: String,
    /// The column that orders the list, a minus sign before it for the greatest first.
    pub order: Option<String>,
    /// Only rows where these fields have these values.
    pub filters: Vec<(String, String)>,
    /// The last row of the page before.
    pub after: Option<RowId>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What it lists.
    pub head: Head,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<ListRow>,
    /// How many rows there are on all pages; none where the caller may know only some of them.
    pub total: Option<u64>,
    /// Whether it can be searched.
    pub is_searchable: bool,
    /// What it was searched for.
    pub words: String,
    /// What it can be narrowed to.
    pub filters: Vec<Filter>,
    /// The rows that it is narrowed to by links.
    pub links: Vec<LinkFilter>,
    /// The order: the column's word and whether the greatest comes first.
    pub order: Option<(String, bool)>,
    /// The last row, where there are more.
    pub more: Option<RowId>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field's word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Whether the list can be ordered by it.
    pub is_ordered: bool,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Which one.
    pub id: RowId,
    /// What it is called.
    pub label: String,
    /// A cell for each column.
    pub cells: Vec<Cell>,
}

/// A choice that the list can be narrowed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// The field's word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What can be chosen.
    pub alternatives: Vec<Alternative>,
    /// What is chosen.
    pub chosen: Option<String>,
}

/// One of the alternatives of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The word in an address.
    pub key: String,
    /// What people read.
    pub text: String,
    /// How many rows there are under it, with everything else that the list is narrowed to; none where the caller may
    /// know only some of them.
    pub rows: Option<u64>,
}

/// A row that everything in the list links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFilter {
    /// The link's word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The row.
    pub id: RowId,
    /// What the row is called; empty where the caller may not know.
    pub label: String,
}

/// The part of the list of the entity `key` that is wanted.
pub async fn list(engine: &Engine, caller: &Caller, key: &str, wanted: &Wanted, today: Day) -> Result<List, Failure> {
    let (entity, scope) = entity(engine, caller, key)?;
    let model = engine.model();
    let columns = columns(engine, entity, &scope);
    let words: String = wanted.words.trim().chars().take(SEARCH_CHARACTERS).collect();
    let order = order(engine, &columns, wanted.order.as_deref());
    let is_searchable = model[entity].search.iter().any(|field| scope.covers(*field));
    let conditions = conditions(engine, &scope, wanted, if is_searchable { &words } else { "" });
    let query = conditions.iter().fold(Query::over(&scope), |query, one| query.matching(one.clone()));
    let is_partly_known = is_partly_known(engine, caller, entity);
    let total = if is_partly_known { None } else { Some(engine.store().count(query.clone()).await?) };
    let (found, more) =
        page(engine, caller, (&scope, ordered(query, order)), order.map(|(by, _)| by), wanted, today).await?;
    engine.looked(caller, entity, None, found.iter().map(|row| row.id).collect())?;
    let links = link_filters(engine, caller, &scope, wanted, today).await?;
    let mut filters = filters(engine, caller, &scope, wanted);
    if !is_partly_known {
        for (field, filter) in &mut filters {
            count(engine, &scope, (*field, &conditions), filter).await?;
        }
    }
    let filters = filters.into_iter().map(|(_, filter)| filter).collect();
    let more_rows = linked(engine, caller, &found, today).await?;
    let show = Show::new(model, caller.language, found.iter().chain(&more_rows));
    let row = |record: &Record| ListRow {
        id: record.id,
        label: label(&show, record),
        cells: columns.iter().map(|field| cell(model, &show, record, *field)).collect(),
    };
    Ok(List {
        head: head(engine, caller, entity),
        rows: found.iter().map(row).collect(),
        total,
        is_searchable,
        words,
        filters,
        links,
        order: order.map(|(field, down)| (model[field].key.clone(), down)),
        more,
        columns: columns.iter().map(|field| column(engine, caller, *field)).collect(),
    })
}

/// The rows of one page, and the last of them where there are more. Few rows of a hub may be there for
/// the caller, so that several reads may be needed; the page ends after a limited number.
async fn page(
    engine: &Engine,
    caller: &Caller,
    (scope, query): (&Scope, Query<'_>),
    order: Option<FieldId>,
    wanted: &Wanted,
    today: Day,
) -> Result<(Vec<Record>, Option<RowId>), Failure> {
    let page_rows = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let mut after = match wanted.after {
        Some(id) => engine.store().find(Query::over(scope).matching(Condition::Ids(vec![id]))).await?.pop(),
        None => None,
    };
    let (mut rows, mut looked): (Vec<Record>, u64) = (Vec::new(), 0);
    loop {
        let mut next = query.clone().limit(PAGE_ROWS + 1);
        if let Some(last) = &after {
            next = next.after(order.map_or(Cursor { value: Value::Null, id: last.id }, |by| Cursor::behind(last, by)));
        }
        let mut batch = engine.store().find(next).await?;
        let is_last = batch.len() <= page_rows;
        batch.truncate(page_rows);
        looked += PAGE_ROWS;
        after = batch.last().cloned();
        rows.extend(known(engine, caller, batch, today).await?);
        if rows.len() > page_rows {
            rows.truncate(page_rows);
            let last = rows.last().map(|row| row.id);
            return Ok((rows, last));
        }
        if is_last || rows.len() == page_rows || looked >= SEARCHED_ROWS {
            let more = if is_last { None } else { after.map(|row| row.id) };
            return Ok((rows, more));
        }
    }
}

/// The fields of the register's list that the scope covers; the first of all where it names none.
fn columns(engine: &Engine, entity: EntityId, scope: &Scope) -> Vec<FieldId> {
    const UNNAMED: usize = 4;
    let named: Vec<FieldId> =
        engine.model()[entity].list.iter().copied().filter(|field| scope.covers(*field)).collect();
    if named.is_empty() { scope.fields().iter().copied().take(UNNAMED).collect() } else { named }
}

/// The order asked for; otherwise the latest date first, or the first column.
fn order(engine: &Engine, columns: &[FieldId], asked: Option<&str>) -> Option<(FieldId, bool)> {
    let model = engine.model();
    let mut can = columns.iter().copied().filter(|field| can_order(&model[*field]));
    let (key, down) = match asked.map(|key| (key.strip_prefix('-'), key)) {
        Some((Some(key), _)) => (key, true),
        Some((None, key)) => (key, false),
        None => ("", false),
    };
    if let Some(field) = can.clone().find(|field| model[*field].key == key) {
        return Some((field, down));
    }
    let is_date = |field: &FieldId| matches!(model[*field].kind.class(), Class::Day | Class::Moment);
    can.clone().find(is_date).map(|field| (field, true)).or_else(|| can.next().map(|field| (field, false)))
}

/// Whether the rows can be put into an order by `field`: what is sealed has none.
fn can_order(field: &Field) -> bool {
    field.sealed == Sealed::No && is_ordered(&field.kind)
}

fn ordered(query: Query<'_>, order: Option<(FieldId, bool)>) -> Query<'_> {
    match order {
        Some((field, true)) => query.newest_first(field),
        Some((field, false)) => query.oldest_first(field),
        None => query,
    }
}

fn conditions(engine: &Engine, scope: &Scope, wanted: &Wanted, words: &str) -> Vec<Condition> {
    let filters = wanted.filters.iter().filter_map(|(key, value)| {
        let field = field(engine, scope, key)?;
        let value = read(engine.model(), &engine.model()[field].kind, value).ok().filter(|value| !value.is_null())?;
        Some(Condition::Is(field, value))
    });
    let searched = (!words.is_empty()).then(|| Condition::Words(words.to_owned()));
    filters.chain(searched).collect()
}

/// The field with this word in an address, where a list may be narrowed by it: a choice or a link.
fn field(engine: &Engine, scope: &Scope, key: &str) -> Option<FieldId> {
    let model = engine.model();
    let field = model.field_named(scope.entity(), key).filter(|field| scope.covers(*field))?;
    let is_open = model[field].sealed == Sealed::No;
    let narrows =
        model.target(field).is_some() || is_open && narrows(model, &model[field].kind, model::Language::Nb).is_some();
    narrows.then_some(field)
}

/// Fills in how many rows there are under each alternative of a choice, whichever of them is chosen.
async fn count(
    engine: &Engine,
    scope: &Scope,
    (field, conditions): (FieldId, &[Condition]),
    filter: &mut Filter,
) -> Result<(), Failure> {
    let others = conditions.iter().filter(|one| !matches!(one, Condition::Is(narrowed, _) if *narrowed == field));
    let query = others.fold(Query::over(scope), |query, one| query.matching(one.clone()));
    let totals = engine.store().totals(query, &[Group::Value(field)], &[]).await?;
    for alternative in &mut filter.alternatives {
        let value = read(engine.model(), &engine.model()[field].kind, &alternative.key).ok();
        let total = totals.iter().find(|total| total.by.first() == value.as_ref());
        alternative.rows = Some(total.map_or(0, |total| total.rows));
    }
    Ok(())
}

fn filters(engine: &Engine, caller: &Caller, scope: &Scope, wanted: &Wanted) -> Vec<(FieldId, Filter)> {
    let filter = |field: &FieldId| {
        let it = &engine.model()[*field];
        if it.sealed != Sealed::No {
            return None;
        }
        let alternatives = narrows(engine.model(), &it.kind, caller.language)?;
        let chosen = wanted.filters.iter().find(|(key, _)| *key == it.key).map(|(_, value)| value.clone());
        let chosen = chosen.filter(|value| alternatives.iter().any(|(key, _)| key == value));
        let alternatives = alternatives.into_iter().map(|(key, text)| Alternative { key, text, rows: None }).collect();
        let name = it.name.get(caller.language).to_owned();
        Some((*field, Filter { key: it.key.clone(), name, alternatives, chosen }))
    };
    scope.fields().iter().filter_map(filter).collect()
}

async fn link_filters(
    engine: &Engine,
    caller: &Caller,
    scope: &Scope,
    wanted: &Wanted,
    today: Day,
) -> Result<Vec<LinkFilter>, Failure> {
    let model = engine.model();
    let mut links = Vec::new();
    for (key, value) in &wanted.filters {
        let Some(link) = field(engine, scope, key) else { continue };
        let Ok(Value::Id(id)) = read(model, &model[link].kind, value) else { continue };
        let Some(to) = model.target(link) else { continue };
        let label = named(engine, caller, to, id, today).await?.unwrap_or_default();
        links.push(LinkFilter {
            key: model[link].key.clone(),
            name: model[link].name.get(caller.language).to_owned(),
            id,
            label,
        });
    }
    Ok(links)
}

fn column(engine: &Engine, caller: &Caller, field: FieldId) -> Column {
    let it = &engine.model()[field];
    Column { key: it.key.clone(), name: it.name.get(caller.language).to_owned(), is_ordered: can_order(it) }
}
