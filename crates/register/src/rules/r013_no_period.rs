//! R013: no longest period, words that set none, and clocks that may never start.

use super::Code;
use crate::finding::{At, Finding, Findings, Part};
use crate::lower::resolved::{Entity, Register};
use model::{Held, Keep, Span, Term};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R013.md");

const LAW: &str = "GDPR art. 5(1)(e) and 13(2)(a): data are kept no longer than necessary, and people are told how \
                   long that is or how it is decided";

/// Words of phrases that sound like a period: "as long as necessary", "så lenge det er nødvendig".
const NO_LIMIT: &str = "alltid always behov evig forever indefinitely lenge long necessary needed nødvendig permanently \
    required ubegrenset videre";

/// Whether a word stands in phrases that set no limit.
pub(crate) fn sets_no_limit(word: &str) -> bool {
    NO_LIMIT.split_whitespace().any(|one| one == word.to_lowercase())
}

pub(crate) fn not_a_limit(text: &At<String>) -> Finding {
    Finding::error(Code::R013, text.place, format!("`{}` is not a period", text.it))
        .note(LAW)
        .help("say how long after which date, as in `at most 12 months after received_at`")
}

pub(crate) fn with_shared(link: &At<String>, declared: crate::Place) -> Finding {
    Finding::error(Code::R013, link.place, format!("a row cannot live `with {}`: that row is shared", link.it))
        .related(declared, "a shared row has no end of its own: it lives while others hold it up")
        .note(LAW)
        .help("say how long after which date")
}

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for entity in &register.entities {
        let held = entity.held.get();
        let finding = match &entity.keep {
            Part::Absent => Some(no_period(entity)),
            Part::Is(Keep::WhileClaimed) if matches!(held, Some(Held::By(_) | Held::Impersonal)) => {
                Some(held_up_by_nothing(entity))
            }
            Part::Is(Keep::Terms(terms)) if held != Some(&Held::Impersonal) && !ends(register, terms) => {
                Some(may_never_end(register, entity))
            }
            Part::Is(Keep::Always | Keep::WhileClaimed | Keep::Terms(_)) | Part::Broken => None,
        };
        if let Some(finding) = finding {
            findings.push(finding);
        }
    }
}

fn no_period(entity: &Entity) -> Finding {
    Finding::error(Code::R013, entity.key.place, format!("`{}` is kept without end", entity.key.it))
        .note(LAW)
        .help("add `keep = \"at most … after …\"`")
}

fn held_up_by_nothing(entity: &Entity) -> Finding {
    let headline = format!("`{}` cannot live `while claimed`: it is not shared", entity.key.it);
    Finding::error(Code::R013, entity.keep_place, headline)
        .note("rows of the other kinds hold shared rows up, and need a period of their own")
        .help("say how long after which date, or `with` which row")
}

fn may_never_end(register: &Register, entity: &Entity) -> Finding {
    let headline = format!("a row of `{}` may never end: its clock may never start", entity.key.it);
    let mut finding = Finding::error(Code::R013, entity.keep_place, headline)
        .note(LAW)
        .help("add `, at most … after …` with a required date, or make the field required");
    let Some(Keep::Terms(terms)) = entity.keep.get() else { return finding };
    for term in terms {
        let (Term::With(field) | Term::After { clock: field, .. }) = term;
        let field = &register[*field];
        let words = if field.required.is_some() { "leads to a row that is kept for ever" } else { "may stay empty" };
        finding = finding.related(field.key.place, words);
    }
    finding
}

/// Whether every row ends some day: one of the terms surely starts, or the row stands for a relation that goes on
/// `until` somebody ends it.
fn ends(register: &Register, terms: &[Term]) -> bool {
    if matches!(terms, [Term::After { span: Span::NONE, .. }]) {
        return true;
    }
    terms.iter().any(|term| match term {
        Term::With(link) => {
            let stays = |entity: model::EntityId| matches!(&register[entity].keep, Part::Is(Keep::Always));
            register[*link].required.is_some() && !register.target(*link).is_some_and(stays)
        }
        Term::After { clock, .. } => register[*clock].required.is_some(),
    })
}
