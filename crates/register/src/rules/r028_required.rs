//! R028: a required field of a shared row, which could not be emptied when its last use ends.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::{Field, Register};
use model::{EntityId, FieldKind, Held, Subject};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R028.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for id in register.entity_ids().filter(|&id| register[id].held.get() == Some(&Held::AsClaimed)) {
        for field in register.fields_of(id) {
            let Some(required) = field.required else { continue };
            if !stays_with_the_row(register, id, field) {
                let headline = format!("`{}.{}` cannot be required", register[id].key.it, field.key.it);
                findings.push(
                    Finding::error(Code::R028, required, headline)
                        .note(
                            "GDPR art. 5(1)(c): a field of a shared row is emptied when the last activity that uses it \
                             ends, while the row may live on for others",
                        )
                        .help("remove `required`, or say with `impersonal` why it tells nothing about a person"),
                );
            }
        }
    }
}

/// A link towards the person, what identifies the row, and what tells nothing about anybody go when the row goes.
fn stays_with_the_row(register: &Register, entity: EntityId, field: &Field) -> bool {
    let towards_the_person = match register[entity].subject.get() {
        Some(Subject::Path(path)) => path.first() == Some(&field.id),
        Some(Subject::Itself | Subject::None) => false,
        None => true,
    };
    let identifies = field.unique || matches!(field.kind.get(), Some(FieldKind::Email | FieldKind::Phone) | None);
    towards_the_person || identifies || !field.impersonal.is_absent()
}
