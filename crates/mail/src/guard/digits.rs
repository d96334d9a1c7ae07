//! Groups of digits, and what joins them: `8601 11 17947` is three, joined by spaces.

use std::ops::Range;

use super::fold::Folded;

/// The widest gap between two groups of one number: a hyphen with spaces around it.
const GAP_MAX_BYTES: usize = 3;

/// Digits in a row.
pub(super) struct Group {
    /// Where in the folded text.
    pub(super) range: Range<usize>,
    /// The sign between the group before and this one, if nothing else stands there.
    pub(super) joined: Option<char>,
}

/// Every group of digits, from the beginning to the end.
pub(super) fn groups(folded: &Folded<'_>) -> Vec<Group> {
    let bytes = folded.text().as_bytes();
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|next| at + next) {
        let end =
            bytes[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |next| start + next);
        let joined = groups.last().and_then(|before| join(folded, &(before.range.end..start)));
        groups.push(Group { range: start..end, joined });
        at = end;
    }
    groups
}

fn join(folded: &Folded<'_>, gap: &Range<usize>) -> Option<char> {
    if gap.len() > GAP_MAX_BYTES || folded.is_broken(gap) {
        return None;
    }
    let mut signs = folded.text()[gap.clone()].chars().filter(|c| *c != ' ');
    match (signs.next(), signs.next()) {
        (None, _) => Some(' '),
        (Some(sign @ ('.' | '-' | '/')), None) => Some(sign),
        _ => None,
    }
}

/// The groups that begin at an index and have these lengths, with any of the signs between them.
pub(super) fn shape<'a>(groups: &'a [Group], at: usize, lengths: &[usize], between: &str) -> Option<&'a [Group]> {
    let found = groups.get(at..at + lengths.len())?;
    let fits = found.iter().zip(lengths).all(|(group, length)| group.range.len() == *length);
    let joined = found[1..].iter().all(|group| group.joined.is_some_and(|sign| between.contains(sign)));
    (fits && joined).then_some(found)
}

/// Whether the same sign stands between all of them.
pub(super) fn is_even(groups: &[Group]) -> bool {
    groups.windows(2).skip(1).all(|pair| pair[0].joined == pair[1].joined)
}

/// Whether it stands by itself: not in a word, a longer number, a decimal, a path or an international telephone number.
pub(super) fn is_free(folded: &Folded<'_>, range: &Range<usize>) -> bool {
    let text = folded.text();
    let part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut before = text[..range.start].chars().rev();
    let mut after = text[range.end..].chars();
    let before = match before.next() {
        Some('_' | '#' | '/' | '+') => false,
        Some('-' | '.') => !part(before.next()),
        sign => !part(sign),
    };
    let after_free = match after.next() {
        Some('_') => false,
        Some('-' | '.' | '/' | ':' | '@') => !part(after.next()),
        // Two decimals are an amount; more are the next number of a list.
        Some(',') => after.take_while(char::is_ascii_digit).take(3).count() % 3 == 0,
        sign => !part(sign),
    };
    before && after_free
}

/// The digits of a range, whatever stands between them.
pub(super) fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}
