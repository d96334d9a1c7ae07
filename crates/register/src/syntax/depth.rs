//! Names with very many parts, found before the parser sees them.
//!
//! The parser nests a table for each part of a dotted name, and limits the parts of a name and the depth of braces
//! but not the two together: freeing what it has nested could exhaust the stack.

use crate::limits::NAME_MAX_PARTS;
use std::ops::Range;

/// Where the first dotted name stands that has more parts than a name may have.
pub(super) fn long_name(text: &str) -> Option<Range<usize>> {
    let blank = [' ', '\t'];
    let (mut at, mut start, mut parts) = (0, 0, 0);
    while let Some(next) = text[at..].chars().next() {
        let part = part_length(&text[at..]);
        if part == 0 {
            at += next.len_utf8();
            parts = 0;
            continue;
        }
        if parts == 0 {
            start = at;
        }
        at += part;
        parts += 1;
        if parts > NAME_MAX_PARTS {
            return Some(start..at);
        }
        match text[at..].trim_start_matches(blank).strip_prefix('.') {
            Some(rest) => at = text.len() - rest.trim_start_matches(blank).len(),
            None => parts = 0,
        }
    }
    None
}

/// How many bytes of a name's part `text` begins with: a bare word, or a string that ends on the same line.
fn part_length(text: &str) -> usize {
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-').unwrap_or(text.len());
    };
    let mut escaped = false;
    for (index, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return 0,
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            _ if c == quote => return index + 1,
            _ => {}
        }
    }
    0
}
