//! Account numbers of all countries (ISO 13616): two letters, two digits, and as many signs as the country's numbers have.

use std::ops::Range;

use super::checks;
use super::fold::Folded;

/// The countries of the registry and the lengths of their numbers.
const LENGTHS: [(&str, usize); 79] = [
    ("ad", 24),
    ("ae", 23),
    ("al", 28),
    ("at", 20),
    ("az", 28),
    ("ba", 20),
    ("be", 16),
    ("bg", 22),
    ("bh", 22),
    ("br", 29),
    ("by", 28),
    ("ch", 21),
    ("cr", 22),
    ("cy", 28),
    ("cz", 24),
    ("de", 22),
    ("dk", 18),
    ("do", 28),
    ("ee", 20),
    ("eg", 29),
    ("es", 24),
    ("fi", 18),
    ("fo", 18),
    ("fr", 27),
    ("gb", 22),
    ("ge", 22),
    ("gi", 23),
    ("gl", 18),
    ("gr", 27),
    ("gt", 28),
    ("hr", 21),
    ("hu", 28),
    ("ie", 22),
    ("il", 23),
    ("iq", 23),
    ("is", 26),
    ("it", 27),
    ("jo", 30),
    ("kw", 30),
    ("kz", 20),
    ("lb", 28),
    ("lc", 32),
    ("li", 21),
    ("lt", 20),
    ("lu", 20),
    ("lv", 21),
    ("ly", 25),
    ("mc", 27),
    ("md", 24),
    ("me", 22),
    ("mk", 19),
    ("mr", 27),
    ("mt", 31),
    ("mu", 30),
    ("nl", 18),
    ("no", 15),
    ("pk", 24),
    ("pl", 28),
    ("ps", 29),
    ("pt", 25),
    ("qa", 29),
    ("ro", 24),
    ("rs", 22),
    ("sa", 24),
    ("sc", 31),
    ("sd", 18),
    ("se", 24),
    ("si", 19),
    ("sk", 24),
    ("sm", 27),
    ("st", 25),
    ("sv", 28),
    ("tl", 23),
    ("tn", 24),
    ("tr", 26),
    ("ua", 29),
    ("va", 22),
    ("vg", 24),
    ("xk", 20),
];

/// Each of them in the text, with the number in one piece.
pub(super) fn find(folded: &Folded<'_>) -> Vec<(Range<usize>, String)> {
    let bytes = folded.text().as_bytes();
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for at in 0..bytes.len().saturating_sub(3) {
        let head = &bytes[at..at + 4];
        let begins = head[..2].iter().all(u8::is_ascii_lowercase) && head[2..].iter().all(u8::is_ascii_digit);
        if begins && found.last().is_none_or(|(last, _)| last.end <= at) {
            found.extend(number(folded, at));
        }
    }
    found
}

fn number(folded: &Folded<'_>, start: usize) -> Option<(Range<usize>, String)> {
    let text = folded.text();
    if text[..start].chars().next_back().is_some_and(char::is_alphanumeric) {
        return None;
    }
    let (_, length) = LENGTHS.iter().find(|(country, _)| text[start..].starts_with(country))?;
    let mut number = String::with_capacity(*length);
    let mut signs = text[start..].char_indices().peekable();
    let mut end = start;
    while number.len() < *length {
        let (at, c) = signs.next()?;
        end = start + at + 1;
        match c {
            'a'..='z' | '0'..='9' => number.push(c),
            // One sign between two groups, and never the end of a line.
            ' ' | '-' | '.' if signs.peek().is_some_and(|(_, next)| next.is_ascii_alphanumeric()) => {
                if folded.is_broken(&(end - 1..end)) {
                    return None;
                }
            }
            _ => return None,
        }
    }
    let is_whole = !signs.next().is_some_and(|(_, c)| c.is_alphanumeric());
    (is_whole && checks::iban(&number)).then_some((start..end, number))
}
