//! The bounds: at the limit and one above, in time, and without a panic whatever comes.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{HIGH, look};
use crate::limits::{GUARD_FOUND_MAX_COUNT, GUARD_MAX_BYTES};
use crate::{Kind, Numbers, Place, guard};

#[test]
fn texts_up_to_the_limit_are_read() {
    let number = "fnr 02013299997";
    let text = |length: usize| " ".repeat(length - number.len()) + number;
    let at = look(&text(GUARD_MAX_BYTES));
    assert_eq!(at.iter().map(|found| found.kind).collect::<Vec<_>>(), [Kind::NationalId]);
    let above = look(&text(GUARD_MAX_BYTES + 1));
    let found = above.iter().map(|found| (found.kind, found.confidence, found.range.clone())).collect::<Vec<_>>();
    assert_eq!(found, [(Kind::Unread, HIGH, GUARD_MAX_BYTES..GUARD_MAX_BYTES + 1)]);
}

#[test]
fn all_texts_of_a_letter_share_the_limit() {
    let long = "æ".repeat(GUARD_MAX_BYTES / 2 + 1);
    let texts = [(Place::Text, long.as_str()), (Place::Quoted, ""), (Place::Attachment(0), "fnr 02013299997")];
    let found = guard(&texts, &[], Numbers::Issued);
    let found: Vec<_> = found.into_iter().map(|found| (found.place, found.kind, found.range)).collect();
    let rest = GUARD_MAX_BYTES..GUARD_MAX_BYTES + 2;
    assert_eq!(found, [(Place::Text, Kind::Unread, rest), (Place::Attachment(0), Kind::Unread, 0..15)]);
}

#[test]
fn so_many_places_are_given() {
    let text = |count: usize| "02013299997\n".repeat(count);
    assert!(look(&text(GUARD_FOUND_MAX_COUNT)).iter().all(|found| found.kind == Kind::NationalId));
    let above = look(&text(GUARD_FOUND_MAX_COUNT + 1));
    assert_eq!(above.len(), GUARD_FOUND_MAX_COUNT + 1);
    let last = above.last().map(|found| (found.kind, found.range.clone()));
    assert_eq!(last, Some((Kind::Unread, 12 * GUARD_FOUND_MAX_COUNT..12 * GUARD_FOUND_MAX_COUNT + 12)));
}

#[test]
fn what_makes_a_naive_search_slow_is_done_in_time() {
    let began = Instant::now();
    for piece in [
        "1",
        "1 ",
        "1-",
        "12 ",
        "1234 ",
        "no12",
        "4111 1111 1111 1111 ",
        "02013299997 ",
        "02013299997",
        "hun ",
        "sykmeldt ",
        "kreft",
        "syk han ",
        "konto ",
        "konto 1",
        "@",
        "a@a.",
        "://",
        "a://",
        "www.",
        "a\u{301}",
        "\u{ad}",
        " ",
        "\n",
        "\n> ",
        "x",
        "ﬃ",
        "İ",
        "medlem av ",
        "helse, miljø",
    ] {
        look(&piece.repeat(GUARD_MAX_BYTES / 16 / piece.len()));
    }
    // Without optimisation, beside other tests: the release is measured by `cargo xtask bench mail`.
    assert!(began.elapsed() < Duration::from_secs(40), "{:?}", began.elapsed());
}

proptest! {
    #[test]
    fn places_lie_in_the_text(text in "(?s)(fnr |konto |kid |kari |sykmeldt|02013299997|8601\\.11\\.17947|NO9386011117947|4111 1111 1111 1111|[ \\n\u{a0}>@./-]|\\PC|[0-9]){0,40}") {
        let found = guard(&[(Place::Text, &text)], &["86011117947".to_owned()], Numbers::WithSynthetic);
        for found in &found {
            prop_assert!(text.get(found.range.clone()).is_some_and(|found| !found.is_empty()), "{:?} in {:?}", found, text);
        }
        prop_assert!(found.is_sorted_by_key(|found| found.range.start));
    }
}
