//! The same company for the same seed, and something of everything that a company has.

use super::*;
use engine::day_of;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// 29 November 2026.
const NOW: Moment = Moment(1_795_950_000_000_000);
const PEOPLE: usize = 60;

/// What such a company has no rows of by itself.
const NONE: [&str; 7] = [
    // What an erasure leaves, and what is decided before one: made with it, and held against the erasure journal.
    "receipt",
    "receipt_task",
    "redaction",
    // Published when the server starts.
    "statement_version",
    "record_version",
    // Somebody's own, with a secret of a mail server that there is not.
    "mail_account",
    "saved_view",
];

fn company(seed: u64, people: usize) -> Vec<Row> {
    let owner = (RowId([1; 16]), RowId([2; 16]));
    Company::new(Wanted { seed, people, now: NOW, owner }).flatten().collect()
}

fn fingerprint(rows: &[Row]) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{rows:?}").hash(&mut hasher);
    hasher.finish()
}

#[test]
fn the_same_seed_gives_the_same_company() {
    assert_eq!(fingerprint(&company(1, PEOPLE)), fingerprint(&company(1, PEOPLE)));
    assert_ne!(fingerprint(&company(1, PEOPLE)), fingerprint(&company(2, PEOPLE)));
}

#[test]
fn there_is_something_of_everything() {
    let model = testkit::model();
    let made: BTreeSet<&str> = company(1, 300).iter().map(|row| row.kind).collect();
    let missing: Vec<&str> = model
        .entities
        .iter()
        .filter(|entity| !entity.fields.is_empty() && entity.access != model::Narrowing::Engine)
        .map(|entity| entity.key.as_str())
        .filter(|key| !made.contains(key) && !NONE.contains(key))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn what_has_not_happened_yet_is_not_there() {
    let rows = company(3, PEOPLE);
    let mut ids = HashSet::new();
    for row in &rows {
        assert!(row.at <= NOW.plus_seconds(86_400), "{} of {:?}", row.kind, day_of(row.at));
        assert!(ids.insert(row.id), "{} twice", row.kind);
    }
    let (mut states, mut people) = (BTreeMap::new(), 0);
    for row in &rows {
        people += usize::from(row.kind == "person");
        let state = row.cells.iter().find(|(key, _)| row.kind == "case" && *key == "state");
        if let Some((_, Cell::Value(model::Value::Text(state)))) = state {
            *states.entry(state.clone()).or_insert(0) += 1;
        }
    }
    assert!(states["closed"] * 2 > states.values().sum::<usize>(), "most cases are closed: {states:?}");
    assert!((PEOPLE / 2..PEOPLE * 2).contains(&people), "{people} people");
}
