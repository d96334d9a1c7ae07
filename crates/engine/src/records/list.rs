//! A list of rows: the columns that somebody wants to see, in an order, searched, narrowed, put together, a page at a time.
//!
//! Everything that is wanted comes in words of an address, and what the caller may not see there is answered like what there
//! is not.

mod asked;
mod columns;
mod filter;
mod group;
mod neighbours;
mod page;
mod time;

pub use asked::{Alternative, Asked, asked};
pub(super) use filter::me;
pub use filter::{Active, Ask, ME, Operator, Said, TO};
pub use group::{GroupName, GroupRow, Groups};
pub use neighbours::{Neighbours, neighbours};
pub use time::{Unit, Within};

use self::columns::others;
pub(super) use self::columns::{column, columns, order, ordered};
use self::filter::{Filter, filters};
use self::group::groups;
pub(super) use self::page::{Rows, Start};
use super::links::{Cell, cell_saying, label, linked};
use super::way::{Head, entity, head, is_partly_known};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{COUNTED_ROWS, PAGE_ROWS, SEARCH_CHARACTERS, SEVERAL_ROWS};
use crate::show::Show;
use model::{Day, EntityId, FieldId, LabelPart, Language, Model, Record, RowId, Value};
use rights::Scope;
use store::{Condition, Query};

/// Which part of a list is wanted, in words of an address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Only rows with words that begin like these.
    pub words: String,
    /// The field that orders the list, a minus sign before it for the greatest first.
    pub order: Option<String>,
    /// Only rows for which these hold: the name of each filter, and its value. Several of one name are several values.
    pub filters: Vec<(String, String)>,
    /// Only these rows.
    pub rows: Option<Vec<RowId>>,
    /// The fields that are shown, in their order; those of the register where none are named.
    pub columns: Vec<String>,
    /// The field by which the rows are put together.
    pub group: Option<String>,
    /// The last row of the page before.
    pub after: Option<RowId>,
    /// The first row of the page behind.
    pub before: Option<RowId>,
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What it lists.
    pub head: Head,
    /// The columns.
    pub columns: Vec<Column>,
    /// The other fields that could be columns.
    pub others: Vec<Column>,
    /// The rows; none where they are put together.
    pub rows: Vec<ListRow>,
    /// The rows put together.
    pub groups: Option<Groups>,
    /// How many rows there are on all pages; none where the caller may know only some of them.
    pub total: Option<Total>,
    /// Whether it can be searched.
    pub is_searchable: bool,
    /// What it was searched for.
    pub words: String,
    /// What it is narrowed to.
    pub filters: Vec<Active>,
    /// The address asks for filters that the list does not have for the caller.
    pub unknown: bool,
    /// The fields that it can be narrowed by: their words in the register, and what people call them.
    pub narrows: Vec<(String, String)>,
    /// The same for the fields by which it can be put together; none where the caller may know only some of the rows.
    pub groups_by: Vec<(String, String)>,
    /// The order: the field's word and whether the greatest comes first.
    pub order: Option<(String, bool)>,
    /// The first row of this page, where there are rows before it.
    pub previous: Option<RowId>,
    /// The last row of this page, where there are more.
    pub next: Option<RowId>,
}

/// How many rows there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Total {
    /// So many.
    Rows(u64),
    /// More than these: they are not counted further.
    MoreThan(u64),
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
    /// What its values look like.
    pub align: Align,
}

/// What the values of a column look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Text,
    /// A word of a few.
    Badge,
    /// Figures, one under the other.
    Number,
    /// A day, or a moment.
    Day,
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

/// The part of the list of the entity `key` that is wanted.
pub async fn list(engine: &Engine, caller: &Caller, key: &str, wanted: &Wanted, today: Day) -> Result<List, Failure> {
    let (entity, scope) = entity(engine, caller, key)?;
    let model = engine.model();
    let is_partly_known = is_partly_known(engine, caller, entity);
    let columns = columns(engine, entity, &scope, &wanted.columns);
    let (query, order) = query(engine, caller, &scope, wanted, today);
    let query = query.only(shown(model, entity, &columns, order));
    let groups = match &wanted.group {
        Some(by) if !is_partly_known => groups(engine, caller, (&scope, query.clone()), (by, &columns), today).await?,
        Some(_) | None => None,
    };
    let total = if is_partly_known { None } else { Some(total(engine, query.clone()).await?) };
    let (found, previous, next) = match groups {
        Some(_) => (Vec::new(), None, None),
        None => part(engine, caller, &Rows { scope: &scope, query, order }, wanted, today).await?,
    };
    if groups.is_none() {
        engine.looked(caller, entity, None, found.iter().map(|row| row.id).collect())?;
    }
    let (filters, unknown) = filters(engine, caller, &scope, wanted);
    let mut active = Vec::with_capacity(filters.len());
    for filter in &filters {
        active.push(filter.active(engine, caller, today).await?);
    }
    let named = |field: &FieldId| (model[*field].key.clone(), model[*field].name.get(caller.language).to_owned());
    let groups_by = if is_partly_known { Vec::new() } else { group::fields(model, &scope) };
    Ok(List {
        head: head(engine, caller, entity),
        rows: rows(engine, caller, &found, &columns, today).await?,
        groups,
        total,
        is_searchable: is_searchable(engine, &scope),
        words: searched(wanted),
        filters: active,
        unknown,
        narrows: scope.fields().iter().filter(|field| Ask::of(model, **field).is_some()).map(named).collect(),
        groups_by: groups_by.iter().map(named).collect(),
        order: order.map(|(field, down)| (model[field].key.clone(), down)),
        previous,
        next,
        others: others(engine, &scope, &columns).iter().map(|field| column(engine, caller, *field)).collect(),
        columns: columns.iter().map(|field| column(engine, caller, *field)).collect(),
    })
}

