//! R004: the same thing twice.

use super::Code;
use crate::finding::{Finding, Place};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R004.md");

pub(crate) fn finding(name: &str, again: Place, first: Option<Place>) -> Finding {
    let finding = Finding::error(Code::R004, again, format!("`{name}` is written twice"))
        .note("nothing overrides anything: each thing stands in one place")
        .help("remove one of the two, or give one another name");
    match first {
        Some(first) => finding.related(first, "first written here"),
        None => finding,
    }
}
