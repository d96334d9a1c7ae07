//! Links lead to rows that are there, and rows that are pointed at stay.

use super::home::{Home, SENDERS, id};
use crate::{ApplyError, Changes};
use model::Value;

#[tokio::test]
async fn a_row_cannot_point_at_nothing() {
    let home = Home::new();
    let stale = |key: &str, row| Err(ApplyError::Stale { entity: home.entity(key), id: row });
    let nobody = stale("person", id(SENDERS + 1));
    assert_eq!(home.insert("contact_request", id(1), home.request(1, "hei")).await, nobody);
    assert_eq!(home.count("contact_request").await, 0);
    home.senders().await;
    home.insert("contact_request", id(1), home.request(1, "hei")).await.unwrap();
    let elsewhere = [("contact_request.person", Value::Id(id(7)))];
    assert_eq!(home.update("contact_request", id(1), 1, &elsewhere).await, stale("person", id(7)));
    assert_eq!(home.get("contact_request", id(1)).await.unwrap().version, 1);
}

#[tokio::test]
async fn a_row_that_is_pointed_at_cannot_go_alone() {
    let home = Home::new();
    home.senders().await;
    home.insert("contact_request", id(1), home.request(1, "hei")).await.unwrap();
    let address = id(SENDERS + 1);
    let held = Err(ApplyError::Stale { entity: home.entity("email_address"), id: address });
    assert_eq!(home.delete("email_address", address, 1).await, held);
    assert_eq!(home.count("email_address").await, 2);
    let mut changes = Changes::new();
    // In any order: what counts is how it stands at the end.
    for (key, row) in [("person", address), ("email_address", address), ("contact_request", id(1))] {
        changes.delete(&home.write(key), row, 1).unwrap();
    }
    home.store.apply(changes).await.unwrap();
    assert_eq!((home.count("person").await, home.count("contact_request").await), (1, 0));
}
