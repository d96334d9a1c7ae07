//! Resolving subjects: `self`, or the links that lead to the person, with dots between.

use super::entity::Resolver;
use super::resolved::Field;
use crate::finding::{At, Findings};
use crate::rules::{r007_cycle, r022_no_subject};
use crate::syntax::draft::SubjectDraft;
use model::{EntityId, FieldKind, Subject};

/// The word for a row that is the person.
pub(super) const SELF: &str = "self";

pub(super) fn resolve(
    resolver: &Resolver<'_>,
    start: EntityId,
    draft: &SubjectDraft,
    findings: &mut Findings,
) -> Option<Subject> {
    let path = &draft.path;
    if path.it == SELF {
        return Some(Subject::Itself);
    }
    let name = &resolver.draft(start).key.it;
    let mut links = Vec::new();
    let mut visited = vec![start];
    let mut here = start;
    for piece in path.pieces(0..path.it.len(), |c| c == '.') {
        let segment = path.cut(piece);
        let field = resolver.named(here, &segment, findings)?;
        let FieldKind::Link { to, mention } = field.kind.get()? else {
            findings.push(r022_no_subject::bad_link(name, &segment, "is not a link", field.key.place));
            return None;
        };
        if *mention {
            let because = "is a mention and holds nobody up";
            findings.push(r022_no_subject::bad_link(name, &segment, because, field.key.place));
            return None;
        }
        if field.required.is_none() || !is_always_there(resolver, here, field) {
            findings.push(r022_no_subject::may_be_empty(name, &segment, field.key.place));
            return None;
        }
        if visited.contains(to) {
            findings.push(r007_cycle::subject(name, &segment));
            return None;
        }
        visited.push(*to);
        links.push(field.id);
        here = *to;
    }
    let last = resolver.draft(here);
    let leads_to_a_person = last.it.subject.get().map(|end| end.path.it == SELF);
    match (leads_to_a_person, last.it.impersonal.is_absent()) {
        (Some(true), _) => Some(Subject::Path(links)),
        // Missing or broken there: that has a finding of its own.
        (None, true) => None,
        (Some(false), _) | (None, false) => {
            findings.push(r022_no_subject::no_person(name, path, &last.key.it));
            None
        }
    }
}

/// Whether the link is there whenever the row of `entity` is about a person: always, or under the choice on which
/// the entity's own subject depends.
fn is_always_there(resolver: &Resolver<'_>, entity: EntityId, link: &Field) -> bool {
    let Some(when) = resolver.field_draft(link.id).when.get() else { return true };
    let own = resolver.draft(entity).it.subject.get().and_then(|subject| subject.when.as_ref());
    own.is_some_and(|own| {
        let among = |one: &At<String>| when.among.iter().any(|other| other.it == one.it);
        own.field.it == when.field.it && own.among.iter().all(among)
    })
}
