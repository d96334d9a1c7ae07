//! What a colleague can see and make at all: the same for everybody with the same roles, and so reckoned once for each
//! set of roles.
//!
//! It says which lists there are, never which rows.

use super::way::{Kind, Way, head, readable, rows, way};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::SIGHTS_KEPT;
use model::{Area, EntityId, FieldKind, Held, Keep, LabelPart, Language, Model, RoleId, Term};
use rights::{Operation, Viewer};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A list that the caller may open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    entity: EntityId,
    /// The part of the register that declares it.
    pub area: Area,
    /// Whether people look for its rows by themselves, and not only beside others.
    pub is_chief: bool,
    /// Whether the caller makes rows of it with a form.
    pub is_made: bool,
}

/// The lists that the caller may open, in the order of the areas and of the register.
pub type Sight = Arc<Vec<Seen>>;

/// What was reckoned, by roles.
#[derive(Debug, Default)]
pub(crate) struct Sights(Mutex<HashMap<Vec<RoleId>, Sight>>);

#[cfg(test)]
impl Sights {
    pub(crate) fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

impl Seen {
    /// The word of the list in an address.
    pub fn key(self, engine: &Engine) -> &str {
        &engine.model()[self.entity].key
    }

    /// What people call it.
    pub fn name(self, engine: &Engine, language: Language) -> &str {
        engine.model()[self.entity].name.get(language)
    }
}

/// The lists that the caller may open.
pub fn sight(engine: &Engine, caller: &Caller) -> Sight {
    let roles = match &caller.viewer {
        Viewer::Staff { roles, .. } => roles.clone(),
        Viewer::Engine | Viewer::Machine { .. } => return Arc::new(reckoned(engine, caller)),
    };
    let mut kept = engine.sights().0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = kept.get(&roles) {
        return Arc::clone(known);
    }
    if kept.len() >= SIGHTS_KEPT {
        kept.clear();
    }
    let sight = Arc::new(reckoned(engine, caller));
    kept.insert(roles, Arc::clone(&sight));
    sight
}

fn reckoned(engine: &Engine, caller: &Caller) -> Vec<Seen> {
    let model = engine.model();
    let seen = |entity: EntityId| {
        readable(engine, caller, entity).ok()?;
        let is_made = way(engine, caller, entity) == Way::Made;
        Some(Seen { entity, area: model[entity].area, is_chief: is_chief(model, entity), is_made })
    };
    let mut all: Vec<Seen> = model.entity_ids().filter(|entity| model[*entity].in_use).filter_map(seen).collect();
    all.sort_by_key(|one| Area::ALL.iter().position(|area| *area == one.area));
    all
}

/// Whether people look for rows of `entity` by themselves: they can be searched, and do not live with another row
/// alone unless they have numbers of their own. Of the hubs, those that are called by a name and nothing else.
fn is_chief(model: &Model, entity: EntityId) -> bool {
    let it = &model[entity];
    let is_numbered = it.fields.iter().any(|field| model[*field].kind == FieldKind::Sequence);
    let lives_with = match &it.keep {
        Keep::Always | Keep::WhileClaimed => false,
        Keep::Terms(terms) => terms.iter().any(|term| matches!(term, Term::With(_))),
    };
    let is_named = match it.label.0.as_slice() {
        [LabelPart::Field(name)] => matches!(model[*name].kind, FieldKind::Text { .. }),
        _ => false,
    };
    !it.search.is_empty() && (is_numbered || !lives_with) && (it.held != Held::AsClaimed || is_named)
}

/// One list with how many rows it has, where the caller may know them all, and how its rows are written.
pub async fn kind_of(engine: &Engine, caller: &Caller, seen: Seen) -> Result<Kind, Failure> {
    let scope = engine.scope(caller, seen.entity, Operation::Read)?;
    Ok(Kind { head: head(engine, caller, seen.entity), rows: rows(engine, caller, &scope).await? })
}
