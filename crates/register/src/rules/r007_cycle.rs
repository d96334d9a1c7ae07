//! R007: links that lead in a circle, where a row would wait for itself.

use super::Code;
use crate::finding::{At, Finding, Findings};
use crate::lower::resolved::Register;
use model::{EntityId, Keep, Term};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R007.md");

/// A subject path that comes back to an entity it has left.
pub(crate) fn subject(entity: &str, segment: &At<String>) -> Finding {
    Finding::error(Code::R007, segment.place, format!("the subject of `{entity}` leads in a circle"))
        .note("a subject path goes straight to the person, so that every row is found for an access request (GDPR art. 15)")
        .help("take the shortest way to an entity with `subject = \"self\"`")
}

/// `with` links that come back to where they began.
pub(super) fn check(register: &Register, findings: &mut Findings) {
    for start in register.entity_ids() {
        if let Some(way) = circle(register, start) {
            let entity = &register[start];
            let names: Vec<&str> = way.iter().map(|&id| register[id].key.it.as_str()).collect();
            let headline = format!("`{}` lives `with` itself: {}", entity.key.it, names.join(" → "));
            let mut finding = Finding::error(Code::R007, entity.keep_place, headline)
                .note("GDPR art. 5(1)(e): rows that wait for each other would never end")
                .help("give one of them a period of its own");
            for &id in way.iter().filter(|&&id| id != start) {
                if let Some(place) = register[id].keep_place {
                    finding = finding.related(place, "on the way round");
                }
            }
            findings.push(finding);
        }
    }
}

/// The way from `start` over `with` links back to it, if `start` is the first of its circle.
fn circle(register: &Register, start: EntityId) -> Option<Vec<EntityId>> {
    let mut ways = vec![vec![start]];
    let mut seen = Vec::new();
    while let Some(way) = ways.pop() {
        for next in lives_with(register, *way.last()?) {
            let mut longer = way.clone();
            longer.push(next);
            if next == start {
                return Some(longer);
            }
            // A circle is told once, at its first entity.
            if next > start && !seen.contains(&next) {
                seen.push(next);
                ways.push(longer);
            }
        }
    }
    None
}

fn lives_with(register: &Register, entity: EntityId) -> Vec<EntityId> {
    let Some(Keep::Terms(terms)) = register[entity].keep.get() else { return Vec::new() };
    let links = terms.iter().filter_map(|term| match term {
        Term::With(link) => register.target(*link),
        Term::After { .. } => None,
    });
    links.collect()
}
