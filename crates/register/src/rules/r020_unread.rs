//! R020: personal data that nobody may read.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::{Activity, Entity, Field, Register};
use model::{ActivityId, EntityId, Held, Narrowing, RoleId};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R020.md");

const LAW: &str = "GDPR art. 5(1)(c): data that nobody may read are not necessary for any purpose";

/// Whoever carries out the rights of the persons concerned reads everything, but that is no reason to collect it.
pub(super) fn check(register: &Register, findings: &mut Findings) {
    for id in register.entity_ids() {
        let entity = &register[id];
        match (entity.access.get(), entity.held.get()) {
            (Some(Narrowing::Engine) | None, _) | (_, Some(Held::Impersonal) | None) => {}
            (Some(narrowing), Some(Held::AsClaimed)) => shared_fields(register, id, narrowing, findings),
            (Some(narrowing), Some(held)) => {
                let shut = |activity: &ActivityId| closed(&register[*activity], &[narrowing]);
                if let Held::ByChoice { .. } = held
                    && !held.activities().iter().all(shut)
                {
                    for activity in held.activities().into_iter().filter(shut) {
                        findings.push(of_one_activity(entity, &register[activity]));
                    }
                }
                rows(register, id, narrowing, &held.activities(), findings);
            }
        }
    }
}

/// Where a choice decides, a row has one activity, and those of this one are read by nobody.
fn of_one_activity(entity: &Entity, activity: &Activity) -> Finding {
    let headline =
        format!("no role may read those rows of `{}` that are held for `{}`", entity.key.it, activity.key.it);
    let help = "open the activity to a role";
    closed_off(Finding::error(Code::R020, entity.key.place, headline).note(LAW).help(help), activity)
}

/// Rows are read through the activities that hold them, and so are their fields.
fn rows(register: &Register, id: EntityId, narrowing: &Narrowing, activities: &[ActivityId], findings: &mut Findings) {
    let entity = &register[id];
    if activities.iter().all(|&activity| closed(&register[activity], &[narrowing])) {
        let help = "open one of its activities to a role, or write `access = \"engine\"` if only the program needs it";
        let headline = format!("no role may read `{}`", entity.key.it);
        let mut finding = Finding::error(Code::R020, entity.key.place, headline).note(LAW).help(help);
        for &activity in activities {
            finding = closed_off(finding, &register[activity]);
        }
        findings.push(opened(register, finding, activities, narrowing));
        return;
    }
    for field in register.fields_of(id).filter(|field| register.is_personal(field)) {
        let Some(own) = own_access(field) else { continue };
        let activities = register.activities_of(field);
        if activities.iter().all(|&activity| closed(&register[activity], &[narrowing, own])) {
            let through = activities.iter().map(|&activity| &register[activity]);
            findings.push(unread(entity, field, through));
        }
    }
}

/// The first of the activities opened to the role that answers for it, if that is all it takes.
fn opened(register: &Register, finding: Finding, activities: &[ActivityId], narrowing: &Narrowing) -> Finding {
    let first = activities.first().map(|&id| &register[id]);
    let Some((activity, role)) = first.and_then(|first| Some((first, first.responsible?))) else { return finding };
    let shut = activity.access.get().is_none_or(|access| !access.is_empty()) || *narrowing != Narrowing::None;
    let (Some(access), Some(role), false) = (activity.access_place, register.roles.get(role.index()), shut) else {
        return finding;
    };
    let line = format!("{} = \"read\"", role.key.it);
    finding
        .help(format!(
            "open it to a role, as with `{line}` to the one that answers for it, or write `access = \"engine\"` if only \
             the program needs it"
        ))
        .insert(access, line)
}

/// A field of a shared row is read through the activities that use it.
fn shared_fields(register: &Register, id: EntityId, narrowing: &Narrowing, findings: &mut Findings) {
    for field in register.fields_of(id) {
        let Some(own) = own_access(field) else { continue };
        let users: Vec<&Activity> = register.users_of(field.id).collect();
        if !users.is_empty() && users.iter().all(|activity| closed(activity, &[narrowing, own])) {
            findings.push(unread(&register[id], field, users.into_iter()));
        }
    }
}

/// What the field leaves of access to its row; none where only the program needs it, or a finding says what is wrong.
fn own_access(field: &Field) -> Option<&Narrowing> {
    match (field.terms.access.get(), field.terms.access.is_absent()) {
        (Some(Narrowing::Engine), _) | (None, false) => None,
        (Some(narrowing), _) => Some(narrowing),
        (None, true) => Some(&Narrowing::None),
    }
}

fn unread<'a>(entity: &Entity, field: &Field, through: impl Iterator<Item = &'a Activity>) -> Finding {
    let headline = format!("no role may read `{}.{}`", entity.key.it, field.key.it);
    let help = "open an activity that needs it to a role that the field and its entity are open to, or write \
                `access = \"engine\"` if only the program needs it";
    let finding = Finding::error(Code::R020, field.key.place, headline).note(LAW).help(help);
    through.fold(finding, closed_off)
}

fn closed_off(finding: Finding, activity: &Activity) -> Finding {
    let opens = activity.access.get().is_some_and(|access| !access.is_empty());
    let words = if opens { "open only to roles that `access` shuts out here" } else { "open to no role" };
    finding.related(activity.key.place, words)
}

/// Whether no role is given anything by the activity that the narrowings leave.
fn closed(activity: &Activity, narrowings: &[&Narrowing]) -> bool {
    let left = |role: &RoleId| {
        narrowings.iter().all(|narrowing| match narrowing {
            Narrowing::None => true,
            Narrowing::Engine => false,
            Narrowing::To(grants) => grants.iter().any(|(left, _)| left == role),
        })
    };
    activity.access.get().is_some_and(|access| !access.iter().any(|(role, _)| left(role)))
}
