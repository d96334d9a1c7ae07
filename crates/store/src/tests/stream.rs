//! Rows one after the other: all of them, of one moment, and no reader that waits for ever.

use super::home::{Home, id};
use crate::limits::{STREAM_ROWS_AT_A_TIME, STREAM_WAIT_SECONDS};
use crate::{Changes, Query, ReadError, Rows};
use model::RowId;
use std::time::Duration;

/// So many rows that a reader cannot get rid of them while nobody takes any: one lot waits, and it has another in its hand.
const MANY: usize = 4 * STREAM_ROWS_AT_A_TIME;

async fn people(count: usize) -> Home {
    let home = Home::new();
    let mut changes = Changes::new();
    for number in 1..=count {
        let cells = home.person(&format!("Kari {number}"));
        changes.insert(&home.write("person"), id(u128::try_from(number).unwrap()), cells).unwrap();
    }
    home.store.apply(changes).await.unwrap();
    home
}

async fn all(mut rows: Rows) -> Result<Vec<RowId>, ReadError> {
    let mut seen = Vec::new();
    while let Some(row) = rows.next().await? {
        seen.push(row.id);
    }
    assert_eq!(rows.next().await, Ok(None), "the end stays the end");
    Ok(seen)
}

#[tokio::test]
async fn a_stream_gives_what_a_query_finds_whatever_the_number() {
    for count in [0, 1, STREAM_ROWS_AT_A_TIME - 1, STREAM_ROWS_AT_A_TIME, STREAM_ROWS_AT_A_TIME + 1, MANY] {
        let home = people(count).await;
        let scope = home.read("person");
        for query in [Query::over(&scope), Query::over(&scope).newest_first(home.field("person.name")).limit(150)] {
            let found = home.store.find(query.clone()).await.unwrap();
            let expected: Vec<RowId> = found.iter().map(|row| row.id).collect();
            assert_eq!(all(home.store.stream(&query).unwrap()).await, Ok(expected), "{count} people");
        }
    }
}

#[tokio::test]
async fn what_is_written_meanwhile_is_not_in_it() {
    let home = people(MANY).await;
    let scope = home.read("person");
    let mut rows = home.store.stream(&Query::over(&scope)).unwrap();
    let first = rows.next().await.unwrap().unwrap();
    assert_eq!(first.id, id(1));
    let last = u128::try_from(MANY).unwrap();
    home.insert("person", id(last + 1), home.person("Ola")).await.unwrap();
    home.delete("person", id(last), 1).await.unwrap();
    assert_eq!(all(rows).await.unwrap().last(), Some(&id(last)));
}

#[tokio::test]
async fn whoever_takes_nothing_does_not_hold_a_scrub_up_for_ever() {
    let home = people(MANY).await;
    let scope = home.read("person");
    let mut rows = home.store.stream_patiently(&Query::over(&scope), Duration::from_millis(50)).unwrap();
    home.store.scrub().await.unwrap();
    let given_up = loop {
        match rows.next().await {
            Ok(Some(_)) => {}
            Ok(None) => panic!("it ended as though it were whole"),
            Err(error) => break error,
        }
    };
    assert!(given_up.to_string().contains("given up"), "{given_up}");
}

#[tokio::test]
async fn whoever_has_enough_ends_it() {
    let home = people(MANY).await;
    let scope = home.read("person");
    for _ in 0..40 {
        let mut rows = home.store.stream(&Query::over(&scope)).unwrap();
        assert!(rows.next().await.unwrap().is_some());
    }
    // Each of them would hold this up for as long as it waits.
    let scrub = tokio::time::timeout(Duration::from_secs(STREAM_WAIT_SECONDS / 4), home.store.scrub());
    scrub.await.expect("nobody reads any more").unwrap();
}

#[tokio::test]
async fn a_stream_stays_inside_its_scope() {
    let home = people(1).await;
    let foreign = home.field("email_address.address");
    let scope = home.read("person");
    let refused = home.store.stream(&Query::over(&scope).newest_first(foreign)).map(drop);
    assert_eq!(refused, Err(ReadError::OutOfScope(foreign)));
}
