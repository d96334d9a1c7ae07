//! Where a text names somebody: by name, by address, by number, or by words that somebody typed. Pure.
//!
//! Capitals and accents do not count, as in the search (`Å` is found as `a`; `ø` and `æ` are letters of their own). Places
//! are counted in characters of the text as it stands, so that what is cut never ends within one.

use crate::parties;
use rights::Passage;
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The digits of a telephone number (E.164), and so its most groups of digits.
const NUMBER_DIGITS: usize = 15;
/// The fewest digits of a number that is known.
const FEWEST_DIGITS: usize = 5;
/// The fewest of one that is written with the code of its country and no sign before it.
const FEWEST_BARE_DIGITS: usize = 9;
/// Signs that may stand between two groups of digits of one number.
const GAP_SIGNS: usize = 3;
/// Shorter parts of a name are initials.
const NAME_LETTERS: usize = 2;

/// By what somebody is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Each a few words in a row, as [`words`] tells them apart.
    phrases: HashSet<Vec<String>>,
    /// In their normal form.
    addresses: HashSet<String>,
    numbers: HashSet<String>,
}

impl Names {
    /// Somebody is called `name`: in full, by the first and the last part together, and by each of these.
    pub(super) fn called(&mut self, name: &str) {
        let whole: Vec<String> = words(name).map(|word| word.text).collect();
        let ends = [whole.first(), whole.last()].into_iter().flatten();
        let ends = ends.filter(|word| word.chars().count() >= NAME_LETTERS).map(|word| vec![word.clone()]);
        self.phrases.extend(ends.collect::<Vec<_>>());
        // Whoever has a middle name is mostly called without it.
        if let [first, _, .., last] = whole.as_slice() {
            self.phrases.insert(vec![first.clone(), last.clone()]);
        }
        if whole.len() > 1 {
            self.phrases.insert(whole);
        }
    }

    /// Somebody has this address, in its normal form.
    pub(super) fn address(&mut self, address: &str) {
        self.addresses.insert(address.to_owned());
    }

    /// Somebody has this number, in its normal form.
    pub(super) fn number(&mut self, number: &str) {
        self.numbers.insert(number.to_owned());
    }

    /// The same and `more`.
    pub(super) fn with(mut self, more: &Self) -> Self {
        self.phrases.extend(more.phrases.iter().cloned());
        self.addresses.extend(more.addresses.iter().cloned());
        self.numbers.extend(more.numbers.iter().cloned());
        self
    }

    /// What to ask the search for: each its words one behind the other. Names that many share are not asked for, and of a
    /// number the ways in which it is mostly written.
    pub(super) fn searches(&self) -> Vec<String> {
        let phrases = self.phrases.iter().filter(|phrase| phrase.len() > 1).map(|phrase| phrase.join("-"));
        let numbers = self.numbers.iter().flat_map(|number| written(number));
        let mut all: Vec<String> = phrases.chain(self.addresses.iter().cloned()).chain(numbers).collect();
        all.sort_unstable();
        all
    }

    /// The same without single names, which many share.
    pub(super) fn sure(&self) -> Self {
        let phrases = self.phrases.iter().filter(|phrase| phrase.len() > 1).cloned().collect();
        Self { phrases, ..self.clone() }
    }
}

/// The ways in which a number is mostly written.
fn written(number: &str) -> Vec<String> {
    let whole = number.trim_start_matches('+');
    let mut ways = vec![whole.to_owned(), format!("00{whole}")];
    if let Some(home) = whole.strip_prefix("47").filter(|home| home.len() == 8) {
        let groups = |lengths: &[usize]| {
            let mut rest = home;
            let groups = lengths.iter().filter_map(|length| {
                let (group, more) = rest.split_at_checked(*length)?;
                rest = more;
                Some(group)
            });
            groups.collect::<Vec<&str>>().join("-")
        };
        ways.extend([home.to_owned(), groups(&[2, 2, 2, 2]), groups(&[3, 2, 3]), groups(&[4, 4])]);
    }
    ways
}

