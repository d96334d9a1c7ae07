//! Trouble with the file: an error for whoever waits, nothing half, and work goes on when it is over.

use super::home::{Home, NOW, id, model, text};
use crate::dialect::Dialect;
use crate::sqlite::{self, FILE};
use crate::store::Store;
use crate::tables::Tables;
use crate::{ApplyError, Folder};
use rusqlite::Connection;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// A store whose writing connection is prepared for trouble.
fn troubled(prepare: impl FnOnce(&Connection)) -> Home {
    let folder = TempDir::new().unwrap();
    let lock = Folder::lock(folder.path(), "test").unwrap();
    let tables = Tables::new(Arc::new(model()), Dialect::Sqlite).unwrap();
    let connection =
        sqlite::open(&folder.path().join(FILE), &tables, NOW, crate::schema::Destruction::Refused).unwrap();
    prepare(&connection);
    Home { store: Store::start(lock, tables, connection).unwrap(), folder }
}

#[tokio::test]
async fn a_full_disk_is_an_error_and_not_the_end() {
    let home = troubled(|connection| {
        let used: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
        connection.pragma_update_and_check(None, "max_page_count", used + 40, |_| Ok(())).unwrap();
    });
    home.senders().await;
    let long = "hei ".repeat(2000);
    let mut stored = 0;
    let outcome = loop {
        match home.insert("contact_request", id(stored), home.request(stored, &long)).await {
            Ok(()) => stored += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(outcome, ApplyError::Full);
    assert!(stored > 2);
    assert_eq!(home.count("contact_request").await, u64::try_from(stored).unwrap());
    assert_eq!(home.get("contact_request", id(stored)).await, None);
    for number in 0..3 {
        home.delete("contact_request", id(number), 1).await.unwrap();
    }
    home.insert("contact_request", id(stored), home.request(stored, &long)).await.unwrap();
    home.update("contact_request", id(stored), 1, &[("contact_request.message", text("kort"))]).await.unwrap();
}

#[tokio::test]
async fn a_scrub_says_so_if_a_reader_keeps_the_log() {
    let home = troubled(|connection| connection.busy_timeout(Duration::ZERO).unwrap());
    home.senders().await;
    home.insert("contact_request", id(1), home.request(1, "Zqmark")).await.unwrap();
    let reader = Connection::open(home.folder.path().join(FILE)).unwrap();
    reader.execute_batch("BEGIN; SELECT count(*) FROM person").unwrap();
    home.delete("contact_request", id(1), 1).await.unwrap();
    let marks = ["zqmark".to_owned()];
    assert!(matches!(home.store.scrub().await, Err(ApplyError::Unavailable(_))));
    assert_ne!(home.store.scan(&marks).unwrap(), []);
    reader.execute_batch("COMMIT").unwrap();
    home.store.scrub().await.unwrap();
    assert_eq!(home.store.scan(&marks).unwrap(), []);
}

#[test]
fn a_commit_is_on_the_disk_and_a_deletion_overwrites() {
    troubled(|connection| {
        let settings = [("journal_mode", "wal"), ("synchronous", "2"), ("secure_delete", "1"), ("temp_store", "2")];
        for (pragma, expected) in settings {
            let sql = format!("SELECT CAST({pragma} AS TEXT) FROM pragma_{pragma}");
            let found: String = connection.query_row(&sql, [], |row| row.get(0)).unwrap();
            assert_eq!(found, expected, "{pragma}");
        }
    });
}
