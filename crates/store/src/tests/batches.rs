//! Many writers at once: grouped into few commits, and each on its own.

use super::home::{Home, id, is_postgres, text};
use super::raw::raw;
use crate::sqlite::FILE;
use crate::{ApplyError, Changes, Job, Query};
use model::Value;
use rusqlite::Connection;
use std::sync::Arc;

const WRITERS: u128 = 200;

/// How many commits stand in the log: a frame that ends one tells the size of the file (the format is
/// described in "WAL-mode File Format", section 2).
fn commits(home: &Home) -> usize {
    let log = std::fs::read(home.folder.path().join(format!("{FILE}-wal"))).unwrap();
    let word = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let page = usize::try_from(word(8)).unwrap();
    (32..log.len()).step_by(24 + page).filter(|&frame| word(frame + 4) != 0).count()
}

#[tokio::test]
async fn waiting_changes_share_a_commit_and_fail_alone() {
    let home = Arc::new(Home::new());
    // While another connection holds the lock, everything gathers before the writer.
    let held = (!is_postgres()).then(|| {
        let other = Connection::open(home.folder.path().join(FILE)).unwrap();
        other.execute_batch("BEGIN IMMEDIATE").unwrap();
        (other, commits(&home))
    });
    let writers: Vec<_> = (0..WRITERS).map(|number| tokio::spawn(write(Arc::clone(&home), number))).collect();
    // A turn is over before all of so many have been begun.
    for _ in 0..WRITERS {
        tokio::task::yield_now().await;
    }
    let before = held.map(|(other, before)| {
        other.execute_batch("ROLLBACK").unwrap();
        before
    });
    for (number, writer) in (0..).zip(writers) {
        let outcome = writer.await.unwrap();
        match number % 4 {
            0 => assert_eq!(outcome, Err(ApplyError::Stale { entity: home.entity("user"), id: id(number) })),
            _ => assert_eq!(outcome, Ok(())),
        }
    }
    if let Some(before) = before {
        assert!(commits(&home) - before <= 3, "{} commits for {WRITERS} changes", commits(&home) - before);
    }
    for key in ["person", "job"] {
        assert_eq!(home.count(key).await, 150);
    }
    let scope = home.read("person");
    let found = Query::over(&scope).matching(crate::Condition::Words("kari".to_owned()));
    assert_eq!(home.store.count(found).await.unwrap(), 150);
}

#[tokio::test]
async fn what_finds_no_writer_free_shares_a_transaction() {
    if !is_postgres() {
        return; // The log tells above.
    }
    let home = Arc::new(Home::new());
    let person = |number| {
        let home = Arc::clone(&home);
        tokio::spawn(async move { home.insert("person", id(number), home.person("Kari")).await })
    };
    let writers: Vec<_> = (1..=WRITERS).map(person).collect();
    for writer in writers {
        writer.await.unwrap().unwrap();
    }
    let transactions = raw(home.folder.path(), |session| {
        session.first("SELECT count(DISTINCT xmin::text) FROM person", &[], |cells| cells.number(0))
    });
    let transactions = transactions.unwrap().unwrap();
    assert!((1..=100).contains(&transactions), "{transactions} transactions for {WRITERS} changes");
}

/// A person and a job; every fourth change also touches a user who is not there.
async fn write(home: Arc<Home>, number: u128) -> Result<(), ApplyError> {
    let mut changes = Changes::new();
    changes.insert(&home.write("person"), id(number), home.person("Kari")).unwrap();
    changes.enqueue(Job { id: id(number), kind: "scrub", target: id(0), run_at: super::home::NOW });
    if number.is_multiple_of(4) {
        let cells = home.cells(&[("user.person", Value::Id(id(1)))]);
        changes.update(&home.write("user"), id(number), 1, cells).unwrap();
    }
    home.store.apply(changes).await
}

#[tokio::test]
async fn a_change_is_applied_even_if_nobody_waits_for_it() {
    let home = Home::new();
    {
        let apply = home.insert("person", id(1), home.person("Kari"));
        tokio::pin!(apply);
        // Polled once: sent, and then forgotten.
        let first = std::future::poll_fn(|context| std::task::Poll::Ready(apply.as_mut().poll(context).is_pending()));
        first.await;
    }
    while home.get("person", id(1)).await.is_none() {
        tokio::task::yield_now().await;
    }
    home.update("person", id(1), 1, &[("person.name", text("Kari N"))]).await.unwrap();
}
