//! What facts must hold for a decision: which links to follow from the rows it is about.

use crate::due::lives_with;
use model::{EntityId, FieldId, FieldKind, Held, Model, Path, Subject, Term};

/// The links to follow from a row of `entity`, each a walk of one or more: to the dates of its clocks,
/// to the choice that decides its activity, along its subject path and to those whose own it is.
pub fn needs(model: &Model, entity: EntityId) -> Vec<Vec<FieldId>> {
    let it = &model[entity];
    let mut walks: Vec<Vec<FieldId>> = reckoned(model, entity).map(|path| path.links.clone()).collect();
    if let Held::ByChoice { choice, .. } = &it.held {
        walks.push(choice.links.clone());
    }
    if let Subject::Path(path) = &it.subject {
        walks.push(path.clone());
    }
    walks.extend(it.own.iter().cloned());
    walks.retain(|walk| !walk.is_empty());
    walks.sort_unstable();
    walks.dedup();
    walks
}

/// The link to the row that rows of `entity` live and end with: that one's own needs are needs as well.
pub fn company(model: &Model, entity: EntityId) -> Option<FieldId> {
    lives_with(&model[entity].keep)
}

/// The links that lead to rows of `entity` and hold them up.
pub fn holding(model: &Model, entity: EntityId) -> impl Iterator<Item = FieldId> {
    let fields = model.entity_ids().flat_map(|from| model.fields_of(from).iter().copied());
    fields.filter(move |&field| matches!(model[field].kind, FieldKind::Link { to, mention: false } if to == entity))
}

/// The links over which a shared row hangs on another shared row: an address on its person or its
/// organisation. Whatever holds that one up and uses this one holds this one up as well.
pub fn hangs_on(model: &Model, entity: EntityId) -> Vec<FieldId> {
    let it = &model[entity];
    let links = || {
        let shared = |field: &FieldId| match model[*field].kind {
            // One organisation is not an address of another.
            FieldKind::Link { to, mention: false } => to != entity && model[to].held == Held::AsClaimed,
            _ => false,
        };
        it.fields.iter().copied().filter(shared).collect::<Vec<FieldId>>()
    };
    match (&it.held, &it.subject) {
        (Held::Impersonal | Held::By(_) | Held::ByChoice { .. }, _) | (_, Subject::Itself) => Vec::new(),
        // What is always about a person hangs on that person alone.
        (Held::AsClaimed, Subject::Path(path)) if it.subject_when.is_none() => {
            path.first().copied().into_iter().collect()
        }
        (Held::AsClaimed, Subject::Path(_) | Subject::None) => links(),
    }
}

/// Every date that a period or a minimum of `entity` or its fields counts from.
pub(crate) fn reckoned(model: &Model, entity: EntityId) -> impl Iterator<Item = &Path> {
    let it = &model[entity];
    let own = dates(crate::due::terms(&it.keep)).chain(it.require.iter().map(|one| &one.from));
    let fields = it.fields.iter().flat_map(move |field| {
        let field = &model[*field];
        dates(field.keep.as_deref().unwrap_or(&[])).chain(field.require.iter().map(|one| &one.from))
    });
    own.chain(fields)
}

fn dates(terms: &[Term]) -> impl Iterator<Item = &Path> {
    let clocks = terms.iter().filter_map(|term| match term {
        Term::With(_) => None,
        Term::After { clock, .. } => Some(clock.of.iter()),
    });
    clocks.flatten()
}
