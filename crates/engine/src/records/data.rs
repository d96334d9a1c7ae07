//! Rows as plain values, for programs: the same rows, rules and forms as on the desk, without words and labels.
//!
//! Everything goes through the use cases of the screens: what may be seen is decided by the same scope, every look is noted,
//! and a change is checked and saved as a form is. It must not know HTTP or JSON.

use super::form::Typed;
use super::known::{known, person_of, row};
use super::save::{Saved, save};
use super::value::{NO, YES, read, typed};
use super::way::{entity, head, writable};
use super::{Way, value};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::SEARCHED_ROWS;
use model::{Day, FieldId, FieldKind, Moment, Record, RowId, Sealed, Value};
use rights::Scope;
use store::{Condition, Cursor, Query};

/// What a field is, for a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataField {
    /// The word in the register.
    pub key: String,
    /// What kind of value it holds, in the word of the register.
    pub kind: &'static str,
    /// The words that a choice has.
    pub alternatives: Vec<String>,
    /// The word of the entity that a link leads to.
    pub to: Option<String>,
    /// It must be filled in.
    pub required: bool,
    /// The caller may change it.
    pub writes: bool,
}

/// An entity, for a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataKind {
    /// The word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Its rows can be made.
    pub makes: bool,
    /// Its rows can be changed.
    pub changes: bool,
    /// The fields that the caller may see in some rows.
    pub fields: Vec<DataField>,
}

/// A value as a program reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datum {
    /// There is none.
    Nothing,
    /// Yes or no.
    Truth(bool),
    /// A whole number; a duration in minutes.
    Whole(i64),
    /// A text, the word of a choice, an id; a number with decimals as `1250.50`; a day or a moment by RFC 3339.
    Text(String),
}

/// A row as a program reads it: only the fields that are in it for the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataRow {
    /// Which one.
    pub id: RowId,
    /// How often it was written.
    pub version: i64,
    /// The fields by their words in the register.
    pub values: Vec<(String, Datum)>,
}

/// Which part of the rows is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DataWanted {
    /// Only rows in which these fields have these values.
    pub filters: Vec<(String, String)>,
    /// Rows behind this one, in the order of their ids.
    pub after: Option<RowId>,
    /// At most so many.
    pub limit: u64,
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataPage {
    /// The rows.
    pub rows: Vec<DataRow>,
    /// Where the next page begins, where there may be more.
    pub next: Option<RowId>,
}

/// What a page of rows could not be given for.
#[derive(Debug)]
pub enum DataProblem {
    /// The entity has no such field for the caller, or none that rows are picked by.
    Filter(String),
    /// The use case could not be done.
    Failed(Failure),
}

impl<T: Into<Failure>> From<T> for DataProblem {
    fn from(error: T) -> Self {
        Self::Failed(error.into())
    }
}

/// The entities that the caller may read.
pub fn data_kinds(engine: &Engine, caller: &Caller) -> Vec<DataKind> {
    let model = engine.model();
    let open = model.entity_ids().filter_map(|id| entity(engine, caller, &model[id].key).ok());
    open.map(|(id, scope)| {
        let head = head(engine, caller, id);
        let writes = match head.way {
            Way::Shown => Vec::new(),
            Way::Changed | Way::Made => writable(engine, caller, id).map_or_else(|_| Vec::new(), |(_, fields)| fields),
        };
        DataKind {
            key: head.key,
            name: head.name,
            makes: head.way == Way::Made,
            changes: head.way != Way::Shown,
            fields: scope.fields().iter().map(|field| data_field(engine, *field, writes.contains(field))).collect(),
        }
    })
    .collect()
}

fn data_field(engine: &Engine, field: FieldId, writes: bool) -> DataField {
    let model = engine.model();
    let it = &model[field];
    let alternatives = model.alternatives(field).unwrap_or_default();
    DataField {
        key: it.key.clone(),
        kind: value::word(&it.kind),
        alternatives: alternatives.iter().map(|one| one.key.clone()).collect(),
        to: model.target(field).map(|to| model[to].key.clone()),
        required: it.required,
        // A program names no file: it would have to bring one.
        writes: writes && it.kind != FieldKind::File,
    }
}

