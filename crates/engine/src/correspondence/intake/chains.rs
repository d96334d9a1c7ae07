//! Which messages that come together wait for one another: those that may belong together, as an answer and what it answers. The
//! others are taken in at the same time, and what they come to is written with one wait for the disk.

use mail::Clues;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Something that two messages have in common which belong together.
#[derive(PartialEq, Eq, Hash)]
enum Common<'a> {
    Mark(u128),
    Id(&'a str),
    Number(&'a str),
    Sender(&'a str),
}

/// The messages by their places: those that wait for one another stand together, in their order.
pub(super) fn chains(all: &[Option<Clues>]) -> Vec<Vec<usize>> {
    let mut first: HashMap<Common<'_>, usize> = HashMap::new();
    let mut leads: Vec<usize> = (0..all.len()).collect();
    for (at, clues) in all.iter().enumerate() {
        for common in clues.iter().flat_map(common) {
            match first.entry(common) {
                Entry::Occupied(other) => {
                    let (one, other) = (lead(&leads, at), lead(&leads, *other.get()));
                    leads[one.max(other)] = one.min(other);
                }
                Entry::Vacant(free) => {
                    free.insert(at);
                }
            }
        }
    }
    let mut chains: Vec<Vec<usize>> = vec![Vec::new(); all.len()];
    for at in 0..all.len() {
        chains[lead(&leads, at)].push(at);
    }
    chains.retain(|chain| !chain.is_empty());
    chains
}

/// The first message of the chain in which one is.
fn lead(leads: &[usize], mut at: usize) -> usize {
    while leads[at] != at {
        at = leads[at];
    }
    at
}

fn common(clues: &Clues) -> impl Iterator<Item = Common<'_>> {
    let marks = clues.marks.iter().map(|mark| Common::Mark(mark.id));
    let ids = clues.ids.iter().map(|id| Common::Id(id));
    let numbers = clues.numbers.iter().map(|number| Common::Number(number));
    marks.chain(ids).chain(numbers).chain(clues.sender.iter().map(|sender| Common::Sender(sender)))
}

#[cfg(test)]
mod tests {
    use super::chains;
    use mail::Clues;

    fn clues(sender: &str, ids: &[&str]) -> Clues {
        Clues {
            marks: Vec::new(),
            ids: ids.iter().map(|id| (*id).to_owned()).collect(),
            numbers: Vec::new(),
            sender: Some(sender.to_owned()),
            subject: String::new(),
        }
    }

    #[test]
    fn who_may_belong_together_waits_and_nobody_else() {
        let all = [
            Some(clues("a", &["1"])),
            Some(clues("b", &["2"])),
            None,
            Some(clues("c", &["3", "1"])),
            Some(clues("b", &["4", "9"])),
            Some(clues("d", &["5"])),
            // It joins what until then stood apart.
            Some(clues("e", &["6", "9", "3"])),
        ];
        assert_eq!(chains(&all), [vec![0, 1, 3, 4, 6], vec![2], vec![5]]);
        assert_eq!(chains(&[]), [[0; 0]; 0]);
    }
}