/// Where `text` has one of `names`, in order, none in another.
pub(super) fn passages(text: &str, names: &Names) -> Vec<Passage> {
    let mut found = phrases(text, &names.phrases);
    if !names.addresses.is_empty() {
        found.extend(addresses(text).filter(|(_, it)| names.addresses.contains(it)).map(|(place, _)| place));
    }
    if !names.numbers.is_empty() {
        found.extend(numbers(text).into_iter().filter(|(_, it)| names.numbers.contains(it)).map(|(place, _)| place));
    }
    merged(found)
}

/// Where `text` has the words that somebody typed, one behind the other as they typed them.
pub(super) fn occurrences(text: &str, typed: &str) -> Vec<Passage> {
    let phrase: Vec<String> = words(typed).map(|word| word.text).collect();
    if phrase.is_empty() { Vec::new() } else { merged(phrases(text, &HashSet::from([phrase]))) }
}

/// The same passages in order, those that touch or overlap as one.
pub(super) fn merged(mut passages: Vec<Passage>) -> Vec<Passage> {
    passages.sort_unstable();
    let mut apart: Vec<Passage> = Vec::new();
    for passage in passages {
        match apart.last_mut().filter(|last| passage.from <= last.to) {
            Some(last) => last.to = last.to.max(passage.to),
            None => apart.push(passage),
        }
    }
    apart
}

/// The text with `mark` in the place of each passage; none where a passage reaches beyond it.
pub(super) fn without(text: &str, passages: &[Passage], mark: &str) -> Option<String> {
    let mut signs = text.chars();
    let (mut kept, mut at) = (String::new(), 0);
    for Passage { from, to } in passages {
        let before = from.checked_sub(at)?;
        let kept_before = kept.chars().count();
        kept.extend(signs.by_ref().take(before));
        let gone = signs.by_ref().take(to.checked_sub(*from)?).count();
        if kept.chars().count() - kept_before != before || gone != to - from {
            return None;
        }
        kept.push_str(mark);
        at = *to;
    }
    kept.extend(signs);
    Some(kept)
}

/// A word of a text: small letters and digits without accents, and where it stands.
struct Word {
    text: String,
    place: Passage,
}

/// The words of a text, as the search tells them apart.
fn words(text: &str) -> impl Iterator<Item = Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut goes_on = false;
    for (at, sign) in text.chars().enumerate() {
        // An accent of its own belongs to the letter before it.
        if is_combining_mark(sign) {
            if let Some(word) = words.last_mut().filter(|_| goes_on) {
                word.place.to = at + 1;
            }
            continue;
        }
        if !sign.is_alphanumeric() {
            goes_on = false;
            continue;
        }
        if !goes_on {
            words.push(Word { text: String::new(), place: Passage { from: at, to: at } });
        }
        goes_on = true;
        if let Some(word) = words.last_mut() {
            let plain = std::iter::once(sign).nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
            word.text.extend(plain);
            word.place.to = at + 1;
        }
    }
    words.into_iter()
}

/// Where one of `sought` stands, each a few words in a row; the last may have the `s` of a genitive.
fn phrases(text: &str, sought: &HashSet<Vec<String>>) -> Vec<Passage> {
    let words: Vec<Word> = if sought.is_empty() { Vec::new() } else { words(text).collect() };
    let mut found = Vec::new();
    for (at, first) in words.iter().enumerate() {
        for phrase in sought {
            let here = words.get(at..at + phrase.len()).unwrap_or_default();
            let Some((last, before)) = phrase.split_last() else { continue };
            let Some((last_here, before_here)) = here.split_last() else { continue };
            let is_last = last_here.text == *last || last_here.text.strip_suffix('s') == Some(last.as_str());
            if is_last && before.iter().eq(before_here.iter().map(|word| &word.text)) {
                found.push(Passage { from: first.place.from, to: last_here.place.to });
            }
        }
    }
    found
}

