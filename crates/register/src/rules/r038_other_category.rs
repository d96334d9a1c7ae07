//! R038: a recipient or a system outside is said to have a kind of data that nothing we give it holds.

use super::Code;
use crate::finding::{At, Finding, Findings};
use crate::lower::resolved::Register;
use crate::patch::Mend;
use model::{ActivityId, CategoryId, RecipientId};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R038.md");

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for (index, recipient) in register.recipients.iter().enumerate() {
        let id = RecipientId::from_index(index);
        let all = register.activities.iter().enumerate().filter(|(_, activity)| activity.recipients.contains(&id));
        let activities: Vec<_> = all.map(|(index, _)| ActivityId::from_index(index)).collect();
        judge(register, ("recipient", &recipient.key), &recipient.categories, &activities, findings);
    }
    for system in &register.systems {
        judge(register, ("system", &system.key), &system.categories, &system.activities, findings);
    }
}

fn judge(
    register: &Register,
    (kind, key): (&str, &At<String>),
    categories: &[At<CategoryId>],
    activities: &[ActivityId],
    findings: &mut Findings,
) {
    // One that has no activity has R021.
    if activities.is_empty() {
        return;
    }
    for category in categories.iter().filter(|category| !holds(register, activities, category.it)) {
        let Some(known) = &register.categories[category.it.index()] else { continue };
        let headline = format!("no activity of the {kind} `{}` holds data of the category `{}`", key.it, known.key);
        let mut finding = Finding::warning(Code::R038, category.place, headline);
        for &activity in activities {
            finding = finding.related(register[activity].key.place, "holds no such data");
        }
        findings.push(
            finding
                .note("GDPR art. 13(1)(e) and 30(1)(d): people and the authority are told who gets what, and rightly")
                .help("remove it from `categories`, or name the activity whose data they are")
                .mend(Mend::ItemOut { item: category.place }),
        );
    }
}

/// Whether one of the activities holds a field of that kind, on rows of its own or on shared ones.
fn holds(register: &Register, activities: &[ActivityId], category: CategoryId) -> bool {
    let mut of_it = register.fields.iter().filter(|field| field.terms.category == Some(category));
    of_it.any(|field| {
        let own = register.activities_of(field);
        let uses = |&id: &ActivityId| register[id].uses.iter().any(|used| used.fields.contains(&field.id));
        activities.iter().any(|id| own.contains(id) || uses(id))
    })
}
