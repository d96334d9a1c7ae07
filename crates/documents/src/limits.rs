//! Limits: how much of something there may be, or must be before it is shown in another way.

/// A document with fewer chapters has no table of contents.
pub(crate) const CONTENTS_CHAPTERS_MIN: usize = 6;

/// The longest text in a cell of a spreadsheet; Excel takes no more than 32,767.
pub(crate) const CELL_CHARACTERS_MAX: usize = 32_000;

/// Where a purpose has more periods than this, they are folded away in the statement.
pub(crate) const PERIOD_LINES_MAX: usize = 4;

/// Where a right applies to more purposes than this, each stands on a line of its own.
pub(crate) const PURPOSES_IN_SENTENCE_MAX: usize = 3;

/// What a sheet of a workbook is called.
pub(crate) const SHEET_NAME_CHARACTERS_MAX: usize = 31;

/// Lines below the headings that are read from a file.
pub const SHEET_LINES_MAX: usize = 50_000;

/// Columns that are read from a file.
pub const SHEET_COLUMNS_MAX: usize = 100;

/// The longest text in a cell that is read.
pub const SHEET_CELL_CHARACTERS_MAX: usize = 10_000;

/// Bytes that all parts of a workbook unpack to.
pub const SHEET_UNPACKED_BYTES_MAX: u64 = 200 * 1024 * 1024;

/// Bytes of text that are kept of a sheet: a workbook may name one long text in many cells.
pub(crate) const SHEET_KEPT_BYTES_MAX: usize = 64 * 1024 * 1024;
