//! Delimited text (RFC 4180) as spreadsheet programs here save and open it: semicolons, commas or tabs.
//!
//! It must not know what the cells are about.

use super::write::Cell;
use crate::dates::{iso_day, local_time};

/// Tells spreadsheets that the file is UTF-8: without it they show `Ã¸` for `ø`.
pub(super) const BYTE_ORDER_MARK: &str = "\u{feff}";
/// What a Norwegian spreadsheet program expects between cells: the comma stands in numbers.
const SEPARATOR: char = ';';
/// What may stand between the cells of a file that somebody brings; the first where they are as many.
const SEPARATORS: [char; 3] = [';', '\t', ','];
/// Signs at the start of a text that make spreadsheets take it for a formula (OWASP, CSV injection).
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// One line, ended by CRLF.
pub(super) fn line(cells: &[Cell]) -> String {
    let cells: Vec<String> = cells.iter().map(written).collect();
    cells.join(&SEPARATOR.to_string()) + "\r\n"
}

fn written(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => quoted(&guarded(text)),
        Cell::Number { parts, places } => decimal(*parts, *places, ','),
        Cell::Minutes(minutes) => format!("{}:{:02}", minutes / 60, minutes % 60),
        Cell::Day(day) => iso_day(*day),
        Cell::Moment(moment) => local_time(*moment).replace('T', " "),
    }
}

/// What would begin a formula gets an apostrophe first; what is only a number stays one: `+47 22 22 55 55`, `-5`.
fn guarded(text: &str) -> String {
    let digits = text.strip_prefix(['+', '-']).unwrap_or_default();
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '.'));
    if text.starts_with(FORMULA_SIGNS) && !is_number { format!("'{text}") } else { text.to_owned() }
}

/// The text without the apostrophe that kept it from being a formula.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA_SIGNS)).unwrap_or(text)
}

fn quoted(text: &str) -> String {
    let needs = text.contains([SEPARATOR, ',', '"', '\n', '\r', '\t']) || text.trim() != text;
    if needs { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

/// `1234,50` of so many parts of one.
pub(super) fn decimal(parts: i64, places: u32, point: char) -> String {
    let scale = 10_u64.pow(places);
    let (sign, whole, rest) =
        (if parts < 0 { "-" } else { "" }, parts.unsigned_abs() / scale, parts.unsigned_abs() % scale);
    let width = usize::try_from(places).unwrap_or_default();
    if places == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{rest:0width$}") }
}

/// The separator of a text: what `sep=` says (Excel), otherwise the one that its first line has most of.
pub(super) fn separator(text: &str) -> (char, &str) {
    let told = text.strip_prefix("sep=").and_then(|rest| Some((rest.chars().next()?, rest)));
    if let Some((separator, rest)) = told.filter(|(separator, _)| SEPARATORS.contains(separator)) {
        return (separator, rest[1..].trim_start_matches('\r').strip_prefix('\n').unwrap_or(&rest[1..]));
    }
    let mut counts = SEPARATORS.map(|_| 0_usize);
    let mut inside = false;
    for c in text.chars() {
        match c {
            '"' => inside = !inside,
            '\n' | '\r' if !inside && counts.iter().any(|count| *count > 0) => break,
            c if !inside => {
                if let Some(at) = SEPARATORS.iter().position(|known| *known == c) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let at = counts.iter().position(|count| *count == most).unwrap_or_default();
    (SEPARATORS[at], text)
}

/// Reads records one after the other.
pub(super) struct Records<'a> {
    rest: &'a str,
    separator: char,
}

impl<'a> Records<'a> {
    pub(super) fn of(text: &'a str, separator: char) -> Self {
        Self { rest: text, separator }
    }
}

impl Iterator for Records<'_> {
    type Item = Vec<String>;

    fn next(&mut self) -> Option<Vec<String>> {
        if self.rest.is_empty() {
            return None;
        }
        let mut cells = Vec::new();
        loop {
            let (cell, end, rest) = cell(self.rest, self.separator);
            cells.push(cell);
            self.rest = rest;
            if end != Some(self.separator) {
                return Some(cells);
            }
        }
    }
}

/// The first cell, what ended it, and what comes behind. A quotation mark in the middle of a cell is itself.
fn cell(text: &str, separator: char) -> (String, Option<char>, &str) {
    let mut cell = String::new();
    let mut inside = false;
    let mut signs = text.char_indices().peekable();
    while let Some((at, c)) = signs.next() {
        let behind = &text[at + c.len_utf8()..];
        match c {
            '"' if inside && behind.starts_with('"') => {
                signs.next();
                cell.push('"');
            }
            '"' if inside || cell.is_empty() => inside = !inside,
            c if inside => cell.push(c),
            c if c == separator => return (cell, Some(c), behind),
            '\r' | '\n' => {
                let behind = if c == '\r' { behind.strip_prefix('\n').unwrap_or(behind) } else { behind };
                return (cell, Some('\n'), behind);
            }
            c => cell.push(c),
        }
    }
    (cell, None, "")
}
