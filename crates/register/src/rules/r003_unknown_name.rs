//! R003: a name that nothing bears.

use super::Code;
use crate::finding::{At, Finding};
use crate::nearest::nearest;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R003.md");

/// `kind` is what was sought, as in "role"; `known` are the names there are.
pub(crate) fn finding<'a>(kind: &str, name: &At<String>, known: impl IntoIterator<Item = &'a str>) -> Finding {
    Finding::error(Code::R003, name.place, format!("there is no {kind} `{}`", name.it))
        .propose(nearest(&name.it, known))
}
