//! The links over which a dossier is gathered: reckoned once from the register. It knows no rows.

use model::{EntityId, FieldId, FieldKind, Model, Subject};
use rights::{Operation, Scope, Viewer, scope};
use std::collections::HashMap;

/// Where to go from a row, for every entity.
pub(crate) struct Ways {
    /// The first links of all subject paths, seen from the person, and what goes on from there.
    trails: Vec<Trail>,
    roots: Vec<usize>,
    holding: HashMap<EntityId, Vec<FieldId>>,
    mentions: HashMap<EntityId, Vec<FieldId>>,
    scopes: HashMap<EntityId, Scope>,
}

/// One link of a subject path.
pub(super) struct Trail {
    /// It stands on rows of its entity, and leads towards the person.
    pub(super) link: FieldId,
    /// Rows on which it stands are about the person by this very path.
    pub(super) ends: bool,
    /// The links behind it.
    pub(super) on: Vec<usize>,
}

impl Ways {
    /// The ways of `model`, with the engine's own right.
    pub(crate) fn of(model: &Model) -> Self {
        let (mut holding, mut mentions) = (HashMap::new(), HashMap::new());
        let mut scopes = HashMap::new();
        for entity in model.entity_ids() {
            if let Ok(all) = scope(model, &Viewer::Engine, entity, Operation::Read) {
                scopes.insert(entity, all);
            }
            holding.insert(entity, rights::holding(model, entity).collect());
            for &field in model.fields_of(entity) {
                if let FieldKind::Link { to, mention: true } = model[field].kind {
                    mentions.entry(to).or_insert_with(Vec::new).push(field);
                }
            }
        }
        let mut ways = Self { trails: Vec::new(), roots: Vec::new(), holding, mentions, scopes };
        for entity in model.entity_ids() {
            if let Subject::Path(path) = &model[entity].subject {
                ways.add(path);
            }
        }
        ways
    }

    fn add(&mut self, path: &[FieldId]) {
        let mut at: Option<usize> = None;
        for &link in path.iter().rev() {
            let next = at.map_or(&self.roots, |at| &self.trails[at].on);
            let known = next.iter().copied().find(|next| self.trails[*next].link == link);
            at = Some(known.unwrap_or_else(|| {
                let new = self.trails.len();
                self.trails.push(Trail { link, ends: false, on: Vec::new() });
                at.map_or(&mut self.roots, |at| &mut self.trails[at].on).push(new);
                new
            }));
        }
        if let Some(at) = at {
            self.trails[at].ends = true;
        }
    }

    /// The links from the person.
    pub(super) fn first(&self) -> Vec<&Trail> {
        self.roots.iter().map(|at| &self.trails[*at]).collect()
    }

    /// The links behind `trail`.
    pub(super) fn behind(&self, trail: &Trail) -> Vec<&Trail> {
        trail.on.iter().map(|at| &self.trails[*at]).collect()
    }

    /// The links that lead to rows of `entity` and hold them up.
    pub(super) fn holding(&self, entity: EntityId) -> &[FieldId] {
        self.holding.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// The links that mention rows of `entity`.
    pub(super) fn mentions(&self, entity: EntityId) -> &[FieldId] {
        self.mentions.get(&entity).map_or(&[], Vec::as_slice)
    }

    /// Every row of `entity`.
    pub(crate) fn scope(&self, entity: EntityId) -> Option<&Scope> {
        self.scopes.get(&entity)
    }
}
