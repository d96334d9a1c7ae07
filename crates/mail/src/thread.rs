//! Which case a message belongs to.
//!
//! In two steps, for the store is elsewhere: [`clues`] says what to look up, and [`place`] decides over what was found. Nothing is
//! decided by a number in a subject alone: anybody can write one.

use crate::{Incoming, Mark, Marks, Purpose};

/// What a message says of where it belongs, in three strengths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Clues {
    /// Marks of ours in the addresses it came to and the ids it answers: of cases and of messages.
    pub marks: Vec<Mark>,
    /// Every id that it mentions, its own first. The caller keeps all of them with the case, whether their messages were ever
    /// seen or not: two answers to a message that we never had belong together.
    pub ids: Vec<String>,
    /// Words in its subject that look like a case's number, in capitals: to be looked up as they are.
    pub numbers: Vec<String>,
    /// Who wrote it, in small letters.
    pub sender: Option<String>,
    /// Its subject without `Re:`, `Sv:` and the like, in small letters.
    pub subject: String,
}

/// A case that was found by one of the clues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<C> {
    /// The case.
    pub case: C,
    /// The case into which it was merged, at the end of the chain.
    pub merged_into: Option<C>,
    /// By which clue.
    pub why: Why,
    /// The addresses of everybody on the case, in small letters.
    pub people: Vec<String>,
    /// The subject of the case.
    pub subject: String,
}

/// How a case was found, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// By a mark of ours, which nobody can guess.
    Mark,
    /// By an id of a message that was mentioned in it.
    Id,
    /// By a number in the subject.
    Number,
}

/// Where a message goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement<C> {
    /// To a case.
    Case {
        /// Which: the target where it was merged.
        case: C,
        /// How it was found.
        why: Why,
        /// The sender is not on the case, as after a forward or a blind copy: shown as such, and added beside the customer, never in
        /// the customer's place.
        stranger: bool,
        /// The subject is another: the handler is offered to make a case of its own.
        new_subject: bool,
    },
    /// To none that is known.
    New,
}

/// What of a message is to be looked up.
pub fn clues(mail: &Incoming, marks: &Marks) -> Clues {
    let came_to = mail.to.iter().chain(&mail.cc).map(|to| to.address.as_str()).chain(mail.delivered_to());
    let answered = mail.in_reply_to.iter().chain(mail.references.iter().rev()).map(String::as_str);
    let mut found = Vec::new();
    for mark in came_to.chain(answered).flat_map(|text| marks.find(text)) {
        if !found.contains(&mark) {
            found.push(mark);
        }
    }
    // The case's own mark is surer than that of one message in it, which may have been moved.
    found.sort_by_key(|mark| mark.purpose != Purpose::Reply);
    Clues {
        marks: found,
        ids: mail.mentioned().into_iter().map(str::to_owned).collect(),
        numbers: numbers(&mail.subject),
        sender: mail.from.first().map(|from| from.address.to_lowercase()),
        subject: base_subject(&mail.subject),
    }
}

/// Decides over the candidates, whose order says which is better among those found in the same way.
pub fn place<C: Clone>(clues: &Clues, candidates: &[Candidate<C>]) -> Placement<C> {
    let known =
        |candidate: &Candidate<C>| clues.sender.as_ref().is_some_and(|sender| candidate.people.contains(sender));
    let sound = candidates.iter().filter(|candidate| candidate.why != Why::Number || known(candidate));
    let Some(best) = sound.min_by_key(|candidate| candidate.why) else { return Placement::New };
    Placement::Case {
        case: best.merged_into.clone().unwrap_or_else(|| best.case.clone()),
        why: best.why,
        stranger: !known(best),
        new_subject: !clues.subject.is_empty() && clues.subject != base_subject(&best.subject),
    }
}

/// Whether two subjects say the same, but for what mail programs put before them.
pub fn same_subject(one: &str, other: &str) -> bool {
    base_subject(one) == base_subject(other)
}

/// Words with a digit in brackets or behind a `#`: `[SAK-123]`, `#4711`.
fn numbers(subject: &str) -> Vec<String> {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let ends = |text: &str| text.find(|c| !word(c)).unwrap_or(text.len());
    let after = subject.match_indices(['#', '[']).map(|(at, sign)| &subject[at + sign.len()..]);
    let found = after.map(|rest| &rest[..ends(rest)]).filter(|found| found.contains(|c: char| c.is_ascii_digit()));
    found.map(str::to_ascii_uppercase).collect()
}

/// The subject without what mail programs put before it, and without case numbers.
fn base_subject(subject: &str) -> String {
    let mut rest = subject.trim().to_lowercase();
    loop {
        let shorter = match rest.split_once(':') {
            Some((before, after))
                if PREFIXES.contains(&before.trim_end_matches(|c: char| "0123456789[]() ".contains(c))) =>
            {
                after
            }
            _ => match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
                Some((_, after)) => after,
                None => return rest.split_whitespace().collect::<Vec<_>>().join(" "),
            },
        };
        rest = shorter.trim().to_owned();
    }
}

/// What stands before the colon for answers and forwards in the languages around us.
const PREFIXES: [&str; 15] = [
    "re",
    "sv",
    "vs",
    "fw",
    "fwd",
    "vb",
    "vl",
    "aw",
    "wg",
    "antw",
    "ad",
    "svar",
    "videresendt",
    "automatic reply",
    "automatisk svar",
];
