//! Which groups of digits are an identity number, an account or a card.
//!
//! The shape and the check digits say what a number can be, the word beside it what it is meant for. A national identity number always passes as
//! an account too, and of accounts 0.6 % pass as identity numbers by the old rule. So the nearest word decides; without one, it
//! is an identity number, as that harms more where it is missed. What follows `KID` is a payer's reference, whatever it passes as: of those
//! with sixteen digits every one fits Luhn's sum.

use std::ops::{Range, RangeInclusive};

use super::checks::{self, Rule};
use super::digits::{Group, digits, groups, is_even, is_free, shape};
use super::fold::Folded;
use super::lexicon::{Class, Hit, Label};
use super::{Confidence, Kind, Numbers, Spot, iban};

/// How far before a number its word may end, in bytes.
const BEFORE_MAX_BYTES: usize = 60;
/// How far behind a number its word may begin, in bytes.
const AFTER_MAX_BYTES: usize = 24;
/// Digits in a row that are the end of another number.
const NUMBER_MIN_DIGITS: usize = 5;
/// Words that are looked at before one number.
const LABELS_MAX_COUNT: usize = 4;

const IDENTITY_SHAPES: [&[usize]; 5] = [&[6, 5], &[2, 2, 2, 5], &[2, 2, 4, 5], &[6, 3, 2], &[2, 2, 2, 3, 2]];
const ACCOUNT_SHAPES: [&[usize]; 2] = [&[4, 2, 5], &[4, 7]];
const CARD_LENGTHS: RangeInclusive<usize> = 13..=19;
const CARD_SHAPES: [&[usize]; 6] =
    [&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 1], &[4, 4, 4, 4, 2], &[4, 4, 4, 4, 3]];

/// A number without what stands between its digits; of a Norwegian IBAN the account in it.
pub(super) fn bare(number: &str) -> String {
    let signs: String = number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    match signs.strip_prefix("no") {
        Some(account) if account.len() == 13 => account[2..].to_owned(),
        _ => signs,
    }
}

/// Every number that is to be found.
pub(super) fn find(folded: &Folded<'_>, hits: &[Hit], own: &[String], numbers: Numbers) -> Vec<Spot> {
    let ibans = iban::find(folded);
    let labels: Vec<(&Range<usize>, Label)> = hits.iter().filter_map(label).collect();
    let seeker = Seeker { folded, labels, own, numbers, groups: groups(folded) };
    let mut spots = Vec::new();
    let mut taken = ibans.iter().map(|(range, _)| range).peekable();
    let mut at = 0;
    while let Some(group) = seeker.groups.get(at) {
        while taken.next_if(|range| range.end <= group.range.start).is_some() {}
        if taken.peek().is_some_and(|range| range.start < group.range.end) {
            at += 1;
            continue;
        }
        let found = seeker.card(at).or_else(|| seeker.identity(at)).or_else(|| seeker.account(at));
        let (count, spot) = found.unwrap_or((1, None));
        spots.extend(spot);
        at += count;
    }
    let foreign = ibans.into_iter().filter(|(_, number)| !own.contains(&bare(number)));
    spots.extend(foreign.map(|(range, _)| Spot { kind: Kind::Iban, confidence: Confidence::High, range }));
    spots
}

fn label(hit: &Hit) -> Option<(&Range<usize>, Label)> {
    match hit.class {
        Class::Label(label) => Some((&hit.range, label)),
        Class::Sensitive(..) | Class::Innocent | Class::Person => None,
    }
}

struct Seeker<'a> {
    folded: &'a Folded<'a>,
    labels: Vec<(&'a Range<usize>, Label)>,
    own: &'a [String],
    numbers: Numbers,
    groups: Vec<Group>,
}

/// How many groups are done with, and what they are if it is to be found.
type Read = Option<(usize, Option<Spot>)>;

