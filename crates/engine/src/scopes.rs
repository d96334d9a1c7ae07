//! What each viewer may do with each entity: it follows from the register and from who they are, and so is reckoned once.

use crate::limits::SCOPES_KEPT;
use model::{EntityId, Model};
use rights::{Denied, Operation, Scope, Viewer, scope};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// What was reckoned, by viewer; nothing where they may not.
#[derive(Debug, Default)]
pub(crate) struct Scopes(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    scopes: usize,
    of: HashMap<Viewer, OfOne>,
}

/// What one viewer may do; nothing where it was refused.
type OfOne = HashMap<(EntityId, Operation), Option<Arc<Scope>>>;

impl Scopes {
    /// What `viewer` may do with rows of `entity`.
    pub(crate) fn of(
        &self,
        model: &Model,
        viewer: &Viewer,
        entity: EntityId,
        operation: Operation,
    ) -> Result<Arc<Scope>, Denied> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = kept.of.get(viewer).and_then(|theirs| theirs.get(&(entity, operation)));
        let found = match known {
            Some(known) => known.clone(),
            None => kept.keep(model, viewer, entity, operation),
        };
        found.ok_or(Denied { entity, operation })
    }
}

impl Kept {
    fn keep(&mut self, model: &Model, viewer: &Viewer, entity: EntityId, operation: Operation) -> Option<Arc<Scope>> {
        if self.scopes >= SCOPES_KEPT {
            *self = Self::default();
        }
        let found = scope(model, viewer, entity, operation).ok().map(Arc::new);
        self.of.entry(viewer.clone()).or_default().insert((entity, operation), found.clone());
        self.scopes += 1;
        found
    }
}
