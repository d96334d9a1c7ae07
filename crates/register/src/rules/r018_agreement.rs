//! R018: a processor without an agreement that holds and has every point.

use super::Code;
use crate::finding::{At, Finding, Findings, Part};
use crate::lower::resolved::{Recipient, Register};
use crate::patch::Mend;
use crate::syntax::draft::AgreementDraft;
use model::{Day, RecipientKind};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R018.md");

/// The points of GDPR art. 28(3), each in a few words.
const POINTS: [(char, &str); 8] = [
    ('a', "only on documented instructions"),
    ('b', "confidentiality"),
    ('c', "security"),
    ('d', "other processors"),
    ('e', "help with the rights of persons"),
    ('f', "help with security, breaches and assessments"),
    ('g', "deletion or return at the end"),
    ('h', "proof and audits"),
];

pub(super) fn check(register: &Register, today: Day, findings: &mut Findings) {
    for recipient in &register.recipients {
        if recipient.kind.get().is_none_or(|kind| kind.it != RecipientKind::Processor) {
            continue;
        }
        match &recipient.agreement {
            Part::Absent => findings.push(none(recipient)),
            Part::Broken => {}
            Part::Is(agreement) => judge(&recipient.key, agreement, today, findings),
        }
    }
}

fn none(recipient: &Recipient) -> Finding {
    let key = &recipient.key;
    Finding::error(Code::R018, key.place, format!("there is no agreement with the processor `{}`", key.it))
        .note("GDPR art. 28(3): a processor acts under a written agreement")
        .help("add `agreement = { dated = …, points = [\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\"] }` with the points it has")
        .insert(key.place, "agreement = { dated = …, points = [\"…\"] }")
}

fn judge(recipient: &At<String>, agreement: &At<AgreementDraft>, today: Day, findings: &mut Findings) {
    let AgreementDraft { dated, expires, points } = &agreement.it;
    if let Some(dated) = dated.get().filter(|dated| dated.it > today) {
        let headline = format!("the agreement with `{}` bears a day that has not come", recipient.it);
        findings.push(
            Finding::warning(Code::R018, dated.place, headline)
                .related(recipient.place, "this processor")
                .note("GDPR art. 28(3): a processor acts under a written agreement")
                .help("see that `dated` is right, or let the processor begin when the agreement does"),
        );
    }
    if let Some(expires) = expires.get().filter(|expires| expires.it < today) {
        findings.push(
            Finding::warning(Code::R018, expires.place, format!("the agreement with `{}` has expired", recipient.it))
                .related(recipient.place, "this processor")
                .note("GDPR art. 28(3): a processor acts under a written agreement")
                .help("renew it and change `expires`, or end the processing"),
        );
    }
    let has = match points {
        Part::Absent => &[],
        Part::Broken => return,
        Part::Is(points) => points.as_slice(),
    };
    let missing: Vec<_> = POINTS.iter().filter(|(letter, _)| has.iter().all(|point| point.it != *letter)).collect();
    if missing.is_empty() {
        return;
    }
    let letters: Vec<String> = missing.iter().map(|(letter, _)| format!("({letter})")).collect();
    let words: Vec<String> = missing.iter().map(|(letter, words)| format!("({letter}) {words}")).collect();
    let headline = format!("the agreement with `{}` lacks {} of art. 28(3)", recipient.it, letters.join(", "));
    let finding = Finding::error(Code::R018, agreement.place, headline)
        .note(format!("GDPR art. 28(3): {}", words.join("; ")))
        .help("have the agreement say it, then add the letters to `points`");
    findings.push(match has.last() {
        Some(last) => finding.mend(Mend::ItemAfter { item: last.place, new: "\"…\"".to_owned() }),
        None => finding.insert(agreement.place, "points = [\"…\"]"),
    });
}

#[cfg(test)]
mod tests;
