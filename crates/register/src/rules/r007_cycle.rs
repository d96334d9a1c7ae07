//! R007: links that lead in a circle, where a row would wait for itself.

use super::Code;
use crate::finding::{At, Finding, Findings, Part};
use crate::lower::resolved::Register;
use crate::patch::Mend;
use crate::rules::r013_no_period::sure_date;
use model::{EntityId, FieldId, FieldKind, Keep, Subject, Term};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R007.md");

/// A subject path that comes back to an entity it has left.
pub(crate) fn subject(entity: &str, segment: &At<String>) -> Finding {
    Finding::error(Code::R007, segment.place, format!("the subject of `{entity}` leads in a circle"))
        .note("a subject path goes straight to the person, so that every row is found for an access request (GDPR art. 15)")
        .help("take the shortest way to an entity with `subject = \"self\"`")
}

/// `with` links, and links that must be there, that come back to where they began.
pub(super) fn check(register: &Register, findings: &mut Findings) {
    let ways: Vec<_> = register.entity_ids().map(|id| lives_with(register, id)).collect();
    for way in circles(&ways) {
        if let Some(&(start, _)) = way.first() {
            findings.push(waits_for_itself(register, start, &way));
        }
    }
    let ways: Vec<_> = register.entity_ids().map(|id| needs(register, id)).collect();
    for way in circles(&ways) {
        findings.extend(no_first_row(register, &way));
    }
}

fn waits_for_itself(register: &Register, start: EntityId, way: &[Step]) -> Finding {
    let entity = &register[start];
    let headline = format!("`{}` lives `with` itself: {}", entity.key.it, names(register, way));
    let mut finding = Finding::error(Code::R007, entity.keep_place, headline)
        .note("GDPR art. 5(1)(e): rows that wait for each other would never end")
        .help("give one of them a period of its own");
    for (id, _) in way.iter().skip(1) {
        if let Some(place) = register[*id].keep_place {
            finding = finding.related(place, "on the way round");
        }
    }
    let from = sure_date(register, start).map_or("…", |date| date.key.it.as_str());
    match entity.keep_place {
        Some(place) => finding.mend(Mend::Value { place, new: format!("\"at most … after {from}\"") }),
        None => finding,
    }
}

/// The finding stands at a link that may stay empty: none where each is the way to the person.
fn no_first_row(register: &Register, way: &[Step]) -> Option<Finding> {
    let (start, _) = way.first()?;
    // A way to the person that leads in a circle has been found already.
    if way.iter().any(|(id, _)| matches!(register[*id].subject, Part::Broken)) {
        return None;
    }
    let can_stay_empty = |(id, link): &&Step| match register[*id].subject.get() {
        Some(Subject::Path(path)) => path.first() != Some(link),
        Some(Subject::Itself | Subject::None) | None => true,
    };
    let (entity, link) = way.iter().find(can_stay_empty).or(way.first())?;
    let field = &register[*link];
    let required = field.required?;
    let headline = format!("no first row of `{}` could be made: {}", register[*start].key.it, names(register, way));
    let mut finding = Finding::error(Code::R007, required, headline)
        .note("each of these rows must name another that is there already, and none can be the first")
        .help(format!("remove `required` from `{}.{}`", register[*entity].key.it, field.key.it))
        .remove(required);
    for (_, other) in way.iter().filter(|(_, other)| other != link) {
        finding = finding.related(register[*other].key.place, "on the way round");
    }
    Some(finding)
}

/// An entity, and its link to the next.
type Step = (EntityId, FieldId);

/// The names on a way that comes back.
fn names(register: &Register, way: &[Step]) -> String {
    let round = way.iter().chain(way.first());
    let names: Vec<&str> = round.map(|(id, _)| register[*id].key.it.as_str()).collect();
    names.join(" → ")
}

/// The ways that come back to where they began, each once: at the first of its entities. `links` are the links of
/// each entity, with where they lead.
fn circles(links: &[Vec<(FieldId, EntityId)>]) -> Vec<Vec<Step>> {
    (0..links.len()).filter_map(|start| circle(links, EntityId::from_index(start))).collect()
}

/// The shortest way from `start` back to it over entities that come later.
fn circle(links: &[Vec<(FieldId, EntityId)>], start: EntityId) -> Option<Vec<Step>> {
    // Each entity that was reached, with the place here of the one before it and the link from there.
    let mut reached: Vec<(EntityId, Option<(usize, FieldId)>)> = vec![(start, None)];
    let mut seen = vec![false; links.len()];
    let mut next = 0;
    while let Some(&(here, _)) = reached.get(next) {
        for &(link, to) in links.get(here.index())? {
            if to == start {
                return Some(way_back(&reached, next, link));
            }
            if to > start && !std::mem::replace(seen.get_mut(to.index())?, true) {
                reached.push((to, Some((next, link))));
            }
        }
        next += 1;
    }
    None
}

fn way_back(reached: &[(EntityId, Option<(usize, FieldId)>)], last: usize, link: FieldId) -> Vec<Step> {
    let mut way = Vec::new();
    let mut here = Some((last, link));
    while let Some((at, link)) = here {
        let Some((entity, before)) = reached.get(at) else { break };
        way.push((*entity, link));
        here = *before;
    }
    way.reverse();
    way
}

fn lives_with(register: &Register, entity: EntityId) -> Vec<(FieldId, EntityId)> {
    let Some(Keep::Terms(terms)) = register[entity].keep.get() else { return Vec::new() };
    let links = terms.iter().filter_map(|term| match term {
        Term::With(link) => Some((*link, register.target(*link)?)),
        Term::After { .. } => None,
    });
    links.collect()
}

/// The links without which no row can be made.
fn needs(register: &Register, entity: EntityId) -> Vec<(FieldId, EntityId)> {
    let links = register.fields_of(entity).filter_map(|field| match field.kind.get() {
        Some(FieldKind::Link { to, mention: false }) if field.is_always_there() => Some((field.id, *to)),
        Some(_) | None => None,
    });
    links.collect()
}
