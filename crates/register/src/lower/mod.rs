//! Resolving: an unresolved draft to a register in which names are ids.
//!
//! A name that nothing bears is a finding with the nearest name; what it spoils is marked as broken, and the rest
//! goes on. Knows no TOML.

mod access;
mod activity;
mod addition;
mod backup;
mod change;
mod controller;
mod destroyed;
mod entity;
mod field;
mod into_model;
pub(crate) mod keep;
mod label;
mod law;
mod names;
mod outside;
mod path;
pub(crate) mod resolved;
mod special;
mod subject;

pub use change::Change;

use crate::finding::{At, Findings, Part};
use crate::limits::{FIELDS_MAX_COUNT, ITEMS_MAX_COUNT};
use crate::rules::{r004_duplicate, r005_wrong_value};
use crate::standard;
use crate::syntax::draft::{
    CategoryDraft, ControllerDraft, Draft, EntityDraft, FieldDraft, Item, KindDraft, RoleDraft,
};
use crate::syntax::field::{COUNTRIES, Type};
use model::{Area, CategoryId, EntityId, FieldId, FieldKind};
use names::Names;
use resolved::{Field, FieldTerms, Register, Role};
use std::collections::HashMap;
use std::ops::Range;

/// The columns that every table has of its own.
const RESERVED_FIELDS: [&str; 4] = ["key", "id", "version", "restricted"];

/// Resolves every name, and says which cannot be; and what the company changed of what stands elsewhere.
///
/// `areas` says of each file which area it is.
pub(crate) fn resolve(mut draft: Draft, areas: &[Area], findings: &mut Findings) -> (Register, Vec<Change>) {
    let used = used_areas(&draft.controllers);
    let at = |place: crate::Place| {
        areas.get(place.file).map_or((Area::Company, true), |area| (*area, is_used(*area, used.as_deref())))
    };
    let controller = controller::resolve(draft.controllers, draft.company, findings);
    let roles = unique(draft.roles, Some('-'), findings);
    let recipients = unique(draft.recipients, Some('-'), findings);
    let systems = unique(draft.systems, Some('-'), findings);
    let laws = unique(draft.laws, Some('-'), findings);
    let categories = unique(draft.categories, Some('-'), findings);
    let lists = unique(draft.lists, Some('-'), findings);
    let mut activities = unique(draft.activities, Some('-'), findings);
    addition::merge(&mut draft.entities, findings);
    let mut entities = unique(draft.entities, Some('_'), findings);

    let names = Names {
        company: draft.company,
        roles: keys(&roles),
        recipients: keys(&recipients),
        laws: keys(&laws),
        categories: keys(&categories),
        lists: keys(&lists),
        activities: keys(&activities),
        entities: keys(&entities),
    };
    let changed =
        change::apply(unique(draft.changes, None, findings), &mut entities, &mut activities, &names, findings);
    let Fields { all: mut fields, drafts, neighbours } = Fields::of(&mut entities, &names, findings);
    let defaults = defaults(&categories, findings);
    let lists: Vec<_> = lists.into_iter().map(law::list).collect();

    let all = (fields.as_slice(), drafts.as_slice(), neighbours.as_slice());
    let resolver = entity::Resolver::new(&names, &entities, all, &lists, &defaults);
    let back = backward(&resolver, findings);
    drop(resolver);
    for (id, kind) in back {
        fields[id.index()].kind = kind;
    }

    let all = (fields.as_slice(), drafts.as_slice(), neighbours.as_slice());
    let resolver = entity::Resolver::new(&names, &entities, all, &lists, &defaults);
    change::check(&changed, &resolver, findings);
    let terms: Vec<FieldTerms> = fields.iter().map(|field| field::terms(&resolver, field, findings)).collect();
    let activities =
        activities.into_iter().map(|item| activity::resolve(at(item.key.place).1, item, &resolver, findings)).collect();
    let whole =
        (0..entities.len()).map(|index| resolver.entity(index, at(entities[index].key.place), findings)).collect();
    let destroyed = destroyed::resolve(draft.destroyed, &resolver, findings);
    for (field, terms) in fields.iter_mut().zip(terms) {
        field.terms = terms;
    }
    let countries = names.lists.iter().position(|list| list == COUNTRIES).and_then(|at| lists.get(at)?.as_ref());
    let recipients = recipients.into_iter().map(|item| outside::recipient(item, &names, countries, findings)).collect();
    let systems = systems.into_iter().map(|item| outside::system(item, &names, countries, findings)).collect();
    let register = Register {
        controller,
        roles: roles.into_iter().map(role).collect(),
        recipients,
        systems,
        laws: laws.into_iter().map(|item| law::resolve(item, &names, findings)).collect(),
        rights: unique(draft.rights, Some('-'), findings).into_iter().map(law::right).collect(),
        categories: categories.into_iter().map(law::category).collect(),
        lists,
        activities,
        entities: whole,
        fields,
        backup: backup::resolve(draft.backups, findings),
        destroyed,
    };
    (register, changed.into_iter().map(change::Changed::shown).collect())
}

/// The areas that the company says it uses; none where it does not say.
fn used_areas(controllers: &[At<ControllerDraft>]) -> Option<Vec<&'static str>> {
    let areas = controllers.first()?.it.areas.get()?;
    Some(areas.iter().map(|area| area.it).collect())
}

