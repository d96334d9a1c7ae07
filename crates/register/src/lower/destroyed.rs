//! What is to go from the database: it must not be declared any more.

use super::entity::Resolver;
use crate::finding::{At, Findings};
use crate::rules::r005_wrong_value;
use crate::syntax::draft::DestroyedDraft;
use model::Destroyed;

pub(super) fn resolve(draft: DestroyedDraft, resolver: &Resolver<'_>, findings: &mut Findings) -> Destroyed {
    let mut destroyed = Destroyed::default();
    for name in draft.entities {
        if resolver.names.entities.contains(&name.it) {
            findings.push(r005_wrong_value::destroyed_and_declared(&name));
        } else {
            destroyed.entities.push(name.it);
        }
    }
    for name in draft.fields {
        let Some((entity, field)) = name.it.split_once('.') else {
            findings.push(r005_wrong_value::not_a_field_path(&name));
            continue;
        };
        let owner = At { it: entity.to_owned(), place: name.place };
        let Some(id) = resolver.names.entity(&owner, findings) else { continue };
        if resolver.field_names(id).any(|known| known == field) {
            findings.push(r005_wrong_value::destroyed_and_declared(&name));
        } else {
            destroyed.fields.push((entity.to_owned(), field.to_owned()));
        }
    }
    destroyed
}
