//! R025: special categories of data and identity numbers that would lie in the clear.

use super::{Code, r012_special};
use crate::finding::{Finding, Findings};
use crate::lower::resolved::Register;
use crate::patch::Mend;
use model::Sealed;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R025.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for field in register.fields.iter().filter(|field| register.is_personal(field) && field.is_stored()) {
        // A link says only which row it leads to; that row is sealed where it must be.
        let is_link = matches!(field.kind.get(), Some(model::FieldKind::Link { .. }) | None);
        if !is_link && r012_special::is_delicate(register, field) && register.sealed(field) == Sealed::No {
            let headline = format!("`{}.{}` is not sealed", register[field.entity].key.it, field.key.it);
            let mend = match field.terms.sealed.get() {
                Some(open) => Mend::Value { place: open.place, new: "true".to_owned() },
                None => Mend::Insert { table: field.key.place, lines: vec!["sealed = true".to_owned()] },
            };
            findings.push(
                Finding::error(Code::R025, field.key.place, headline)
                    .note(
                        "GDPR art. 32(1)(a): special categories of data and identity numbers are stored encrypted, with a \
                         key that backups do not hold",
                    )
                    .help("add `sealed = true`, or `sealed = \"searchable\"` if an equal value must be found")
                    .mend(mend),
            );
        }
    }
}
