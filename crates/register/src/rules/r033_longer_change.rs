//! R033: a company keeps something longer than the register that it changes.

use super::Code;
use crate::finding::{Finding, Place};
use crate::patch::Mend;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R033.md");

pub(crate) fn finding(entity: &str, changed: Place, declared: Place) -> Finding {
    Finding::error(Code::R033, changed, format!("the change keeps `{entity}` longer than the register does"))
        .related(declared, "the register says")
        .note("GDPR art. 5(1)(e): a longer period needs a purpose and a ground of its own, and a change names neither")
        .mend(Mend::Copy { string: changed, from: declared })
        .help("shorten it, at the most to what the register says, or declare an entity of your own with the purpose that needs the longer period")
}
