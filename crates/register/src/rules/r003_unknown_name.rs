//! R003: a name that nothing bears.

use super::Code;
use crate::finding::{At, Finding};
use crate::nearest::nearest;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R003.md");

/// `kind` is what was sought, as in "role"; `known` are the names there are.
pub(crate) fn finding<'a>(kind: &str, name: &At<String>, known: impl IntoIterator<Item = &'a str>) -> Finding {
    Finding::error(Code::R003, name.place, format!("there is no {kind} `{}`", name.it))
        .propose(name, nearest(&name.it, known))
}

/// A change names something that two things bear.
pub(crate) fn two_things(name: &At<String>) -> Finding {
    Finding::error(Code::R003, name.place, format!("`{}` is both an entity and an activity", name.it))
        .help("give the one that is yours another name")
}

pub(crate) fn not_a_field(name: &At<String>) -> Finding {
    Finding::error(Code::R003, name.place, format!("`{}` does not name a field", name.it))
        .help("write the entity and its field with a dot between, as in `subscription.sold_on`")
}
