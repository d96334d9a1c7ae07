//! R023: a longest period that is shorter than what a law demands, and a law that demands no time.

use super::Code;
use crate::finding::{Finding, Findings, Place};
use crate::lower::resolved::{Register, Requirement};
use crate::patch::Mend;
use crate::span::{rough_days, words};
use model::{Keep, Path, Span, Term};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R023.md");

/// The longest that a day can lie before the end of its fiscal year.
const YEAR: Span = Span::Years(1);

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for entity in &register.entities {
        if let Some(Keep::Terms(terms)) = entity.keep.get() {
            for requirement in &entity.require {
                judge(register, &entity.key.it, terms, entity.keep_place, requirement, findings);
            }
        }
    }
    for field in &register.fields {
        let entity = &register[field.entity];
        let name = format!("{}.{}", entity.key.it, field.key.it);
        let own = field.terms.keep.get().map(|keep| (keep.it.as_slice(), Some(keep.place)));
        let rows = match entity.keep.get() {
            Some(Keep::Terms(terms)) => Some((terms.as_slice(), entity.keep_place)),
            Some(Keep::Always | Keep::WhileClaimed) | None => None,
        };
        let Some((terms, place)) = own.or(rows) else { continue };
        for requirement in &field.terms.require {
            judge(register, &name, terms, place, requirement, findings);
        }
    }
}

fn judge(
    register: &Register,
    name: &str,
    terms: &[Term],
    keep: Option<Place>,
    requirement: &Requirement,
    findings: &mut Findings,
) {
    let law = &register[requirement.law.it];
    let minimum = match (law.minimum.get(), law.minimum.is_absent()) {
        (Some(minimum), _) => minimum,
        (None, false) => return,
        (None, true) => {
            let headline = format!("`{}` demands no time for which `{name}` must be kept", law.key.it);
            findings.push(
                Finding::error(Code::R023, requirement.law.place, headline)
                    .related(law.key.place, "no `minimum` here")
                    .note("GDPR art. 17(3)(b): a duty to keep stands against erasure only as far as the law says")
                    .help("name a law with `minimum`, or remove the requirement"),
            );
            return;
        }
    };
    let demanded = rough_days(minimum.it.span) + if minimum.it.after_fiscal_year { rough_days(YEAR) } else { 0 };
    let counted = terms.iter().enumerate();
    let counted = counted.filter_map(|(index, term)| Some((index, counted_from(term, &requirement.from)?)));
    for (index, (span, fiscal)) in counted {
        let allowed = rough_days(span) + if fiscal { rough_days(YEAR) } else { 0 };
        if allowed < demanded {
            let headline = format!("`{name}` goes before `{}` allows it", law.key.it);
            let fiscal = if fiscal || minimum.it.after_fiscal_year { " fiscal year of" } else { "" };
            let length = format!("{} after{fiscal}", words(minimum.it.span));
            let finding = Finding::error(Code::R023, keep, headline)
                .related(requirement.law.place, "demanded here")
                .related(minimum.place, "for so long")
                .note("GDPR art. 6(1)(c) and 17(3)(b): what a law demands to be kept is kept for as long as it demands")
                .help(format!("make the period as long as the law's, counted from the same date: `{length} …`"));
            findings.push(match keep {
                Some(period) => finding.mend(Mend::Length { period, term: index, new: length }),
                None => finding,
            });
        }
    }
}

/// How long a term counts, where it counts from that date alone.
fn counted_from(term: &Term, from: &Path) -> Option<(Span, bool)> {
    match term {
        Term::With(_) => None,
        Term::After { span, clock, .. } => {
            (clock.of.as_slice() == [from.clone()]).then_some((*span, clock.fiscal_year))
        }
    }
}
