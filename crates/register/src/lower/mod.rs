//! Resolving: an unresolved draft to a register in which names are ids.
//!
//! A name that nothing bears is a finding with the nearest name; what it spoils is marked as broken, and the rest
//! goes on. Knows no TOML.

mod activity;
mod change;
mod controller;
mod entity;
mod keep;
mod label;
mod names;
mod outside;
pub(crate) mod resolved;
mod subject;

use crate::finding::{At, Findings, Part};
use crate::limits::{FIELDS_MAX_COUNT, ITEMS_MAX_COUNT};
use crate::rules::{r004_duplicate, r005_wrong_value};
use crate::syntax::draft::{Draft, FieldDraft, Item, KindDraft, LawDraft, RoleDraft};
use model::{EntityId, FieldId, FieldKind};
use names::Names;
use resolved::{Field, Law, Register, Role};

/// The columns that every table has of its own.
const RESERVED_FIELDS: [&str; 3] = ["key", "id", "version"];

/// Resolves every name, and says which cannot be.
pub(crate) fn resolve(draft: Draft, findings: &mut Findings) -> Register {
    let controller = controller::resolve(draft.controllers, findings);
    let roles = unique(draft.roles, findings);
    let recipients = unique(draft.recipients, findings);
    let systems = unique(draft.systems, findings);
    let laws = unique(draft.laws, findings);
    let activities = unique(draft.activities, findings);
    let mut entities = unique(draft.entities, findings);

    let names = Names {
        roles: roles.iter().map(|item| item.key.it.clone()).collect(),
        recipients: recipients.iter().map(|item| item.key.it.clone()).collect(),
        laws: laws.iter().map(|item| item.key.it.clone()).collect(),
        activities: activities.iter().map(|item| item.key.it.clone()).collect(),
        entities: entities.iter().map(|item| item.key.it.clone()).collect(),
    };

    let changes = change::apply(unique(draft.changes, findings), &mut entities, &names, findings);

    let mut fields = Vec::new();
    let mut neighbours = Vec::new();
    for (index, entity) in entities.iter_mut().enumerate() {
        let start = fields.len();
        for item in std::mem::take(&mut entity.it.fields) {
            if fields.len() == FIELDS_MAX_COUNT {
                findings.push(r005_wrong_value::too_many_fields(item.key.place));
                break;
            }
            let id = FieldId::from_index(fields.len());
            fields.push(field(id, EntityId::from_index(index), item, &names, findings));
        }
        neighbours.push(start..fields.len());
    }

    let resolver = entity::Resolver::new(&names, &entities, &fields, &neighbours);
    change::check(&changes, &resolver, findings);
    Register {
        controller,
        roles: roles.into_iter().map(role).collect(),
        recipients: recipients.into_iter().map(|item| outside::recipient(item, findings)).collect(),
        systems: systems.into_iter().map(|item| outside::system(item, &names, findings)).collect(),
        laws: laws.into_iter().map(|item| law(item, &names, findings)).collect(),
        activities: activities.into_iter().map(|item| activity::resolve(item, &resolver, findings)).collect(),
        entities: (0..entities.len()).map(|index| resolver.entity(index, findings)).collect(),
        fields,
    }
}

/// The items, without those whose key came before.
fn unique<T>(items: Vec<Item<T>>, findings: &mut Findings) -> Vec<Item<T>> {
    let mut found: Vec<Item<T>> = Vec::new();
    for item in items {
        if let Some(first) = found.iter().find(|earlier| earlier.key.it == item.key.it) {
            findings.push(r004_duplicate::finding(&item.key.it, item.key.place, Some(first.key.place)));
        } else if found.len() == ITEMS_MAX_COUNT {
            findings.push(r005_wrong_value::too_many_items(item.key.place));
            break;
        } else {
            found.push(item);
        }
    }
    found
}

fn role(item: Item<RoleDraft>) -> Role {
    Role { key: item.key, name: item.it.name, rights: item.it.rights.get().is_some_and(|rights| rights.it) }
}

fn law(item: Item<LawDraft>, names: &Names, findings: &mut Findings) -> Law {
    let Item { key, it: draft } = item;
    Law {
        key,
        title: draft.title,
        source: draft.source,
        valid_from: draft.valid_from,
        valid_to: draft.valid_to,
        checked_on: draft.checked_on,
        confidence: draft.confidence,
        applies_to: draft.applies_to,
        instead: draft.instead.into_option().and_then(|name| names.law(&name, findings)),
    }
}

fn field(id: FieldId, entity: EntityId, item: Item<FieldDraft>, names: &Names, findings: &mut Findings) -> Field {
    let Item { key, it } = item;
    if RESERVED_FIELDS.contains(&key.it.as_str()) {
        findings.push(r005_wrong_value::reserved_field(&key));
    }
    let stated = |part: &Part<At<bool>>| part.get().filter(|stated| stated.it).map(|stated| stated.place);
    let required = stated(&it.required);
    let mentions = matches!(it.kind, Part::Is(KindDraft::Link { mention: true, .. }));
    if let (true, Some(place)) = (mentions, required) {
        findings.push(r005_wrong_value::required_mention(&key.it, place));
    }
    let kind = it.kind.and_then(|kind| {
        Some(match kind {
            KindDraft::Text { max } => FieldKind::Text { max },
            KindDraft::LongText { max } => FieldKind::LongText { max },
            KindDraft::Email => FieldKind::Email,
            KindDraft::Phone => FieldKind::Phone,
            KindDraft::Integer => FieldKind::Integer,
            KindDraft::Boolean => FieldKind::Boolean,
            KindDraft::Date => FieldKind::Date,
            KindDraft::DateTime => FieldKind::DateTime,
            KindDraft::Choice(of) => FieldKind::Choice(of),
            KindDraft::Link { to, mention } => FieldKind::Link { to: names.entity(&to, findings)?, mention },
        })
    });
    let unique = stated(&it.unique).is_some();
    Field { id, key, entity, name: it.name, kind, required, unique, impersonal: it.impersonal }
}

#[cfg(test)]
mod tests;
