//! R010: personal data that no activity answers for.

use super::Code;
use crate::finding::{At, Finding, Findings, Place};
use crate::lower::resolved::Register;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R010.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for entity in register.entities.iter().filter(|entity| entity.held.is_absent()) {
        let headline = format!("no activity says why `{}` is held", entity.key.it);
        findings.push(
            Finding::error(Code::R010, entity.key.place, headline)
                .note("GDPR art. 5(1)(b): personal data are collected for specified, explicit purposes")
                .help("add `activity = \"…\"`, or `impersonal = \"why\"` if nothing in it is about a person")
                .insert(entity.key.place, "activity = \"…\""),
        );
    }
}

/// A choice decides the activity, and says nothing for one of its alternatives.
pub(crate) fn under(entity: &At<String>, alternative: &str, choice: Place) -> Finding {
    Finding::error(Code::R010, choice, format!("no activity says why `{}` is held under `{alternative}`", entity.it))
        .note("GDPR art. 5(1)(b): personal data are collected for specified, explicit purposes")
        .help(format!("add `{alternative} = \"…\"` with an activity"))
}
