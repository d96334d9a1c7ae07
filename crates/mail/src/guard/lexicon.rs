//! The lists of words, and where their words stand in a text.
//!
//! A list is a text of sections, `[health]`, with an entry on each line; a `#` begins a remark. In a section of a sensitive kind each entry has
//! a strength before it: `!` strong, `?` weak. Entries are small letters, with single spaces in phrases, and have marks at their ends:
//!
//! | entry | stands for |
//! |---|---|
//! | `angst` | this word alone |
//! | `depresjon+` | it, and with an ending of inflection: `depresjonen`, `depresjons` |
//! | `sykmeld*` | every word that begins so |
//! | `*kreft+` | compounds that end so too: `brystkreft`, `brystkreften` |
//! | `medlem (av\|i) x` | each of these |
//! | `medlem i (@party)` | each that a line `@party = a\|b` above lists |
//!
//! `[innocent]` are words and phrases in which nothing is found, `[person]` words that mean one person, `[name]` those that do
//! with a capital, `[number …]` what is written beside numbers.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::Kind;
use super::fold::Folded;

/// The longest word, in bytes: what is longer is none.
const WORD_MAX_BYTES: usize = 64;

const LISTS: [&str; 5] = [
    include_str!("words/nb.txt"),
    include_str!("words/nn.txt"),
    include_str!("words/en.txt"),
    include_str!("words/da_sv.txt"),
    include_str!("words/names.txt"),
];

/// What an entry of a list is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Sensitive(Kind, Strength),
    Innocent,
    Person,
    Label(Label),
}

/// How much a word says by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    Weak,
    Strong,
}

/// What a number beside a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    NationalId,
    Account,
    Card,
    Kid,
    /// An order, a case, a parcel, a telephone.
    Other,
}

/// A word of a list in a text.
pub(super) struct Hit {
    pub(super) class: Class,
    /// Which entry: two inflections of one word are one.
    pub(super) entry: usize,
    /// The whole word or phrase, in the folded text.
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Closed,
    Inflected,
    Open,
}

struct Entry {
    class: Class,
    word: String,
    is_compound: bool,
    end: End,
    needs_capital: bool,
}

struct Lexicon {
    entries: Vec<Entry>,
    automaton: AhoCorasick,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let entries: Vec<Entry> = LISTS.iter().flat_map(|list| read(list)).flatten().collect();
    let automaton = AhoCorasick::new(entries.iter().map(|entry| &entry.word)).expect("the lists are ours and small");
    Lexicon { entries, automaton }
});

/// Endings of Norwegian, Danish, Swedish and English inflection.
const ENDINGS: [&str; 33] = [
    "s", "e", "a", "n", "r", "t", "en", "et", "er", "ar", "or", "an", "ene", "ane", "ens", "ets", "ers", "enes",
    "arna", "erna", "ne", "es", "ed", "de", "te", "'s", "ing", "ly", "ande", "ende", "st", "ere", "este",
];

/// Every word of the lists in a text, by where they begin.
pub(super) fn find(folded: &Folded<'_>) -> Vec<Hit> {
    let lexicon = &*LEXICON;
    let text = folded.text();
    let mut hits = Vec::new();
    for found in lexicon.automaton.find_overlapping_iter(text) {
        let index = found.pattern().as_usize();
        let entry = &lexicon.entries[index];
        let Some(range) = word(text, found.range(), entry) else { continue };
        if !entry.needs_capital || folded.is_capital(range.start) {
            hits.push(Hit { class: entry.class, entry: index, range });
        }
    }
    hits.sort_by_key(|hit| hit.range.start);
    hits
}

/// The word around what was found, if the entry stands for it.
fn word(text: &str, found: Range<usize>, entry: &Entry) -> Option<Range<usize>> {
    let before = letters(text[..found.start].chars().rev())?;
    let after = letters(text[found.end..].chars())?;
    let rest = &text[found.end..found.end + after];
    let ends = match entry.end {
        End::Closed => rest.is_empty(),
        End::Inflected => rest.is_empty() || ENDINGS.contains(&rest),
        End::Open => true,
    };
    let range = found.start - before..found.end + after;
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let is_cut = is_part(text[..range.start].chars().next_back()) || is_part(text[range.end..].chars().next());
    ((before == 0 || entry.is_compound) && ends && !is_cut).then_some(range)
}

