//! R032: a system outside that nobody sees to, or that keeps data without end.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::Register;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R032.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for system in &register.systems {
        let key = &system.key;
        if system.owner.is_absent() {
            findings.push(
                Finding::error(Code::R032, key.place, format!("nobody sees to the system `{}`", key.it))
                    .note("GDPR art. 5(2) and 12(3): access and erasure reach what lies outside only if somebody goes there")
                    .help("add `owner = \"…\"` with a role"),
            );
        }
        if system.keep.is_absent() {
            findings.push(
                Finding::error(Code::R032, key.place, format!("the system `{}` keeps data without end", key.it))
                    .note("GDPR art. 5(1)(e) and 13(2)(a): data are kept no longer than necessary, and people are told how long")
                    .help("add `keep = { nb = \"slettes …\", en = \"deleted …\" }`, and see that it is so"),
            );
        }
    }
}
