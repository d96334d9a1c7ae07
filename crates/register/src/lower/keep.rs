//! Resolving periods: what they count from, on the row itself or over links.

use super::entity::Resolver;
use super::path::{self, End};
use super::resolved::Field;
use crate::finding::{At, Findings};
use crate::rules::{r005_wrong_value, r013_no_period, r014_no_date};
use crate::span::is_at_most;
use crate::syntax::keep::{ClockDraft, KeepDraft, TermDraft};
use model::{Clock, EntityId, FieldId, FieldKind, Keep, Path, Term};

pub(super) fn resolve(
    resolver: &Resolver<'_>,
    id: EntityId,
    draft: &KeepDraft,
    findings: &mut Findings,
) -> Option<Keep> {
    let terms = match draft {
        KeepDraft::WhileClaimed => return Some(Keep::WhileClaimed),
        KeepDraft::Terms(terms) => terms,
    };
    let terms: Vec<Option<Term>> = terms
        .iter()
        .map(|term| match term {
            TermDraft::With(link) => with(resolver, id, link, findings),
            TermDraft::After { span, clock: draft, ongoing } => {
                clock(resolver, id, draft, findings).map(|clock| Term::After { span: *span, clock, ongoing: *ongoing })
            }
        })
        .collect();
    terms.into_iter().collect::<Option<_>>().map(Keep::Terms)
}

fn with(resolver: &Resolver<'_>, id: EntityId, name: &At<String>, findings: &mut Findings) -> Option<Term> {
    let field = resolver.named(id, name, findings)?;
    if let FieldKind::Link { to, .. } = field.kind.get()? {
        if resolver.is_shared(*to) {
            findings.push(r013_no_period::with_shared(name, field.key.place));
            return None;
        }
        return Some(Term::With(field.id));
    }
    findings.push(r005_wrong_value::not_a_link(name, field.key.place));
    None
}

/// The mention that `field` goes with, where its period names one; a mention is not required, and neither is what tells of it.
pub(super) fn mention(
    resolver: &Resolver<'_>,
    field: &Field,
    keep: &At<KeepDraft>,
    findings: &mut Findings,
) -> Option<FieldId> {
    let KeepDraft::Terms(terms) = &keep.it else { return None };
    let [TermDraft::With(name)] = terms.as_slice() else {
        findings.push(r005_wrong_value::with_and_more(keep.place));
        return None;
    };
    let link = resolver.named(field.entity, name, findings)?;
    if !matches!(link.kind.get()?, FieldKind::Link { mention: true, .. }) {
        findings.push(r005_wrong_value::not_a_mention(name, link.key.place));
        return None;
    }
    if let Some(required) = field.required {
        findings.push(r005_wrong_value::required_with_mention(&field.key.it, required));
    }
    Some(link.id)
}

fn clock(resolver: &Resolver<'_>, id: EntityId, draft: &ClockDraft, findings: &mut Findings) -> Option<Clock> {
    let of: Vec<Option<Path>> = draft.of.iter().map(|name| date(resolver, id, name, findings)).collect();
    let of = of.into_iter().collect::<Option<Vec<Path>>>()?;
    Some(Clock { of, fiscal_year: draft.fiscal_year })
}

/// A date of the row, or one that links lead to.
pub(super) fn date(resolver: &Resolver<'_>, id: EntityId, name: &At<String>, findings: &mut Findings) -> Option<Path> {
    let End { links, entity, last } = path::walk(resolver, id, name, findings)?;
    let field = resolver.field(entity, &last.it);
    if let Some(field) = field
        && matches!(field.kind.get()?, FieldKind::Date | FieldKind::DateTime)
    {
        return Some(Path { links, field: field.id });
    }
    let dates = resolver.fields(entity).iter();
    let dates = dates.filter(|field| matches!(field.kind.get(), Some(FieldKind::Date | FieldKind::DateTime)));
    let dates = dates.map(|field| field.key.it.as_str());
    let counting = &resolver.draft(id).key.it;
    findings.push(r014_no_date::finding(counting, &last, field.map(|field| field.key.place), dates));
    None
}

/// Whether nothing lives longer `after` than `before`: every limit is still there, and none is later.
pub(crate) fn is_no_longer(before: &Keep, after: &Keep) -> bool {
    match (before, after) {
        (Keep::Always, _) | (Keep::WhileClaimed, Keep::WhileClaimed) => true,
        (Keep::Terms(before), Keep::Terms(after)) => {
            before.iter().all(|limit| after.iter().any(|term| is_as_short(limit, term)))
        }
        (Keep::WhileClaimed | Keep::Terms(_), Keep::Always | Keep::WhileClaimed | Keep::Terms(_)) => false,
    }
}

fn is_as_short(limit: &Term, term: &Term) -> bool {
    match (limit, term) {
        (Term::With(one), Term::With(other)) => one == other,
        (Term::After { span: longest, clock: one, .. }, Term::After { span, clock: other, .. }) => {
            one == other && is_at_most(*span, *longest)
        }
        (Term::With(_), Term::After { .. }) | (Term::After { .. }, Term::With(_)) => false,
    }
}
