//! The rules of one register in the tables of another, so that they can be tried on rows that are stored.
//!
//! The two are matched by their words: ids of one mean nothing in the other.

use model::{ActivityId, Clock, EntityId, FieldId, Held, Keep, Model, Path, Term};

/// The register in use with the periods and purposes of `other`. Its tables and ids stay, so that it fits the rows
/// that are stored. What `other` does not know stays as it is.
pub(super) fn with_rules_of(present: &Model, other: &Model) -> Model {
    let mut rules = present.clone();
    for id in present.entity_ids() {
        let Some(theirs) = other.entity_named(&present[id].key) else { continue };
        let it = &mut rules.entities[id.index()];
        if let Some(keep) = translated(present, id, other, theirs) {
            it.keep = keep;
        }
        if let (Held::By(held), Held::By(still)) = (&mut it.held, &other[theirs].held) {
            held.retain(|id: &ActivityId| still.iter().any(|other_id| other[*other_id].key == present[*id].key));
        }
        for &field in &present[id].fields {
            let Some(theirs) = other.field_named(theirs, &present[field].key) else { continue };
            let Some(keep) = &other[theirs].keep else {
                rules.fields[field.index()].keep = None;
                continue;
            };
            if let Some(keep) = terms(present, id, other, keep) {
                rules.fields[field.index()].keep = Some(keep);
            }
        }
    }
    rules
}

/// Whether rows of `entity` may live otherwise by `rules` than by `present`.
pub(super) fn differs(present: &Model, rules: &Model, entity: EntityId) -> bool {
    let (old, new) = (&present[entity], &rules[entity]);
    let fields = || old.fields.iter().any(|field| present[*field].keep != rules[*field].keep);
    old.keep != new.keep || old.held != new.held || fields()
}

/// The period of `theirs` in the fields of `ours`; none where it names a field that ours lacks.
fn translated(present: &Model, ours: EntityId, other: &Model, theirs: EntityId) -> Option<Keep> {
    match &other[theirs].keep {
        Keep::Always => Some(Keep::Always),
        Keep::WhileClaimed => Some(Keep::WhileClaimed),
        Keep::Terms(theirs) => terms(present, ours, other, theirs).map(Keep::Terms),
    }
}

fn terms(present: &Model, ours: EntityId, other: &Model, theirs: &[Term]) -> Option<Vec<Term>> {
    let term = |term: &Term| {
        Some(match term {
            Term::With(link) => Term::With(present.field_named(ours, &other[*link].key)?),
            Term::After { span, clock, ongoing } => {
                Term::After { span: *span, clock: translated_clock(present, other, clock)?, ongoing: *ongoing }
            }
        })
    };
    theirs.iter().map(term).collect()
}

/// A clock of `other` in the fields of `present`.
fn translated_clock(present: &Model, other: &Model, clock: &Clock) -> Option<Clock> {
    let field = |id: FieldId| {
        let entity = present.entity_named(&other[other[id].entity].key)?;
        let mut own = present[entity].fields.iter().chain(&present[entity].links).copied();
        own.find(|&own| present[own].key == other[id].key)
    };
    let path = |path: &Path| {
        let links = path.links.iter().map(|&link| field(link)).collect::<Option<_>>()?;
        Some(Path { links, field: field(path.field)? })
    };
    Some(Clock { of: clock.of.iter().map(path).collect::<Option<_>>()?, fiscal_year: clock.fiscal_year })
}
