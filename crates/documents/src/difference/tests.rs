use super::{Fate, difference};
use crate::document::{Block, Document};
use model::Language;

/// Documents of a paragraph for each letter; lines as ` a`, `-b` and `+c`, places set apart by `|`.
fn check(older: &str, newer: &str, expected: &str) {
    let document = |letters: &str| Document {
        title: "T".to_owned(),
        language: Language::En,
        blocks: letters.chars().map(|letter| Block::paragraph(letter.to_string())).collect(),
    };
    let places: Vec<String> = difference(&document(older), &document(newer))
        .into_iter()
        .map(|place| {
            let sign = |fate| match fate {
                Fate::Stayed => ' ',
                Fate::Removed => '-',
                Fate::Added => '+',
            };
            place.iter().map(|line| sign(line.fate).to_string() + &line.text).collect()
        })
        .collect();
    assert_eq!(places.join("|"), expected, "{older} and {newer}");
}

#[test]
fn lines_that_came_and_went() {
    check("abc", "abc", "");
    check("", "a", " T+a");
    check("a", "", " T-a");
    check("abc", "axc", " a-b+x c");
    check("abcdefgh", "xbcdefgy", " T-a+x b| g-h+y");
}

#[test]
fn what_is_said_of_a_term_stands_with_it() {
    let document = |detail: &str| Document {
        title: "T".to_owned(),
        language: Language::En,
        blocks: vec![Block::definition("Period", vec!["a".to_owned(), detail.to_owned()])],
    };
    let places = difference(&document("b"), &document("c"));
    let texts: Vec<&str> = places.iter().flatten().map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["Period: a", "Period: b", "Period: c"]);
}
