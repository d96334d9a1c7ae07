//! The nearest name: what somebody probably meant who wrote a name that does not exist.

use crate::limits::NEAR_NAMES_MAX_COUNT;

/// The name among `known` that is least different from `written`, the first of equals; none where they differ by more
/// than one edit in three characters, or have nothing in common.
pub(crate) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    near(written, known).into_iter().next()
}

/// The few names that are near by the same measure, the nearest first.
pub(crate) fn near<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = written.chars().count();
    let allowed = length.max(3) / 3;
    // Each character that one is longer than the other is an edit.
    let near = known.into_iter().filter(|name| name.chars().count().abs_diff(length) <= allowed);
    let scored = near.map(|name| (strsim::damerau_levenshtein(written, name), name));
    let mut scored: Vec<_> = scored.filter(|(edits, _)| *edits <= allowed && *edits < length).collect();
    scored.sort_by_key(|(edits, _)| *edits);
    scored.into_iter().map(|(_, name)| name).take(NEAR_NAMES_MAX_COUNT).collect()
}
