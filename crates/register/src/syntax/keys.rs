//! The table of known keys: every table that a register can have, every key in it, what it takes and what it says.
//!
//! Reading goes by it, the schema and the reference manual are printed from it. It does not know how a value is
//! read or what a name refers to.

mod tables;

use super::{activity, category, company, compound, entity, field, law};

/// A kind of table in a register file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    /// The file itself.
    File,
    /// `[controller]`.
    Controller,
    /// `[role.X]`.
    Role,
    /// `[recipient.X]`.
    Recipient,
    /// `agreement` of a recipient.
    Agreement,
    /// `[system.X]`.
    System,
    /// `[law.X]`.
    Law,
    /// `[right.X]`.
    Right,
    /// `[category.X]`.
    Category,
    /// `[list.X]`.
    List,
    /// `[activity.X]`.
    Activity,
    /// `special` of an activity or an entity.
    Special,
    /// `[entity.X]`.
    Entity,
    /// `subject` of an entity, where it depends on a choice.
    Subject,
    /// One of `require`.
    Requirement,
    /// One line of `[entity.X.fields]`.
    Field,
    /// `[change.X]`.
    Change,
    /// One line of `[change.X.fields]`.
    FieldChange,
    /// `[backup]`.
    Backup,
    /// `[destroy]`.
    Destroy,
    /// Words in each language.
    Words,
}

/// One key of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// Whether the table is nothing without it. Keys whose absence means something in law are not
    /// required here: their absence has a finding of its own.
    pub(crate) required: bool,
    pub(crate) takes: Takes,
    /// What it says, in a sentence or two.
    pub(crate) says: &'static str,
}

/// What kind of value a key takes.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Takes {
    /// A string.
    Text,
    /// A string or a list of strings.
    TextOrTexts,
    /// A list of strings.
    Texts,
    /// `true` or `false`.
    Boolean,
    /// `true`, `false` or one of these words.
    BooleanOr(&'static [&'static str]),
    /// A whole number.
    Integer,
    /// A day.
    Date,
    /// One of these words.
    OneOf(fn() -> Vec<&'static str>),
    /// One of these words, or several in a list.
    SomeOf(fn() -> Vec<&'static str>),
    /// Words in each language.
    Words,
    /// A table of this kind.
    Table(Section),
    /// A table in which each key is a name for a table of this kind.
    Named(Section),
    /// A list of tables of this kind.
    Several(Section),
    /// A string, or a table of this kind.
    TextOr(Section),
    /// A table from names to lists of strings.
    Lists,
    /// A table from names to one of these words, or several in a list.
    Grants,
    /// One of these words, or a table from roles to what each may do.
    WordOrGrants(fn() -> Vec<&'static str>),
    /// A table from keys to words in each language or to plain strings.
    Entries,
    /// The name of a list, or a table from keys to words in each language.
    TextOrAlternatives,
    /// A string, a list of strings, or a table from alternatives to activities.
    Activities,
}

/// The words that a table of alternatives in the code knows.
fn words<T>(known: &[(&'static str, T)]) -> Vec<&'static str> {
    known.iter().map(|(word, _)| *word).collect()
}

fn field_types() -> Vec<&'static str> {
    words(field::TYPES)
}

/// The words for what a role may do.
pub(crate) fn grants() -> Vec<&'static str> {
    words(compound::GRANTS)
}

/// A key of a field that belongs to some types only.
pub(crate) struct Special {
    pub(crate) key: &'static str,
    pub(crate) types: Vec<&'static str>,
    /// Whether those types are nothing without it.
    pub(crate) needed: bool,
}

/// The keys of a field that belong to some types only.
pub(crate) fn of_types() -> impl Iterator<Item = Special> {
    field::SPOKEN_FOR.iter().map(|(key, types, needed)| {
        let words = field::TYPES.iter().filter(|(_, ty)| types.contains(ty)).map(|(word, _)| *word);
        Special { key, types: words.collect(), needed: *needed }
    })
}

impl Section {
    /// Every section, in the order of the manual.
    pub(crate) const ALL: [Self; 21] = [
        Self::File,
        Self::Controller,
        Self::Role,
        Self::Recipient,
        Self::Agreement,
        Self::System,
        Self::Law,
        Self::Right,
        Self::Category,
        Self::List,
        Self::Activity,
        Self::Special,
        Self::Entity,
        Self::Subject,
        Self::Requirement,
        Self::Field,
        Self::Change,
        Self::FieldChange,
        Self::Backup,
        Self::Destroy,
        Self::Words,
    ];

    pub(crate) fn keys(self) -> &'static [Key] {
        match self {
            Self::File => tables::FILE,
            Self::Controller => tables::CONTROLLER,
            Self::Role => tables::ROLE,
            Self::Recipient => tables::RECIPIENT,
            Self::Agreement => tables::AGREEMENT,
            Self::System => tables::SYSTEM,
            Self::Law => tables::LAW,
            Self::Right => tables::RIGHT,
            Self::Category => tables::CATEGORY,
            Self::List => tables::LIST,
            Self::Activity => tables::ACTIVITY,
            Self::Special => tables::SPECIAL,
            Self::Entity => tables::ENTITY,
            Self::Subject => tables::SUBJECT,
            Self::Requirement => tables::REQUIREMENT,
            Self::Field => tables::FIELD,
            Self::Change => tables::CHANGE,
            Self::FieldChange => tables::FIELD_CHANGE,
            Self::Backup => tables::BACKUP,
            Self::Destroy => tables::DESTROY,
            Self::Words => tables::WORDS,
        }
    }

    /// What people call such a table.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::File => "a register file",
            Self::Controller => "the controller",
            Self::Role => "a role",
            Self::Recipient => "a recipient",
            Self::Agreement => "an agreement",
            Self::System => "a system",
            Self::Law => "a law",
            Self::Right => "a right",
            Self::Category => "a category",
            Self::List => "a list",
            Self::Activity => "an activity",
            Self::Special => "a ground for special categories",
            Self::Entity => "an entity",
            Self::Subject => "a subject",
            Self::Requirement => "a requirement",
            Self::Field => "a field",
            Self::Change => "a change",
            Self::FieldChange => "a change of a field",
            Self::Backup => "copies kept for safety",
            Self::Destroy => "what is destroyed",
            Self::Words => "words in each language",
        }
    }

    /// Its word in the names of pages and in the schema.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Controller => "controller",
            Self::Role => "role",
            Self::Recipient => "recipient",
            Self::Agreement => "agreement",
            Self::System => "system",
            Self::Law => "law",
            Self::Right => "right",
            Self::Category => "category",
            Self::List => "list",
            Self::Activity => "activity",
            Self::Special => "special",
            Self::Entity => "entity",
            Self::Subject => "subject",
            Self::Requirement => "requirement",
            Self::Field => "field",
            Self::Change => "change",
            Self::FieldChange => "field-change",
            Self::Backup => "backup",
            Self::Destroy => "destroy",
            Self::Words => "words",
        }
    }
}