/// A page of the rows of the entity `key`, by their ids.
pub async fn data_rows(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    wanted: &DataWanted,
    today: Day,
) -> Result<DataPage, DataProblem> {
    let (entity, scope) = entity(engine, caller, key)?;
    let limit = usize::try_from(wanted.limit).unwrap_or(usize::MAX);
    let mut query = Query::over(&scope).limit(wanted.limit + 1);
    for (key, text) in &wanted.filters {
        query = query.matching(filter(engine, &scope, key, text)?);
    }
    // Few rows of a hub may be there for the caller, so that several reads may be needed.
    let (mut after, mut rows, mut looked) = (wanted.after, Vec::new(), 0);
    let next = loop {
        let part = match after {
            Some(id) => query.clone().after(Cursor { value: Value::Null, id }),
            None => query.clone(),
        };
        let mut batch = engine.store().find(part).await?;
        let is_last = batch.len() <= limit;
        batch.truncate(limit);
        looked += wanted.limit;
        after = batch.last().map(|last| last.id);
        rows.extend(known(engine, caller, batch, today).await?);
        if rows.len() > limit {
            rows.truncate(limit);
            break rows.last().map(|last: &Record| last.id);
        }
        if is_last || rows.len() == limit || looked >= SEARCHED_ROWS {
            break after.filter(|_| !is_last);
        }
    };
    engine.looked(caller, entity, None, rows.iter().map(|row| row.id).collect())?;
    Ok(DataPage { rows: rows.iter().map(|row| data_row(engine, row)).collect(), next })
}

/// The row `id` of the entity `key`.
pub async fn data_row_of(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: RowId,
    today: Day,
) -> Result<DataRow, Failure> {
    let (entity, scope) = entity(engine, caller, key)?;
    let found = row(engine, caller, &scope, id, today).await?.ok_or(Failure::NotFound)?;
    engine.looked(caller, entity, person_of(engine, entity, id).await?, vec![id])?;
    Ok(data_row(engine, &found))
}

/// Makes a row of the entity `key`, or changes the fields named in the row `id`: what a form does, and nothing else.
pub async fn data_save(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, Option<RowId>),
    typed: &Typed,
) -> Result<Saved, DataProblem> {
    let (entity, _) = entity(engine, caller, key)?;
    let (_, fields) = writable(engine, caller, entity)?;
    let model = engine.model();
    let may = |key: &String| fields.iter().any(|it| model[*it].key == *key && model[*it].kind != FieldKind::File);
    if let Some((unknown, _)) = typed.values.iter().find(|(key, _)| !may(key)) {
        return Err(DataProblem::Filter(unknown.clone()));
    }
    Ok(save(engine, caller, now, key, id, typed).await?)
}

/// What a program wrote for a field, as a form holds it.
pub fn data_typed(engine: &Engine, key: &str, field: &str, given: &Datum) -> Option<String> {
    let model = engine.model();
    let it = &model[model.field_named(model.entity_named(key)?, field)?];
    Some(match given {
        Datum::Nothing => String::new(),
        Datum::Truth(yes) => (if *yes { YES } else { NO }).to_owned(),
        Datum::Whole(minutes) if it.kind == FieldKind::Duration => typed(&it.kind, &Value::Integer(*minutes)),
        Datum::Whole(number) => number.to_string(),
        Datum::Text(text) if it.kind == FieldKind::DateTime => match documents::read_iso_moment(text) {
            Some(moment) => typed(&it.kind, &Value::Moment(moment)),
            None => text.clone(),
        },
        Datum::Text(text) => text.clone(),
    })
}

/// The condition that a field has the value written so. What is sealed is not picked by.
fn filter(engine: &Engine, scope: &Scope, key: &str, text: &str) -> Result<Condition, DataProblem> {
    let model = engine.model();
    let unknown = || DataProblem::Filter(key.to_owned());
    let field = model.field_named(scope.entity(), key).filter(|field| scope.covers(*field)).ok_or_else(unknown)?;
    let it = &model[field];
    let is_free = it.sealed == Sealed::No && !it.kind.is_free() && !matches!(it.kind, FieldKind::Links { .. });
    if !is_free {
        return Err(unknown());
    }
    let value = match it.kind {
        FieldKind::DateTime => documents::read_iso_moment(text).map(Value::Moment),
        FieldKind::Boolean => text.parse().ok().map(Value::Boolean),
        FieldKind::Duration | FieldKind::Sequence => text.parse().ok().map(Value::Integer),
        _ => read(model, &it.kind, text).ok(),
    };
    Ok(Condition::Is(field, value.ok_or_else(unknown)?))
}

fn data_row(engine: &Engine, record: &Record) -> DataRow {
    let model = engine.model();
    let cell =
        |(field, value): &(FieldId, Value)| (model[*field].key.clone(), value::datum(&model[*field].kind, value));
    DataRow { id: record.id, version: record.version, values: record.cells.iter().map(cell).collect() }
}
