use super::write;
use crate::limits::CELL_CHARACTERS_MAX;
use crate::record::{Column, CustomerAgreement, CustomerColumn, Record, Table, record};
use crate::sample::sample;
use calamine::{Data, Reader, Xlsx};
use model::Language;
use std::io::Cursor;

fn cells(bytes: Vec<u8>, sheet: &str) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        other => panic!("{other:?} is not text"),
    };
    range.rows().map(|row| row.iter().map(text).collect()).collect()
}

fn of_the_sample() -> Record {
    let customer = CustomerAgreement { customer: "Kysten AS".to_owned(), ..CustomerAgreement::default() };
    record(&sample(), Some(&[customer]), Language::Nb)
}

/// Read back with a library that shares nothing with the one that wrote it.
#[test]
fn a_reader_finds_every_cell() {
    let record = of_the_sample();
    let expected = |headings: Vec<&str>, lines: Vec<Vec<String>>| {
        let headings = headings.into_iter().map(str::to_owned).collect();
        std::iter::once(headings).chain(lines).collect::<Vec<Vec<String>>>()
    };
    let lines =
        record.activities.iter().map(|it| Column::ALL.map(|column| column.cell(&record, it).join("\n")).to_vec());
    assert_eq!(
        cells(record.to_xlsx(), "Behandlingsaktiviteter"),
        expected(Column::ALL.map(|column| column.heading(Language::Nb)).to_vec(), lines.collect())
    );
    let lines = record
        .customers
        .iter()
        .flatten()
        .map(|it| CustomerColumn::ALL.map(|column| column.cell(&record, it).join("\n")).to_vec());
    let mut lines: Vec<Vec<String>> = lines.collect();
    let last = lines[0].pop();
    assert_eq!(last.as_deref(), Some(""), "the agreement bears no day");
    let read = cells(record.to_xlsx(), "Behandling for kunder");
    assert_eq!(read[1][..lines[0].len()], lines[0]);
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    assert_eq!(of_the_sample().to_xlsx(), of_the_sample().to_xlsx());
}

#[test]
fn nothing_becomes_a_formula_and_nothing_is_too_long() {
    let long = "ø".repeat(CELL_CHARACTERS_MAX + 1_000);
    let cells_in = ["=1+1", "@SUM(A1)", "https://example.no", long.as_str()].map(str::to_owned).to_vec();
    let table = Table { name: "T", headings: cells_in.clone(), lines: vec![cells_in] };
    let read = cells(write(&[table]), "T");
    assert_eq!(read[1][..3], ["=1+1", "@SUM(A1)", "https://example.no"]);
    assert_eq!(read[1][3].chars().count(), CELL_CHARACTERS_MAX);
}
