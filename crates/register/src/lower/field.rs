//! Resolving what a field says beside its kind, once all entities and fields are known.

use super::access::narrowing;
use super::entity::Resolver;
use super::resolved::{Field, FieldTerms, Requirement};
use super::{keep, path};
use crate::finding::{At, Findings, Part};
use crate::rules::{r003_unknown_name, r004_duplicate, r005_wrong_value};
use crate::syntax::draft::{Item, RequirementDraft, WhenDraft};
use crate::syntax::keep::KeepDraft;
use model::{CategoryId, EntityId, FieldKind, Keep, LawId, Term, When};

pub(super) fn terms(resolver: &Resolver<'_>, field: &Field, findings: &mut Findings) -> FieldTerms {
    let draft = resolver.field_draft(field.id);
    let entity = field.entity;
    if let Some(was) = draft.was.get() {
        let earlier = resolver.fields(entity).iter().take_while(|other| other.id != field.id);
        let earlier = earlier.filter_map(|other| resolver.field_draft(other.id).was.get());
        former_name(was, resolver.field_names(entity), earlier, findings);
    }
    let activities = draft.activity.as_ref().and_then(|names| {
        let ids: Vec<_> = names.iter().map(|name| resolver.names.activity(name, findings)).collect();
        ids.into_iter().collect()
    });
    let (keep, with) = match &draft.keep {
        Part::Is(keep) if keep.it.names_a_row() => (Part::Absent, keep::mention(resolver, field, keep, findings)),
        keep => (keep.as_ref().and_then(|keep| own_period(resolver, entity, keep, findings)), None),
    };
    FieldTerms {
        category: category(resolver, field, findings),
        origin: draft.origin.get().map(|origin| origin.it),
        sealed: draft.sealed.clone(),
        activities,
        access: draft.access.as_ref().and_then(|draft| narrowing(resolver.names, draft, findings)),
        keep,
        with,
        require: requirements(resolver, entity, &draft.require, findings),
        when: draft.when.as_ref().and_then(|draft| {
            let when = when(resolver, entity, draft, findings)?;
            if when.field == field.id {
                findings.push(r005_wrong_value::depends_on_itself(&draft.field));
                return None;
            }
            Some(when)
        }),
        was: draft.was.get().map(|was| was.it.clone()),
        need: draft.need.clone(),
    }
}

/// A period of its own, instead of its row's.
fn own_period(
    resolver: &Resolver<'_>,
    entity: EntityId,
    keep: &At<KeepDraft>,
    findings: &mut Findings,
) -> Option<At<Vec<Term>>> {
    match keep::resolve(resolver, entity, &keep.it, findings)? {
        Keep::Terms(terms) => Some(At { it: terms, place: keep.place }),
        Keep::Always | Keep::WhileClaimed => {
            findings.push(r005_wrong_value::field_while_claimed(keep.place));
            None
        }
    }
}

/// Its own category, its entity's, or the one that its type has.
fn category(resolver: &Resolver<'_>, field: &Field, findings: &mut Findings) -> Option<CategoryId> {
    let draft = resolver.field_draft(field.id);
    if let Some(name) = draft.category.get() {
        return resolver.names.category(name, findings);
    }
    if let Some(name) = resolver.draft(field.entity).it.category.get() {
        // That it is unknown is said where the entity is resolved.
        return resolver.names.category(name, &mut Findings::default());
    }
    resolver.default_category(draft.ty?)
}

/// The laws that forbid erasure, each with its date.
pub(super) fn requirements(
    resolver: &Resolver<'_>,
    entity: EntityId,
    drafts: &[RequirementDraft],
    findings: &mut Findings,
) -> Vec<Requirement> {
    let one = |draft: &RequirementDraft, findings: &mut Findings| {
        let law: Option<At<LawId>> =
            draft.law.get().and_then(|name| Some(At { it: resolver.names.law(name, findings)?, place: name.place }));
        let from = draft.from.get().and_then(|name| keep::date(resolver, entity, name, findings));
        Some(Requirement { law: law?, from: from? })
    };
    drafts.iter().filter_map(|draft| one(draft, findings)).collect()
}

/// A choice of the row itself and some of its alternatives.
pub(super) fn when(
    resolver: &Resolver<'_>,
    entity: EntityId,
    draft: &WhenDraft,
    findings: &mut Findings,
) -> Option<When> {
    let field = resolver.named(entity, &draft.field, findings)?;
    let known = alternatives(resolver, field, &draft.field, findings)?;
    let mut whole = true;
    for one in &draft.among {
        if !known.contains(&one.it.as_str()) {
            let kind = format!("alternative of `{}` called", field.key.it);
            findings.push(r003_unknown_name::finding(&kind, one, known.iter().copied()));
            whole = false;
        }
    }
    let among = draft.among.iter().map(|one| one.it.clone()).collect();
    whole.then_some(When { field: field.id, among })
}

/// The alternatives of a choice; a finding where it is none.
pub(super) fn alternatives<'a>(
    resolver: &Resolver<'a>,
    field: &'a Field,
    name: &At<String>,
    findings: &mut Findings,
) -> Option<Vec<&'a str>> {
    match field.kind.get()? {
        FieldKind::Choice(of) => Some(of.iter().map(|one| one.key.as_str()).collect()),
        FieldKind::Listed(list) => resolver.entries(*list),
        _ => {
            findings.push(r005_wrong_value::not_a_choice(name, field.key.place));
            None
        }
    }
}

/// `links` fields name the link that leads back: known once all fields are.
pub(super) fn lead_back(
    resolver: &Resolver<'_>,
    field: &Field,
    from: &At<String>,
    findings: &mut Findings,
) -> Part<FieldKind> {
    let Some(link) = path::of_any_entity(resolver, from, findings) else { return Part::Broken };
    match resolver.field_of(link).kind.get() {
        Some(FieldKind::Link { to, .. }) if *to == field.entity => Part::Is(FieldKind::Links { from: link }),
        Some(_) => {
            let entity = &resolver.draft(field.entity).key.it;
            findings.push(r005_wrong_value::leads_elsewhere(from, entity));
            Part::Broken
        }
        None => Part::Broken,
    }
}

/// What `was` names must not be there still, and be the former name of one thing only; `earlier` are those that stand
/// before.
pub(super) fn former_name<'a>(
    was: &At<String>,
    known: impl IntoIterator<Item = &'a str>,
    earlier: impl IntoIterator<Item = &'a At<String>>,
    findings: &mut Findings,
) {
    if known.into_iter().any(|name| name == was.it) {
        findings.push(r005_wrong_value::former_name_in_use(was));
    }
    if let Some(first) = earlier.into_iter().find(|other| other.it == was.it) {
        findings.push(r004_duplicate::finding(&was.it, was.place, Some(first.place)));
    }
}

/// The key and draft of a field that a change is about.
pub(super) fn changed<'a, T>(fields: &'a mut [Item<T>], key: &str) -> Option<&'a mut Item<T>> {
    fields.iter_mut().find(|field| field.key.it == key)
}
