//! Entities and fields: the things stored.

use crate::{ActivityId, Class, EntityId, FieldId, Keep, Words};

/// A thing stored: one table, one form, one section of every package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The word in the register; also the table's name.
    pub key: String,
    /// What people call it.
    pub name: Words,
    /// Why it is held.
    pub held: Held,
    /// How a row leads to the person it is about.
    pub subject: Subject,
    /// Who may read it beside the activity's roles.
    pub access: EntityAccess,
    /// How one row is named in a list.
    pub label: Label,
    /// The columns of its list.
    pub list: Vec<FieldId>,
    /// The fields that full-text search covers.
    pub search: Vec<FieldId>,
    /// How long a row lives.
    pub keep: Keep,
    /// Its fields, in the order of the register.
    pub fields: Vec<FieldId>,
}

/// Why rows of an entity are held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// No personal data: the entity needs no purpose.
    Impersonal,
    /// `as claimed`: a hub, held up by the activities whose rows reach it.
    AsClaimed,
    /// By its own activities.
    By(Vec<ActivityId>),
}

/// How a row leads to the person it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// It does not: nothing in it is about a person.
    None,
    /// The row *is* the person.
    Itself,
    /// Over these links, the first on the row itself, the last one ending at a person.
    Path(Vec<FieldId>),
}

/// Who may read an entity beside what its activities say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntityAccess {
    /// The roles of its activities.
    ByActivity,
    /// Nobody: only the engine itself.
    Engine,
}

/// How one row is named: fixed words and fields in turn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label(pub Vec<LabelPart>);

/// A part of a [`Label`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LabelPart {
    /// Words as they stand.
    Words(String),
    /// The value of a field; for a link, the label of the row it names.
    Field(FieldId),
}

/// One field of an entity: a column, a form control, a line in every package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The word in the register; also the column's name.
    pub key: String,
    /// The entity it belongs to.
    pub entity: EntityId,
    /// What people call it.
    pub name: Words,
    /// What it holds.
    pub kind: FieldKind,
    /// A row cannot be without it.
    pub required: bool,
    /// No two rows share it.
    pub unique: bool,
    /// Why it tells nothing about a person, where the register says so.
    pub impersonal: Option<String>,
}

/// What a field holds. A new kind breaks every `match` until it is handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// One line of at most `max` characters.
    Text {
        /// In characters.
        max: u32,
    },
    /// Several lines of at most `max` characters together.
    LongText {
        /// In characters.
        max: u32,
    },
    /// An e-mail address, normalised.
    Email,
    /// A telephone number, E.164.
    Phone,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// A calendar day.
    Date,
    /// A point in time.
    DateTime,
    /// One of these.
    Choice(Vec<Alternative>),
    /// A row of another entity.
    Link {
        /// That entity.
        to: EntityId,
        /// Points without holding up; becomes empty when the row goes.
        mention: bool,
    },
}

impl FieldKind {
    /// How a value of this kind is stored.
    pub fn class(&self) -> Class {
        match self {
            Self::Text { .. } | Self::LongText { .. } | Self::Email | Self::Phone | Self::Choice(_) => Class::Text,
            Self::Integer => Class::Integer,
            Self::Boolean => Class::Boolean,
            Self::Date => Class::Day,
            Self::DateTime => Class::Moment,
            Self::Link { .. } => Class::Id,
        }
    }
}

/// One alternative of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alternative {
    /// The word in the register and in the column.
    pub key: String,
    /// What people read.
    pub name: Words,
}
