//! Which rows a scope is for: a condition on a row and on those that its links lead to.
//!
//! The store compiles it into its statements; rows that were gathered already are tried in memory.

use crate::facts::{Facts, World};
use model::{FieldId, Model, Path, Record, RowId, Value};

/// The rows of some facts, made ready to follow links.
pub struct Known<'a>(World<'a>);

impl<'a> Known<'a> {
    /// All rows of `facts` but the mentions.
    pub fn of(model: &'a Model, facts: &'a Facts) -> Self {
        Self(World::new(model, facts, None))
    }
}

/// A condition on a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Rows {
    /// Every row.
    All,
    /// It is not restricted (GDPR art. 18(2)).
    Unrestricted,
    /// Links lead from it to one of these rows; without any link it is one of them itself.
    Leads {
        /// The links, the first on the row itself.
        links: Vec<FieldId>,
        /// Where they lead; never empty.
        to: Vec<RowId>,
    },
    /// The choice at the end of the path is one of these.
    Chosen {
        /// The choice.
        choice: Path,
        /// The alternatives.
        among: Vec<String>,
    },
    /// Each of these holds.
    Each(Vec<Rows>),
    /// One of these holds; none does where there is none.
    Any(Vec<Rows>),
}

impl Rows {
    /// No row.
    pub(crate) fn none() -> Self {
        Self::Any(Vec::new())
    }

    /// Whether it is certain that no row meets it.
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::Any(of) if of.is_empty())
    }

    /// Where this or `other` holds.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, _) | (_, Self::All) => Self::All,
            (one, other) if other.is_none() || one == other => one,
            (one, other) if one.is_none() => other,
            (one, other) if one.is_part_of(&other) => one,
            (one, other) if other.is_part_of(&one) => other,
            (Self::Any(mut of), other) => {
                match other {
                    Self::Any(more) => of.extend(more),
                    other @ (Self::All
                    | Self::Unrestricted
                    | Self::Leads { .. }
                    | Self::Chosen { .. }
                    | Self::Each(_)) => of.push(other),
                }
                let mut seen: Vec<Self> = Vec::new();
                of.retain(|one| {
                    !seen.contains(one) && {
                        seen.push(one.clone());
                        true
                    }
                });
                Self::Any(of)
            }
            (one, other) => Self::Any(vec![one]).or(other),
        }
    }

    /// Whether `other` demands this and more.
    fn is_part_of(&self, other: &Self) -> bool {
        matches!(other, Self::Each(of) if of.contains(self))
    }

    /// Where both this and `other` hold.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::All, other) => other,
            (one, Self::All) => one,
            (one, other) if one.is_none() || other.is_none() => Self::none(),
            (one, other) if one == other => one,
            (one, other) => Self::Each(vec![one, other]),
        }
    }

    /// Whether `record` meets it, with the rows that are `known` to follow links to. What is not there to
    /// be followed does not.
    pub fn hold(&self, known: &Known<'_>, record: &Record) -> bool {
        *self == Self::All || self.meets(&known.0, record.id)
    }

    fn meets(&self, world: &World<'_>, id: RowId) -> bool {
        let Some(record) = world.get(id) else { return false };
        match self {
            Self::All => true,
            Self::Unrestricted => record.restricted.is_none(),
            Self::Leads { links, to } => match links.split_last() {
                None => to.contains(&record.id),
                // The last row itself need not be known.
                Some((last, links)) => {
                    world.follow(record, links).iter().any(|row| row.link(*last).is_some_and(|end| to.contains(&end)))
                }
            },
            Self::Chosen { choice, among } => world
                .values(record, choice)
                .into_iter()
                .any(|value| matches!(value, Value::Text(text) if among.contains(text))),
            Self::Each(of) => of.iter().all(|one| one.meets(world, id)),
            Self::Any(of) => of.iter().any(|one| one.meets(world, id)),
        }
    }
}
