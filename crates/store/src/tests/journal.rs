//! The erasure journal: what it says of changes that were carried out, that were stale, and of lines that are broken.

use super::home::{Home, NOW, id};
use crate::{Again, ApplyError, Changes, Outcome};
use std::collections::HashSet;
use std::fs;

fn erasure(home: &Home, receipt: u128, person: u128, version: i64) -> Changes {
    let mut changes = Changes::new();
    changes.delete(&home.write("person"), id(person), version).unwrap();
    changes.erases(id(receipt), NOW);
    changes
}

#[tokio::test]
async fn a_stale_erasure_is_void_and_one_that_was_carried_out_is_done() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let stale = home.store.apply(erasure(&home, 10, 1, 7)).await;
    assert!(matches!(stale, Err(ApplyError::Stale { .. })));
    home.store.apply(erasure(&home, 11, 1, 1)).await.unwrap();
    let journal = home.store.journal();
    let (erasures, broken) = journal.erasures().unwrap();
    assert_eq!(erasures, [(id(10), Some(Outcome::Void)), (id(11), Some(Outcome::Done))]);
    assert_eq!(broken, 0);
    let rows = journal.rows(home.store.model(), &HashSet::from([id(11)])).unwrap();
    let entity = home.entity("person");
    assert_eq!(rows, [Again { receipt: id(11), entity, id: id(1), version: 1, fields: None, restricted: None }]);
    // Done once is done, though it was tried again in vain.
    journal.end(id(11), Outcome::Void).unwrap();
    assert_eq!(journal.erasures().unwrap().0[1], (id(11), Some(Outcome::Done)));
}

#[tokio::test]
async fn an_altered_line_is_left_out_and_counted() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    home.store.apply(erasure(&home, 10, 1, 1)).await.unwrap();
    let path = home.folder.path().join("erasures.journal");
    let altered = fs::read_to_string(&path).unwrap().replace(" person ", " person_ ");
    fs::write(&path, altered).unwrap();
    let journal = home.store.journal();
    assert_eq!(journal.erasures().unwrap(), (vec![(id(10), Some(Outcome::Done))], 1));
    assert_eq!(journal.rows(home.store.model(), &HashSet::from([id(10)])).unwrap(), []);
}
