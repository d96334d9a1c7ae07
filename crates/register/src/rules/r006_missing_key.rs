//! R006: something that cannot be left out.

use super::Code;
use crate::finding::{Finding, Place};
use crate::syntax::keys::{Section, Takes};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R006.md");

pub(crate) fn finding(place: Place, section: Section, key: &str) -> Finding {
    let line = line(&[section], key);
    Finding::error(Code::R006, place, format!("{} needs the key `{key}`", section.name()))
        .help(format!("add `{line}`"))
        .insert(place, line)
}

/// A key of a field or of an entity that others call for.
pub(crate) fn because(place: Place, key: &str, because: &str) -> Finding {
    let line = line(&[Section::Field, Section::Entity], key);
    Finding::error(Code::R006, place, format!("the key `{key}` is missing: {because}"))
        .help(format!("add `{line}`"))
        .insert(place, line)
}

/// No file says who answers for the processing.
pub(crate) fn controller() -> Finding {
    Finding::error(Code::R006, None, "no file has a table `[controller]`")
        .note("GDPR art. 13(1)(a): people are told who answers for the processing of their data")
        .help("add it to the company file; the manual shows one")
}

/// The key with a value of its kind, to be filled in.
fn line(sections: &[Section], key: &str) -> String {
    let known = sections.iter().flat_map(|section| section.keys()).find(|known| known.name == key);
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
