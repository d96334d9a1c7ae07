//! From what was asked for to what will be written: every cell is held against the register.
//!
//! It looks at the register and at the values alone, never at other rows.

use crate::changes::{Changes, Guard, Mark, Step};
use crate::limits::{ADDRESS_CHARS_MAX, CHANGES_STEPS_MAX, EMAIL_CHARS_MAX, PHONE_CHARS_MAX, URL_CHARS_MAX};
use crate::queue;
use crate::sealing::is_sealed;
use crate::tables::Tables;
use model::{Alternative, EntityId, Field, FieldId, FieldKind, Model, Row, RowId, Value, number};
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
    /// The text holds U+0000, which PostgreSQL does not take.
    Zero,
    /// The number's digits do not check.
    WrongNumber,
    /// The word is none of the field's alternatives.
    UnknownAlternative,
    /// The row is not one of those that the scope is for.
    ForeignRow,
    /// The store gives the number.
    Numbered,
    /// The field is to be stored encrypted, and there is no key store.
    Sealed,
    /// The file that the field is to name is not there, not whole, or another row's.
    NoFile,
    /// One transaction takes no more.
    TooMany,
}

/// What is written to one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Write {
    /// With a value for every field, in the order of the register.
    Insert { entity: EntityId, id: RowId, values: Vec<Value>, guard: Guard },
    /// Only the cells named, and the mark of a row that is only stored.
    Update { entity: EntityId, id: RowId, version: i64, cells: Vec<(FieldId, Value)>, mark: Mark, guard: Guard },
    /// The whole row. Where it is erased a scrub is sure to come, and an index may keep its words until then.
    Delete { entity: EntityId, id: RowId, version: i64, guard: Guard, erased: bool },
}

/// How the store writes its own rows: unmarked, and everybody's.
const OWN: (Mark, Guard) = (Mark::Untouched, Guard::new());

/// What `changes` write, in their order; or the first thing that cannot be written.
pub(crate) fn writes(tables: &Tables, changes: Changes) -> Result<Vec<Write>, Refused> {
    if let (Some(first), true) = (changes.steps.first(), changes.len() > CHANGES_STEPS_MAX) {
        return Err(Refused { entity: entity(tables, first), field: None, reason: Reason::TooMany });
    }
    let erased = changes.erasure.is_some();
    changes.steps.into_iter().map(|step| write(tables, step, erased)).collect()
}

fn write(tables: &Tables, step: Step, erased: bool) -> Result<Write, Refused> {
    let open = |entity: EntityId| {
        let refused = Refused { entity, field: None, reason: Reason::OwnTable };
        if tables.is_own(entity) { Err(refused) } else { Ok(entity) }
    };
    let entity = entity(tables, &step);
    match step {
        Step::Insert { id, cells, guard, .. } => insert(tables, open(entity)?, id, cells, guard),
        Step::Update { id, version, cells, mark, guard, .. } => {
            update(tables, (open(entity)?, id), version, cells, (mark, guard))
        }
        Step::Delete { id, version, guard, .. } => {
            Ok(Write::Delete { entity: open(entity)?, id, version, guard, erased })
        }
        Step::Enqueue(job) => insert(tables, entity, job.id, job.row().cells(&tables.job), Guard::new()),
        Step::Lease { job, version, cells } => update(tables, (entity, job), version, cells, OWN),
        Step::Finish { job, version } => Ok(removal(entity, job, version)),
        Step::GiveUp { job, version, at, failure } => {
            update(tables, (entity, job), version, queue::giving_up(tables, at, &failure), OWN)
        }
        Step::TryAgain { job, version, run_at } => {
            update(tables, (entity, job), version, queue::trying_again(tables, run_at), OWN)
        }
        Step::Sign { id, head } => insert(tables, entity, id, head.cells(&tables.head), Guard::new()),
        Step::PutFile { id, row } => insert(tables, entity, id, row.cells(&tables.file), Guard::new()),
        Step::Number { entry: id, version, cells } | Step::ChangeFile { id, version, cells } => {
            update(tables, (entity, id), version, cells, OWN)
        }
        Step::DropFile { id, version } => Ok(removal(entity, id, version)),
        Step::Record(entry) => {
            insert(tables, entity, entry.id, entry.row(&tables.model).cells(&tables.ledger), Guard::new())
        }
    }
}

/// How the store removes its own rows.
fn removal(entity: EntityId, id: RowId, version: i64) -> Write {
    Write::Delete { entity, id, version, guard: Guard::new(), erased: false }
}

fn entity(tables: &Tables, step: &Step) -> EntityId {
    match step {
        Step::Insert { entity, .. } | Step::Update { entity, .. } | Step::Delete { entity, .. } => *entity,
        Step::Enqueue(_) | Step::Lease { .. } | Step::Finish { .. } | Step::GiveUp { .. } | Step::TryAgain { .. } => {
            tables.job.entity
        }
        Step::Record(_) | Step::Number { .. } => tables.ledger.entity,
        Step::Sign { .. } => tables.head.entity,
        Step::PutFile { .. } | Step::ChangeFile { .. } | Step::DropFile { .. } => tables.file.entity,
    }
}

