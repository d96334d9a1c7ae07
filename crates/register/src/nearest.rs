//! The nearest name: what somebody probably meant who wrote a name that does not exist.

use crate::limits::NEAREST_MAX_EDITS_PER_THREE_CHARS;

/// The name among `known` that is least different from `written`, if any is near; the first of equals.
pub(crate) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count().max(3);
    let allowed = length / 3 * NEAREST_MAX_EDITS_PER_THREE_CHARS;
    let scored = known.into_iter().map(|name| (strsim::damerau_levenshtein(written, name), name));
    let (_, name) = scored.filter(|(edits, _)| *edits <= allowed).min_by_key(|(edits, _)| *edits)?;
    Some(name)
}
