use super::{Fate, difference};
use crate::document::{Block, Document};
use model::Language;

/// Documents of a paragraph for each letter, a chapter for each capital and a part for each digit; places as their
/// headings and lines, as ` a`, `-b` and `+c`, set apart by `|`.
fn check(older: &str, newer: &str, expected: &str) {
    let block = |letter: char| match letter {
        'A'..='Z' => Block::chapter("", &letter.to_string()),
        '0'..='9' => Block::part("", &letter.to_string()),
        _ => Block::paragraph(letter.to_string()),
    };
    let document = |letters: &str| Document {
        title: "T".to_owned(),
        language: Language::En,
        blocks: letters.chars().map(block).collect(),
    };
    let places: Vec<String> = difference(&document(older), &document(newer))
        .into_iter()
        .map(|place| {
            let sign = |fate| match fate {
                Fate::Stayed => ' ',
                Fate::Removed => '-',
                Fate::Added => '+',
            };
            let lines: String = place.lines.iter().map(|line| sign(line.fate).to_string() + &line.text).collect();
            let headings: Vec<String> = place.headings.iter().map(|trail| trail.join("›")).collect();
            format!("{}:{lines}", headings.join(","))
        })
        .collect();
    assert_eq!(places.join("|"), expected, "{older} and {newer}");
}

#[test]
fn lines_that_came_and_went() {
    check("abc", "abc", "");
    check("", "a", "T: T+a");
    check("a", "", "T: T-a");
    check("abc", "axc", "T: a-b+x c");
    check("abcdefgh", "xbcdefgy", "T: T-a+x b|T: g-h+y");
}

#[test]
fn a_place_stands_under_its_headings() {
    check("A1ab", "A1ax", "A›1: a-b+x");
    check("A1aB2b", "A1aB2x", "B›2:-b+x");
    check("AaBb", "AaBbC1c", "T:+C+1+c");
    check("A1a2bB", "A1aB", "A:-2-b");
    check("A1a", "A2a", "A:-1+2 a");
}

/// A heading with another name is a line that changed, and what changes below it stands under the new one.
#[test]
fn a_heading_may_change_its_name() {
    check("A1abc", "A2abx", "A:-1+2 a|A›2: b-c+x");
}

#[test]
fn the_same_change_under_many_headings_is_told_once() {
    check("A1arB2br3rc", "A1axB2bx3xc", "A›1,B›2,B›3:-r+x");
    check("A1arsB2br", "A1axsB2by", "A›1: a-r+x s|B›2: b-r+y");
}

#[test]
fn what_is_said_of_a_term_stands_with_it() {
    let document = |detail: &str| Document {
        title: "T".to_owned(),
        language: Language::En,
        blocks: vec![Block::definition("Period", vec!["a".to_owned(), detail.to_owned()])],
    };
    let places = difference(&document("b"), &document("c"));
    let texts: Vec<&str> = places.iter().flat_map(|place| &place.lines).map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["Period: a", "Period: b", "Period: c"]);
}
