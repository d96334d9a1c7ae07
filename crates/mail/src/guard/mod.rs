//! The guard over outgoing mail: what does not belong in an open letter is found before the letter goes. Identity numbers, accounts
//! and cards, and words that tell somebody's health, union, faith and the like (GDPR articles 9 and 10). It only finds: whether a
//! letter is held back, and what is offered in its place, the caller decides. It keeps nothing, and gives back no word of the mail.
//!
//! **Numbers** are found by shape and check digits, and weighed by the word beside them: `konto`, `KID`, `fnr`. **Words** are counted:
//!
//! | what stands there | found as |
//! |---|---|
//! | one weak word, or a strong word and no person near | nothing |
//! | a strong word and a person (a name, `hun`, `my`), or two different weak ones side by side and a person | low |
//! | two different strong words and a person, or a strong word and an identity number | high |
//!
//! How near is said in [`words`]. The lists stand in `words/*.txt`, and all languages are looked for in
//! every text: people mix them. `fold` levels what is written alike (capitals, hard spaces, soft hyphens) and leaves links and addresses out.
//!
//! It is a guess: what is said without any of these words is not found, and a name of a company can look like an illness.

mod checks;
mod digits;
mod files;
mod fold;
mod iban;
mod lexicon;
mod numbers;
#[cfg(test)]
mod tests;
mod words;

pub use files::file_text;

use std::ops::Range;

use crate::limits::{GUARD_FOUND_MAX_COUNT, GUARD_MAX_BYTES};
use fold::Folded;

/// Which part of a letter a text is: the caller names it, and gets it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The subject.
    Subject,
    /// What was written.
    Text,
    /// The mail that is quoted below it.
    Quoted,
    /// The text of the attachment with this index.
    Attachment(usize),
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A Norwegian national identity number or D-number.
    NationalId,
    /// A Norwegian account number that is not one of our own.
    Account,
    /// An account number of any country (ISO 13616).
    Iban,
    /// The number of a payment card (ISO/IEC 7812).
    Card,
    /// Somebody's health (GDPR article 9).
    Health,
    /// Somebody's sexual life or orientation (GDPR article 9).
    Sexuality,
    /// Somebody's racial or ethnic origin (GDPR article 9).
    Ethnicity,
    /// Somebody's political opinion (GDPR article 9).
    Politics,
    /// Somebody's religion or belief (GDPR article 9).
    Religion,
    /// Somebody's membership in a trade union (GDPR article 9).
    Union,
    /// Somebody's offences and convictions (GDPR article 10).
    Crime,
    /// Nothing is known of this part: it lies beyond what is looked through.
    Unread,
}

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Confidence {
    /// Worth a hint.
    Low,
    /// Worth stopping the letter and asking.
    High,
}

/// A place in a letter at which something was found. It holds no word of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// In which text.
    pub place: Place,
    /// What.
    pub kind: Kind,
    /// How sure it is.
    pub confidence: Confidence,
    /// Where in that text, in bytes, on the boundaries of characters.
    pub range: Range<usize>,
}

/// Which identity numbers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbers {
    /// Those that people have.
    #[default]
    Issued,
    /// Those of the Tax Administration's tests too (month + 80), so that tests and demonstrations need nobody's own.
    WithSynthetic,
}

/// Looks through the texts of a letter, in any of the languages it knows. `own` are the company's own accounts, as account numbers or
/// IBAN, in any spelling: they are left alone.
///
/// What was found stands in the order of the texts, and within a text from its beginning to its end. [`GUARD_MAX_BYTES`] of all texts together are looked
/// through, in their order, and up to [`GUARD_FOUND_MAX_COUNT`] places are given for each; the rest of a text is [`Kind::Unread`].
pub fn guard(texts: &[(Place, &str)], own: &[String], numbers: Numbers) -> Vec<Found> {
    let own: Vec<String> = own.iter().map(|number| numbers::bare(number)).collect();
    let mut left = GUARD_MAX_BYTES;
    let mut all = Vec::new();
    for (place, text) in texts {
        let mut read = text.floor_char_boundary(left);
        left = if read < text.len() { 0 } else { left - read };
        let mut found = look(*place, &text[..read], &own, numbers);
        if found.len() > GUARD_FOUND_MAX_COUNT {
            read = found[GUARD_FOUND_MAX_COUNT].range.start;
            found.truncate(GUARD_FOUND_MAX_COUNT);
        }
        all.append(&mut found);
        if read < text.len() {
            let range = read..text.len();
            all.push(Found { place: *place, kind: Kind::Unread, confidence: Confidence::High, range });
        }
    }
    all
}

fn look(place: Place, text: &str, own: &[String], numbers: Numbers) -> Vec<Found> {
    let folded = Folded::new(text);
    let hits = lexicon::find(&folded);
    let mut spots = numbers::find(&folded, &hits, own, numbers);
    spots.extend(words::find(&folded, &hits, &spots));
    spots.sort_by_key(|spot| (spot.range.start, spot.range.end, spot.kind));
    let found = |spot: Spot| Found {
        place,
        kind: spot.kind,
        confidence: spot.confidence,
        range: folded.original_range(&spot.range),
    };
    spots.into_iter().map(found).collect()
}

/// Something found in a folded text.
struct Spot {
    kind: Kind,
    confidence: Confidence,
    range: Range<usize>,
}
