//! The example register, in which every key occurs, and the lines of it that show one.

use crate::SourceFile;
use crate::finding::{Findings, Place};
use crate::syntax::keys::{Section, Takes};
use crate::syntax::tree::{Entry, Table, Value, parse};

/// Where a key occurs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Occurrence {
    pub(crate) section: Section,
    pub(crate) name: &'static str,
    pub(crate) key: Place,
    /// Tests put something else there.
    #[cfg(test)]
    pub(crate) value: Place,
}

/// The files of the example register.
pub(crate) fn files() -> Vec<SourceFile> {
    let files = [
        ("standard.toml", include_str!("../../../../docs/register/example/standard.toml")),
        ("company.toml", include_str!("../../../../docs/register/example/company.toml")),
    ];
    files.into_iter().map(|(name, text)| SourceFile { name: name.to_owned(), text: text.to_owned() }).collect()
}

/// Every occurrence of a known key, file by file.
pub(crate) fn occurrences(files: &[SourceFile]) -> Vec<Occurrence> {
    let mut found = Vec::new();
    for (index, file) in files.iter().enumerate() {
        if let Some(table) = parse(index, file, &mut Findings::default()) {
            walk(&table, Section::File, &mut found);
        }
    }
    found
}

fn walk(table: &Table, section: Section, found: &mut Vec<Occurrence>) {
    for Entry { key, value } in &table.0 {
        let Some(known) = section.keys().iter().find(|known| known.name == key.it) else { continue };
        found.push(Occurrence {
            section,
            name: known.name,
            key: key.place,
            #[cfg(test)]
            value: value.place,
        });
        match known.takes {
            Takes::Words => below(&value.it, Section::Words, found),
            Takes::Table(inner) | Takes::TextOr(inner) | Takes::Several(inner) => below(&value.it, inner, found),
            Takes::Named(inner) => each(&value.it, inner, found),
            Takes::Entries | Takes::TextOrAlternatives => each(&value.it, Section::Words, found),
            Takes::Text
            | Takes::TextOrTexts
            | Takes::Texts
            | Takes::Boolean
            | Takes::BooleanOr(_)
            | Takes::Integer
            | Takes::Date
            | Takes::OneOf(_)
            | Takes::SomeOf(_)
            | Takes::Lists
            | Takes::Grants
            | Takes::WordOrGrants(_)
            | Takes::Activities => {}
        }
    }
}

/// A table of a kind, or a list of them.
fn below(value: &Value, section: Section, found: &mut Vec<Occurrence>) {
    if let Some(table) = value.table() {
        walk(table, section, found);
    }
    for item in value.list().unwrap_or_default() {
        below(&item.it, section, found);
    }
}

/// A table of names, each for a table of a kind.
fn each(value: &Value, section: Section, found: &mut Vec<Occurrence>) {
    for entry in value.table().map_or(&[][..], |table| &table.0) {
        below(&entry.value.it, section, found);
    }
}

/// The lines around a key: its table from the header on, or, among fields, the header and the one field.
pub(crate) fn excerpt(text: &str, key: Place) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let at = text.get(..key.start).map_or(0, |before| before.matches('\n').count());
    let header = (0..=at).rev().find(|&line| lines[line].starts_with('[')).unwrap_or_default();
    let (from, to) = if lines[header].ends_with(".fields]") && header < at {
        let begins = |line: &usize| lines[*line].starts_with(|c: char| c.is_alphabetic());
        let from = (header..=at).rev().find(begins).unwrap_or(at);
        (from, (from + 1..lines.len()).find(|&line| !lines[line].starts_with(' ')).unwrap_or(lines.len()))
    } else {
        let next = (header + 1..lines.len()).find(|&line| lines[line].starts_with('[') || lines[line].is_empty());
        (header + 1, next.unwrap_or(lines.len()))
    };
    let mut shown = lines[header].to_owned() + "\n";
    for line in &lines[from.max(header + 1)..to] {
        shown += line;
        shown += "\n";
    }
    shown
}
