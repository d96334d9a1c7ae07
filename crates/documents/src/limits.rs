//! Limits: how much of something there may be, or must be before it is shown in another way.

/// A document with fewer chapters has no table of contents.
pub(crate) const CONTENTS_CHAPTERS_MIN: usize = 6;

/// The longest text in a cell of a spreadsheet; Excel takes no more than 32,767.
pub(crate) const CELL_CHARACTERS_MAX: usize = 32_000;

/// Where a purpose has more periods than this, they are folded away in the statement.
pub(crate) const PERIOD_LINES_MAX: usize = 4;

/// Where a right applies to more purposes than this, each stands on a line of its own.
pub(crate) const PURPOSES_IN_SENTENCE_MAX: usize = 3;
