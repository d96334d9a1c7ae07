//! R032: a system outside that nobody sees to, that keeps data without end, or where nobody knows what to do.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::Register;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R032.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for system in &register.systems {
        let key = &system.key;
        let missing = [
            (
                system.owner.is_absent(),
                format!("nobody sees to the system `{}`", key.it),
                "GDPR art. 5(2) and 12(3): access and erasure reach what lies outside only if somebody goes there",
                "owner = \"…\"",
                "with the role that goes there",
            ),
            (
                system.keep.is_absent(),
                format!("the system `{}` keeps data without end", key.it),
                "GDPR art. 5(1)(e) and 13(2)(a): data are kept no longer than necessary, and people are told how long",
                "keep = { nb = \"slettes …\", en = \"deleted …\" }",
                "and see that it is so",
            ),
            (
                system.routine.is_absent(),
                format!("nothing says what is done in the system `{}` when somebody asks or leaves", key.it),
                "GDPR art. 12(1) and 24(1): what lies outside is found and erased by hand, so it is written down how",
                "routine = { nb = \"…\", en = \"…\" }",
                "with what the owner does there",
            ),
        ];
        for (is_missing, headline, law, line, then) in missing {
            if is_missing {
                let finding = Finding::error(Code::R032, key.place, headline).note(law);
                findings.push(finding.help(format!("add `{line}`, {then}")).insert(key.place, line));
            }
        }
    }
}
