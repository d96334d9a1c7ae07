//! From what was asked for to what will be written: every cell is held against the register.
//!
//! It looks at the register and at the values alone, never at other rows.

use crate::changes::{Changes, Step};
use crate::limits::{CHANGES_STEPS_MAX, EMAIL_CHARS_MAX, PHONE_CHARS_MAX};
use crate::tables::Tables;
use model::{EntityId, Field, FieldId, FieldKind, Model, Row, RowId, Value};
use std::fmt;

/// A change that cannot even be tried. Forms check earlier; this is the last door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused {
    /// What it was about.
    pub entity: EntityId,
    /// The field, where it was about one.
    pub field: Option<FieldId>,
    /// Why not.
    pub reason: Reason,
}

/// Why a change is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The scope is for reading.
    ReadOnly,
    /// The scope does not cover the field.
    OutOfScope,
    /// Queue, ledger and the database's own state are written by their own calls only.
    OwnTable,
    /// The field belongs to another entity.
    ForeignField,
    /// The field is named twice.
    Twice,
    /// The field holds another class of value.
    WrongClass,
    /// The field cannot be empty.
    Missing,
    /// The text has more characters than the field allows.
    TooLong,
    /// The word is none of the field's alternatives.
    UnknownAlternative,
    /// One transaction takes no more.
    TooMany,
}

/// What is written to one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Write {
    /// With a value for every field, in the order of the register.
    Insert { entity: EntityId, id: RowId, values: Vec<Value> },
    /// Only the cells named.
    Update { entity: EntityId, id: RowId, version: i64, cells: Vec<(FieldId, Value)> },
    /// The whole row.
    Delete { entity: EntityId, id: RowId, version: i64 },
}

/// What `changes` write, in their order; or the first thing that cannot be written.
pub(crate) fn writes(tables: &Tables, changes: Changes) -> Result<Vec<Write>, Refused> {
    if let (Some(first), true) = (changes.steps.first(), changes.len() > CHANGES_STEPS_MAX) {
        return Err(Refused { entity: entity(tables, first), field: None, reason: Reason::TooMany });
    }
    changes.steps.into_iter().map(|step| write(tables, step)).collect()
}

fn write(tables: &Tables, step: Step) -> Result<Write, Refused> {
    let model = &*tables.model;
    let open = |entity: EntityId| {
        let refused = Refused { entity, field: None, reason: Reason::OwnTable };
        if tables.is_own(entity) { Err(refused) } else { Ok(entity) }
    };
    let entity = entity(tables, &step);
    match step {
        Step::Insert { id, cells, .. } => insert(model, open(entity)?, id, cells),
        Step::Update { id, version, cells, .. } => update(model, open(entity)?, id, version, cells),
        Step::Delete { id, version, .. } => Ok(Write::Delete { entity: open(entity)?, id, version }),
        Step::Enqueue(job) => insert(model, entity, job.id, job.row().cells(&tables.job)),
        Step::Lease { job, version, cells } => update(model, entity, job, version, cells),
        Step::Finish { job, version } => Ok(Write::Delete { entity, id: job, version }),
        Step::Record(entry) => insert(model, entity, entry.id, entry.row(model).cells(&tables.ledger)),
    }
}

fn entity(tables: &Tables, step: &Step) -> EntityId {
    match step {
        Step::Insert { entity, .. } | Step::Update { entity, .. } | Step::Delete { entity, .. } => *entity,
        Step::Enqueue(_) | Step::Lease { .. } | Step::Finish { .. } => tables.job.entity,
        Step::Record(_) => tables.ledger.entity,
    }
}

fn insert(model: &Model, entity: EntityId, id: RowId, mut cells: Vec<(FieldId, Value)>) -> Result<Write, Refused> {
    fit(model, entity, &cells)?;
    let mut take = |field: FieldId| {
        let named = cells.iter_mut().find(|(named, _)| *named == field);
        let value = named.map_or(Value::Null, |(_, value)| std::mem::replace(value, Value::Null));
        let missing = Refused { entity, field: Some(field), reason: Reason::Missing };
        if value.is_null() && model[field].required { Err(missing) } else { Ok(value) }
    };
    let values = model.fields_of(entity).iter().map(|&field| take(field)).collect::<Result<_, _>>()?;
    Ok(Write::Insert { entity, id, values })
}

fn update(
    model: &Model,
    entity: EntityId,
    id: RowId,
    version: i64,
    cells: Vec<(FieldId, Value)>,
) -> Result<Write, Refused> {
    fit(model, entity, &cells)?;
    Ok(Write::Update { entity, id, version, cells })
}

/// Whether every cell fits its field, and none is there twice.
fn fit(model: &Model, entity: EntityId, cells: &[(FieldId, Value)]) -> Result<(), Refused> {
    for (at, (id, value)) in cells.iter().enumerate() {
        let reason = if model[*id].entity != entity {
            Some(Reason::ForeignField)
        } else if cells[..at].iter().any(|(earlier, _)| earlier == id) {
            Some(Reason::Twice)
        } else {
            misfit(&model[*id], value)
        };
        if let Some(reason) = reason {
            return Err(Refused { entity, field: Some(*id), reason });
        }
    }
    Ok(())
}

fn misfit(field: &Field, value: &Value) -> Option<Reason> {
    let Some(class) = value.class() else {
        return field.required.then_some(Reason::Missing);
    };
    if class != field.kind.class() {
        return Some(Reason::WrongClass);
    }
    let Value::Text(text) = value else { return None };
    match &field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } => too_long(text, chars(*max)),
        FieldKind::Email => too_long(text, EMAIL_CHARS_MAX),
        FieldKind::Phone => too_long(text, PHONE_CHARS_MAX),
        FieldKind::Choice(of) => (!of.iter().any(|one| one.key == *text)).then_some(Reason::UnknownAlternative),
        FieldKind::Integer | FieldKind::Boolean | FieldKind::Date | FieldKind::DateTime | FieldKind::Link { .. } => {
            None
        }
    }
}

/// A register's number of characters.
pub(crate) fn chars(max: u32) -> usize {
    usize::try_from(max).unwrap_or(usize::MAX)
}

fn too_long(text: &str, max: usize) -> Option<Reason> {
    // Bytes are never fewer than characters: most texts need no counting.
    (text.len() > max && text.chars().count() > max).then_some(Reason::TooLong)
}

impl Refused {
    /// The same with the register's words: `person.name: is longer than the register allows`.
    pub fn describe(&self, model: &Model) -> String {
        let entity = &model[self.entity].key;
        match self.field {
            Some(field) => format!("{entity}.{}: {self}", model[field].key),
            None => format!("{entity}: {self}"),
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.reason {
            Reason::ReadOnly => "the scope is for reading",
            Reason::OutOfScope => "the field lies outside the scope",
            Reason::OwnTable => "the table is written by the store itself",
            Reason::ForeignField => "the field belongs to another entity",
            Reason::Twice => "the field is named twice",
            Reason::WrongClass => "the field holds another class of value",
            Reason::Missing => "the field cannot be empty",
            Reason::TooLong => "the text is longer than the register allows",
            Reason::UnknownAlternative => "the field has no such alternative",
            Reason::TooMany => "one transaction takes no more changes",
        })
    }
}

impl std::error::Error for Refused {}
