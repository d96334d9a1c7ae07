//! A workbook (ECMA-376, Office Open XML) with the tables as sheets.
//!
//! It must not know what the cells are about. Every cell is text, so nothing in it is taken for a formula.

use super::Table;
use crate::limits::CELL_CHARACTERS_MAX;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

/// How wide a column is, in characters.
const COLUMN_WIDTH: f64 = 36.0;

/// The bytes of the workbook.
///
/// # Panics
/// Never: writing to memory does not fail, and no cell is longer than a spreadsheet allows.
pub(super) fn write(tables: &[Table]) -> Vec<u8> {
    workbook(tables).expect("writing to memory does not fail")
}

fn workbook(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The day that such a file bears is left out of it: the same record is to give the same bytes.
    let never = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&never));
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let heading = body.clone().set_bold();
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.name)?;
        line(sheet, 0, &table.headings, &heading)?;
        for (row, cells) in (1..).zip(&table.lines) {
            line(sheet, row, cells, &body)?;
        }
        for (column, _) in (0..).zip(&table.headings) {
            sheet.set_column_width(column, COLUMN_WIDTH)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_landscape();
    }
    workbook.save_to_buffer()
}

fn line(sheet: &mut Worksheet, row: u32, cells: &[String], format: &Format) -> Result<(), XlsxError> {
    for (column, cell) in (0..).zip(cells) {
        let fitting: String = cell.chars().take(CELL_CHARACTERS_MAX).collect();
        sheet.write_string_with_format(row, column, fitting, format)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
