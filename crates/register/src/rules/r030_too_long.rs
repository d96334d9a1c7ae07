//! R030: a row or a field that is kept longer than any of its activities needs.

use super::Code;
use crate::finding::{At, Finding, Findings, Place};
use crate::lower::resolved::Register;
use crate::span::rough_days;
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
    let kept = terms.iter().filter_map(|term| match term {
        Term::With(_) => None,
        Term::After { span, clock, .. } => {
            Some(rough_days(*span) + if clock.fiscal_year { rough_days(FISCAL) } else { 0 })
        }
    });
    if kept.max().is_some_and(|kept| kept > rough_days(longest.it)) {
        findings.push(
            Finding::error(Code::R030, keep, format!("`{name}` is kept longer than any of its activities needs"))
                .related(longest.place, "the longest that one of them allows")
                .note("GDPR art. 5(1)(e): data are kept no longer than the purposes need")
                .help("shorten the period, or lengthen `longest` if the purpose truly needs it"),
        );
    }
}
