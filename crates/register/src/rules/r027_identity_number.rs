//! R027: a national identity number without the need that the law asks for.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::Register;
use model::{CategoryKind, FieldKind};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R027.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for field in register.fields.iter().filter(|field| register.is_personal(field)) {
        let is_number = matches!(field.kind.get(), Some(FieldKind::NationalId))
            || register.protection_of(field) == CategoryKind::Identity;
        if is_number && field.terms.need.is_absent() {
            let headline = format!("nothing says why `{}.{}` is needed", register[field.entity].key.it, field.key.it);
            findings.push(
                Finding::error(Code::R027, field.key.place, headline)
                    .note(
                        "personopplysningsloven § 12: national identity numbers are used only where there is a real need \
                         to identify surely, and the number is needed for it",
                    )
                    .help("add `need = { nb = \"…\", en = \"…\" }`, or use a number of your own")
                    .insert(field.key.place, "need = { nb = \"…\", en = \"…\" }"),
            );
        }
    }
}
