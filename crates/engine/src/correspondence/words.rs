//! Texts of mail as the register takes them: no signs that no text has, and no longer than a field is.

/// On one line, with single spaces.
pub(crate) fn clean_line(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// On several lines.
pub(crate) fn clean_text(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// No more than so many characters of it.
pub(crate) fn cut(text: &str, characters: usize) -> String {
    text.char_indices().nth(characters).map_or(text, |(end, _)| &text[..end]).to_owned()
}
