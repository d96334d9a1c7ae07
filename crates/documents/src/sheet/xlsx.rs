//! A workbook of one sheet (ECMA-376, Office Open XML), written as a stream: texts stand in their cells, so that nothing is
//! gathered first, neither in memory nor in a temporary file that would hold what is to be kept encrypted.
//!
//! Texts are texts, never formulas; numbers, days and moments are what they are, so that they can be reckoned with.

use super::csv::decimal;
use super::write::{Cell, Shared};
use crate::dates::local;
use crate::limits::{CELL_CHARACTERS_MAX, SHEET_NAME_CHARACTERS_MAX};
use jiff::Unit;
use jiff::civil::DateTime;
use std::fmt::Write as _;
use std::io::Write;
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, ZipWriter};

/// The workbook that is being written.
pub(super) struct Book {
    zip: ZipWriter<StreamWriter<Shared>>,
    row: u32,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// The places of the styles in `styles.xml`.
const HEADING: u32 = 1;
const DAY: u32 = 2;
const MOMENT: u32 = 3;
const MINUTES: u32 = 4;
const HUNDREDTHS: u32 = 5;

const STYLES: &str = concat!(
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[h]:mm\"/></numFmts>",
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>",
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>",
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>",
    "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>",
    "<cellXfs count=\"6\"><xf/><xf fontId=\"1\" applyFont=\"1\"/>",
    "<xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/>",
    "<xf numFmtId=\"164\" applyNumberFormat=\"1\"/><xf numFmtId=\"4\" applyNumberFormat=\"1\"/></cellXfs>",
);

impl Book {
    pub(super) fn new(out: Shared, title: &str, headings: &[String]) -> ZipResult<Self> {
        let mut book = Self { zip: ZipWriter::new_stream(out), row: 0 };
        book.part("[Content_Types].xml", &content_types())?;
        let document = format!("{OFFICE}/officeDocument");
        book.part("_rels/.rels", &relations(&[("rId1", &document, "xl/workbook.xml")]))?;
        book.part("xl/workbook.xml", &workbook(title))?;
        let (sheet, styles) = (format!("{OFFICE}/worksheet"), format!("{OFFICE}/styles"));
        let both = [("rId1", sheet.as_str(), "worksheets/sheet1.xml"), ("rId2", styles.as_str(), "styles.xml")];
        book.part("xl/_rels/workbook.xml.rels", &relations(&both))?;
        book.part("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\">{STYLES}</styleSheet>"))?;
        book.zip.start_file("xl/worksheets/sheet1.xml", options())?;
        let frozen = "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>";
        let columns = headings.len().max(1);
        let begin = format!(
            "{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetViews><sheetView workbookViewId=\"0\">{frozen}</sheetView></sheetViews>\
             <cols><col min=\"1\" max=\"{columns}\" width=\"24\" customWidth=\"1\"/></cols><sheetData>"
        );
        book.zip.write_all(begin.as_bytes())?;
        let heading = |text: &String| (Some(HEADING), Cell::Text(text.clone()));
        book.row(&headings.iter().map(heading).collect::<Vec<_>>())?;
        Ok(book)
    }

    pub(super) fn line(&mut self, cells: &[Cell]) -> ZipResult<()> {
        let styled: Vec<(Option<u32>, Cell)> = cells.iter().map(|cell| (style(cell), cell.clone())).collect();
        self.row(&styled)
    }

    pub(super) fn finish(mut self) -> ZipResult<()> {
        self.zip.write_all(b"</sheetData></worksheet>")?;
        self.zip.finish()?;
        Ok(())
    }

    fn part(&mut self, name: &str, xml: &str) -> ZipResult<()> {
        self.zip.start_file(name, options())?;
        self.zip.write_all(HEAD.as_bytes())?;
        Ok(self.zip.write_all(xml.as_bytes())?)
    }

