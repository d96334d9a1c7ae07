//! Periods: how long a row may live.

use crate::{FieldId, LawId};

/// The longest life of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// Never by the sweep: rows of the machinery that no person is behind.
    Always,
    /// `while claimed`: as long as some living claim reaches the row and uses it.
    WhileClaimed,
    /// Until the earliest of the terms whose clock has started.
    Terms(Vec<Term>),
}

/// One limit on a row's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// `with case`: no longer than the row that this link names.
    With(FieldId),
    /// `3 years after closed_on`, and `until ended_on` where the span is nothing.
    After {
        /// How long after.
        span: Span,
        /// What starts it.
        clock: Clock,
        /// `until …`: the row stands for a relation that goes on till somebody ends it.
        ongoing: bool,
    },
}

/// What starts a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The dates: one, or several of which the latest counts.
    pub of: Vec<Path>,
    /// Counted from the end of the fiscal year that holds the date.
    pub fiscal_year: bool,
}

impl Clock {
    /// The clock that one date of the row itself starts.
    pub fn own(date: FieldId) -> Self {
        Self { of: vec![Path { links: Vec::new(), field: date }], fiscal_year: false }
    }

    /// The dates of the row itself.
    pub fn own_dates(&self) -> impl Iterator<Item = FieldId> {
        self.of.iter().filter(|path| path.links.is_empty()).map(|path| path.field)
    }
}

/// A field of the row itself, or of one that links lead to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// The links, the first on the row itself. A `links` field leads to every row that points here.
    pub links: Vec<FieldId>,
    /// The field at the end.
    pub field: FieldId,
}

/// A law forbids that something be erased for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// The law, which has a minimum.
    pub law: LawId,
    /// The date from which it counts.
    pub from: Path,
}

/// A length of calendar time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// That many days.
    Days(u16),
    /// That many calendar months.
    Months(u16),
    /// That many calendar years.
    Years(u16),
}

impl Span {
    /// No time at all.
    pub const NONE: Self = Self::Days(0);
}
