//! R006: something that cannot be left out.

use super::Code;
use crate::finding::{Finding, Place};
use crate::patch::Mend;
use crate::syntax::keys::{Section, Takes};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R006.md");

/// A field as most begin.
const FIELD: &str = "title = { type = \"text\", max = 200, name = { nb = \"…\", en = \"…\" } }";

/// The keys that such a table lacks: at least one.
pub(crate) fn finding(place: Place, section: Section, keys: &[&str]) -> Finding {
    let lines = lines(section, keys);
    let (names, help) = match lines.as_slice() {
        [line] => (format!("key `{}`", keys.join("")), format!("add `{line}`")),
        _ => (format!("keys {}", listed(keys)), "add a line for each".to_owned()),
    };
    Finding::error(Code::R006, place, format!("{} needs the {names}", section.name()))
        .help(help)
        .insert_all(place, lines)
}

/// `a`, `b` and `c`.
fn listed(keys: &[&str]) -> String {
    match keys.split_last() {
        Some((last, [])) => format!("`{last}`"),
        Some((last, rest)) => format!("`{}` and `{last}`", rest.join("`, `")),
        None => String::new(),
    }
}

/// An entity whose table of fields is empty.
pub(crate) fn no_field(entity: Place, fields: Place) -> Finding {
    Finding::error(Code::R006, entity, "an entity needs a field: this one could store nothing")
        .help("add its fields, as in `title = { type = \"text\", max = 200, name = { nb = \"…\", en = \"…\" } }`")
        .insert(fields, FIELD)
}

/// A key of a field or of an entity that others call for.
pub(crate) fn because(place: Place, key: &str, because: &str) -> Finding {
    let line = line(&[Section::Field, Section::Entity], key);
    Finding::error(Code::R006, place, format!("the key `{key}` is missing: {because}"))
        .help(format!("add `{line}`"))
        .insert(place, line)
}

/// No file says who answers for the processing; the company's own file is to say it, if there is one.
pub(crate) fn controller(company: Option<usize>) -> Finding {
    let finding = Finding::error(Code::R006, None, "no file has a table `[controller]`")
        .note("GDPR art. 13(1)(a): people are told who answers for the processing of their data")
        .help("add it to the company file, with the company's own facts");
    match company {
        Some(file) => finding.mend(Mend::Append {
            file,
            table: Section::Controller.word().to_owned(),
            lines: required(Section::Controller),
        }),
        None => finding,
    }
}

/// The lines that such a table must have, to be filled in.
pub(super) fn required(section: Section) -> Vec<String> {
    let keys: Vec<&str> = section.keys().iter().filter(|key| key.required).map(|key| key.name).collect();
    lines(section, &keys)
}

fn lines(section: Section, keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| line(&[section], key)).collect()
}

/// The key with a value of its kind, to be filled in.
fn line(sections: &[Section], key: &str) -> String {
    let known = sections.iter().flat_map(|section| section.keys()).find(|known| known.name == key);
    if let ([Section::Entity], "fields") = (sections, key) {
        return format!("fields = {{ {FIELD} }}");
    }
    let value = match known.map(|known| known.takes) {
        Some(Takes::Words) => "{ nb = \"…\", en = \"…\" }",
        Some(Takes::TextOrAlternatives) => "{ one = { nb = \"…\", en = \"…\" } }",
        Some(Takes::Entries) => "{ one = \"…\" }",
        Some(Takes::Texts) => "[\"…\"]",
        Some(Takes::Boolean | Takes::BooleanOr(_)) => "true",
        Some(Takes::Integer | Takes::Date) => "…",
        Some(
            Takes::Table(_)
            | Takes::Named(_)
            | Takes::Several(_)
            | Takes::Lists
            | Takes::Grants
            | Takes::WordOrGrants(_),
        ) => "{}",
        Some(
            Takes::Text
            | Takes::TextOrTexts
            | Takes::OneOf(_)
            | Takes::SomeOf(_)
            | Takes::TextOr(_)
            | Takes::Activities,
        )
        | None => "\"…\"",
    };
    format!("{key} = {value}")
}
