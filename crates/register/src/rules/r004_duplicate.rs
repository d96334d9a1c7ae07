//! R004: the same thing twice.

use super::Code;
use crate::finding::{At, Finding, Place};
use crate::patch::Mend;

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

/// Something declared twice, each by a name of its own in the language; `joint` is what a longer name may go on with.
pub(crate) fn declared(key: &At<String>, first: Option<Place>, joint: char) -> Finding {
    finding(&key.it, key.place, first).replace(key, format!("{}{joint}…", key.it))
}

/// The same item twice in one list.
pub(crate) fn item(name: &str, again: Place, first: Place) -> Finding {
    finding(name, again, Some(first)).help("remove one of the two").mend(Mend::ItemOut { item: again })
}
