//! R030: a row or a field that is kept longer than any of its activities needs.

use super::Code;
use crate::finding::{At, Finding, Findings, Place};
use crate::lower::resolved::Register;
use crate::patch::Mend;
use crate::span::{rough_days, words};
use model::{ActivityId, Keep, Span, Term};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R030.md");

/// How much later than its day the end of a fiscal year may lie.
const FISCAL: Span = Span::Years(1);

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for entity in &register.entities {
        let (Some(held), Some(Keep::Terms(terms))) = (entity.held.get(), entity.keep.get()) else { continue };
        if let Some(place) = entity.keep_place {
            judge(register, &entity.key.it, terms, place, &held.activities(), findings);
        }
    }
    for field in &register.fields {
        if let Some(keep) = field.terms.keep.get() {
            let name = format!("{}.{}", register[field.entity].key.it, field.key.it);
            judge(register, &name, &keep.it, keep.place, &register.activities_of(field), findings);
        }
    }
}

fn judge(
    register: &Register,
    name: &str,
    terms: &[Term],
    keep: Place,
    activities: &[ActivityId],
    findings: &mut Findings,
) {
    // Where one of them sets no limit, something else does: the period itself.
    let limits: Option<Vec<&At<Span>>> = activities.iter().map(|&id| register[id].longest.get()).collect();
    let longest = limits.and_then(|limits| limits.into_iter().max_by_key(|limit| rough_days(limit.it)));
    let Some(longest) = longest else { return };
    let kept = terms.iter().enumerate().filter_map(|(index, term)| match term {
        Term::With(_) => None,
        Term::After { span, clock, .. } => {
            let later = if clock.fiscal_year { rough_days(FISCAL) } else { 0 };
            Some((index, rough_days(*span) + later, clock.fiscal_year))
        }
    });
    let too_long: Vec<(usize, bool)> =
        kept.filter(|(_, kept, _)| *kept > rough_days(longest.it)).map(|(term, _, fiscal)| (term, fiscal)).collect();
    if too_long.is_empty() {
        return;
    }
    let finding = Finding::error(Code::R030, keep, format!("`{name}` is kept longer than any of its activities needs"))
        .related(longest.place, "the longest that one of them allows")
        .note("GDPR art. 5(1)(e): data are kept no longer than the purposes need")
        .help("shorten the period, or lengthen `longest` if the purpose truly needs it");
    findings.push(match too_long.as_slice() {
        &[(term, false)] => {
            finding.mend(Mend::Length { period: keep, term, new: format!("{} after", words(longest.it)) })
        }
        _ => finding,
    });
}
