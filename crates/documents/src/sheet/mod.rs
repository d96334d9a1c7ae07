//! Sheets: lines of cells under headings, written for a spreadsheet program and read from whatever one has saved.
//!
//! It must not know what the cells are about. What is written streams, so that a long list needs no more memory than a
//! short one; what is read is bounded before it is believed.

mod csv;
mod encoding;
mod read;
mod workbook;
mod write;
mod xlsx;

pub use encoding::Encoding;
pub use read::{How, Line, Sheet, Unreadable, read};
pub use write::{Cell, Format, SheetWriter};

#[cfg(test)]
mod tests;
