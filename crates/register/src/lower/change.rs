//! Changes: what a company does otherwise than the register says, as far as it may.
//!
//! What is changed takes the place of what is declared before anything is resolved; afterwards periods are held
//! against each other, as they may only be shortened. Both places are kept, to be shown side by side.

use super::entity::Resolver;
use super::field;
use super::keep::{self, is_no_longer};
use super::names::Names;
use crate::finding::{At, Findings, Part, Place};
use crate::rules::{r002_unknown_key, r003_unknown_name, r033_longer_change};
use crate::syntax::draft::{ActivitiesDraft, ActivityDraft, ChangeDraft, EntityDraft, Item, NarrowingDraft};
use crate::syntax::keep::KeepDraft;
use model::EntityId;

/// One thing that the company does otherwise than the register it builds on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is, with dots: `contact_request.keep`.
    pub what: String,
    /// Where the register says it; none where the register leaves it open.
    pub declared: Option<Place>,
    /// Where the company says it.
    pub changed: Place,
}

/// A change that was made.
pub(super) struct Changed {
    change: Change,
    /// A period before and now, to be held against each other.
    period: Option<(EntityId, At<KeepDraft>, At<KeepDraft>)>,
}

impl Changed {
    pub(super) fn shown(self) -> Change {
        self.change
    }
}

/// Puts what is changed into entities and activities.
pub(super) fn apply(
    changes: Vec<Item<ChangeDraft>>,
    entities: &mut [Item<EntityDraft>],
    activities: &mut [Item<ActivityDraft>],
    names: &Names,
    findings: &mut Findings,
) -> Vec<Changed> {
    let mut made = Made(Vec::new());
    for Item { key, it: change } in changes {
        let entity = entities.iter_mut().position(|entity| entity.key.it == key.it);
        let activity = activities.iter_mut().find(|activity| activity.key.it == key.it);
        match (entity, activity) {
            (Some(at), None) => {
                of_entity(&key, change, EntityId::from_index(at), &mut entities[at].it, &mut made, findings);
            }
            (None, Some(activity)) => {
                let holds: Vec<&str> = entities
                    .iter()
                    .filter(|entity| is_held(&entity.it, &key.it))
                    .map(|entity| entity.key.it.as_str())
                    .collect();
                of_activity(&key, change, &mut activity.it, &holds, &mut made, findings);
            }
            (Some(_), Some(_)) => findings.push(r003_unknown_name::two_things(&key)),
            (None, None) => {
                let known = names.entities.iter().chain(&names.activities).map(String::as_str);
                findings.push(r003_unknown_name::finding("entity or activity", &key, known));
            }
        }
    }
    made.0
}

/// Whether the entity is held for that activity, of its own or by a choice.
fn is_held(entity: &EntityDraft, activity: &str) -> bool {
    match entity.activity.get() {
        Some(ActivitiesDraft::Named(names)) => names.iter().any(|name| name.it == activity),
        Some(ActivitiesDraft::ByChoice { of, .. }) => of.iter().any(|(_, name)| name.it == activity),
        Some(ActivitiesDraft::AsClaimed) | None => false,
    }
}

/// Changes as they are made.
struct Made(Vec<Changed>);

impl Made {
    fn note(&mut self, key: &At<String>, what: &str, declared: Option<Place>, changed: Place) {
        let change = Change { what: format!("{}.{what}", key.it), declared, changed };
        self.0.push(Changed { change, period: None });
    }

    /// Puts a period in the place of another.
    fn period(
        &mut self,
        key: &At<String>,
        what: &str,
        id: EntityId,
        old: &mut Part<At<KeepDraft>>,
        now: At<KeepDraft>,
    ) {
        let before = std::mem::replace(old, Part::Is(now.clone())).into_option();
        self.note(key, what, before.as_ref().map(|before| before.place), now.place);
        // Without one before there is nothing to compare with: what is kept without end may be given an end.
        if let (Some(before), Some(made)) = (before, self.0.last_mut()) {
            made.period = Some((id, before, now));
        }
    }
}

fn of_entity(
    key: &At<String>,
    change: ChangeDraft,
    id: EntityId,
    entity: &mut EntityDraft,
    made: &mut Made,
    findings: &mut Findings,
) {
    if let Part::Is(recipients) = &change.recipients {
        let place = recipients.first().map_or(key.place, |first| first.place);
        findings.push(r002_unknown_key::not_of_an_entity("recipients", &key.it, place));
    }
    if let Part::Is(name) = change.name {
        made.note(key, "name", entity.name.get().map(|name| name.place), name.place);
        entity.name = Part::Is(name);
    }
    if let Part::Is(now) = change.keep {
        made.period(key, "keep", id, &mut entity.keep, now);
    }
    if let Part::Is(access) = change.access {
        made.note(key, "access", None, access.place);
        entity.access = Part::Is(NarrowingDraft::To(access.it));
    }
    for Item { key: name, it: change } in change.fields {
        let known: Vec<String> = entity.fields.iter().map(|field| field.key.it.clone()).collect();
        let Some(field) = field::changed(&mut entity.fields, &name.it) else {
            let kind = format!("field of `{}` called", key.it);
            findings.push(r003_unknown_name::finding(&kind, &name, known.iter().map(String::as_str)));
            continue;
        };
        if let Part::Is(now) = change.name {
            made.note(key, &format!("{}.name", name.it), field.it.name.get().map(|name| name.place), now.place);
            field.it.name = Part::Is(now);
        }
        if let Part::Is(now) = change.keep {
            // A field without a period of its own lives as long as its row.
            if field.it.keep.is_absent() {
                field.it.keep = entity.keep.clone();
            }
            made.period(key, &format!("{}.keep", name.it), id, &mut field.it.keep, now);
        }
    }
}

fn of_activity(
    key: &At<String>,
    change: ChangeDraft,
    activity: &mut ActivityDraft,
    holds: &[&str],
    made: &mut Made,
    findings: &mut Findings,
) {
    let alone = change.access.is_absent() && change.recipients.is_absent();
    let refused = [
        ("name", change.name.get().map(|name| name.place)),
        ("keep", change.keep.get().map(|keep| keep.place)),
        ("fields", change.fields.first().map(|field| field.key.place)),
    ];
    for (what, place) in refused.into_iter().filter_map(|(what, place)| Some((what, place?))) {
        findings.push(r002_unknown_key::not_of_an_activity(what, key, place, holds, alone));
    }
    if let Part::Is(access) = change.access {
        made.note(key, "access", activity.access.get().map(|access| access.place), access.place);
        activity.access = Part::Is(access);
    }
    if let Part::Is(recipients) = change.recipients {
        let place = recipients.first().map_or(key.place, |first| first.place);
        made.note(key, "recipients", activity.recipients.first().map(|first| first.place), place);
        activity.recipients = recipients;
    }
}

/// Finds changes by which a row might live longer.
pub(super) fn check(changes: &[Changed], resolver: &Resolver<'_>, findings: &mut Findings) {
    for (entity, before, now) in changes.iter().filter_map(|changed| changed.period.as_ref()) {
        // What is wrong with either is found where it is resolved for good.
        let mut aside = Findings::default();
        let mut resolve = |draft: &At<KeepDraft>| keep::resolve(resolver, *entity, &draft.it, &mut aside);
        let (Some(longest), Some(kept)) = (resolve(before), resolve(now)) else { continue };
        if !is_no_longer(&longest, &kept) {
            let entity = &resolver.draft(*entity).key.it;
            findings.push(r033_longer_change::finding(entity, now.place, before.place));
        }
    }
}
