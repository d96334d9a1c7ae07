//! Patches of periods: where in `3 years after closed_on, with case` the length of a term stands.

use std::ops::Range;

/// The words that may follow `after`, and belong to the length: a fiscal year is longer than its day.
const FISCAL_YEAR: [&str; 3] = ["fiscal", "year", "of"];

/// From the number to the word before the date, in the term of that index; none where the term has no length.
pub(super) fn length(period: &str, term: usize) -> Option<Range<usize>> {
    let words = words(period, term);
    let word = |at: usize| words.get(at).and_then(|word| period.get(word.clone())).unwrap_or_default();
    let number = (0..words.len()).find(|&at| word(at).parse::<u16>().is_ok())?;
    let after = number + 2;
    if word(after) != "after" {
        return None;
    }
    let fiscal = FISCAL_YEAR.iter().enumerate().all(|(index, one)| word(after + 1 + index) == *one);
    let last = if fiscal { after + FISCAL_YEAR.len() } else { after };
    Some(words.get(number)?.start..words.get(last)?.end)
}

/// Where the words of one term stand.
fn words(period: &str, term: usize) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let (mut terms, mut inside) = (0, false);
    for (at, c) in period.char_indices() {
        let part_of_a_word = !c.is_ascii_whitespace() && !matches!(c, ',' | '"' | '\'');
        terms += usize::from(c == ',');
        if part_of_a_word && terms == term {
            match words.last_mut().filter(|_| inside) {
                Some(word) => word.end = at + c.len_utf8(),
                None => words.push(at..at + c.len_utf8()),
            }
        }
        inside = part_of_a_word;
    }
    words
}
