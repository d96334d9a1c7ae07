//! What the guard finds, and what it leaves alone.

mod limits;
mod made;
mod numbers;
mod scores;
mod words;

use super::{Confidence, Found, Kind, Numbers, Place, guard};

const LOW: Confidence = Confidence::Low;
const HIGH: Confidence = Confidence::High;

fn look(text: &str) -> Vec<Found> {
    guard(&[(Place::Text, text)], &[], Numbers::Issued)
}

/// Exactly this is found in the text: which kind, how sure, and at which words.
fn check(text: &str, expected: &[(Kind, Confidence, &str)]) {
    let found = look(text);
    let found: Vec<_> = found.iter().map(|found| (found.kind, found.confidence, &text[found.range.clone()])).collect();
    assert_eq!(found, expected, "{text}");
}

/// Nothing is found in any of the texts.
fn check_nothing(texts: &[&str]) {
    for text in texts {
        check(text, &[]);
    }
}

#[test]
fn each_text_of_a_letter_is_named() {
    let texts = [
        (Place::Subject, "Fnr 02013299997"),
        (Place::Text, "Hei!"),
        (Place::Quoted, "> Kari er sykmeldt."),
        (Place::Attachment(3), "navn;fnr\nKari;30108299920\n"),
    ];
    let found = guard(&texts, &[], Numbers::Issued);
    let found: Vec<_> = found.iter().map(|found| (found.place, found.kind, found.range.clone())).collect();
    assert_eq!(
        found,
        [
            (Place::Subject, Kind::NationalId, 4..15),
            (Place::Quoted, Kind::Health, 10..18),
            (Place::Attachment(3), Kind::NationalId, 14..25),
        ]
    );
}

#[test]
fn what_was_found_shows_no_word_of_the_letter() {
    let shown = format!("{:?}", look("Fnr 02013299997. Kari er sykmeldt."));
    assert!(!shown.contains("02013299997") && !shown.contains("Kari") && !shown.contains("sykmeldt"), "{shown}");
}
