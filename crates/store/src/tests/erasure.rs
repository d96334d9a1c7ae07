//! Erasure in two stages: rows at once, bytes with the scrub.

use super::home::{Home, id, text};
use super::raw::{places, raw};
use crate::Changes;
use crate::scan::scan;
use model::Value;
use std::collections::BTreeSet;

/// The beginning and the end of every marker, as a page or an index may keep them apart.
fn marks() -> Vec<String> {
    vec!["zqmark".to_owned(), "wobble".to_owned()]
}

fn marker(number: u128) -> String {
    format!("Zqmark{number:05}wobble")
}

fn seen(home: &Home, texts: &[String]) -> BTreeSet<usize> {
    let places = places(home.folder.path());
    let sightings = places.iter().flat_map(|place| scan(place, texts).unwrap());
    let sightings = sightings.inspect(|sighting| println!("seen: {sighting:?}"));
    sightings.map(|sighting| sighting.needle).collect()
}

#[tokio::test]
async fn after_the_scrub_no_file_holds_what_was_erased() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kåre Ødegård")).await.unwrap();
    home.insert("person", id(2), home.person("Berit Blivende")).await.unwrap();
    let texts = ["Kåre Ødegård", "ØDEGÅRD", "berit blivende", "nowhere", ""].map(str::to_owned);
    assert_eq!(seen(&home, &texts), BTreeSet::from([0, 1, 2]));
    home.delete("person", id(1), 1).await.unwrap();
    home.store.scrub().await.unwrap();
    assert_eq!(seen(&home, &texts), BTreeSet::from([2]));
    assert_eq!(home.count("person").await, 1);
}

#[tokio::test]
async fn thousands_of_markers_written_changed_and_deleted_leave_no_trace() {
    const ROWS: u128 = 3000;
    const BATCHES: u128 = 30;
    let home = Home::new();
    home.senders().await;
    let scope = home.write("contact_request");
    let message = |number: u128| {
        let filling = "hei ".repeat(usize::try_from(number % 61).unwrap());
        format!("{filling}{} {filling}", marker(number))
    };
    let batch = |batch: u128| (0..ROWS / BATCHES).map(move |place| place * BATCHES + batch);
    for numbers in (0..BATCHES).map(batch) {
        let mut changes = Changes::new();
        for number in numbers {
            changes.insert(&scope, id(number), home.request(number, &message(number))).unwrap();
        }
        home.store.apply(changes).await.unwrap();
    }
    assert_eq!(seen(&home, &marks()), BTreeSet::from([0, 1]));
    for numbers in (0..BATCHES).map(batch) {
        let mut changes = Changes::new();
        for number in numbers {
            let written = |text: String| home.cells(&[("contact_request.message", Value::Text(text))]);
            // Every third row stays without its marker, between those that go.
            match number % 3 {
                0 => changes.update(&scope, id(number), 1, written("hei".to_owned())),
                1 => changes.delete(&scope, id(number), 1),
                _ => changes
                    .update(&scope, id(number), 1, written(message(number + ROWS)))
                    .and_then(|()| changes.delete(&scope, id(number), 2)),
            }
            .unwrap();
        }
        home.store.apply(changes).await.unwrap();
    }
    assert_eq!(home.count("contact_request").await, 1000);
    home.store.scrub().await.unwrap();
    assert_eq!(seen(&home, &marks()), BTreeSet::new());
}

#[tokio::test]
async fn the_index_answers_as_before_after_a_scrub() {
    let home = Home::new();
    for number in 0..50 {
        home.insert("person", id(number), home.person(&marker(number))).await.unwrap();
    }
    home.delete("person", id(7), 1).await.unwrap();
    home.store.scrub().await.unwrap();
    let scope = home.read("person");
    let find = |words: String| crate::Query::over(&scope).matching(crate::Condition::Words(words));
    assert_eq!(home.store.count(find("zqmark".to_owned())).await.unwrap(), 49);
    home.update("person", id(8), 1, &[("person.name", text("Kari"))]).await.unwrap();
    assert_eq!(home.store.count(find(marker(8))).await.unwrap(), 0);
    assert_eq!(home.store.count(find("kari".to_owned())).await.unwrap(), 1);
}

#[test]
fn a_text_is_found_across_pieces_of_a_file() {
    use crate::limits::SCAN_CHUNK_BYTES;
    let home = Home::new();
    let needle = "Needle in the hay".to_owned();
    for before in
        [0, 1, SCAN_CHUNK_BYTES - needle.len(), SCAN_CHUNK_BYTES - 5, SCAN_CHUNK_BYTES, 3 * SCAN_CHUNK_BYTES - 1]
    {
        let deep = home.folder.path().join("deep/down");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(deep.join("file"), format!("{}NEEDLE in the hay{}", "x".repeat(before), "y".repeat(9))).unwrap();
        let sightings = home.store.scan(std::slice::from_ref(&needle)).unwrap();
        assert_eq!(sightings.len(), 1, "{before} bytes before");
        assert_eq!(sightings[0].file, deep.join("file"));
    }
    assert_eq!(home.store.scan(&["needles".to_owned()]).unwrap(), []);
}

#[tokio::test]
async fn the_scan_names_where_a_word_stands() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kåre Ødegård")).await.unwrap();
    let words = ["KÅRE ØDEGÅRD", "ødegård", "nowhere", ""].map(str::to_owned);
    let found = home.store.scan(&words).unwrap();
    let found: BTreeSet<usize> = found.iter().map(|sighting| sighting.needle).collect();
    assert_eq!(found, BTreeSet::from([0, 1]));
    if super::home::is_postgres() {
        let at = home.store.scan(&words[..1]).unwrap();
        assert!(at.iter().any(|sighting| sighting.file.ends_with("person.name")), "{at:?}");
        let by_hand = |sql: &str| raw(home.folder.path(), |session| session.batch(sql).unwrap());
        by_hand("CREATE TABLE by_hand (note text); INSERT INTO by_hand VALUES ('x ødegård x')");
        let at = home.store.scan(&words).unwrap();
        assert!(at.iter().any(|sighting| sighting.file.ends_with("by_hand.note")), "undeclared ones too: {at:?}");
        by_hand("DROP TABLE by_hand");
    }
    home.delete("person", id(1), 1).await.unwrap();
    home.store.scrub().await.unwrap();
    assert_eq!(home.store.scan(&words).unwrap(), []);
}
