//! Which words say something of somebody: those with a person in reach, weighed by how many there are.
//!
//! A *person* is a name, a pronoun of one person (`hun`, `min`, `du`, `my`), a relative, or an identity number. It is in *reach* of
//! a word if it stands in the same paragraph, at most [`REACH_BYTES`] away. *Neighbours* of a word are the words of its own kind,
//! of other entries of the lists. Then:
//!
//! * strong, a person in reach: low; with a strong neighbour or an identity number at most [`NEAR_BYTES`] away: high;
//! * strong, no person in reach, but a strong neighbour at most [`NEAR_BYTES`] away that has one: high;
//! * weak, a person in reach, and a neighbour at most [`PAIR_BYTES`] away or an identity number in reach: low;
//! * nothing else.

use std::ops::Range;

use super::fold::Folded;
use super::lexicon::{Class, Hit, Strength};
use super::{Confidence, Kind, Spot};

/// How far a person may stand from a word that concerns them, in bytes.
const REACH_BYTES: usize = 110;

/// How far apart words strengthen each other, in bytes.
const NEAR_BYTES: usize = 300;

/// How far apart two weak words may stand, in bytes: what says little says something only beside its like.
const PAIR_BYTES: usize = 50;

/// Words on either side that are looked at for neighbours.
const NEIGHBOURS_MAX_COUNT: usize = 12;

/// Words that say something of somebody, with the numbers that were found in the same text.
pub(super) fn find(folded: &Folded<'_>, hits: &[Hit], numbers: &[Spot]) -> Vec<Spot> {
    let mut words = sensitive(hits);
    let identities = Marks::new(numbers.iter().filter(|spot| spot.kind == Kind::NationalId).map(|spot| &spot.range));
    let persons = Marks::new(hits.iter().filter(|hit| hit.class == Class::Person).map(|hit| &hit.range));
    for word in &mut words {
        let far = if word.strength == Strength::Strong { NEAR_BYTES } else { REACH_BYTES };
        word.has_identity = identities.is_near(&word.range, far, |_| true);
        let same_paragraph = |gap: Range<usize>| !folded.text()[gap].contains('\n');
        word.has_person = word.has_identity || persons.is_near(&word.range, REACH_BYTES, same_paragraph);
    }
    let mut kinds: Vec<Kind> = words.iter().map(|word| word.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut spots = Vec::new();
    for kind in kinds {
        let own: Vec<&Word> = words.iter().filter(|word| word.kind == kind).collect();
        for (index, word) in own.iter().enumerate() {
            let confidence = weigh(word, neighbours(&own, index));
            spots.extend(confidence.map(|confidence| Spot { kind, confidence, range: word.range.clone() }));
        }
    }
    spots
}

/// A word that can say something.
struct Word {
    kind: Kind,
    strength: Strength,
    entry: usize,
    range: Range<usize>,
    has_person: bool,
    has_identity: bool,
}

/// The words of sensitive kinds, without those that stand in something innocent, and each place once for a kind: as its strongest.
fn sensitive(hits: &[Hit]) -> Vec<Word> {
    let innocent = Marks::new(hits.iter().filter(|hit| hit.class == Class::Innocent).map(|hit| &hit.range));
    let mut words: Vec<Word> = Vec::new();
    for hit in hits {
        let Class::Sensitive(kind, strength) = hit.class else { continue };
        if innocent.is_near(&hit.range, 0, |_| true) {
            continue;
        }
        let word =
            Word { kind, strength, entry: hit.entry, range: hit.range.clone(), has_person: false, has_identity: false };
        // Only the latest few can reach as far as this one.
        let earlier = words.iter_mut().rev().take(NEIGHBOURS_MAX_COUNT);
        match earlier.into_iter().find(|earlier| earlier.kind == kind && earlier.range.end > hit.range.start) {
            Some(earlier) if earlier.strength < strength => *earlier = word,
            Some(_) => {}
            None => words.push(word),
        }
    }
    words
}

/// The other words of its kind around a word, and how far away they stand.
fn neighbours<'a>(own: &'a [&Word], index: usize) -> impl Iterator<Item = (&'a Word, usize)> {
    let word = own[index];
    let before = own[..index].iter().rev().take(NEIGHBOURS_MAX_COUNT);
    let after = own[index + 1..].iter().take(NEIGHBOURS_MAX_COUNT);
    let others = before.chain(after).copied().filter(move |other| other.entry != word.entry);
    others
        .map(move |other| (other, distance(&other.range, &word.range)))
        .filter(|(_, distance)| *distance <= NEAR_BYTES)
}

fn weigh<'a>(word: &Word, mut neighbours: impl Iterator<Item = (&'a Word, usize)>) -> Option<Confidence> {
    let is_strong = |other: &Word| other.strength == Strength::Strong;
    match (word.strength, word.has_person) {
        (Strength::Strong, true) => {
            let is_high = word.has_identity || neighbours.any(|(other, _)| is_strong(other));
            Some(if is_high { Confidence::High } else { Confidence::Low })
        }
        (Strength::Strong, false) => {
            neighbours.any(|(other, _)| is_strong(other) && other.has_person).then_some(Confidence::High)
        }
        (Strength::Weak, true) => {
            (word.has_identity || neighbours.any(|(_, distance)| distance <= PAIR_BYTES)).then_some(Confidence::Low)
        }
        (Strength::Weak, false) => None,
    }
}

fn distance(one: &Range<usize>, other: &Range<usize>) -> usize {
    if one.start < other.start { other.start.saturating_sub(one.end) } else { one.start.saturating_sub(other.end) }
}

/// Places in a text, by where they begin.
struct Marks<'a> {
    ranges: Vec<&'a Range<usize>>,
}

impl<'a> Marks<'a> {
    fn new(ranges: impl Iterator<Item = &'a Range<usize>>) -> Self {
        let mut ranges: Vec<_> = ranges.collect();
        ranges.sort_by_key(|range| range.start);
        Self { ranges }
    }

    /// Whether one of them touches the range or stands at most so far from it, and what lies between passes.
    fn is_near(&self, range: &Range<usize>, reach: usize, passes: impl Fn(Range<usize>) -> bool) -> bool {
        let next = self.ranges.partition_point(|mark| mark.start < range.end);
        let before = self.ranges[..next].iter().rev().take(NEIGHBOURS_MAX_COUNT);
        let after = self.ranges[next..].iter().take(1);
        before.chain(after).any(|mark| {
            // Nothing lies between two that touch; two that only meet do not.
            if mark.start < range.end && range.start < mark.end {
                return true;
            }
            let gap = if mark.start < range.start { mark.end..range.start } else { range.end..mark.start };
            reach > 0 && gap.len() <= reach && gap.start <= gap.end && passes(gap)
        })
    }
}
