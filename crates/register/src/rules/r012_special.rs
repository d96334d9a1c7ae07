//! R012: special categories of data without a ground of their own, and grounds that name no law where one is needed.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::{Field, Register, Special};
use model::{ActivityId, CategoryKind};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R012.md");

const LAW: &str = "GDPR art. 9(1): such data may not be processed unless one of the grounds of art. 9(2) holds, beside \
                   that of art. 6(1)";
const CRIMINAL: &str = "GDPR art. 10 and personopplysningsloven § 11: data on convictions and offences need a ground of \
                        their own too";

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for field in register.fields.iter().filter(|field| register.is_personal(field)) {
        let law = match register.protection_of(field) {
            CategoryKind::Special => LAW,
            CategoryKind::Criminal => CRIMINAL,
            CategoryKind::Ordinary | CategoryKind::Identity => continue,
        };
        let entity = &register[field.entity];
        if !entity.special.is_absent() {
            continue;
        }
        // A ground that is broken has a finding already.
        let groundless = |activity: &&ActivityId| register[**activity].special.is_absent();
        let activities = register.activities_of(field);
        let Some(&activity) = activities.iter().find(groundless) else { continue };
        let activity = &register[activity];
        let headline = format!(
            "`{}.{}` holds special data, and `{}` has no ground for it",
            entity.key.it, field.key.it, activity.key.it
        );
        findings.push(
            Finding::error(Code::R012, field.key.place, headline)
                .related(activity.key.place, "no `special` here")
                .note(law)
                .help(format!(
                    "add `special = {{ ground = \"…\" }}` to `{}` or to `{}`",
                    activity.key.it, entity.key.it
                ))
                .insert(activity.key.place, "special = { ground = \"…\" }"),
        );
    }
    let of_activities = register.activities.iter().map(|activity| (&activity.key, &activity.special));
    let of_entities = register.entities.iter().map(|entity| (&entity.key, &entity.special));
    for (key, special) in of_activities.chain(of_entities) {
        if let Some(special) = special.get().filter(|special| rests_on_nothing(special)) {
            findings.push(
                Finding::error(
                    Code::R012,
                    special.place,
                    format!("the ground for special data of `{}` names no law", key.it),
                )
                .note("GDPR art. 9(2)(b) and (g) to (j): these grounds hold only by a law or a collective agreement")
                .help("add `law = \"…\"` with the law or the agreement")
                .insert(special.place, "law = \"…\""),
            );
        }
    }
}

fn rests_on_nothing(special: &Special) -> bool {
    special.it.ground.needs_law() && special.it.laws.is_empty()
}

/// Whether a field holds what must be sealed.
pub(super) fn is_delicate(register: &Register, field: &Field) -> bool {
    match register.protection_of(field) {
        CategoryKind::Special | CategoryKind::Criminal | CategoryKind::Identity => true,
        CategoryKind::Ordinary => false,
    }
}
