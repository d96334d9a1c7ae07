//! R034: a link that would hold up somebody else.

use super::Code;
use crate::finding::{Finding, Findings, Part};
use crate::lower::resolved::{Entity, Field, Register};
use crate::patch::Mend;
use model::{FieldKind, Held, Keep, Subject, Term};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R034.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for id in register.entity_ids() {
        for field in register.fields_of(id) {
            if holds_somebody(register, &register[id], field) {
                let headline =
                    format!("`{}` would keep a person from being erased whom the row is not about", field.key.it);
                let line = "mention = true".to_owned();
                let (mend, help) = match field.required {
                    Some(entry) => {
                        (Mend::Instead { entry, line: Some(line) }, "write `mention = true` in place of `required`")
                    }
                    None => (Mend::Insert { table: field.key.place, lines: vec![line] }, "add `mention = true`"),
                };
                let help = format!("{help}: it points without holding up, and becomes empty when the other goes");
                findings.push(
                    Finding::error(Code::R034, field.key.place, headline)
                        .note("GDPR art. 17: a row about one person must not keep another one from being erased")
                        .help(help)
                        .mend(mend),
                );
            }
        }
    }
}

/// Whether the link names a row about a person, is no mention, and is neither the way to the row's own person
/// nor what the row lives with. Addresses and numbers belong to a person and may be named.
fn holds_somebody(register: &Register, entity: &Entity, field: &Field) -> bool {
    let Some(FieldKind::Link { to, mention: false }) = field.kind.get() else { return false };
    // Where way or period is broken or missing, it cannot be told which links are part of them.
    let judged = matches!(entity.held.get(), Some(Held::Impersonal))
        || matches!(entity.subject.get(), Some(Subject::Itself | Subject::Path(_)));
    if !judged || matches!(entity.keep, Part::Broken) {
        return false;
    }
    let target = &register[*to];
    let is_address =
        matches!((target.held.get(), target.subject.get()), (Some(Held::AsClaimed), Some(Subject::Path(_))));
    // An organisation is somebody only when one person is all there is to it: it may be named.
    let always_somebody = target.subject_when.is_absent();
    let about_somebody = always_somebody && matches!(target.subject.get(), Some(Subject::Itself | Subject::Path(_)));
    let on_the_way = matches!(entity.subject.get(), Some(Subject::Path(path)) if path.first() == Some(&field.id));
    let lives_with = matches!(entity.keep.get(), Some(Keep::Terms(terms)) if terms.contains(&Term::With(field.id)));
    about_somebody && !is_address && !on_the_way && !lives_with
}