/// Whether the company uses the area, which it may do without.
fn is_used(area: Area, used: Option<&[&str]>) -> bool {
    used.is_none_or(|used| !standard::may_be_missed(area) || used.contains(&area.key()))
}

fn keys<T>(items: &[Item<T>]) -> Vec<String> {
    items.iter().map(|item| item.key.it.clone()).collect()
}

/// The fields of all entities with their kinds, and what else each says.
struct Fields {
    all: Vec<Field>,
    drafts: Vec<FieldDraft>,
    neighbours: Vec<Range<usize>>,
}

impl Fields {
    fn of(entities: &mut [Item<EntityDraft>], names: &Names, findings: &mut Findings) -> Self {
        let (mut fields, mut drafts, mut neighbours) = (Vec::new(), Vec::new(), Vec::new());
        for (index, entity) in entities.iter_mut().enumerate() {
            let start = fields.len();
            for item in std::mem::take(&mut entity.it.fields) {
                if fields.len() == FIELDS_MAX_COUNT {
                    findings.push(r005_wrong_value::too_many_fields(item.key.place));
                    break;
                }
                let id = FieldId::from_index(fields.len());
                fields.push(field(id, EntityId::from_index(index), &item, names, findings));
                drafts.push(item.it);
            }
            neighbours.push(start..fields.len());
        }
        Self { all: fields, drafts, neighbours }
    }
}

/// The kinds of `links` fields, which name a link elsewhere.
fn backward(resolver: &entity::Resolver<'_>, findings: &mut Findings) -> Vec<(FieldId, Part<FieldKind>)> {
    let mut back = Vec::new();
    for field in resolver.fields {
        if let Part::Is(KindDraft::Links { from }) = &resolver.field_draft(field.id).kind {
            back.push((field.id, field::lead_back(resolver, field, from, findings)));
        }
    }
    back
}

/// Which category the fields of each type have where nothing else is said; each type has one.
fn defaults(categories: &[Item<CategoryDraft>], findings: &mut Findings) -> Vec<(Type, CategoryId)> {
    let mut defaults: Vec<(Type, CategoryId)> = Vec::new();
    for (index, category) in categories.iter().enumerate() {
        for ty in category.it.default_for.get().into_iter().flatten() {
            if defaults.iter().any(|(known, _)| *known == ty.it) {
                findings.push(r005_wrong_value::second_default(ty.place));
            }
            defaults.push((ty.it, CategoryId::from_index(index)));
        }
    }
    defaults
}

/// The items, without those whose key came before; `joint` is what a longer key may go on with, where another would do.
fn unique<T>(items: Vec<Item<T>>, joint: Option<char>, findings: &mut Findings) -> Vec<Item<T>> {
    let mut found: Vec<Item<T>> = Vec::new();
    let mut first: HashMap<String, crate::Place> = HashMap::new();
    for item in items {
        if let Some(first) = first.get(&item.key.it) {
            findings.push(match joint {
                Some(joint) => r004_duplicate::declared(&item.key, Some(*first), joint),
                None => r004_duplicate::finding(&item.key.it, item.key.place, Some(*first)),
            });
        } else if found.len() == ITEMS_MAX_COUNT {
            findings.push(r005_wrong_value::too_many_items(item.key.place));
            break;
        } else {
            first.insert(item.key.it.clone(), item.key.place);
            found.push(item);
        }
    }
    found
}

fn role(item: Item<RoleDraft>) -> Role {
    let stated = |part: &Part<At<bool>>| part.get().is_some_and(|stated| stated.it);
    let (rights, second_factor) = (stated(&item.it.rights), stated(&item.it.second_factor));
    let break_glass = stated(&item.it.break_glass);
    Role { key: item.key, name: item.it.name, rights, second_factor, break_glass }
}

fn field(id: FieldId, entity: EntityId, item: &Item<FieldDraft>, names: &Names, findings: &mut Findings) -> Field {
    let Item { key, it } = item;
    if RESERVED_FIELDS.contains(&key.it.as_str()) {
        findings.push(r005_wrong_value::reserved_field(key));
    }
    let stated = |part: &Part<At<bool>>| part.get().filter(|stated| stated.it).map(|stated| stated.place);
    let required = stated(&it.required);
    let mentions = matches!(it.kind, Part::Is(KindDraft::Link { mention: true, .. }));
    if let (true, Some(place)) = (mentions, required) {
        findings.push(r005_wrong_value::required_mention(&key.it, place));
    }
    let kind = it.kind.as_ref().and_then(|kind| {
        Some(match kind {
            KindDraft::Plain(kind) => kind.clone(),
            KindDraft::Choice(of) => FieldKind::Choice(of.clone()),
            KindDraft::Listed(list) => FieldKind::Listed(names.list(list, findings)?),
            KindDraft::Link { to, mention } => FieldKind::Link { to: names.entity(to, findings)?, mention: *mention },
            // Known once all fields are; until then nothing leads over it.
            KindDraft::Links { .. } => return None,
        })
    });
    Field {
        id,
        key: key.clone(),
        entity,
        name: it.name.clone(),
        kind,
        required,
        unique: stated(&it.unique).is_some(),
        impersonal: it.impersonal.clone(),
        terms: FieldTerms::default(),
    }
}

#[cfg(test)]
mod tests;
