//! R022: personal data that do not lead to the person.

use super::Code;
use crate::finding::{At, Finding, Findings, Part, Place};
use crate::lower::resolved::{Field, Register};
use model::{FieldKind, Held, Subject};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R022.md");

const LAW: &str = "GDPR art. 15: a row that does not lead to its person could not be found for an access request";

pub(super) fn check(register: &Register, findings: &mut Findings) {
    let personal = |held: &Part<Held>| matches!(held, Part::Is(Held::AsClaimed | Held::By(_) | Held::ByChoice { .. }));
    for id in register.entity_ids() {
        let entity = &register[id];
        if !personal(&entity.held) || !entity.subject.is_absent() {
            continue;
        }
        let link = register.fields_of(id).find(|field| leads_to_a_person(register, field));
        let path = link.map_or("…", |link| link.key.it.as_str());
        let headline = format!("`{}` does not say whom it is about", entity.key.it);
        findings.push(
            Finding::error(Code::R022, entity.key.place, headline)
                .note(LAW)
                .help(format!("add `subject = \"{path}\"`: the links that lead to the person, with dots between"))
                .insert(entity.key.place, format!("subject = \"{path}\"")),
        );
    }
}

/// Whether every row names a person with it.
fn leads_to_a_person(register: &Register, field: &Field) -> bool {
    let Some(FieldKind::Link { to, mention: false }) = field.kind.get() else { return false };
    field.is_always_there() && register[*to].subject.get() == Some(&Subject::Itself)
}

/// A link of the path that may be empty.
pub(crate) fn may_be_empty(entity: &str, link: &At<String>, field: Place) -> Finding {
    bad_link(entity, link, "may be empty", field)
        .help(format!("add `required = true` to `{}`", link.it))
        .insert(field, "required = true")
}

/// `because` says what is wrong with the link.
pub(crate) fn bad_link(entity: &str, link: &At<String>, because: &str, field: Place) -> Finding {
    let headline = format!("the subject of `{entity}` goes over `{}`, which {because}", link.it);
    Finding::error(Code::R022, link.place, headline).related(field, "this field").note(LAW)
}

pub(crate) fn no_person(entity: &str, path: &At<String>, last: &str) -> Finding {
    let headline = format!("the subject of `{entity}` ends at `{last}`, which is not a person");
    Finding::error(Code::R022, path.place, headline)
        .note(LAW)
        .help("go on with dots to an entity with `subject = \"self\"`")
}
