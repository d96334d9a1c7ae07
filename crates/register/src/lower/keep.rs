//! Resolving periods: links and dates of the row itself.

use super::entity::Resolver;
use crate::finding::{At, Findings};
use crate::rules::{r005_wrong_value, r013_no_period, r014_no_date};
use crate::syntax::keep::{KeepDraft, TermDraft};
use model::{EntityId, FieldId, FieldKind, Keep, Span, Term};

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
            TermDraft::Until(name) => {
                clock(resolver, id, name, findings).map(|clock| Term::After { span: Span::NONE, clock })
            }
            TermDraft::After { span, clock: name } => {
                clock(resolver, id, name, findings).map(|clock| Term::After { span: *span, clock })
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

fn clock(resolver: &Resolver<'_>, id: EntityId, name: &At<String>, findings: &mut Findings) -> Option<FieldId> {
    let field = resolver.field(id, &name.it);
    if let Some(field) = field {
        match field.kind.get()? {
            FieldKind::Date | FieldKind::DateTime => return Some(field.id),
            FieldKind::Text { .. }
            | FieldKind::LongText { .. }
            | FieldKind::Email
            | FieldKind::Phone
            | FieldKind::Integer
            | FieldKind::Boolean
            | FieldKind::Choice(_)
            | FieldKind::Link { .. } => {}
        }
    }
    let dates = resolver.fields(id).iter();
    let dates = dates.filter(|field| matches!(field.kind.get(), Some(FieldKind::Date | FieldKind::DateTime)));
    let dates = dates.map(|field| field.key.it.as_str());
    let entity = &resolver.draft(id).key.it;
    findings.push(r014_no_date::finding(entity, name, field.map(|field| field.key.place), dates));
    None
}
