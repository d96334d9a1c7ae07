//! R002: a key that means nothing where it stands.

use super::Code;
use crate::finding::{At, Finding};
use crate::syntax::keys::Section;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R002.md");

pub(crate) fn finding(key: &At<String>, section: Section, near: Option<&str>) -> Finding {
    let known: Vec<&str> = section.keys().iter().map(|known| known.name).collect();
    Finding::error(Code::R002, key.place, format!("{} has no key `{}`", section.name(), key.it))
        .note(format!("it has {}", known.join(", ")))
        .propose(near)
}

/// A known key that does not go with what stands beside it.
pub(crate) fn misplaced(key: &At<String>, because: &str) -> Finding {
    Finding::error(Code::R002, key.place, format!("the key `{}` means nothing here: {because}", key.it))
        .help(format!("remove `{}`", key.it))
}
