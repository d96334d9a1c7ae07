//! R029: free text or files where nothing says whom they are about.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::Register;
use model::{FieldKind, Held};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R029.md");

/// An entity that holds personal data without a subject has R022; one that says it holds none is judged here.
pub(super) fn check(register: &Register, findings: &mut Findings) {
    for id in register.entity_ids().filter(|&id| register[id].held.get() == Some(&Held::Impersonal)) {
        for field in register.fields_of(id) {
            if field.kind.get().is_some_and(FieldKind::is_free) && field.impersonal.is_absent() {
                let headline = format!("`{}.{}` can hold anything about anybody", register[id].key.it, field.key.it);
                findings.push(
                    Finding::error(Code::R029, field.key.place, headline)
                        .note(
                            "GDPR art. 15 and 17: what people write in free text or put into files is found for the person \
                             only where the row leads to them",
                        )
                        .help("give the entity a `subject`, or say with `impersonal` on the field why nobody is in it")
                        .insert(field.key.place, "impersonal = \"…\""),
                );
            }
        }
    }
}
