//! Looking the database over, and whether it takes writes.

use super::home::{Home, NOW, id, is_postgres, model};
use crate::{Changes, DatabaseReport, Job, JobsOfKind, POSTGRES_VERSION_MIN};

#[tokio::test]
async fn a_whole_database_says_so_and_takes_writes() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    assert_eq!(home.store.takes_writes().await, Ok(()));
    assert_eq!(home.store.fingerprint().await, Ok(Some(model().fingerprint)));
    match home.store.look_over().await.unwrap() {
        DatabaseReport::Embedded { problems } => assert!(!is_postgres() && problems.is_empty(), "{problems:?}"),
        DatabaseReport::Postgres { version, encoding, .. } => {
            assert!(is_postgres() && version >= POSTGRES_VERSION_MIN);
            assert_eq!(encoding, "UTF8");
        }
    }
}

#[tokio::test]
async fn pages_that_were_written_over_are_found() {
    if is_postgres() {
        return;
    }
    let home = Home::new();
    for number in 0..400 {
        home.insert("person", id(number), home.person(&"Kari ".repeat(20))).await.unwrap();
    }
    home.store.scrub().await.unwrap();
    let file = home.folder.path().join("ryddig.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2 / 4096 * 4096;
    bytes[middle..middle + 8192].fill(0xa5);
    std::fs::write(&file, bytes).unwrap();
    match home.store.look_over().await {
        Ok(DatabaseReport::Embedded { problems }) => assert!(!problems.is_empty()),
        Err(_) => {}
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_queue_is_told_by_kind() {
    let home = Home::new();
    assert_eq!(home.store.jobs_of("scrub").await, Ok(JobsOfKind::default()));
    let mut changes = Changes::new();
    for (number, later) in [(1, 20), (2, 10)] {
        let run_at = NOW.plus_seconds(later);
        changes.enqueue(Job { id: id(number), kind: "scrub", target: id(9), run_at });
    }
    home.store.apply(changes).await.unwrap();
    let waiting = JobsOfKind { waiting: 2, oldest: Some(NOW.plus_seconds(10)), given_up: 0 };
    assert_eq!(home.store.jobs_of("scrub").await, Ok(waiting));
    assert_eq!(home.store.jobs_of("deliver-email").await, Ok(JobsOfKind::default()));
    let job = home.store.claim_job(NOW.plus_seconds(60), NOW.plus_seconds(90), &["scrub"]).await.unwrap().unwrap();
    let mut changes = Changes::new();
    changes.give_up(&job, NOW, "no");
    home.store.apply(changes).await.unwrap();
    let found = home.store.jobs_of("scrub").await.unwrap();
    assert_eq!((found.waiting, found.given_up), (1, 1));
}
