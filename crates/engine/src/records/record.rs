//! One record: its fields, where its links lead, what links here, and what holds it up.

use super::known::{person_of, row};
use super::links::{Cell, cell, label, linked};
use super::under;
use super::way::{Head, Way, entity, head_of, is_partly_known, readable, way};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::{HoldView, holds_of};
use crate::show::Show;
use model::{Day, EntityId, FieldId, FieldKind, RowId, Value};
use store::{Condition, Query};

/// One row as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub head: Head,
    /// Which one.
    pub id: RowId,
    /// What it is called.
    pub label: String,
    /// Every field that the caller may see, the empty ones too, but for those that belong to another choice.
    pub cells: Vec<Cell>,
    /// What links here.
    pub back: Vec<Back>,
    /// What holds it up; empty where it is due, or about nobody.
    pub holds: Vec<HoldView>,
    /// The person that it is about.
    pub person: Option<RowId>,
}

/// Rows of another entity that link here by one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call it.
    pub name: String,
    /// The link's word in the register.
    pub field: String,
    /// What people call the link.
    pub field_name: String,
    /// How many; none where the caller may know only some of them.
    pub rows: Option<u64>,
    /// How they are written.
    pub way: Way,
}

/// The row `id` of the entity `key`.
pub async fn record(engine: &Engine, caller: &Caller, key: &str, id: RowId, today: Day) -> Result<Record, Failure> {
    let (entity, scope) = entity(engine, caller, key)?;
    let model = engine.model();
    let found = row(engine, caller, &scope, id, today).await?.ok_or(Failure::NotFound)?;
    let person = person_of(engine, entity, id).await?;
    engine.looked(caller, entity, person, vec![id])?;
    let holds = match person {
        Some(person) => holds_of(engine, caller, person, id, today).await?,
        None => Vec::new(),
    };
    let more = linked(engine, caller, std::slice::from_ref(&found), today).await?;
    let show = Show::new(model, caller.language, more.iter().chain([&found]));
    // What holds something is shown in any case.
    let belongs = |field: FieldId| {
        let when = model[field].when.as_ref();
        let held = when.is_none_or(|when| under::holds(when, found.get(when.field)) != Some(false));
        held || found.get(field).is_some_and(|value| !value.is_null())
    };
    Ok(Record {
        head: head_of(engine, caller, &found).await?,
        id,
        label: label(&show, &found),
        cells: scope
            .fields()
            .iter()
            .filter(|field| belongs(**field))
            .map(|field| cell(model, &show, &found, *field))
            .collect(),
        back: back(engine, caller, entity, id).await?,
        holds,
        person,
    })
}

/// The links of other entities that lead to `entity`.
pub(super) fn leading_to(engine: &Engine, entity: EntityId) -> impl Iterator<Item = FieldId> {
    let model = engine.model();
    let fields = model.entity_ids().flat_map(|from| model.fields_of(from).iter().copied());
    fields.filter(move |field| matches!(model[*field].kind, FieldKind::Link { to, .. } if to == entity))
}

async fn back(engine: &Engine, caller: &Caller, entity: EntityId, id: RowId) -> Result<Vec<Back>, Failure> {
    let (model, language) = (engine.model(), caller.language);
    let mut back = Vec::new();
    for field in leading_to(engine, entity) {
        let from = model[field].entity;
        let Ok(scope) = readable(engine, caller, from) else { continue };
        if !scope.covers(field) {
            continue;
        }
        let rows = if is_partly_known(engine, caller, from) {
            None
        } else {
            let query = Query::over(&scope).matching(Condition::Is(field, Value::Id(id)));
            Some(engine.store().count(query).await?)
        };
        back.push(Back {
            entity: model[from].key.clone(),
            name: model[from].name.get(language).to_owned(),
            field: model[field].key.clone(),
            field_name: model[field].name.get(language).to_owned(),
            rows,
            way: way(engine, caller, from),
        });
    }
    Ok(back)
}
