//! The fuzzer's seeds, and what a careless hand makes of them: a short run of what `cargo xtask fuzz` does for long.

use crate::stir::{Random, mutate};
use crate::{BETWEEN_FILES, KEYS, TODAY, files_of, large, sound};

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/seeds/register");
const SEEDS_MIN_COUNT: usize = 12;
const ROUNDS_PER_SEED: u64 = 60;

#[test]
fn the_fuzzers_seeds_do_no_harm() {
    let mut paths: Vec<_> = std::fs::read_dir(SEEDS).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= SEEDS_MIN_COUNT, "{paths:?}");
    for path in paths {
        let bytes = std::fs::read(&path).unwrap();
        sound::check(&files_of(&bytes));
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        for round in 1..=ROUNDS_PER_SEED {
            text = mutate(&text, &mut Random::of_round(round));
            let tried = std::panic::catch_unwind(|| sound::check(&files_of(text.as_bytes())));
            assert!(tried.is_ok(), "{}, round {round}:\n{text}", path.display());
        }
    }
}

#[test]
fn bytes_become_files() {
    let texts = |bytes: &[u8]| files_of(bytes).into_iter().map(|file| file.text).collect::<Vec<_>>();
    assert_eq!(texts(b""), [""]);
    assert_eq!(texts(format!("a = 1{BETWEEN_FILES}b").as_bytes()), ["a = 1", "b"]);
    assert_eq!(texts(b"\xff"), ["\u{fffd}"]);
}

#[test]
fn the_large_register_is_large_and_right() {
    let files = large::files();
    let compiled = register::compile(&files, TODAY);
    assert_eq!(register::render(&compiled.findings, &files, register::Format::Human { colour: false }), "");
    let model = compiled.model.unwrap();
    assert!(model.fields.len() >= 10_000, "{}", model.fields.len());
    assert!(model.entities.len() >= 500, "{}", model.entities.len());
}

#[test]
fn the_manual_is_what_is_made() {
    let docs = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs"));
    let pages = register::manual();
    for page in &pages {
        let now = std::fs::read_to_string(docs.join(&page.path)).unwrap_or_default();
        assert!(now == page.text, "docs/{} is not what is made: run cargo xtask docs", page.path);
    }
    for entry in std::fs::read_dir(docs.join(KEYS)).unwrap() {
        let path = entry.unwrap().path();
        let made = pages.iter().any(|page| docs.join(&page.path) == path);
        assert!(made, "{} is made no more: run cargo xtask docs", path.display());
    }
}
