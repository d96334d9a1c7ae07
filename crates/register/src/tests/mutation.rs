//! Registers that nobody would write: what `testkit::sound` says of the compiler holds of them too.

use std::collections::BTreeSet;
use testkit::register::Code;
use testkit::sound;
use testkit::stir::{Random, mutate};

/// Enough for about ten seconds.
const ROUNDS: u64 = 300;
/// How many kinds of finding the rounds must reach, so that they try more than the parser.
const CODES_MIN_COUNT: usize = 12;

const STANDARD_EVERY_ROUNDS: u64 = 8;

const EDITS_MAX_PER_ROUND: usize = 3;

/// Now and then the standard register is stirred, which is large; else the example register, in which every key occurs.
fn check(round: u64) -> Vec<Code> {
    let mut random = Random::of_round(round);
    let mut files = if round.is_multiple_of(STANDARD_EVERY_ROUNDS) { testkit::files() } else { testkit::example() };
    for _ in 0..=random.below(EDITS_MAX_PER_ROUND) {
        let file = random.below(files.len());
        files[file].text = mutate(&files[file].text, &mut random);
    }
    sound::check(&files).findings.into_iter().map(|finding| finding.code).collect()
}

#[test]
fn no_text_makes_it_panic() {
    let mut reached = BTreeSet::new();
    for round in 1..=ROUNDS {
        match std::panic::catch_unwind(|| check(round)) {
            Ok(codes) => reached.extend(codes),
            Err(panic) => {
                let message = panic.downcast_ref::<String>().map_or("", String::as_str);
                panic!("round {round}: {message}");
            }
        }
    }
    assert!(reached.len() >= CODES_MIN_COUNT, "the mutations stir too little: {reached:?}");
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    let names = vec!["a"; 79].join(".");
    let nested = format!("{} = 1", vec![names.as_str(); 79].join(" = { ")) + &" }".repeat(78);
    let lists = format!("a = {}{}", "[".repeat(5_000), "]".repeat(5_000));
    let dots = format!("{} = 1", vec!["a"; 100_000].join("."));
    for text in [nested, lists, dots] {
        assert_eq!(super::compile_with(&text).0.model, None);
    }
}
