//! Which of many links name one of some rows.

use super::home::{Home, SENDERS, id};
use crate::limits::{SIEVE_IDS_MAX, SIEVE_LINKS_MAX};
use crate::{Changes, ReadError};
use model::RowId;

/// What is said of a request's person, its address and its owner, each asked for so often.
async fn leads(home: &Home, ids: &[RowId], times: usize) -> Vec<bool> {
    let scope = home.read("contact_request");
    let links = ["person", "address", "owner"].map(|key| (&scope, home.field(&format!("contact_request.{key}"))));
    home.store.may_lead(&links.repeat(times), ids).await.unwrap()
}

#[tokio::test]
async fn links_that_lead_nowhere_are_told() {
    let home = Home::new();
    home.senders().await;
    assert_eq!(leads(&home, &[id(SENDERS + 1)], 1).await, [false, false, false]);
    home.insert("contact_request", id(1), home.request(1, "hei")).await.unwrap();
    assert_eq!(leads(&home, &[id(SENDERS + 1)], 1).await, [true, true, false]);
    assert_eq!(leads(&home, &[id(7), id(SENDERS + 1)], 1).await, [true, true, false]);
    assert_eq!(leads(&home, &[id(7)], 1).await, [false, false, false]);
    assert_eq!(leads(&home, &[], 1).await, [true, true, false]);
}

#[tokio::test]
async fn of_very_many_rows_it_is_only_told_whether_a_link_names_anything() {
    let home = Home::new();
    home.senders().await;
    home.insert("contact_request", id(1), home.request(1, "hei")).await.unwrap();
    let others = |count: usize| (100..).map(id).take(count).collect::<Vec<RowId>>();
    assert_eq!(leads(&home, &others(SIEVE_IDS_MAX), 1).await, [false, false, false]);
    assert_eq!(leads(&home, &others(SIEVE_IDS_MAX + 1), 1).await, [true, true, false]);
    let many = leads(&home, &[id(SENDERS + 1)], SIEVE_LINKS_MAX).await;
    assert_eq!(many, [true, true, false].repeat(SIEVE_LINKS_MAX));
}

#[tokio::test]
async fn a_link_outside_its_scope_is_refused() {
    let home = Home::new();
    let (scope, link) = (home.read("person"), home.field("contact_request.person"));
    assert_eq!(home.store.may_lead(&[(&scope, link)], &[id(1)]).await, Err(ReadError::OutOfScope(link)));
}

#[tokio::test]
async fn of_many_removed_rows_one_that_is_pointed_at_stops_all() {
    let home = Home::new();
    home.senders().await;
    for number in 10..20 {
        home.insert("person", id(number), home.person("Kari")).await.unwrap();
    }
    home.insert("contact_request", id(1), home.request(1, "hei")).await.unwrap();
    let gone = |with: Option<RowId>| {
        let mut changes = Changes::new();
        for row in (10..20).map(id).chain(with) {
            changes.delete(&home.write("person"), row, 1).unwrap();
        }
        changes
    };
    assert!(home.store.apply(gone(Some(id(SENDERS + 1)))).await.is_err());
    assert_eq!(home.count("person").await, 12);
    home.store.apply(gone(None)).await.unwrap();
    assert_eq!(home.count("person").await, 2);
}
