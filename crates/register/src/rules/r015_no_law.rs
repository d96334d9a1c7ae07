//! R015: a ground in law without a law that obliges a company today.

use super::Code;
use crate::finding::{At, Finding, Findings, Part};
use crate::limits::LAW_CHECKED_MAX_DAYS;
use crate::lower::resolved::{Activity, Law, Register};
use model::{Body, Day, Ground, LawId};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R015.md");

pub(super) fn check(register: &Register, today: Day, findings: &mut Findings) {
    for activity in &register.activities {
        match &activity.ground {
            Some(Ground::LegalObligation { .. } | Ground::PublicTask { .. }) => {}
            Some(
                Ground::Consent { .. } | Ground::Contract | Ground::VitalInterests | Ground::LegitimateInterests { .. },
            )
            | None => continue,
        }
        let cited = match &activity.laws {
            Part::Absent => &[],
            Part::Broken => continue,
            Part::Is(laws) => laws.as_slice(),
        };
        if cited.is_empty() {
            findings.push(none(activity));
        }
        for law in cited {
            judge(register, activity, law, today, findings);
        }
    }
}

fn none(activity: &Activity) -> Finding {
    let key = &activity.key;
    Finding::error(Code::R015, key.place, format!("`{}` rests on a law and names none", key.it))
        .note("GDPR art. 6(3): a legal obligation or a public task is laid down by law; art. 13(1)(c): people are told which")
        .help("add `law = \"…\"` with the name of a `[law.…]`")
        .insert(key.place, "law = \"…\"")
}

fn judge(register: &Register, activity: &Activity, cited: &At<LawId>, today: Day, findings: &mut Findings) {
    let law = &register[cited.it];
    if let Some(bodies) = law.applies_to.get()
        && bodies.iter().all(|body| body.it != Body::Company)
    {
        findings.push(not_for_companies(register, activity, cited));
        return;
    }
    let about = |words: &str| format!("`{}` rests on `{}`, which {words}", activity.key.it, law.key.it);
    let warn = |words: &str, day: &At<Day>, label: &str| {
        Finding::warning(Code::R015, cited.place, about(words)).related(day.place, label)
    };
    if let Some(from) = law.valid_from.get().filter(|from| today < from.it) {
        let finding = warn("is not in force yet", from, "in force from here");
        findings.push(finding.note("GDPR art. 6(3): a law that is not in force obliges nobody"));
    }
    if let Some(to) = law.valid_to.get().filter(|to| to.it < today) {
        let finding = warn("is no longer in force", to, "its last day");
        findings.push(finding.note("GDPR art. 6(3): a law that is not in force obliges nobody"));
    }
    if let Some(checked) = law.checked_on.get().filter(|checked| today.0 - checked.it.0 > LAW_CHECKED_MAX_DAYS) {
        let finding = warn("nobody has looked up for over a year", checked, "last checked on this day");
        findings.push(finding.help("read it where `source` says, then change `checked_on`"));
    }
}

fn not_for_companies(register: &Register, activity: &Activity, cited: &At<LawId>) -> Finding {
    let law: &Law = &register[cited.it];
    let headline = format!("`{}` rests on `{}`, which does not oblige a company", activity.key.it, law.key.it);
    let mut finding = Finding::error(Code::R015, cited.place, headline)
        .note("GDPR art. 6(1)(c) and (e): the law must oblige the controller itself");
    if let Part::Is(bodies) = &law.applies_to
        && let Some(body) = bodies.first()
    {
        finding = finding.related(body.place, "whom it obliges");
    }
    match law.instead {
        Some(instead) => {
            let instead = &register[instead].key.it;
            let written = At { it: law.key.it.clone(), place: cited.place };
            finding.help(format!("write `{instead}` if that is the one that obliges")).replace(&written, instead)
        }
        None => finding.help("name a law that obliges a company, or choose another basis"),
    }
}

#[cfg(test)]
mod tests;
