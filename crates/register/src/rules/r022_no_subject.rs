//! R022: personal data that do not lead to the person.

use super::Code;
use crate::finding::{At, Finding, Findings, Part, Place};
use crate::lower::resolved::Register;
use model::Held;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R022.md");

const LAW: &str = "GDPR art. 15: a row that does not lead to its person could not be found for an access request";

pub(super) fn check(register: &Register, findings: &mut Findings) {
    let personal = |held: &Part<Held>| matches!(held, Part::Is(Held::AsClaimed | Held::By(_)));
    for entity in register.entities.iter().filter(|entity| personal(&entity.held) && entity.subject.is_absent()) {
        let headline = format!("`{}` does not say whom it is about", entity.key.it);
        findings.push(
            Finding::error(Code::R022, entity.key.place, headline)
                .note(LAW)
                .help("add `subject = \"…\"`: the links that lead to the person, with dots between"),
        );
    }
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
