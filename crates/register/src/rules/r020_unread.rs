//! R020: personal data that nobody may read.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::{Activity, Entity, Register};
use model::{ActivityId, EntityAccess, EntityId, Held};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R020.md");

const LAW: &str = "GDPR art. 5(1)(c): data that nobody may read are not necessary for any purpose";

/// Whoever carries out the rights of the persons concerned reads everything, but that is no reason to collect it.
pub(super) fn check(register: &Register, findings: &mut Findings) {
    let open_to_roles = |&id: &EntityId| register[id].access.get() == Some(&EntityAccess::ByActivity);
    for id in register.entity_ids().filter(open_to_roles) {
        match register[id].held.get() {
            Some(Held::By(activities)) => rows(register, &register[id], activities, findings),
            Some(Held::AsClaimed) => shared_fields(register, id, findings),
            Some(Held::Impersonal) | None => {}
        }
    }
}

/// Rows are read through the activities that hold them.
fn rows(register: &Register, entity: &Entity, activities: &[ActivityId], findings: &mut Findings) {
    if !activities.iter().all(|&activity| closed(&register[activity])) {
        return;
    }
    let headline = format!("no role may read `{}`", entity.key.it);
    let help = "open one of its activities to a role, or write `access = \"engine\"` if only the program needs it";
    let mut finding = Finding::error(Code::R020, entity.key.place, headline).note(LAW).help(help);
    for &activity in activities {
        finding = finding.related(register[activity].key.place, "open to no role");
    }
    findings.push(finding);
}

/// A field of a shared row is read through the activities that use it.
fn shared_fields(register: &Register, id: EntityId, findings: &mut Findings) {
    for field in register.fields_of(id) {
        let mut users = register.users_of(field.id).peekable();
        if users.peek().is_some() && users.all(closed) {
            let headline = format!("no role may read `{}.{}`", register[id].key.it, field.key.it);
            findings.push(
                Finding::error(Code::R020, field.key.place, headline)
                    .note(LAW)
                    .help("open an activity that uses it to a role"),
            );
        }
    }
}

fn closed(activity: &Activity) -> bool {
    activity.access.get().is_some_and(Vec::is_empty)
}
