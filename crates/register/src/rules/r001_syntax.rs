//! R001: the file is not TOML, or longer than a register file may be.

use super::Code;
use crate::finding::{Finding, Place};
use crate::limits::{FILE_MAX_BYTES, NAME_MAX_PARTS};
use crate::patch::{Applicability, Patch};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R001.md");

/// What closes a string.
pub(crate) const QUOTE: &str = "\"";

pub(crate) fn finding(place: Place, message: &str) -> Finding {
    Finding::error(Code::R001, place, format!("this is not TOML: {message}"))
        .note("a file with such a mistake is not judged further: what was lost cannot be known")
        .help("strings stand in double quotes, a table opens with `[name]` or `{`, a list with `[`")
}

/// A string that lacks only the quote at its end.
pub(crate) fn unclosed(place: Place, message: &str) -> Finding {
    let mut finding = finding(place, message).help("add the quote at the end of the string");
    let place = Place { end: place.start, ..place };
    finding.patch = Some(Patch { place, text: QUOTE.to_owned(), applicability: Applicability::Complete });
    finding
}

pub(crate) fn too_long(place: Place) -> Finding {
    Finding::error(Code::R001, place, format!("the file is longer than {FILE_MAX_BYTES} bytes"))
        .help("divide it into several files")
}

pub(crate) fn long_name(place: Place) -> Finding {
    Finding::error(Code::R001, place, format!("a dotted name has at most {NAME_MAX_PARTS} parts"))
        .help("the longest name that means anything has seven, as in `entity.case.fields.status.of.open.nb`")
}
