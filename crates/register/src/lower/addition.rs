//! Additions: fields that a company adds to an entity of the standard register.
//!
//! A table `[entity.X]` with nothing but fields goes on with the entity of that key that stands before it.

use crate::finding::Findings;
use crate::rules::{r003_unknown_name, r004_duplicate};
use crate::syntax::draft::{EntityDraft, Item};
use std::collections::HashMap;

/// Moves added fields to the entities that they go on with.
pub(super) fn merge(entities: &mut Vec<Item<EntityDraft>>, findings: &mut Findings) {
    let mut whole: Vec<Item<EntityDraft>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for item in std::mem::take(entities) {
        match (item.it.only_fields, places.get(&item.key.it)) {
            (true, Some(&at)) => extend(&mut whole[at], item, findings),
            (true, None) => {
                let names = whole.iter().map(|entity| entity.key.it.as_str());
                findings.push(r003_unknown_name::to_add_to(&item.key, names));
            }
            (false, _) => {
                places.entry(item.key.it.clone()).or_insert(whole.len());
                whole.push(item);
            }
        }
    }
    *entities = whole;
}

fn extend(entity: &mut Item<EntityDraft>, addition: Item<EntityDraft>, findings: &mut Findings) {
    for field in addition.it.fields {
        match entity.it.fields.iter().find(|known| known.key.it == field.key.it) {
            Some(known) => {
                findings.push(r004_duplicate::declared(&field.key, Some(known.key.place), '_'));
            }
            None => entity.it.fields.push(field),
        }
    }
}
