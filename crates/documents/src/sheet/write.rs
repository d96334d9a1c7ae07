//! Writing: a line at a time, the bytes taken away as they come.

use super::{csv, xlsx};
use model::{Day, Moment};
use std::io::{self, Write};
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

/// How a sheet is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Delimited text: UTF-8 with a mark, semicolons.
    Csv,
    /// A workbook of Excel (ECMA-376).
    Xlsx,
}

impl Format {
    /// The end of a file's name, without a dot; the word in an address.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, which no program takes for anything else.
    Text(String),
    /// A number of so many parts of one: 12,50 is 1250 with two places.
    Number {
        /// The parts.
        parts: i64,
        /// The decimals.
        places: u32,
    },
    /// A length of time.
    Minutes(i64),
    /// A day.
    Day(Day),
    /// A moment, in Norwegian time.
    Moment(Moment),
}

/// A sheet that is being written.
pub struct SheetWriter {
    out: Shared,
    book: Option<xlsx::Book>,
}

impl SheetWriter {
    /// Begins a sheet called `title` with these headings.
    ///
    /// # Panics
    /// Never: writing to memory does not fail.
    pub fn new(format: Format, title: &str, headings: &[String]) -> Self {
        let mut out = Shared::default();
        let book = match format {
            Format::Xlsx => Some(xlsx::Book::new(out.clone(), title, headings).expect(MEMORY)),
            Format::Csv => {
                let cells: Vec<Cell> = headings.iter().cloned().map(Cell::Text).collect();
                out.write_all(csv::BYTE_ORDER_MARK.as_bytes()).expect(MEMORY);
                out.write_all(csv::line(&cells).as_bytes()).expect(MEMORY);
                None
            }
        };
        Self { out, book }
    }

    /// The next line.
    ///
    /// # Panics
    /// Never, as above.
    pub fn line(&mut self, cells: &[Cell]) {
        match &mut self.book {
            Some(book) => book.line(cells).expect(MEMORY),
            None => self.out.write_all(csv::line(cells).as_bytes()).expect(MEMORY),
        }
    }

    /// The bytes that have come since the last time.
    pub fn taken(&mut self) -> Vec<u8> {
        take(&mut *self.out.lock())
    }

    /// The end, with the last bytes.
    ///
    /// # Panics
    /// Never, as above.
    pub fn finish(mut self) -> Vec<u8> {
        if let Some(book) = self.book.take() {
            book.finish().expect(MEMORY);
        }
        self.taken()
    }
}

const MEMORY: &str = "writing to memory does not fail";

/// Bytes that the workbook writes at one end and that are taken away at the other.
#[derive(Clone, Default)]
pub(super) struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.lock().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
