//! R002: a key that means nothing where it stands.

use super::Code;
use crate::finding::{At, Finding, Place};
use crate::syntax::keys::Section;

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R002.md");

pub(crate) fn finding(key: &At<String>, section: Section, near: Option<&str>) -> Finding {
    let known: Vec<&str> = section.keys().iter().map(|known| known.name).collect();
    Finding::error(Code::R002, key.place, format!("{} has no key `{}`", section.name(), key.it))
        .note(format!("its keys are {}", known.join(", ")))
        .propose(key, near)
}

/// A known key that does not go with what stands beside it.
pub(crate) fn misplaced(key: &At<String>, because: &str) -> Finding {
    Finding::error(Code::R002, key.place, format!("the key `{}` means nothing here: {because}", key.it))
        .help(format!("remove `{}`", key.it))
        .remove(key.place)
}

/// A change of an entity says what only activities have.
pub(crate) fn not_of_an_entity(key: &str, entity: &str, place: Place) -> Finding {
    Finding::error(Code::R002, place, format!("`{key}` of `{entity}` cannot be changed: an entity has none"))
        .help("change the activities that hold it")
}

/// A change of an activity says what only entities have, or what nobody may change.
pub(crate) fn not_of_an_activity(key: &str, activity: &str, place: Place) -> Finding {
    Finding::error(Code::R002, place, format!("`{key}` of `{activity}` cannot be changed: it is an activity"))
        .note("of an activity its `access` and its `recipients` can be changed")
        .help("change the entities that it holds")
}