/// How many bytes of letters there are; none where they are more than a word has.
fn letters(chars: impl Iterator<Item = char>) -> Option<usize> {
    let mut bytes = 0;
    for c in chars.take_while(|c| c.is_alphabetic()) {
        bytes += c.len_utf8();
        if bytes > WORD_MAX_BYTES {
            return None;
        }
    }
    Some(bytes)
}

/// The entries of a list; nothing for a line that is none.
fn read(list: &str) -> Vec<Option<Entry>> {
    let mut section = "";
    let mut named: Vec<(String, &str)> = Vec::new();
    let mut entries = Vec::new();
    for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            section = name;
        } else if let Some((name, words)) = line.split_once(" = ").filter(|(name, _)| name.starts_with('@')) {
            named.push((format!("({name})"), words));
        } else {
            let whole =
                named.iter().fold(line.to_owned(), |line, (name, words)| line.replace(name, &format!("({words})")));
            entries.extend(spread(&whole).iter().map(|line| entry(section, line)));
        }
    }
    entries
}

/// Every line that a line with groups stands for.
fn spread(line: &str) -> Vec<String> {
    let Some((before, (group, after))) =
        line.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
    else {
        return vec![line.to_owned()];
    };
    let after = spread(after);
    group.split('|').flat_map(|word| after.iter().map(move |after| format!("{before}{word}{after}"))).collect()
}

fn entry(section: &str, line: &str) -> Option<Entry> {
    let (class, line) = match kind(section) {
        Some(kind) => {
            let (strength, line) = line.split_once(' ')?;
            let strength = match strength {
                "!" => Strength::Strong,
                "?" => Strength::Weak,
                _ => return None,
            };
            (Class::Sensitive(kind, strength), line)
        }
        None => (class(section)?, line),
    };
    let (is_compound, line) = line.strip_prefix('*').map_or((false, line), |line| (true, line));
    let (end, word) = match (line.strip_suffix('+'), line.strip_suffix('*')) {
        (Some(word), _) => (End::Inflected, word),
        (_, Some(word)) => (End::Open, word),
        (None, None) => (End::Closed, line),
    };
    let is_strange = |c: char| c.is_uppercase() || "*+!?()|@".contains(c);
    let is_sound = word.len() > 1 && word == word.trim() && !word.contains(is_strange);
    let word = word.to_owned();
    is_sound.then_some(Entry { class, word, is_compound, end, needs_capital: section == "name" })
}

fn kind(section: &str) -> Option<Kind> {
    match section {
        "health" => Some(Kind::Health),
        "sexuality" => Some(Kind::Sexuality),
        "ethnicity" => Some(Kind::Ethnicity),
        "politics" => Some(Kind::Politics),
        "religion" => Some(Kind::Religion),
        "union" => Some(Kind::Union),
        "crime" => Some(Kind::Crime),
        _ => None,
    }
}

fn class(section: &str) -> Option<Class> {
    match section {
        "innocent" => Some(Class::Innocent),
        "person" | "name" => Some(Class::Person),
        "number identity" => Some(Class::Label(Label::NationalId)),
        "number account" => Some(Class::Label(Label::Account)),
        "number card" => Some(Class::Label(Label::Card)),
        "number kid" => Some(Class::Label(Label::Kid)),
        "number other" => Some(Class::Label(Label::Other)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{LISTS, read};

    #[test]
    fn every_line_of_the_lists_is_an_entry() {
        for list in LISTS {
            for (index, entry) in read(list).iter().enumerate() {
                assert!(entry.is_some(), "entry {index} of the list that begins {:?}", list.lines().next());
            }
        }
    }

    #[test]
    fn no_list_has_a_word_twice() {
        let mut all: Vec<_> = LISTS
            .iter()
            .flat_map(|list| read(list).into_iter().flatten())
            .map(|entry| format!("{:?} {} {} {:?}", entry.class, entry.is_compound, entry.word, entry.end))
            .collect();
        all.sort();
        let twice: Vec<_> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}
