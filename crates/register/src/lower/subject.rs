//! Resolving subjects: `self`, or the links that lead to the person, with dots between.

use super::entity::Resolver;
use crate::finding::{At, Findings};
use crate::rules::{r007_cycle, r022_no_subject};
use model::{EntityId, FieldKind, Subject};

/// The word for a row that is the person.
const SELF: &str = "self";

pub(super) fn resolve(
    resolver: &Resolver<'_>,
    start: EntityId,
    path: &At<String>,
    findings: &mut Findings,
) -> Option<Subject> {
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
        if field.required.is_none() {
            findings.push(r022_no_subject::bad_link(name, &segment, "may be empty", field.key.place));
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
    let leads_to_a_person = last.it.subject.get().map(|end| end.it == SELF);
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
