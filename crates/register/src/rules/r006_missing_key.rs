//! R006: something that cannot be left out.

use super::Code;
use crate::finding::{Finding, Place};
use crate::syntax::keys::Section;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R006.md");

pub(crate) fn finding(place: Place, section: Section, key: &str) -> Finding {
    Finding::error(Code::R006, place, format!("{} needs the key `{key}`", section.name()))
        .help(format!("add a line `{key} = …`"))
}

pub(crate) fn because(place: Place, key: &str, because: &str) -> Finding {
    Finding::error(Code::R006, place, format!("the key `{key}` is missing: {because}")).help(format!("add `{key} = …`"))
}

/// No file says who answers for the processing.
pub(crate) fn controller() -> Finding {
    Finding::error(Code::R006, None, "no file has a table `[controller]`")
        .note("GDPR art. 13(1)(a): people are told who answers for the processing of their data")
        .help("add it to the company file; the manual shows one")
}