/// The e-mail addresses in a text, in their normal form.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = (Passage, String)> {
    let signs: Vec<char> = if text.contains('@') { text.chars().collect() } else { Vec::new() };
    let places: Vec<usize> = signs.iter().enumerate().filter(|(_, sign)| **sign == '@').map(|(at, _)| at).collect();
    let found = places.into_iter().filter_map(move |at| address(&signs, at));
    found.collect::<Vec<_>>().into_iter()
}

/// The address around the `@` at `at`.
fn address(signs: &[char], at: usize) -> Option<(Passage, String)> {
    let is_local = |sign: &&char| sign.is_alphanumeric() || "._%+-'&".contains(**sign);
    let is_domain = |sign: &&char| sign.is_alphanumeric() || ".-".contains(**sign);
    let (before, behind) = (signs.get(..at)?, signs.get(at + 1..)?);
    let mut local = before.iter().rev().take_while(is_local).count();
    while local > 0 && !before.get(at - local)?.is_alphanumeric() {
        local -= 1;
    }
    let mut domain = behind.iter().take_while(is_domain).count();
    while domain > 0 && !behind.get(domain - 1)?.is_alphanumeric() {
        domain -= 1;
    }
    let place = Passage { from: at - local, to: at + 1 + domain };
    let written: String = signs.get(place.from..place.to)?.iter().collect();
    Some((place, parties::email(&written)?))
}

/// A run of digits, and what stands between it and the one before.
struct Digits {
    text: String,
    place: Passage,
    /// It can be a part of the same number as the run before it.
    follows: bool,
    /// `+` stands before it.
    plus: bool,
}

/// Whatever in a text can be a telephone number, in its normal form: groups of digits with gaps between them.
pub(super) fn numbers(text: &str) -> Vec<(Passage, String)> {
    let groups = digits(text);
    let mut found = Vec::new();
    for (at, first) in groups.iter().enumerate() {
        let mut together = String::new();
        for (more, group) in groups.iter().skip(at).enumerate() {
            if more > 0 && (!group.follows || group.plus) || together.len() + group.text.len() > NUMBER_DIGITS + 2 {
                break;
            }
            together.push_str(&group.text);
            if together.len() < FEWEST_DIGITS {
                continue;
            }
            let from = first.place.from - usize::from(first.plus);
            let place = Passage { from, to: group.place.to };
            let written = if first.plus { format!("+{together}") } else { together.clone() };
            found.extend(parties::phone(&written).map(|number| (place, number)));
            if !first.plus && together.len() >= FEWEST_BARE_DIGITS {
                found.extend(parties::phone(&format!("+{together}")).map(|number| (place, number)));
            }
        }
    }
    found
}

fn digits(text: &str) -> Vec<Digits> {
    let mut groups: Vec<Digits> = Vec::new();
    let (mut gap, mut is_gap, mut plus) = (0, true, false);
    let mut in_group = false;
    let mut before = ' ';
    for (at, sign) in text.chars().enumerate() {
        if sign.is_ascii_digit() {
            if !in_group {
                let follows = is_gap && gap <= GAP_SIGNS && !groups.is_empty() && !before.is_alphabetic();
                groups.push(Digits { text: String::new(), place: Passage { from: at, to: at }, follows, plus });
            }
            if let Some(group) = groups.last_mut() {
                group.text.push(sign);
                group.place.to = at + 1;
            }
            (gap, is_gap, plus, in_group) = (0, true, false, true);
        } else {
            gap += 1;
            is_gap &= matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '-' | '–' | '.' | '(' | ')' | '/' | '+');
            (plus, in_group) = (sign == '+', false);
        }
        before = sign;
    }
    groups
}

#[cfg(test)]
mod tests;
