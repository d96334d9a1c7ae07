//! A backup is of one moment, whoever writes meanwhile.

use super::home::{Home, NOW, id, is_postgres, model, open, text, url};
use crate::{Changes, Folder, Query, Store};
use model::{Day, Value};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::BufReader;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

const WRITERS: u128 = 64;
const ROWS_OF_A_WRITER: u128 = 400;

/// A person and their address, in one change.
async fn write(home: &Home, number: u128) {
    let mut changes = Changes::new();
    changes.insert(&home.write("person"), id(number), home.person("Kari")).unwrap();
    let address = home.cells(&[
        ("email_address.holder", text("person")),
        ("email_address.person", Value::Id(id(number))),
        ("email_address.address", text(&format!("{number}@example.no"))),
        ("email_address.source", text("company")),
        ("email_address.since", Value::Day(Day(1))),
    ]);
    changes.insert(&home.write("email_address"), id(number), address).unwrap();
    home.store.apply(changes).await.unwrap();
}

async fn ids(home: &Home, key: &str) -> BTreeSet<u128> {
    let rows = home.store.find(Query::over(&home.read(key))).await.unwrap();
    rows.into_iter().map(|row| u128::from_be_bytes(row.id.0)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn while_64_write_a_backup_holds_whole_changes_and_of_each_writer_the_first_ones() {
    let home = Arc::new(Home::new());
    let stop = Arc::new(AtomicBool::new(false));
    let (began, mut first) = tokio::sync::mpsc::unbounded_channel();
    let writers = (0..WRITERS).map(|writer| {
        let (home, stop, began) = (Arc::clone(&home), Arc::clone(&stop), began.clone());
        tokio::spawn(async move {
            let mut written = 0;
            while written < ROWS_OF_A_WRITER && !stop.load(Ordering::SeqCst) {
                write(&home, written * WRITERS + writer).await;
                written += 1;
                if written == 2 {
                    began.send(()).unwrap();
                }
            }
            written
        })
    });
    let writers: Vec<_> = writers.collect();
    for _ in 0..WRITERS {
        first.recv().await.unwrap();
    }
    let place = TempDir::new().unwrap();
    let copy = place.path().join("copy");
    let rows = home.store.back_up(File::create(&copy).unwrap(), NOW).await.unwrap();
    stop.store(true, Ordering::SeqCst);
    let mut written = 0;
    for writer in writers {
        written += writer.await.unwrap();
    }
    let folder = TempDir::new().unwrap();
    let lock = Folder::lock(folder.path(), "test").unwrap();
    let url = is_postgres().then(|| url(folder.path()));
    let from = BufReader::new(File::open(&copy).unwrap());
    assert_eq!(Store::restore(&lock, url.as_deref(), Arc::new(model()), NOW, from).unwrap(), rows);
    drop(lock);
    let restored = Home { store: open(folder.path(), model()).unwrap(), folder };
    assert_eq!(home.store.register_since().await.unwrap(), None);
    assert_eq!(
        restored.store.register_since().await.unwrap(),
        Some(NOW),
        "whatever sweeps must know that the rows are older"
    );
    let people = ids(&restored, "person").await;
    assert_eq!(people, ids(&restored, "email_address").await, "no change is there by half");
    assert!((2 * WRITERS..=written).contains(&(people.len() as u128)), "{} of {written}", people.len());
    for writer in 0..WRITERS {
        let mut own = people.iter().filter(|number| *number % WRITERS == writer).map(|number| number / WRITERS);
        assert!((0..).zip(own.by_ref()).all(|(expected, number)| expected == number), "writer {writer}: no gap");
        assert!(people.contains(&(WRITERS + writer)), "writer {writer}: what was acknowledged before is there");
    }
}
