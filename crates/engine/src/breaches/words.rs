//! The words of the notices, the reminders and the log about breaches.

use crate::catalogue::Catalogue;
use crate::context::Engine;
use model::{Column, FieldId, Language, Moment, Value};
use std::sync::LazyLock;

/// The messages of this area.
pub(crate) static WORDS: LazyLock<Catalogue> = LazyLock::new(|| {
    Catalogue::new(include_str!("../../languages/breaches.nb.ftl"), include_str!("../../languages/breaches.en.ftl"))
});

pub(super) fn say(language: Language, key: &str) -> String {
    WORDS.say(language, key, &[])
}

pub(super) fn with(language: Language, key: &str, arguments: &[(&str, &str)]) -> String {
    WORDS.say(language, key, arguments)
}

pub(super) fn moment(moment: Moment, language: Language) -> String {
    documents::moment(moment, language)
}

/// What the register calls the alternative that the choice `field` has.
pub(super) fn choice<T: Column>(engine: &Engine, field: FieldId, value: &T, language: Language) -> String {
    let Value::Text(key) = value.write() else { return String::new() };
    let known = engine.model().alternatives(field).unwrap_or_default();
    known.iter().find(|one| one.key == key).map_or(key, |one| one.name.get(language).to_owned())
}
