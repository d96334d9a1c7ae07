//! One record: its fields, where its links lead, and what holds it up.

use super::known::{person_of, row};
use super::links::{Fact, cell, fact, label, linked};
use super::under;
use super::way::{Head, Way, entity, head_of, writable};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::{HoldView, holds_of, holds_of_nobodys};
use crate::show::Show;
use model::{Day, EntityId, FieldId, FieldKind, RowId};
use rights::Scope;
use std::sync::Arc;

/// One row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub head: Head,
    /// Which one.
    pub id: RowId,
    /// What it is called.
    pub label: String,
    /// What its chief choices say: those that its list shows.
    pub marks: Vec<String>,
    /// Every field that the caller may see, the empty ones too, but for those that belong to another choice.
    pub facts: Vec<Fact>,
    /// The words of those of them that the caller may change by themselves.
    pub open: Vec<String>,
    /// What holds it up; empty where nothing does, or where too much does to be told.
    pub holds: Vec<HoldView>,
    /// The person that it is about.
    pub person: Option<RowId>,
}

/// The row `id` of the entity `key`.
pub async fn record(engine: &Engine, caller: &Caller, key: &str, id: RowId, today: Day) -> Result<Record, Failure> {
    let (scope, found) = seen(engine, caller, key, id, today).await?;
    let (model, entity) = (engine.model(), found.entity);
    let person = person_of(engine, entity, id).await?;
    engine.looked(caller, entity, person, vec![id])?;
    let holds = match person {
        Some(person) => holds_of(engine, caller, person, id, today).await?,
        None => holds_of_nobodys(engine, caller, &found, today).await?,
    };
    let more = linked(engine, caller, std::slice::from_ref(&found), today).await?;
    let show = Show::new(model, caller.language, more.iter().chain([&found]));
    // What holds something is shown in any case.
    let belongs = |field: FieldId| {
        let when = model[field].when.as_ref();
        let held = when.is_none_or(|when| under::holds(when, found.get(when.field)) != Some(false));
        held || found.get(field).is_some_and(|value| !value.is_null())
    };
    let is_choice = |field: &FieldId| {
        // How a row came about is not what it is.
        matches!(model[*field].kind, FieldKind::Choice(_)) && model[*field].impersonal.is_none()
    };
    let chief = model[entity].list.iter().copied().filter(|field| scope.covers(*field) && is_choice(field));
    let marks = chief.map(|field| cell(model, &show, &found, field).text).filter(|text| !text.is_empty());
    let head = head_of(engine, caller, &found).await?;
    let open = if head.way == Way::Shown { Vec::new() } else { writable(engine, caller, entity)?.1 };
    let fields = scope.fields().iter().filter(|field| belongs(**field));
    Ok(Record {
        id,
        label: label(&show, &found),
        marks: marks.collect(),
        facts: fields.map(|field| fact(model, &show, &found, *field)).collect(),
        open: open.into_iter().map(|field| model[field].key.clone()).collect(),
        head,
        holds,
        person,
    })
}

/// The row, if it is there for the caller, with the right to read it.
pub(super) async fn seen(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: RowId,
    today: Day,
) -> Result<(Arc<Scope>, model::Record), Failure> {
    let (_, scope) = entity(engine, caller, key)?;
    let found = row(engine, caller, &scope, id, today).await?.ok_or(Failure::NotFound)?;
    Ok((scope, found))
}

/// The links of other entities that lead to `entity`.
pub(super) fn leading_to(engine: &Engine, entity: EntityId) -> impl Iterator<Item = FieldId> {
    let model = engine.model();
    let fields = model.entity_ids().flat_map(|from| model.fields_of(from).iter().copied());
    fields.filter(move |field| matches!(model[*field].kind, FieldKind::Link { to, .. } if to == entity))
}
