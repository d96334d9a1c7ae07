//! Sheets as they are written, and as files of other programs are read.

use super::read::Gathered;
use super::workbook::unpacks_to;
use super::{Cell, Encoding, Format, How, Sheet, SheetWriter, Unreadable, read};
use crate::limits::{
    CELL_CHARACTERS_MAX, SHEET_CELL_CHARACTERS_MAX, SHEET_COLUMNS_MAX, SHEET_KEPT_BYTES_MAX, SHEET_LINES_MAX,
};
use model::{Day, Moment};
use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn written(format: Format, headings: &[&str], lines: &[Vec<Cell>]) -> Vec<u8> {
    let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
    let mut writer = SheetWriter::new(format, "Mulige: [kunder]", &headings);
    let mut bytes = Vec::new();
    for line in lines {
        writer.line(line);
        bytes.extend(writer.taken());
    }
    bytes.extend(writer.finish());
    bytes
}

fn lines(sheet: &Sheet) -> Vec<Vec<&str>> {
    sheet.lines.iter().map(|line| line.cells.iter().map(String::as_str).collect()).collect()
}

#[test]
fn a_csv_is_what_a_norwegian_spreadsheet_opens() {
    let line = vec![
        text("Blåbær; og «sylte\"tøy\""),
        Cell::Number { parts: -123_450, places: 2 },
        Cell::Day(Day(20_421)),
        Cell::Moment(Moment(1_795_348_800_000_000)),
        Cell::Minutes(605),
        Cell::Empty,
    ];
    let csv = String::from_utf8(written(Format::Csv, &["Navn", "Pris"], &[line])).unwrap();
    assert_eq!(
        csv,
        "\u{feff}Navn;Pris\r\n\"Blåbær; og «sylte\"\"tøy\"\"\";-1234,50;2025-11-29;2026-11-22 13:00;10:05;\r\n"
    );
}

#[test]
fn no_text_becomes_a_formula_and_no_number_a_text() {
    let check = |given: &str, expected: &str| {
        let csv = String::from_utf8(written(Format::Csv, &["A"], &[vec![text(given)]])).unwrap();
        assert_eq!(csv, format!("\u{feff}A\r\n{expected}\r\n"));
        let back = read(csv.as_bytes()).unwrap();
        assert_eq!(lines(&back), [[given.trim()]], "it comes back as it was");
    };
    check("=1+1", "'=1+1");
    check("@SUM(A1)", "'@SUM(A1)");
    check("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0");
    check("-2+3", "'-2+3");
    check("+47 22 22 55 55", "+47 22 22 55 55");
    check("-5", "-5");
    check("'sitat'", "'sitat'");
}

#[test]
fn a_workbook_comes_back_with_days_as_days_and_numbers_as_numbers() {
    let long = "ø".repeat(SHEET_CELL_CHARACTERS_MAX);
    let line = vec![
        text("=1+1"),
        Cell::Number { parts: 1_250, places: 2 },
        Cell::Number { parts: 90_012_345, places: 0 },
        Cell::Day(Day(20_421)),
        Cell::Moment(Moment(1_795_350_600_000_000)),
        Cell::Minutes(1_505),
        text("<a & \"b\">\nto linjer\u{0}"),
        text(&long),
    ];
    let headings = ["A", "B", "C", "D", "E", "F", "G", "H"];
    let bytes = written(Format::Xlsx, &headings, &[line.clone(), vec![Cell::Empty, text("bare B")]]);
    assert_eq!(bytes, written(Format::Xlsx, &headings, &[line, vec![Cell::Empty, text("bare B")]]));
    let sheet = read(&bytes).unwrap();
    assert_eq!(sheet.how, How::Workbook { sheet: "Mulige kunder".to_owned(), others: 0 });
    assert_eq!(sheet.headings, headings);
    let first =
        ["=1+1", "12,5", "90012345", "2025-11-29", "2026-11-22T13:30", "25:05", "<a & \"b\">\nto linjer", &long];
    assert_eq!(lines(&sheet), [first.to_vec(), vec!["", "bare B", "", "", "", "", "", ""]]);
    assert_eq!(sheet.lines[1].number, 3);
}

#[test]
fn a_workbook_cuts_what_no_cell_takes() {
    let bytes = written(Format::Xlsx, &["A"], &[vec![text(&"x".repeat(CELL_CHARACTERS_MAX + 1))]]);
    assert_eq!(read(&bytes), Err(Unreadable::TooLongCell(2, 1)), "it was cut, but is longer than is read");
}

