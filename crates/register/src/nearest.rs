//! The nearest name: what somebody probably meant who wrote a name that does not exist.

/// The name among `known` that is least different from `written`, the first of equals; none where they differ by more
/// than one edit in three characters.
pub(crate) fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = written.chars().count().max(3) / 3;
    let scored = known.into_iter().map(|name| (strsim::damerau_levenshtein(written, name), name));
    let (_, name) = scored.filter(|(edits, _)| *edits <= allowed).min_by_key(|(edits, _)| *edits)?;
    Some(name)
}
