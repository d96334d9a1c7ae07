//! A text levelled for looking through: what reads alike is written alike, and what is no prose is left out.
//!
//! Small letters; one space for any row of spaces and for a line's end, `\n` between paragraphs; plain hyphens, digits and
//! apostrophes; letters with their accents in one; no soft hyphens, no invisible characters, no marks of quotes. A link or an
//! address is one [`MASK`]. For each byte it is known where it stood.

use std::ops::Range;

use memchr::{memchr_iter, memmem};
use unicode_normalization::char::compose;

/// Stands for a link or an address.
const MASK: char = '\u{1a}';

/// The longest part before the `@` that is looked back for (RFC 5321, 4.5.3.1.1).
const LOCAL_PART_MAX_BYTES: usize = 64;

/// The longest word before `://` that is looked back for.
const SCHEME_MAX_BYTES: usize = 16;

/// A folded text and where it came from.
pub(super) struct Folded<'a> {
    original: &'a str,
    text: String,
    /// For each byte of the text, where the character that gave it begins in the original.
    places: Vec<usize>,
}

impl<'a> Folded<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        let mut folded =
            Self { original, text: String::with_capacity(original.len()), places: Vec::with_capacity(original.len()) };
        let mut masks = masks(original).into_iter().peekable();
        let mut masked_until = 0;
        let mut gap = Gap::default();
        for (at, c) in original.char_indices() {
            while let Some(mask) = masks.next_if(|mask| mask.start <= at) {
                if mask.end > masked_until {
                    masked_until = mask.end;
                    folded.fill(&mut gap);
                    folded.push(MASK, at);
                }
            }
            if at < masked_until || is_invisible(c) {
                continue;
            }
            if c.is_whitespace() {
                gap.add(c, at);
            } else if c != '>' || gap.lines_count == 0 {
                folded.fill(&mut gap);
                folded.push_level(c, at);
            }
        }
        folded
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where something of the text stands in the original.
    pub(super) fn original_range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.places.get(range.start).copied().unwrap_or(self.original.len());
        let last = range.end.checked_sub(1).and_then(|last| self.places.get(last)).copied().unwrap_or(start);
        let width = self.original[last..].chars().next().map_or(0, char::len_utf8);
        start..(last + width).max(start)
    }

    /// Whether a line ends, or another column begins, between two places in the text.
    pub(super) fn is_broken(&self, range: &Range<usize>) -> bool {
        self.original[self.original_range(range)].contains(['\n', '\r', '\t'])
    }

    /// Whether the original has a capital here.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        let original = self.places.get(at).and_then(|place| self.original[*place..].chars().next());
        original.is_some_and(char::is_uppercase)
    }

    /// Writes down the space before what comes.
    fn fill(&mut self, gap: &mut Gap) {
        if let Some(start) = gap.start.take().filter(|_| !self.text.is_empty()) {
            // A line's end or a tab stands for the whole gap, so that it is seen.
            self.push(if gap.lines_count > 1 { '\n' } else { ' ' }, gap.break_at.unwrap_or(start));
        }
        *gap = Gap::default();
    }

    fn push_level(&mut self, c: char, at: usize) {
        match c {
            'A'..='Z' => self.push(c.to_ascii_lowercase(), at),
            '\0'..='\u{7f}' => self.push(c, at),
            '\u{300}'..='\u{36f}' => self.push_accent(c, at),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => self.push('-', at),
            '\u{2018}' | '\u{2019}' => self.push('\'', at),
            // The wide forms of ASCII, in their order.
            '\u{ff01}'..='\u{ff5e}' => {
                let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
                self.push(narrow.to_ascii_lowercase(), at);
            }
            _ => c.to_lowercase().for_each(|c| self.push(c, at)),
        }
    }

    /// Sets an accent on the letter before it, where the two are one character.
    fn push_accent(&mut self, accent: char, at: usize) {
        let letter = self.text.chars().next_back();
        let Some((letter, whole)) = letter.and_then(|letter| Some((letter, compose(letter, accent)?))) else {
            return self.push(accent, at);
        };
        self.text.pop();
        let place = self.places[self.text.len()];
        self.places.truncate(self.places.len() - letter.len_utf8());
        self.push(whole, place);
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.places.extend(std::iter::repeat_n(at, c.len_utf8()));
    }
}

/// Space that is not written down yet.
#[derive(Default)]
struct Gap {
    start: Option<usize>,
    break_at: Option<usize>,
    lines_count: usize,
}

impl Gap {
    fn add(&mut self, c: char, at: usize) {
        self.start.get_or_insert(at);
        if matches!(c, '\n' | '\r' | '\t') {
            self.break_at = Some(at);
        }
        self.lines_count += usize::from(c == '\n');
    }
}

/// Soft hyphens, joiners, marks of direction and of byte order.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Links, and addresses and ids of mail, by where they begin.
fn masks(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = links(text);
    let mut done = 0;
    let bytes = text.as_bytes();
    for at in memchr_iter(b'@', bytes) {
        if at < done {
            continue;
        }
        let local = bytes[..at].iter().rev().take(LOCAL_PART_MAX_BYTES).take_while(|byte| is_local(**byte)).count();
        let domain = bytes[at + 1..].iter().take_while(|byte| is_domain(**byte)).count();
        done = at + 1 + domain;
        if local > 0 && bytes[at + 1..done].contains(&b'.') {
            found.push(at - local..done);
        }
    }
    found.sort_by_key(|range| range.start);
    found
}

fn links(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found: Vec<Range<usize>> = Vec::new();
    for needle in ["://", "www."] {
        let mut done = 0;
        for at in memmem::find_iter(bytes, needle.as_bytes()) {
            let scheme =
                bytes[..at].iter().rev().take(SCHEME_MAX_BYTES).take_while(|byte| byte.is_ascii_alphabetic()).count();
            // A scheme belongs to the one, and nothing to the other.
            if at < done || (scheme > 0) != (needle == "://") {
                continue;
            }
            let end = bytes[at..].iter().position(|byte| byte.is_ascii_whitespace() || b"<>\"".contains(byte));
            done = end.map_or(text.len(), |end| at + end);
            found.push(at - scheme..done);
        }
    }
    found
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".+_-=$%".contains(&byte)
}

fn is_domain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-".contains(&byte)
}
