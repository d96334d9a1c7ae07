//! Periods: how long a row may live.

use crate::FieldId;

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
        /// The date or datetime field that starts the clock, on the row itself.
        clock: FieldId,
    },
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
