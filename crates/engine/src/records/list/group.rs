//! Groups: a list put together by a choice, a link, yes or no, or the month of a day or a moment, each group with how many rows it
//! has, their sums, and the filter that leaves it alone.

use super::filter::{Operator, TO};
use super::time::end_of_month;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::GROUPS;
use crate::records::links::linked;
use crate::records::value::{said, typed};
use crate::show::Show;
use model::{Day, FieldId, FieldKind, Model, Record, RowId, Sealed, Value};
use rights::Scope;
use store::{Group as By, Query};

/// A list put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The field by which it is put together.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The columns whose numbers are summed up, as people call them.
    pub sums: Vec<String>,
    /// The groups.
    pub groups: Vec<GroupRow>,
    /// There are more than are told.
    pub more: bool,
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupRow {
    /// What they have in common.
    pub name: GroupName,
    /// How many they are.
    pub rows: u64,
    /// The sums, in words.
    pub sums: Vec<String>,
    /// The filter that leaves these rows alone: its name and its value in an address.
    pub filter: (String, String),
}

/// What the rows of a group have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupName {
    /// A value, in words.
    Value(String),
    /// A month, by its first day.
    Month(Day),
    /// The field is empty.
    Empty,
    /// A row that the caller may not see.
    Hidden,
}

/// How a list can be put together by `field`; not by what is sealed.
fn by(model: &Model, field: FieldId) -> Option<By> {
    let it = &model[field];
    let groups = match &it.kind {
        FieldKind::Choice(_) | FieldKind::Listed(_) | FieldKind::Boolean | FieldKind::Link { .. } => By::Value(field),
        FieldKind::Date | FieldKind::DateTime => By::Month(field),
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::RichText { .. }
        | FieldKind::Email
        | FieldKind::Phone
        | FieldKind::Url
        | FieldKind::Address
        | FieldKind::OrgNumber
        | FieldKind::NationalId
        | FieldKind::AccountNumber
        | FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Duration
        | FieldKind::Sequence
        | FieldKind::File
        | FieldKind::Links { .. } => return None,
    };
    (it.sealed == Sealed::No).then_some(groups)
}

/// The fields of `scope` by which a list can be put together.
pub(super) fn fields(model: &Model, scope: &Scope) -> Vec<FieldId> {
    scope.fields().iter().copied().filter(|field| by(model, *field).is_some()).collect()
}

/// Whether numbers of this kind mean something when they are summed up.
fn is_summed(model: &Model, field: FieldId) -> bool {
    let it = &model[field];
    let adds_up = matches!(it.kind, FieldKind::Integer | FieldKind::Decimal | FieldKind::Money | FieldKind::Duration);
    adds_up && it.sealed == Sealed::No
}

/// The rows of `query`, put together by the field `key`; none where there is no such group for the caller.
pub(super) async fn groups(
    engine: &Engine,
    caller: &Caller,
    (scope, query): (&Scope, Query<'_>),
    (key, columns): (&str, &[FieldId]),
    today: Day,
) -> Result<Option<Groups>, Failure> {
    let (model, language) = (engine.model(), caller.language);
    let field = model.field_named(scope.entity(), key).filter(|field| scope.covers(*field));
    let Some((field, by)) = field.and_then(|field| Some((field, by(model, field)?))) else { return Ok(None) };
    let sums: Vec<FieldId> = columns.iter().copied().filter(|field| is_summed(model, *field)).collect();
    let mut totals = engine.store().totals(query, &[by], &sums).await?;
    // The alternatives of a choice stand as the register has them.
    if let Some(of) = model.alternatives(field) {
        let place = |value: &Value| of.iter().position(|one| *value == Value::Text(one.key.clone()));
        totals.sort_by_key(|total| total.by.first().and_then(place));
    }
    let more = totals.len() > GROUPS;
    totals.truncate(GROUPS);
    // The rows that a group is called by, as if each were a row of a list.
    let named = |value: &Value| Record {
        entity: scope.entity(),
        id: RowId([0; 16]),
        version: 0,
        restricted: None,
        cells: vec![(field, value.clone())],
    };
    let rows: Vec<Record> = totals.iter().filter_map(|total| total.by.first()).map(named).collect();
    let labels = if model.target(field).is_some() { linked(engine, caller, &rows, today).await? } else { Vec::new() };
    let show = Show::new(model, language, &labels);
    let groups = totals.into_iter().map(|total| {
        let value = total.by.into_iter().next().unwrap_or(Value::Null);
        let sums = sums.iter().zip(total.sums);
        GroupRow {
            name: name(model, &show, field, &value),
            rows: total.rows,
            sums: sums.map(|(sum, total)| said(model, &model[*sum].kind, &Value::Integer(total), language)).collect(),
            filter: filter(model, by, field, &value),
        }
    });
    Ok(Some(Groups {
        key: model[field].key.clone(),
        name: model[field].name.get(language).to_owned(),
        sums: sums.iter().map(|sum| model[*sum].name.get(language).to_owned()).collect(),
        groups: groups.collect(),
        more,
    }))
}

fn name(model: &Model, show: &Show<'_>, field: FieldId, value: &Value) -> GroupName {
    match value {
        Value::Null => GroupName::Empty,
        Value::Day(first) => GroupName::Month(*first),
        Value::Id(id) if model.target(field).is_some() && !show.knows(*id) => GroupName::Hidden,
        other => GroupName::Value(show.field(field, other).text),
    }
}

fn filter(model: &Model, by: By, field: FieldId, value: &Value) -> (String, String) {
    let it = &model[field];
    match (by, value) {
        (_, Value::Null) => (Operator::Empty.name(&it.key), "1".to_owned()),
        (By::Month(_), Value::Day(first)) => {
            let days = format!("{}{TO}{}", documents::iso_day(*first), documents::iso_day(end_of_month(*first)));
            (Operator::Between.name(&it.key), days)
        }
        (By::Value(_) | By::Month(_), other) => (Operator::Is.name(&it.key), typed(&it.kind, other)),
    }
}
