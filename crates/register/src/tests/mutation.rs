//! Registers that nobody would write: no text makes the compiler or the printer panic, and there is a model exactly
//! when there is no error.

use super::{TODAY, compile, files_with, render};
use crate::{Code, Format, Severity};
use std::collections::BTreeSet;

const ROUNDS: u64 = 2_000;
/// How many kinds of finding the rounds must reach, so that they try more than the parser.
const CODES_MIN_COUNT: usize = 12;

/// Bytes that mean something in TOML, and one that is no character.
const STRAY: &[u8] = b"{}[]=\"',.#\n \\x\xff";

const EDITS_MAX_PER_ROUND: usize = 3;

/// Marsaglia's xorshift64: enough to stir with.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end.max(1) as u64).unwrap()
    }
}

fn mutate(text: &str, random: &mut Random) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let (one, other) = (random.below(lines.len()), random.below(lines.len()));
    let mut bytes = text.as_bytes().to_vec();
    let at = random.below(bytes.len());
    match random.below(7) {
        0 => drop(bytes.drain(at..(at + 1 + random.below(4)).min(text.len()))),
        1 => bytes.swap(at, random.below(text.len())),
        2 => bytes.insert(at, STRAY[random.below(STRAY.len())]),
        3 => {
            let (from, to) = (random.below(words.len()), random.below(words.len()));
            return text.replacen(words[from], words[to], 1 + random.below(3));
        }
        4 => {
            lines.insert(one, lines[other]);
            return lines.concat();
        }
        5 => {
            lines.remove(one);
            return lines.concat();
        }
        _ => {
            lines.swap(one, other);
            return lines.concat();
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn check(seed: u64) -> Vec<Code> {
    let mut random = Random(seed);
    let mut files = files_with("");
    for _ in 0..=random.below(EDITS_MAX_PER_ROUND) {
        let file = random.below(files.len() - 1);
        files[file].text = mutate(&files[file].text, &mut random);
    }
    let compiled = compile(&files, TODAY);
    let errors = compiled.findings.iter().any(|finding| finding.severity == Severity::Error);
    let rendered = render(&compiled.findings, &files, Format::Human { colour: random.below(2) == 0 });
    for format in [Format::Json, Format::Github, Format::Sarif] {
        render(&compiled.findings, &files, format);
    }
    assert_eq!(compiled.model.is_some(), !errors, "seed {seed}\n{rendered}");
    assert_eq!(rendered.is_empty(), compiled.findings.is_empty(), "seed {seed}");
    compiled.findings.into_iter().map(|finding| finding.code).collect()
}

#[test]
fn no_text_makes_it_panic() {
    let mut reached = BTreeSet::new();
    for round in 1..=ROUNDS {
        let seed = round.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        match std::panic::catch_unwind(|| check(seed)) {
            Ok(codes) => reached.extend(codes),
            Err(panic) => {
                let message = panic.downcast_ref::<String>().map_or("", String::as_str);
                panic!("seed {seed}: {message}");
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
