//! Comma-separated values (RFC 4180), safe to open in a spreadsheet.
//!
//! It must not know what the cells are about.

use super::Table;

/// Tells spreadsheets that the file is UTF-8: without it they show `Ã¸` for `ø`.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Signs at the start of a cell that make spreadsheets take it for a formula.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Every line with its cells quoted, ended by CRLF.
pub(super) fn write(table: &Table) -> String {
    lines(std::iter::once(&table.headings).chain(&table.lines))
}

/// The same of lines, the headings first.
pub(crate) fn lines<'a>(lines: impl Iterator<Item = &'a Vec<String>>) -> String {
    let mut out = String::from(BYTE_ORDER_MARK);
    for line in lines {
        let cells: Vec<String> = line.iter().map(|cell| quote(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// The cell between quotation marks, its own doubled. What would begin a formula gets an apostrophe first.
fn quote(cell: &str) -> String {
    let guard = if cell.starts_with(FORMULA_SIGNS) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests;
