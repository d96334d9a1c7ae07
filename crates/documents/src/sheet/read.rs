//! Reading a file that somebody brings: which kind it is, its headings, and its lines, all within limits.

use super::encoding::{Encoding, decode};
use super::{csv, workbook};
use crate::limits::{SHEET_CELL_CHARACTERS_MAX, SHEET_COLUMNS_MAX, SHEET_KEPT_BYTES_MAX, SHEET_LINES_MAX};

/// A sheet that was read. Headings and lines have as many cells as there are columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// How it was read.
    pub how: How,
    /// The first line.
    pub headings: Vec<String>,
    /// The others, without empty ones.
    pub lines: Vec<Line>,
}

/// A line, by the number that a spreadsheet program shows beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// From 1; the headings stand in the first that is not empty.
    pub number: u32,
    /// What stands in it.
    pub cells: Vec<String>,
}

/// How a file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// As delimited text.
    Text {
        /// The characters.
        encoding: Encoding,
        /// What stands between cells.
        separator: char,
    },
    /// As a workbook.
    Workbook {
        /// The sheet that was read, the first that is not empty.
        sheet: String,
        /// How many others there are.
        others: usize,
    },
}

/// Why a file was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// There is no line below the headings.
    Empty,
    /// It is neither delimited text nor a workbook.
    NotASheet,
    /// It is a workbook of an old kind, or one behind a password.
    OldOrLocked,
    /// It has more lines than are read.
    TooManyLines,
    /// It has more columns than are read.
    TooManyColumns,
    /// The cell in this line and column has more characters than are read.
    TooLongCell(u32, u32),
    /// Unpacked it is far larger than it looks.
    TooLarge,
}

/// Reads a file: a workbook (`.xlsx`), or text between semicolons, commas or tabs.
pub fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    const ZIP: &[u8] = b"PK\x03\x04";
    /// Compound files (MS-CFB): workbooks before 2007, and newer ones that a password encrypts.
    const COMPOUND: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];
    if bytes.starts_with(ZIP) {
        return workbook::read(bytes);
    }
    if bytes.starts_with(COMPOUND) {
        return Err(Unreadable::OldOrLocked);
    }
    let (text, encoding) = decode(bytes).ok_or(Unreadable::NotASheet)?;
    let (separator, text) = csv::separator(&text);
    let mut gathered = Gathered::default();
    for (number, cells) in (1..).zip(csv::Records::of(text, separator)) {
        let cells: Vec<String> = cells.iter().map(|cell| csv::unguarded(cell.trim()).to_owned()).collect();
        gathered.add(number, cells)?;
    }
    gathered.sheet(How::Text { encoding, separator })
}

/// Lines so far, and how many bytes stand in them.
#[derive(Default)]
pub(super) struct Gathered {
    lines: Vec<Line>,
    kept: usize,
}

/// That a cell has no more characters than are read.
pub(super) fn fits(line: u32, column: usize, cell: &str) -> Result<(), Unreadable> {
    if cell.chars().count() <= SHEET_CELL_CHARACTERS_MAX {
        return Ok(());
    }
    Err(Unreadable::TooLongCell(line, u32::try_from(column + 1).unwrap_or(u32::MAX)))
}

impl Gathered {
    /// Takes a line in, unless nothing stands in it.
    pub(super) fn add(&mut self, number: u32, mut cells: Vec<String>) -> Result<(), Unreadable> {
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > SHEET_COLUMNS_MAX {
            return Err(Unreadable::TooManyColumns);
        }
        for (at, cell) in cells.iter().enumerate() {
            fits(number, at, cell)?;
            self.kept += cell.len();
        }
        if self.kept > SHEET_KEPT_BYTES_MAX {
            return Err(Unreadable::TooLarge);
        }
        // The headings are one more.
        if self.lines.len() > SHEET_LINES_MAX {
            return Err(Unreadable::TooManyLines);
        }
        self.lines.push(Line { number, cells });
        Ok(())
    }

    pub(super) fn sheet(mut self, how: How) -> Result<Sheet, Unreadable> {
        if self.lines.len() < 2 {
            return Err(Unreadable::Empty);
        }
        let columns = self.lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
        for line in &mut self.lines {
            line.cells.resize(columns, String::new());
        }
        let headings = self.lines.remove(0).cells;
        Ok(Sheet { how, headings, lines: self.lines })
    }
}