/// The fields that a page is made of: those that it shows, those that a row is called by, and the one that orders the rows.
fn shown(model: &Model, entity: EntityId, columns: &[FieldId], order: Option<(FieldId, bool)>) -> Vec<FieldId> {
    let named = model[entity].label.0.iter().filter_map(|part| match part {
        LabelPart::Field(field) => Some(*field),
        LabelPart::Words(_) => None,
    });
    columns.iter().copied().chain(named).chain(order.map(|(field, _)| field)).collect()
}

/// The rows that are wanted, as a query without its order, and the order.
pub(super) fn query<'s>(
    engine: &Engine,
    caller: &Caller,
    scope: &'s Scope,
    wanted: &Wanted,
    today: Day,
) -> (Query<'s>, Option<(FieldId, bool)>) {
    let (filters, words) = understood(engine, caller, scope, wanted);
    let named = wanted.rows.as_ref().map(|rows| Condition::Ids(rows.iter().copied().take(SEVERAL_ROWS).collect()));
    let narrowed = filters.iter().flat_map(|filter| filter.conditions(engine.model(), today));
    let query = narrowed.chain(words).chain(named).fold(Query::over(scope), Query::matching);
    let columns = columns(engine, scope.entity(), scope, &wanted.columns);
    (query, order(engine, scope, &columns, wanted.order.as_deref()))
}

/// The filters that the list has for the caller, and the words that it is searched for.
fn understood(engine: &Engine, caller: &Caller, scope: &Scope, wanted: &Wanted) -> (Vec<Filter>, Option<Condition>) {
    let words = Some(searched(wanted)).filter(|words| !words.is_empty() && is_searchable(engine, scope));
    (filters(engine, caller, scope, wanted).0, words.map(Condition::Words))
}

fn searched(wanted: &Wanted) -> String {
    wanted.words.trim().chars().take(SEARCH_CHARACTERS).collect()
}

fn is_searchable(engine: &Engine, scope: &Scope) -> bool {
    engine.model()[scope.entity()].search.iter().any(|field| scope.covers(*field))
}

async fn total(engine: &Engine, query: Query<'_>) -> Result<Total, Failure> {
    let counted = engine.store().count_to(query, COUNTED_ROWS + 1).await?;
    Ok(if counted > COUNTED_ROWS { Total::MoreThan(COUNTED_ROWS) } else { Total::Rows(counted) })
}

/// The rows of one page; the first of them where there are rows before it, and the last where there are more.
async fn part(
    engine: &Engine,
    caller: &Caller,
    rows: &Rows<'_>,
    wanted: &Wanted,
    today: Day,
) -> Result<(Vec<Record>, Option<RowId>, Option<RowId>), Failure> {
    let ends = |found: &[Record]| (found.first().map(|row| row.id), found.last().map(|row| row.id));
    if let Some(before) = wanted.before {
        let (found, more) = rows.page(engine, caller, Start::Before(before), PAGE_ROWS, today).await?;
        if !found.is_empty() {
            let (first, last) = ends(&found);
            return Ok((found, first.filter(|_| more), last));
        }
    }
    let start = wanted.after.map_or(Start::First, Start::Behind);
    let (found, more) = rows.page(engine, caller, start, PAGE_ROWS, today).await?;
    let (first, last) = ends(&found);
    Ok((found, first.filter(|_| wanted.after.is_some()), last.filter(|_| more)))
}

async fn rows(
    engine: &Engine,
    caller: &Caller,
    found: &[Record],
    columns: &[FieldId],
    today: Day,
) -> Result<Vec<ListRow>, Failure> {
    let model = engine.model();
    let more = linked(engine, caller, found, today).await?;
    let show = Show::new(model, caller.language, found.iter().chain(&more));
    Ok(found.iter().map(|record| list_row(model, &show, record, columns)).collect())
}

/// The row as it stands in a table with these columns.
pub(super) fn list_row(model: &Model, show: &Show<'_>, record: &Record, columns: &[FieldId]) -> ListRow {
    let cells = columns.iter().map(|field| in_table(model, show, record, *field)).collect();
    ListRow { id: record.id, label: label(show, record), cells }
}

/// The cell as it stands in a table.
fn in_table(model: &Model, show: &Show<'_>, record: &Record, field: FieldId) -> Cell {
    let say = |value: &Value| short(value, show.language()).unwrap_or_else(|| show.text(field, value));
    cell_saying(model, show, record, field, say)
}

/// A day or a moment in figures: a column of them is read at a glance.
fn short(value: &Value, language: Language) -> Option<String> {
    match value {
        Value::Day(day) => Some(documents::short_day(*day, language)),
        Value::Moment(moment) => Some(documents::short_moment(*moment, language)),
        Value::Null | Value::Boolean(_) | Value::Integer(_) | Value::Text(_) | Value::Id(_) => None,
    }
}
