//! Choices that decide: which activity holds a row, and whether it is about a person at all.

use crate::facts::World;
use model::{ActivityId, FieldId, Held, Model, Record, Value, When};

/// The activities that hold `record`. None where the choice that decides is empty, unknown, or on a row
/// that is not there: what cannot be told claims nothing.
pub(crate) fn activities<'a>(world: &World<'a>, record: &'a Record) -> Vec<ActivityId> {
    match &world.model[record.entity].held {
        Held::Impersonal | Held::AsClaimed => Vec::new(),
        Held::By(activities) => activities.clone(),
        Held::ByChoice { choice, of } => {
            let chosen = world.values(record, choice);
            let named = of.iter().filter(|(key, _)| chosen.iter().any(|value| is(value, key)));
            let mut activities: Vec<ActivityId> = named.map(|(_, activity)| *activity).collect();
            activities.sort_unstable();
            activities.dedup();
            activities
        }
    }
}

/// The activities that hold `field` of `record`.
pub(crate) fn activities_of<'a>(world: &World<'a>, record: &'a Record, field: FieldId) -> Vec<ActivityId> {
    world.model[field].activities.clone().unwrap_or_else(|| activities(world, record))
}

/// Whether `record` is about the person that its subject path leads to, if to any.
pub fn is_about_somebody(model: &Model, record: &Record) -> bool {
    model[record.entity].subject_when.as_ref().is_none_or(|when| holds(when, record))
}

/// Whether `field` must be filled in on `record`.
pub(crate) fn is_required(model: &Model, field: FieldId, record: &Record) -> bool {
    let it = &model[field];
    it.required && it.when.as_ref().is_none_or(|when| holds(when, record))
}

fn holds(when: &When, record: &Record) -> bool {
    record.get(when.field).is_some_and(|value| when.among.iter().any(|key| is(value, key)))
}

fn is(value: &Value, key: &str) -> bool {
    matches!(value, Value::Text(text) if text == key)
}
