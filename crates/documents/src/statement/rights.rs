//! The rights of the persons concerned, as far as the grounds in the register give them.

use crate::controller::ControllerInfo;
use crate::dates::span;
use crate::document::{Block, Duty, Kept, Rule};
use crate::limits::PURPOSES_IN_SENTENCE_MAX;
use crate::words::{Right, texts};
use model::{Activity, Deadline, Ground, Language, Model, OurPart, Span};

/// The point of the GDPR that gives the deadline for an answer.
const ANSWER: &str = "12(3)";

/// The deadline of art. 12(3), and how much longer it may take, where the register does not tell them.
const ANSWER_WITHIN: (Deadline, Option<Deadline>) =
    (Deadline::Within(Span::Months(1)), Some(Deadline::Within(Span::Months(2))));

/// The chapters on saying no, on the other rights, on how to use them, and on where to complain.
///
/// Portability needs consent or contract (GDPR art. 20), objection a public task or a legitimate
/// interest (art. 21); each then names the purposes it applies to. Objection stands apart from the others (art. 21(4)).
pub(super) fn blocks(model: &Model, controller: &ControllerInfo, language: Language) -> Vec<Block> {
    let words = &texts(language).rights;
    let mut blocks = objection(model, language);
    let everywhere = [
        (&words.access, Kept::Enforced(Rule::AccessPackage)),
        (&words.rectification, Kept::OwnWords),
        (&words.erasure, Kept::Enforced(Rule::ErasurePlan)),
        (&words.restriction, Kept::OwnWords),
    ];
    blocks.push(Block::chapter("rights", words.heading));
    blocks.extend(everywhere.map(|(right, kept)| block(right, None, Duty::Rights, kept)));
    if let Some(purposes) = applies_to(model, language, |it| gives_portability(&it.ground)) {
        blocks.push(block(&words.portability, Some(purposes), Duty::Rights, Kept::OwnWords));
    }
    let withdrawal = match applies_to(model, language, |it| gives_withdrawal(&it.ground)) {
        Some(purposes) => std::iter::once(words.withdrawal.text.to_owned()).chain(purposes).collect(),
        None => vec![words.no_consent.to_owned()],
    };
    blocks.push(Block::definition(words.withdrawal.name, withdrawal).answering(&[Duty::Withdrawal]).own_words());
    blocks.push(Block::chapter("exercise", words.exercise));
    let exercise = (words.exercise_text)(&controller.email, &controller.phone);
    blocks.push(Block::paragraph(exercise).answering(&[Duty::Rights]).own_words());
    blocks.push(deadline(model, language));
    blocks.push(Block::chapter("complaint", words.complaint));
    let complaint = (words.complaint_text)(&controller.authority);
    blocks.push(Block::paragraph(complaint).answering(&[Duty::Complaint]).own_words());
    blocks
}

/// The right to object, in a chapter of its own; none where no ground gives it and nothing is marketing.
fn objection(model: &Model, language: Language) -> Vec<Block> {
    let words = &texts(language).rights;
    let marketing = applies_to(model, language, |it| it.marketing.is_some());
    let reasons = applies_to(model, language, |it| it.marketing.is_none() && gives_objection(&it.ground));
    let each = [(&words.marketing, marketing), (&words.objection, reasons)];
    let given = each.into_iter().filter_map(|(right, purposes)| purposes.map(|purposes| (right, purposes)));
    let blocks: Vec<Block> =
        given.map(|(right, purposes)| block(right, Some(purposes), Duty::Objection, Kept::OwnWords)).collect();
    if blocks.is_empty() {
        return Vec::new();
    }
    std::iter::once(Block::chapter("objection", words.objection_heading)).chain(blocks).collect()
}

/// By when there is an answer: what the register tells of art. 12(3), or what the article says.
fn deadline(model: &Model, language: Language) -> Block {
    let words = &texts(language).rights;
    let told = model.rights.iter().find(|right| right.article.contains(ANSWER));
    let (deadline, extension) = told.map_or(ANSWER_WITHIN, |right| (right.deadline, right.extension));
    let kept = told.map_or(Kept::OwnWords, Kept::by_right);
    let deadline = length(deadline, language);
    let extension = extension.map(|it| (words.extension)(&length(it, language), &deadline));
    let details = std::iter::once((words.answer_within)(&deadline)).chain(extension).collect();
    Block::definition(words.deadline, details).answering(&[Duty::Rights]).kept(kept)
}

fn length(deadline: Deadline, language: Language) -> String {
    match deadline {
        Deadline::Hours(count) => (texts(language).rights.hours)(count),
        Deadline::Within(length) => span(length, language),
    }
}

fn block(right: &Right, purposes: Option<Vec<String>>, duty: Duty, kept: Kept) -> Block {
    let details = std::iter::once(right.text.to_owned()).chain(purposes.into_iter().flatten()).collect();
    let duties: &[Duty] = if duty == Duty::Objection { &[Duty::Objection, Duty::Rights] } else { &[duty] };
    Block::definition(right.name, details).answering(duties).kept(kept)
}

/// The sentence that names the purposes that give the right, or a line for each where they are many; none where none does.
fn applies_to(model: &Model, language: Language, gives: impl Fn(&Activity) -> bool) -> Option<Vec<String>> {
    let texts = texts(language);
    let ours = model.activities.iter().filter(|activity| activity.part == OurPart::Controller);
    let purposes = ours.filter(|it| gives(it)).map(|activity| activity.purpose.get(language));
    let quoted: Vec<String> = purposes.clone().map(texts.quoted).collect();
    match quoted.len() {
        0 => None,
        1..=PURPOSES_IN_SENTENCE_MAX => Some(vec![(texts.rights.applies_to)(&texts.joined(&quoted))]),
        _ => {
            let each = purposes.map(|purpose| format!("{}.", purpose.trim_end_matches('.')));
            Some(std::iter::once(texts.rights.applies_to_these.to_owned()).chain(each).collect())
        }
    }
}

/// Whether a person may object to `activity` (GDPR art. 21(1) and (2)).
pub(crate) fn may_object(activity: &Activity) -> bool {
    activity.marketing.is_some() || gives_objection(&activity.ground)
}

fn gives_portability(ground: &Ground) -> bool {
    match ground {
        Ground::Consent { .. } | Ground::Contract => true,
        Ground::LegalObligation { .. }
        | Ground::VitalInterests
        | Ground::PublicTask { .. }
        | Ground::LegitimateInterests { .. } => false,
    }
}

fn gives_objection(ground: &Ground) -> bool {
    match ground {
        Ground::PublicTask { .. } | Ground::LegitimateInterests { .. } => true,
        Ground::Consent { .. } | Ground::Contract | Ground::LegalObligation { .. } | Ground::VitalInterests => false,
    }
}

fn gives_withdrawal(ground: &Ground) -> bool {
    match ground {
        Ground::Consent { .. } => true,
        Ground::Contract
        | Ground::LegalObligation { .. }
        | Ground::VitalInterests
        | Ground::PublicTask { .. }
        | Ground::LegitimateInterests { .. } => false,
    }
}