fn insert(
    tables: &Tables,
    entity: EntityId,
    id: RowId,
    mut cells: Vec<(FieldId, Value)>,
    guard: Guard,
) -> Result<Write, Refused> {
    fit(tables, entity, &cells)?;
    let model = &*tables.model;
    let mut take = |field: FieldId| {
        let named = cells.iter_mut().find(|(named, _)| *named == field);
        let value = named.map_or(Value::Null, |(_, value)| std::mem::replace(value, Value::Null));
        let missing = Refused { entity, field: Some(field), reason: Reason::Missing };
        if value.is_null() && must_be_given(&model[field]) { Err(missing) } else { Ok(value) }
    };
    let values = model.fields_of(entity).iter().map(|&field| take(field)).collect::<Result<_, _>>()?;
    Ok(Write::Insert { entity, id, values, guard })
}

fn update(
    tables: &Tables,
    (entity, id): (EntityId, RowId),
    version: i64,
    cells: Vec<(FieldId, Value)>,
    (mark, guard): (Mark, Guard),
) -> Result<Write, Refused> {
    fit(tables, entity, &cells)?;
    Ok(Write::Update { entity, id, version, cells, mark, guard })
}

/// Whether every cell fits its field, and none is there twice.
fn fit(tables: &Tables, entity: EntityId, cells: &[(FieldId, Value)]) -> Result<(), Refused> {
    let model = &*tables.model;
    for (at, (id, value)) in cells.iter().enumerate() {
        let reason = if model[*id].entity != entity {
            Some(Reason::ForeignField)
        } else if cells[..at].iter().any(|(earlier, _)| earlier == id) {
            Some(Reason::Twice)
        } else if !value.is_null() && tables.sealing.is_none() && is_sealed(model, *id) {
            // No key to seal it with: nothing sealed lies in the clear.
            Some(Reason::Sealed)
        } else {
            misfit(model, &model[*id], value)
        };
        if let Some(reason) = reason {
            return Err(Refused { entity, field: Some(*id), reason });
        }
    }
    Ok(())
}

/// Whether a writer cannot leave it out, whatever else the row holds. What a choice makes required is
/// looked at when the row is in its place, and the store itself gives numbers.
fn must_be_given(field: &Field) -> bool {
    field.required && field.when.is_none() && field.kind != FieldKind::Sequence
}

fn misfit(model: &Model, field: &Field, value: &Value) -> Option<Reason> {
    let Some(class) = value.class() else {
        return must_be_given(field).then_some(Reason::Missing);
    };
    if field.kind == FieldKind::Sequence {
        return Some(Reason::Numbered);
    }
    if class != field.kind.class() {
        return Some(Reason::WrongClass);
    }
    let Value::Text(text) = value else { return None };
    if text.contains('\0') {
        return Some(Reason::Zero);
    }
    match &field.kind {
        FieldKind::Text { max } | FieldKind::LongText { max } | FieldKind::RichText { max } => {
            too_long(text, chars(*max))
        }
        FieldKind::Email => too_long(text, EMAIL_CHARS_MAX),
        FieldKind::Phone => too_long(text, PHONE_CHARS_MAX),
        FieldKind::Url => too_long(text, URL_CHARS_MAX),
        FieldKind::Address => too_long(text, ADDRESS_CHARS_MAX),
        FieldKind::OrgNumber => wrong_number(number::is_organisation_number(text)),
        FieldKind::NationalId => wrong_number(number::is_national_id(text)),
        FieldKind::AccountNumber => wrong_number(number::is_account_number(text)),
        FieldKind::Choice(of) => unknown(of, text),
        FieldKind::Listed(list) => unknown(&model[*list].of, text),
        FieldKind::Integer
        | FieldKind::Decimal
        | FieldKind::Money
        | FieldKind::Percent
        | FieldKind::Duration
        | FieldKind::Sequence
        | FieldKind::Boolean
        | FieldKind::Date
        | FieldKind::DateTime
        | FieldKind::File
        | FieldKind::Link { .. }
        | FieldKind::Links { .. } => None,
    }
}

fn wrong_number(fits: bool) -> Option<Reason> {
    (!fits).then_some(Reason::WrongNumber)
}

fn unknown(of: &[Alternative], text: &str) -> Option<Reason> {
    (!of.iter().any(|one| one.key == text)).then_some(Reason::UnknownAlternative)
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
            Reason::Zero => "the text holds a character that cannot be stored (U+0000)",
            Reason::WrongNumber => "the digits of the number do not check",
            Reason::UnknownAlternative => "the field has no such alternative",
            Reason::ForeignRow => "the row lies outside the scope",
            Reason::Numbered => "the store gives the number",
            Reason::Sealed => "the field is sealed, and there is no key to seal it with",
            Reason::NoFile => "the file is not there, not whole, or belongs to another row",
            Reason::TooMany => "one transaction takes no more changes",
        })
    }
}

impl std::error::Error for Refused {}
