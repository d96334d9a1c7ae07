//! Reading a workbook (ECMA-376): cell by cell and within limits, as a small file can unpack to anything.
//!
//! Formulas count as the values that they had when the file was saved.

use super::read::{Gathered, How, Sheet, Unreadable, fits};
use crate::limits::{SHEET_COLUMNS_MAX, SHEET_LINES_MAX, SHEET_UNPACKED_BYTES_MAX};
use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use std::io::{Cursor, Read as _, copy, sink};
use zip::ZipArchive;

pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    unpacks_to(bytes, SHEET_UNPACKED_BYTES_MAX)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotASheet)?;
    let names = book.sheet_names();
    for name in &names {
        let gathered = lines(&mut book, name)?;
        let how = How::Workbook { sheet: name.clone(), others: names.len() - 1 };
        match gathered.sheet(how) {
            Err(Unreadable::Empty) => {}
            other => return other,
        }
    }
    Err(Unreadable::Empty)
}

/// What the parts unpack to is counted before anything believes what they say of themselves: at most `left` bytes.
pub(super) fn unpacks_to(bytes: &[u8], mut left: u64) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotASheet)?;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| Unreadable::OldOrLocked)?;
        let unpacked = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| Unreadable::NotASheet)?;
        left = left.checked_sub(unpacked).ok_or(Unreadable::TooLarge)?;
    }
    Ok(())
}

fn lines(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Gathered, Unreadable> {
    let mut gathered = Gathered::default();
    // A sheet that holds a diagram alone has no cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(gathered) };
    let (mut row, mut line): (u32, Vec<String>) = (0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::NotASheet)? {
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (at, column) = cell.get_position();
        if at != row {
            gathered.add(row + 1, std::mem::take(&mut line))?;
            row = at;
        }
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= SHEET_COLUMNS_MAX {
            return Err(Unreadable::TooManyColumns);
        }
        if usize::try_from(at).unwrap_or(usize::MAX) > SHEET_LINES_MAX.saturating_mul(2) {
            return Err(Unreadable::TooManyLines);
        }
        // A line could hold one such text many times before it is taken in.
        fits(at + 1, column, &text)?;
        if line.len() <= column {
            line.resize(column + 1, String::new());
        }
        line[column] = text;
    }
    gathered.add(row + 1, line)?;
    Ok(gathered)
}

/// What stands in a cell, as somebody would type it.
fn text(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => typed(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(moment) => clock(*moment),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// `90012345`, `12,5`: what is whole has no decimals, and what is not has no more than a spreadsheet shows.
fn typed(number: f64) -> String {
    const SHOWN: usize = 10;
    let text = format!("{number:.SHOWN$}");
    text.trim_end_matches('0').trim_end_matches('.').replace('.', ",")
}

/// `2026-11-29`, `2026-11-29T13:30`, `7:30`.
fn clock(moment: ExcelDateTime) -> String {
    if moment.is_duration() || moment.as_f64() < 1.0 {
        // Days to whole minutes.
        let minutes = format!("{:.0}", moment.as_f64() * 24.0 * 60.0).parse::<i64>().unwrap_or_default();
        return format!("{}:{:02}", minutes / 60, minutes % 60);
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { day } else { format!("{day}T{hour:02}:{minute:02}") }
}
