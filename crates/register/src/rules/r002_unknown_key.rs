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

/// A change of an activity says what only entities have; `holds` are those held for it, `alone` whether the change says
/// nothing else.
pub(crate) fn not_of_an_activity(
    key: &str,
    activity: &At<String>,
    place: Place,
    holds: &[&str],
    alone: bool,
) -> Finding {
    let headline = format!("`{}` is an activity, and an activity has no `{key}` to change", activity.it);
    let finding = Finding::error(Code::R002, place, headline).note(format!(
        "of an activity its `access` and its `recipients` can be changed; `{key}` belongs to the entities held for it"
    ));
    let tables: Vec<String> = holds.iter().map(|entity| format!("`[change.{entity}]`")).collect();
    match (holds, alone) {
        ([], _) => finding.help(format!("remove `{key}`: no entity is held for `{}`", activity.it)),
        ([only], true) => finding.help(format!("write it of the entity: `[change.{only}]`")).replace(activity, *only),
        _ => finding.help(format!("write `{key}` of the entity that is meant, under one of {}", tables.join(", "))),
    }
}
