//! The rights of the persons concerned, as far as the grounds in the register give them.

use crate::controller::ControllerInfo;
use crate::document::{Block, Duty, Kept, Rule};
use crate::words::{Right, texts};
use model::{Ground, Language, Model};

/// The chapters on rights, on how to use them, and on where to complain.
///
/// Portability needs consent or contract (GDPR art. 20), objection a public task or a legitimate
/// interest (art. 21); each then names the purposes it applies to.
pub(super) fn blocks(model: &Model, controller: &ControllerInfo, language: Language) -> Vec<Block> {
    let words = &texts(language).rights;
    let everywhere = [
        (&words.access, Kept::Enforced(Rule::AccessPackage)),
        (&words.rectification, Kept::OwnWords),
        (&words.erasure, Kept::Enforced(Rule::ErasurePlan)),
        (&words.restriction, Kept::OwnWords),
    ];
    let mut blocks = vec![Block::chapter("rights", words.heading)];
    blocks.extend(everywhere.map(|(right, kept)| block(right, None, kept)));
    for (right, gives) in
        [(&words.portability, gives_portability as fn(&Ground) -> bool), (&words.objection, gives_objection)]
    {
        if let Some(purposes) = applies_to(model, language, gives) {
            blocks.push(block(right, Some(purposes), Kept::OwnWords));
        }
    }
    let withdrawal = match applies_to(model, language, gives_withdrawal) {
        Some(purposes) => vec![words.withdrawal.text.to_owned(), purposes],
        None => vec![words.no_consent.to_owned()],
    };
    blocks.push(Block::definition(words.withdrawal.name, withdrawal).answering(&[Duty::Withdrawal]).own_words());
    blocks.push(Block::chapter("exercise", words.exercise));
    let exercise = (words.exercise_text)(&controller.email, &controller.phone);
    blocks.push(Block::paragraph(exercise).answering(&[Duty::Rights]).own_words());
    blocks.push(Block::chapter("complaint", words.complaint));
    let complaint = (words.complaint_text)(&controller.authority);
    blocks.push(Block::paragraph(complaint).answering(&[Duty::Complaint]).own_words());
    blocks
}

fn block(right: &Right, purposes: Option<String>, kept: Kept) -> Block {
    let details = std::iter::once(right.text.to_owned()).chain(purposes).collect();
    Block { kept: Some(kept), ..Block::definition(right.name, details).answering(&[Duty::Rights]) }
}

/// The sentence that names the purposes whose ground gives the right; none where no ground does.
fn applies_to(model: &Model, language: Language, gives: impl Fn(&Ground) -> bool) -> Option<String> {
    let texts = texts(language);
    let activities = model.activities.iter().filter(|activity| gives(&activity.ground));
    let purposes: Vec<String> = activities.map(|activity| (texts.quoted)(activity.purpose.get(language))).collect();
    (!purposes.is_empty()).then(|| (texts.rights.applies_to)(&texts.joined(&purposes)))
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
