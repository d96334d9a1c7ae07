//! R037: one row is held for purposes of our own and on behalf of a customer.

use super::Code;
use crate::finding::{At, Finding, Findings};
use crate::lower::resolved::Register;
use crate::patch::Mend;
use model::{ActivityId, Held, OurPart};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R037.md");

/// Where a choice decides the activity, each row has only one.
pub(super) fn check(register: &Register, findings: &mut Findings) {
    for entity in &register.entities {
        if let Some(Held::By(activities)) = entity.held.get()
            && let Some(finding) = judge(register, &entity.key, activities)
        {
            findings.push(by_choice(register, finding, &entity.key, activities));
        }
    }
    for field in &register.fields {
        if let Some(activities) = field.terms.activities.get() {
            findings.extend(judge(register, &field.key, activities));
        }
    }
}

/// Each row has one activity: a choice says which.
fn by_choice(register: &Register, finding: Finding, key: &At<String>, activities: &[ActivityId]) -> Finding {
    let each: Vec<String> = activities.iter().map(|&id| format!("{0} = \"{0}\"", register[id].key.it)).collect();
    let new = format!("{{ by = \"…\", {} }}", each.join(", "));
    finding.mend(Mend::ValueOf { table: key.place, key: "activity", new })
}

fn judge(register: &Register, key: &At<String>, activities: &[ActivityId]) -> Option<Finding> {
    let first = |part| activities.iter().map(|&id| &register[id]).find(|activity| activity.part == part);
    let (Some(ours), Some(theirs)) = (first(OurPart::Controller), first(OurPart::Processor)) else { return None };
    Some(
        Finding::error(Code::R037, key.place, format!("`{}` is held for ourselves and for a customer at once", key.it))
            .related(ours.key.place, "for ourselves: we are the controller")
            .related(theirs.key.place, "for a customer: we are the processor")
            .note(
                "GDPR art. 28(3)(a) and 28(10): what we hold for others is used on their instructions only; whoever uses \
                 it for purposes of their own answers for it as a controller",
            )
            .help("divide it into two entities, one for each, or let a choice decide the activity of each row: `by` names the choice, its alternatives the activities"),
    )
}
