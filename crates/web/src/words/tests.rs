//! Every key that the source asks for is there, and every key that is there is asked for.

use super::*;
use maud::html;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().is_some_and(|name| name == "tests" || name == "tests.rs") {
            continue;
        }
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

fn source() -> String {
    let mut all = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

/// Literals with a hyphen that are no keys: headers and their values, and names inside a page.
const OTHERS: [&str; 41] = [
    "agree-error",
    "came-by",
    "case-told",
    "clear-site-data",
    "code-error",
    "file-error",
    "color-scheme",
    "cross-origin-embedder-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "current-password",
    "datetime-local",
    "into-error",
    "kind-error",
    "name-hint",
    "new-password",
    "no-cache",
    "no-store",
    "non-scaling-stroke",
    "number-told",
    "on-behalf",
    "not-junk",
    "one-time-code",
    "period-hint",
    "permissions-policy",
    "queue-error",
    "reason-hint",
    "require-corp",
    "right-kind",
    "ryddig-device",
    "ryddig-portal",
    "ryddig-sign-on",
    "same-origin",
    "sec-fetch-site",
    "snooze-error",
    "text-error",
    "text-hint",
    "title-error",
    "utf-8",
    "words-hint",
    "x-request-id",
];

/// Whether `literal` is written as keys are: small letters and digits, joined by hyphens.
fn like_a_key(literal: &str) -> bool {
    let parts: Vec<&str> = literal.split('-').collect();
    let plain = |part: &&str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    parts.len() > 1 && parts.iter().all(|part| !part.is_empty() && plain(part))
}

#[test]
fn no_key_is_missing() {
    let source = source();
    let known: BTreeSet<&str> = keys().into_iter().chain(OTHERS).collect();
    let literals: BTreeSet<&str> = source.split('"').filter(|literal| like_a_key(literal)).collect();
    assert_eq!(literals.difference(&known).collect::<Vec<_>>(), Vec::<&&str>::new());
    assert!(OTHERS.iter().all(|other| literals.contains(other)), "a word in the list is not used any more");
}

#[test]
fn no_key_is_unused() {
    let source = source();
    let unused: Vec<&str> = keys().into_iter().filter(|key| !source.contains(&format!("\"{key}\""))).collect();
    assert_eq!(unused, Vec::<&str>::new());
}

#[test]
fn no_text_is_empty_or_the_key_itself() {
    for language in Language::ALL {
        for key in keys() {
            let text = Words(language).say(key);
            assert!(!text.is_empty() && text != key, "{key} in {}", language.tag());
        }
    }
}

#[test]
fn norwegian_numbers_are_shown_in_pairs() {
    for (number, expected) in [
        ("+4722225555", "+47 22 22 55 55"),
        ("+4702345", "+4702345"),
        ("+46812345678", "+46812345678"),
        ("+47 22 22 55 55", "+47 22 22 55 55"),
    ] {
        assert_eq!(phone(number), expected);
    }
}

#[test]
fn time_since_is_told_in_its_largest_unit() {
    let words = Words(Language::Nb);
    let now = Moment(0).plus_seconds(1_000_000);
    for (seconds, expected) in [
        (-5, "nå nettopp"),
        (59, "nå nettopp"),
        (60, "for 1 minutt siden"),
        (3599, "for 59 minutter siden"),
        (3600, "for 1 time siden"),
        (7200, "for 2 timer siden"),
        (86_400, "for 1 dag siden"),
        (200_000, "for 2 dager siden"),
    ] {
        assert_eq!(words.ago(now, now.plus_seconds(-seconds)), expected, "{seconds}");
    }
}

#[test]
fn text_is_escaped_as_maud_does() {
    for text in ["", "Ola", "<b>", "a&b", "\"x\" < 'y' > &amp; ø", "&", "æøå&", "&&<<>>\"\""] {
        assert_eq!(html! { (Text(text)) }.into_string(), html! { (text) }.into_string(), "{text}");
    }
}
