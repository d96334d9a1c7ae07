//! Public sets of real mail: what share of each is read right. `cargo xtask test` fetches them into `target/corpora`; where a
//! registry is out of reach its set is missing, which is said, and nothing is claimed about it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{Class, Marks, bounce, classify, parse};

/// Of flufl.bounce's set: recipients and whether it is for good, as its own tests expect them. Measured, in per mille.
const FLUFL_FLOOR: usize = 862;

/// Of the set of `Mail::DeliveryStatus::BounceParser`: bounce or not. Measured, in per mille.
const BOUNCEPARSER_FLOOR: usize = 944;

/// Of mail-parser's set: a sender, or a subject, and a text or an attachment. Measured, in per mille.
const MAIL_PARSER_FLOOR: usize = 962;

/// What of `BounceParser`'s set is no bounce, by its own tests.
const NO_BOUNCES: [&str; 7] = [
    "aol-vacation.msg",
    "autoreply.msg",
    "bluebottle.msg",
    "boxbe-cr.msg",
    "boxbe-cr2.msg",
    "polish-autoreply.msg",
    "whitelist.msg",
];

fn corpus(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/corpora").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("the corpus {name} is missing: nothing is claimed about it (cargo xtask test fetches it)");
    None
}

fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Holds the share against its floor, and says which were read otherwise.
fn hold(name: &str, outcomes: &[(String, bool)], floor: usize) {
    let right = outcomes.iter().filter(|(_, right)| *right).count();
    let share = right * 1000 / outcomes.len().max(1);
    let wrong: Vec<&str> = outcomes.iter().filter(|(_, right)| !right).map(|(file, _)| file.as_str()).collect();
    eprintln!("{name}: {right} of {} read right ({share} per mille); not: {wrong:?}", outcomes.len());
    assert!(!outcomes.is_empty() && share >= floor, "{name}: {share} per mille, {floor} before");
}

/// A row of flufl's own table: `('exim', 'exim_01.txt', [b'userx@its.example.nl'], False),`.
fn row(text: &str) -> Option<(&str, BTreeSet<String>, bool)> {
    let file = text.split('\'').nth(3).filter(|file| file.split('.').nth(1) == Some("txt"))?;
    let (addresses, rest) = text.split_once('[')?.1.split_once(']')?;
    let addresses = addresses.split('\'').skip(1).step_by(2).map(str::to_lowercase).collect();
    Some((file, addresses, rest.contains("True")))
}

#[test]
fn flufl_bounce() {
    let Some(folder) = corpus("flufl.bounce") else { return };
    let table = fs::read_to_string(folder.join("tests/test_detectors.py")).unwrap();
    let table = table.split_once("DETECTORS = [").unwrap().1;
    let mut outcomes = Vec::new();
    for (file, expected, waits) in table.split("\n    (").filter_map(row) {
        let mail = parse(&fs::read(folder.join("tests/data").join(file)).unwrap()).unwrap();
        let found = bounce(&mail, &Marks::new(&[0; 32])).recipients;
        let addresses: BTreeSet<String> = found.iter().map(|it| it.address.to_lowercase()).collect();
        let right = addresses == expected && found.iter().all(|it| it.lasting != waits);
        if !right && std::env::var_os("CORPORA").is_some() {
            eprintln!("{file}: expected {expected:?} {waits}; {found:?}");
        }
        outcomes.push((file.to_owned(), right));
    }
    hold("flufl.bounce", &outcomes, FLUFL_FLOOR);
}

#[test]
fn bounceparser() {
    let Some(folder) = corpus("bounceparser") else { return };
    let mut outcomes = Vec::new();
    for path in files(&folder.join("t/corpus"), &[".msg"]) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let mail = parse(&fs::read(&path).unwrap()).unwrap();
        let found = classify(&mail, &[], &Marks::new(&[0; 32]));
        let right = (found.class == Class::Bounce) != NO_BOUNCES.contains(&file.as_str());
        if !right && std::env::var_os("CORPORA").is_some() {
            eprintln!("{file}: {found:?} {} {:?}", mail.subject, mail.from);
        }
        outcomes.push((file, right));
    }
    hold("BounceParser", &outcomes, BOUNCEPARSER_FLOOR);
}

#[test]
fn mail_parser() {
    let Some(folder) = corpus("mail-parser") else { return };
    let mut outcomes = Vec::new();
    for path in files(&folder, &[".eml"]) {
        let mail = parse(&fs::read(&path).unwrap());
        let right = mail.as_ref().is_ok_and(|mail| {
            let is_whole = !mail.text.contains('\u{fffd}') && !mail.subject.contains('\u{fffd}');
            is_whole && (!mail.text.trim().is_empty() || !mail.attachments.is_empty())
        });
        outcomes.push((path.file_name().unwrap().to_string_lossy().into_owned(), right));
    }
    hold("mail-parser", &outcomes, MAIL_PARSER_FLOOR);
}