    fn row(&mut self, cells: &[(Option<u32>, Cell)]) -> ZipResult<()> {
        self.row += 1;
        let mut xml = format!("<row r=\"{}\">", self.row);
        for (at, (style, cell)) in cells.iter().enumerate() {
            let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
            let place = format!("r=\"{}{}\"{style}", column(at), self.row);
            // Writing to a string does not fail.
            let _ = match value(cell) {
                None => Ok(()),
                Some(Value::Number(number)) => write!(xml, "<c {place}><v>{number}</v></c>"),
                Some(Value::Text(text)) => {
                    write!(xml, "<c {place} t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
                }
            };
        }
        xml.push_str("</row>");
        Ok(self.zip.write_all(xml.as_bytes())?)
    }
}

fn options() -> SimpleFileOptions {
    // The day of such a file is left out of it: the same rows are to give the same bytes.
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::DEFAULT)
}

/// What stands in the XML of a cell.
enum Value {
    Number(String),
    Text(String),
}

fn value(cell: &Cell) -> Option<Value> {
    match cell {
        Cell::Empty => None,
        Cell::Text(text) => Some(Value::Text(escaped(text))),
        Cell::Number { parts, places } => Some(Value::Number(decimal(*parts, *places, '.'))),
        Cell::Minutes(minutes) => Some(Value::Number(fraction(*minutes, 24 * 60))),
        Cell::Day(day) => Some(Value::Number((i64::from(day.0) + EPOCH_SERIAL).to_string())),
        Cell::Moment(moment) => Some(Value::Number(fraction(minutes_of(local(*moment)), 24 * 60))),
    }
}

fn style(cell: &Cell) -> Option<u32> {
    match cell {
        Cell::Empty | Cell::Text(_) => None,
        Cell::Number { places, .. } => (*places == 2).then_some(HUNDREDTHS),
        Cell::Minutes(_) => Some(MINUTES),
        Cell::Day(_) => Some(DAY),
        Cell::Moment(_) => Some(MOMENT),
    }
}

/// 1 January 1970 as spreadsheets count days.
const EPOCH_SERIAL: i64 = 25_569;

/// The minutes from the day before spreadsheets begin to count until this clock.
fn minutes_of(clock: DateTime) -> i64 {
    let days = clock.date().since((Unit::Day, jiff::civil::date(1970, 1, 1))).map_or(0, |distance| distance.get_days());
    let minutes = i64::from(clock.hour()) * 60 + i64::from(clock.minute());
    (i64::from(days) + EPOCH_SERIAL) * 24 * 60 + minutes
}

/// A quotient in decimals: whole part and nine places.
fn fraction(number: i64, of: i64) -> String {
    let places = 1_000_000_000;
    let (whole, rest) = (number.div_euclid(of), number.rem_euclid(of));
    format!("{whole}.{:09}", rest * places / of)
}

/// `A`, `B`, … `Z`, `AA`: the letters of a column.
pub(super) fn column(at: usize) -> String {
    let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap_or_default());
    if at < 26 { letter(at).to_string() } else { format!("{}{}", column(at / 26 - 1), letter(at)) }
}

/// The text as it may stand in XML, no longer than a cell takes.
fn escaped(text: &str) -> String {
    let fits = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(fits).take(CELL_CHARACTERS_MAX) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

fn content_types() -> String {
    let of = |part: &str, kind: &str| {
        let base = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        format!("<Override PartName=\"/xl/{part}.xml\" ContentType=\"{base}.{kind}+xml\"/>")
    };
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}{}{}</Types>",
        of("workbook", "sheet.main"),
        of("worksheets/sheet1", "worksheet"),
        of("styles", "styles")
    )
}

fn relations(of: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    };
    format!("<Relationships xmlns=\"{PACKAGE}\">{}</Relationships>", of.iter().map(one).collect::<String>())
}

fn workbook(title: &str) -> String {
    let name: String = title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(SHEET_NAME_CHARACTERS_MAX).collect();
    let name = if name.trim().is_empty() { "1".to_owned() } else { escaped(&name) };
    format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    )
}
