//! R021: an activity that no entity names, a recipient that no activity names, a system that names no activity.

use super::Code;
use crate::finding::{Finding, Findings};
use crate::lower::resolved::{Entity, Field, Register};
use crate::patch::Mend;
use model::{ActivityId, RecipientId};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R021.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for (index, activity) in register.activities.iter().enumerate() {
        let id = ActivityId::from_index(index);
        let holds = |entity: &Entity| entity.held.get().is_some_and(|held| held.activities().contains(&id));
        let needs = |field: &Field| field.terms.activities.get().is_some_and(|own| own.contains(&id));
        let named = register.entities.iter().any(holds) || register.fields.iter().any(needs);
        if !named {
            let headline = format!("no entity names the activity `{}`", activity.key.it);
            findings.push(
                Finding::error(Code::R021, activity.key.place, headline)
                    .note("GDPR art. 30(1): the record describes what is done; nothing is stored for this activity")
                    .help("name it under `activity` of an entity, or remove it"),
            );
        }
    }
    for (index, recipient) in register.recipients.iter().enumerate() {
        let id = RecipientId::from_index(index);
        if !register.activities.iter().any(|activity| activity.recipients.contains(&id)) {
            let headline = format!("no activity names the recipient `{}`", recipient.key.it);
            let key = &recipient.key;
            let line = format!("recipients = [\"{}\"]", key.it);
            findings.push(
                Finding::warning(Code::R021, key.place, headline)
                    .note("GDPR art. 13(1)(e): the statement names recipients under the activities that use them")
                    .help(format!(
                        "name it under `recipients` of an activity, or remove it; of an activity of the standard register, \
                         `{line}` under `[change.…]` takes the place of the whole list"
                    ))
                    .mend(Mend::Append { file: key.place.file, table: "change.…".to_owned(), lines: vec![line] }),
            );
        }
    }
    for system in register.systems.iter().filter(|system| system.activities.is_empty()) {
        let headline = format!("the system `{}` names no activity", system.key.it);
        findings.push(
            Finding::warning(Code::R021, system.key.place, headline)
                .note("GDPR art. 13: the statement names systems under the activities whose data they keep")
                .help("add `activities = [\"…\"]`, or remove the system")
                .insert(system.key.place, "activities = [\"…\"]"),
        );
    }
}