#[test]
fn columns_have_letters() {
    assert_eq!([0, 25, 26, 51, 52, 701, 702].map(super::xlsx::column), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
}

#[test]
fn every_encoding_and_separator_is_told() {
    let check = |bytes: &[u8], encoding: Encoding, separator: char| {
        let sheet = read(bytes).unwrap();
        assert_eq!(sheet.how, How::Text { encoding, separator });
        assert_eq!(
            (sheet.headings, sheet.lines[0].cells.clone()),
            (vec!["Navn".to_owned(), "Sted".to_owned()], vec!["Kåre – «Ål»".to_owned(), "Tromsø, 1".to_owned()])
        );
    };
    let plain = "Navn;Sted\r\nKåre – «Ål»;Tromsø, 1\r\n";
    check(plain.as_bytes(), Encoding::Utf8, ';');
    check(format!("\u{feff}{plain}").as_bytes(), Encoding::Utf8, ';');
    check(plain.replace(';', "\t").as_bytes(), Encoding::Utf8, '\t');
    check("Navn,Sted\n\"Kåre – «Ål»\",\"Tromsø, 1\"".as_bytes(), Encoding::Utf8, ',');
    check(format!("sep=;\r\n{plain}").as_bytes(), Encoding::Utf8, ';');
    let old: Vec<u8> = plain.chars().map(|c| if c == '–' { 0x96 } else { u8::try_from(c).unwrap() }).collect();
    check(&old, Encoding::Windows1252, ';');
    let wide = |unit: fn(u16) -> [u8; 2]| plain.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    check(&[&[0xff, 0xfe][..], &wide(u16::to_le_bytes)].concat(), Encoding::Utf16, ';');
    check(&[&[0xfe, 0xff][..], &wide(u16::to_be_bytes)].concat(), Encoding::Utf16, ';');
}

#[test]
fn lines_of_a_text_keep_the_numbers_that_a_spreadsheet_shows() {
    let sheet = read(b"\n;;\nA;B;\n\"to\nlinjer\";2\n\n 3 ;\"han sa \"\"hei\"\"\"\nx\n").unwrap();
    assert_eq!(sheet.headings, ["A", "B"]);
    assert_eq!(lines(&sheet), [["to\nlinjer", "2"], ["3", "han sa \"hei\""], ["x", ""]]);
    assert_eq!(sheet.lines.iter().map(|line| line.number).collect::<Vec<_>>(), [4, 6, 7]);
}

#[test]
fn what_is_no_sheet_says_what_it_is() {
    let check = |bytes: &[u8], expected: Unreadable| assert_eq!(read(bytes), Err(expected));
    check(b"", Unreadable::Empty);
    check(b"Navn;Sted\r\n", Unreadable::Empty);
    check(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Unreadable::NotASheet);
    check(b"PK\x03\x04 and nothing", Unreadable::NotASheet);
    check(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1], Unreadable::OldOrLocked);
    check(b"\xff\xfeN", Unreadable::NotASheet);
}

#[test]
fn a_file_is_read_up_to_each_limit() {
    let columns = |number: usize| format!("{}\n1\n", vec!["x"; number].join(";"));
    assert_eq!(read(columns(SHEET_COLUMNS_MAX).as_bytes()).unwrap().headings.len(), SHEET_COLUMNS_MAX);
    assert_eq!(read(columns(SHEET_COLUMNS_MAX + 1).as_bytes()), Err(Unreadable::TooManyColumns));
    let long = |number: usize| format!("A;B\n1;{}\n", "ø".repeat(number));
    assert!(read(long(SHEET_CELL_CHARACTERS_MAX).as_bytes()).is_ok());
    assert_eq!(read(long(SHEET_CELL_CHARACTERS_MAX + 1).as_bytes()), Err(Unreadable::TooLongCell(2, 2)));
    let many = |number: usize| format!("A\n{}", "1\n".repeat(number));
    assert_eq!(read(many(SHEET_LINES_MAX).as_bytes()).unwrap().lines.len(), SHEET_LINES_MAX);
    assert_eq!(read(many(SHEET_LINES_MAX + 1).as_bytes()), Err(Unreadable::TooManyLines));
}

#[test]
fn no_more_text_is_kept_of_a_sheet_than_memory_has_room_for() {
    const CELL_BYTES: usize = 8 * 1024;
    let (mut gathered, line) = (Gathered::default(), vec!["x".repeat(CELL_BYTES); 64]);
    for number in 0..SHEET_KEPT_BYTES_MAX / (CELL_BYTES * line.len()) {
        gathered.add(u32::try_from(number).unwrap(), line.clone()).unwrap();
    }
    assert_eq!(gathered.add(1_000, vec!["x".to_owned()]), Err(Unreadable::TooLarge));
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_not_unpacked() {
    const LIMIT_BYTES: u64 = 1_000_000;
    let bomb = |bytes: u64| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("xl/workbook.xml", SimpleFileOptions::default()).unwrap();
        zip.write_all(&vec![b' '; usize::try_from(bytes).unwrap()]).unwrap();
        zip.finish().unwrap().into_inner()
    };
    assert!(bomb(LIMIT_BYTES).len() < 10_000, "it looks small");
    assert_eq!(unpacks_to(&bomb(LIMIT_BYTES), LIMIT_BYTES), Ok(()));
    assert_eq!(unpacks_to(&bomb(LIMIT_BYTES + 1), LIMIT_BYTES), Err(Unreadable::TooLarge));
}