impl Seeker<'_> {
    fn card(&self, at: usize) -> Read {
        let (groups, digits) =
            self.first(at, &CARD_SHAPES, " -", |groups, digits| is_even(groups) && is_card(digits)).or_else(|| {
                let one = self.groups.get(at..=at).filter(|one| CARD_LENGTHS.contains(&one[0].range.len()))?;
                let digits = self.digits_of(one);
                is_card(&digits).then_some((one, digits))
            })?;
        let confidence = match (self.label(groups), groups.len(), digits.len()) {
            (Some(Label::Kid), ..) => None,
            (Some(Label::Other), 2.., _) => Some(Confidence::Low),
            (Some(Label::Card), ..) | (_, 2.., _) => Some(Confidence::High),
            // Sixteen digits by themselves are more often a reference.
            (None, _, 14..=16) => Some(Confidence::Low),
            _ => None,
        };
        Some((groups.len(), confidence.map(|confidence| spot(Kind::Card, confidence, groups))))
    }

    fn identity(&self, at: usize) -> Read {
        let with_synthetic = self.numbers == Numbers::WithSynthetic;
        let rule = |digits: &[u32]| checks::identity(&identity_digits(digits), with_synthetic);
        let (groups, digits) =
            self.first(at, &IDENTITY_SHAPES, " .-/", |_, digits| rule(digits).is_some()).or_else(|| {
                let one = shape(&self.groups, at, &[11], "")?;
                let digits = self.digits_of(one);
                rule(&digits).is_some().then_some((one, digits))
            })?;
        let label = self.label(groups);
        if label == Some(Label::Account) && groups.len() == 1 {
            return None;
        }
        let is_split = groups.len() > 1;
        let confidence = match (label, rule(&digits)?) {
            (Some(Label::Kid), _) => None,
            (Some(Label::NationalId), _) | (None, Rule::Old) => Some(Confidence::High),
            (Some(Label::Account | Label::Card | Label::Other), Rule::From2032) if !is_split => None,
            (None, Rule::From2032) | (Some(Label::Account | Label::Card | Label::Other), _) => Some(Confidence::Low),
        };
        let confidence = confidence.filter(|_| !self.is_own(&digits));
        Some((groups.len(), confidence.map(|confidence| spot(Kind::NationalId, confidence, groups))))
    }

    fn account(&self, at: usize) -> Read {
        let (groups, digits) = self
            .first(at, &ACCOUNT_SHAPES, " .-", |groups, digits| is_even(groups) && checks::account(digits))
            .or_else(|| {
                let one = shape(&self.groups, at, &[11], "")?;
                let digits = self.digits_of(one);
                checks::account(&digits).then_some((one, digits))
            })?;
        let is_dotted = groups.len() == 3 && groups[1].joined == Some('.');
        let confidence = match self.label(groups) {
            Some(Label::Account) => Some(Confidence::High),
            Some(Label::Kid) => None,
            None if is_dotted => Some(Confidence::High),
            _ if groups.len() == 3 => Some(Confidence::Low),
            // One of eleven random numbers passes.
            _ => None,
        };
        let confidence = confidence.filter(|_| !self.is_own(&digits));
        Some((groups.len(), confidence.map(|confidence| spot(Kind::Account, confidence, groups))))
    }

    /// The first of the shapes that the groups from here on have, and whose digits fit.
    fn first(
        &self,
        at: usize,
        shapes: &[&[usize]],
        between: &str,
        fits: impl Fn(&[Group], &[u32]) -> bool,
    ) -> Option<(&[Group], Vec<u32>)> {
        shapes.iter().find_map(|lengths| {
            let groups = shape(&self.groups, at, lengths, between)?;
            let digits = self.digits_of(groups);
            (fits(groups, &digits) && is_free(self.folded, &whole(groups))).then_some((groups, digits))
        })
    }

    /// The digits of the groups; none where they belong to something larger.
    fn digits_of(&self, groups: &[Group]) -> Vec<u32> {
        let range = whole(groups);
        if groups.len() == 1 && !is_free(self.folded, &range) {
            return Vec::new();
        }
        digits(&self.folded.text()[range])
    }

    fn is_own(&self, digits: &[u32]) -> bool {
        self.own.iter().any(|own| own.len() == digits.len() && super::digits::digits(own) == digits)
    }

    /// The word that says what the number is: the nearest before it, or one behind it that does not belong to the next.
    fn label(&self, groups: &[Group]) -> Option<Label> {
        let Range { start, end } = whole(groups);
        let text = self.folded.text();
        // A number in between has taken the word for itself; an amount or a date has not.
        let is_open = |range: Range<usize>| {
            let mut pieces = text[range.clone()].split(|c: char| !c.is_ascii_digit());
            !text[range].contains('\n') && pieces.all(|piece| piece.len() < NUMBER_MIN_DIGITS)
        };
        let next = self.labels.partition_point(|(range, _)| range.start < start);
        let before = self.labels[..next].iter().rev().take(LABELS_MAX_COUNT);
        let before = before.filter(|(range, _)| range.end <= start && start - range.end <= BEFORE_MAX_BYTES);
        let nearest = before.max_by_key(|(range, _)| range.end).filter(|(range, _)| is_open(range.end..start));
        let after = || {
            let (range, label) = self.labels[next..].iter().find(|(range, _)| range.start >= end)?;
            let is_near = range.start - end <= AFTER_MAX_BYTES && is_open(end..range.start);
            let rest = text[range.end..].trim_start_matches([' ', ':', '.']);
            // A card's date and code stand behind words of their own.
            let is_ours = *label == Label::Card || !rest.starts_with(|c: char| c.is_ascii_digit());
            (is_near && is_ours).then_some(*label)
        };
        nearest.map(|(_, label)| *label).or_else(after)
    }
}

fn whole(groups: &[Group]) -> Range<usize> {
    let ends = groups.first().zip(groups.last());
    ends.map_or(0..0, |(first, last)| first.range.start..last.range.end)
}

fn spot(kind: Kind, confidence: Confidence, groups: &[Group]) -> Spot {
    Spot { kind, confidence, range: whole(groups) }
}

/// A day with its century is written where a day without one belongs.
fn identity_digits(digits: &[u32]) -> Vec<u32> {
    if digits.len() == 13 { [&digits[..4], &digits[6..]].concat() } else { digits.to_vec() }
}

/// Luhn's sum, and a beginning and a length that a card network has.
fn is_card(digits: &[u32]) -> bool {
    if !CARD_LENGTHS.contains(&digits.len()) || !checks::luhn(digits) {
        return false;
    }
    let begin = digits[..4].iter().fold(0, |sum, digit| sum * 10 + digit);
    match digits.len() {
        16 => matches!(
            begin,
            2221..=2720 | 3528..=3589 | 4000..=4999 | 5000..=5999 | 6011 | 6200..=6299 | 6304 | 6440..=6599 | 6759..=6763
        ),
        15 => matches!(begin, 3400..=3499 | 3700..=3799),
        14 => matches!(begin, 3000..=3059 | 3600..=3699 | 3800..=3999),
        13 => matches!(begin, 4000..=4999),
        _ => matches!(begin, 4000..=4999 | 5018 | 5020 | 5038 | 5893 | 6200..=6299 | 6304 | 6440..=6599 | 6759..=6763),
    }
}
