//! Entities and fields: the things stored.

use crate::{
    ActivityId, Area, CategoryId, Class, EntityId, FieldId, Grant, Keep, ListId, Path, Requirement, RoleId, Special,
    Term, Words,
};

/// A thing stored: one table, one form, one section of every package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The word in the register; also the table's name.
    pub key: String,
    /// What people call it.
    pub name: Words,
    /// The part of the register that declares it.
    pub area: Area,
    /// Whether the company uses that area. Nobody may record what is not in use.
    pub in_use: bool,
    /// Why it is held.
    pub held: Held,
    /// How a row leads to the person it is about.
    pub subject: Subject,
    /// Under what choice a row is about a person at all; always, where there is none.
    pub subject_when: Option<When>,
    /// Which rows are somebody's own: links that end at that person or at their user.
    pub own: Vec<Vec<FieldId>>,
    /// What narrows the access that its activities give.
    pub access: Narrowing,
    /// Its own ground for special categories of data, instead of its activities'.
    pub special: Option<Special>,
    /// How one row is named in a list.
    pub label: Label,
    /// The columns of its list.
    pub list: Vec<FieldId>,
    /// The fields that full-text search covers.
    pub search: Vec<FieldId>,
    /// How long a row lives.
    pub keep: Keep,
    /// The laws that forbid its erasure for a time.
    pub require: Vec<Requirement>,
    /// What it was called before.
    pub was: Option<String>,
    /// Its fields, in the order of the register.
    pub fields: Vec<FieldId>,
    /// Its `links` fields: rows elsewhere that point here. They store nothing.
    pub links: Vec<FieldId>,
}

/// A choice that something depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The choice, on the row itself.
    pub field: FieldId,
    /// The alternatives under which it holds.
    pub among: Vec<String>,
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
    /// By the one activity that a choice decides.
    ByChoice {
        /// The choice, on the row itself or over links.
        choice: Path,
        /// The activity under each alternative.
        of: Vec<(String, ActivityId)>,
    },
}

impl Held {
    /// Every activity that may hold a row.
    pub fn activities(&self) -> Vec<ActivityId> {
        match self {
            Self::Impersonal | Self::AsClaimed => Vec::new(),
            Self::By(activities) => activities.clone(),
            Self::ByChoice { of, .. } => {
                let mut all: Vec<ActivityId> = of.iter().map(|(_, activity)| *activity).collect();
                all.sort_unstable();
                all.dedup();
                all
            }
        }
    }
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

/// What narrows the access that activities give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Narrowing {
    /// Nothing.
    None,
    /// Nobody may: only the engine itself.
    Engine,
    /// Only these, and no further than this.
    To(Vec<(RoleId, Grant)>),
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
    /// What kind of data it holds.
    pub category: Option<CategoryId>,
    /// How the data came about.
    pub origin: Origin,
    /// Whether it is stored encrypted.
    pub sealed: Sealed,
    /// Its own activities, instead of its entity's.
    pub activities: Option<Vec<ActivityId>>,
    /// What narrows the access to it.
    pub access: Narrowing,
    /// Its own period, instead of its entity's.
    pub keep: Option<Vec<Term>>,
    /// The mention of its row whose person it tells of: it goes when that one goes.
    pub with: Option<FieldId>,
    /// The laws that forbid its erasure for a time.
    pub require: Vec<Requirement>,
    /// Under what choice it is required and open; always, where there is none.
    pub when: Option<When>,
    /// What it was called before.
    pub was: Option<String>,
    /// Why a national identity number is needed (personopplysningsloven § 12).
    pub need: Option<Words>,
}

/// How data came about (GDPR art. 20(1) reaches only what the person gave).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Given by the person.
    Subject,
    /// Seen while the person used a service or did their work.
    Observed,
    /// Worked out from other data.
    Derived,
    /// From somebody else.
    ThirdParty,
}

/// Whether a field is stored encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sealed {
    /// As it is.
    No,
    /// Encrypted.
    Yes,
    /// Encrypted, with a keyed hash by which an equal value is found.
    Searchable,
}

/// A kind of personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The word in the register.
    pub key: String,
    /// What people call it.
    pub name: Words,
    /// The term of the W3C Data Privacy Vocabulary.
    pub dpv: String,
    /// How the law protects it.
    pub kind: CategoryKind,
}

/// How the law protects a kind of personal data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CategoryKind {
    /// As any.
    Ordinary,
    /// Special categories (GDPR art. 9).
    Special,
    /// Criminal convictions and offences (GDPR art. 10).
    Criminal,
    /// Numbers that identify (personopplysningsloven § 12).
    Identity,
}

/// A long closed list that choices refer to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The word in the register.
    pub key: String,
    /// What people call it.
    pub name: Words,
    /// What may be chosen.
    pub of: Vec<Alternative>,
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
    /// Several lines of Markdown, of at most `max` characters together.
    RichText {
        /// In characters.
        max: u32,
    },
    /// An e-mail address, normalised.
    Email,
    /// A telephone number, E.164.
    Phone,
    /// A web address, `http` or `https`.
    Url,
    /// A postal address, on several lines.
    Address,
    /// A Norwegian organisation number, nine digits.
    OrgNumber,
    /// A Norwegian national identity number or D-number, eleven digits.
    NationalId,
    /// A Norwegian account number, eleven digits.
    AccountNumber,
    /// A whole number.
    Integer,
    /// A number with up to four decimals, stored in ten-thousandths.
    Decimal,
    /// An amount in Norwegian kroner, stored in øre.
    Money,
    /// A percentage with up to two decimals, stored in hundredths of a per cent.
    Percent,
    /// A length of time, stored in minutes.
    Duration,
    /// A number that the store gives each new row, one higher than the last.
    Sequence,
    /// Yes or no.
    Boolean,
    /// A calendar day.
    Date,
    /// A point in time.
    DateTime,
    /// One of these.
    Choice(Vec<Alternative>),
    /// One of a long list.
    Listed(ListId),
    /// A stored file.
    File,
    /// A row of another entity.
    Link {
        /// That entity.
        to: EntityId,
        /// Points without holding up; becomes empty when the row goes.
        mention: bool,
    },
    /// Every row whose link `from` points here. Stores nothing.
    Links {
        /// The link, on the other entity.
        from: FieldId,
    },
}

impl FieldKind {
    /// How a value of this kind is stored. `Links` store nothing; what they lead to are ids.
    pub fn class(&self) -> Class {
        match self {
            Self::Text { .. }
            | Self::LongText { .. }
            | Self::RichText { .. }
            | Self::Email
            | Self::Phone
            | Self::Url
            | Self::Address
            | Self::OrgNumber
            | Self::NationalId
            | Self::AccountNumber
            | Self::Choice(_)
            | Self::Listed(_) => Class::Text,
            Self::Integer | Self::Decimal | Self::Money | Self::Percent | Self::Duration | Self::Sequence => {
                Class::Integer
            }
            Self::Boolean => Class::Boolean,
            Self::Date => Class::Day,
            Self::DateTime => Class::Moment,
            Self::Link { .. } | Self::Links { .. } | Self::File => Class::Id,
        }
    }

    /// Whether people write it in words of their own.
    pub fn is_free(&self) -> bool {
        matches!(self, Self::LongText { .. } | Self::RichText { .. } | Self::File)
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
