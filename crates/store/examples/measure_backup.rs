//! Prints how fast a million rows are backed up and restored, and what that takes in memory: for `cargo xtask bench`.

mod common;

use common::{NOW, PEOPLE, in_a_second, memory_mb};
use rusqlite::Connection;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use store::{Folder, Store};
use tokio::runtime::Runtime;

const LOOK_MILLISECONDS: u64 = 20;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = Arc::new(testkit::model());
    let lock = |name: &str| Folder::lock(&folder.path().join(name), "measure").expect("it is free");
    drop(Store::open(lock("data"), Arc::clone(&model), NOW).expect("it opens"));
    fill(&folder.path().join("data/ryddig.db"));
    let store = Store::open(lock("data"), Arc::clone(&model), NOW).expect("it opens");
    let runtime = Runtime::new().expect("a runtime");
    let copy = folder.path().join("copy");
    measured("backup of a million", || {
        let file = File::create(&copy).expect("a file");
        runtime.block_on(store.back_up(file, NOW)).expect("it is made")
    });
    let bytes = std::fs::metadata(&copy).expect("the backup").len();
    println!("size of that backup\t{}\tMB", bytes / 1_000_000);
    drop(store);
    measured("restore of a million", || {
        let from = BufReader::new(File::open(&copy).expect("the backup"));
        Store::restore(&lock("again"), None, Arc::clone(&model), NOW, from).expect("it is restored")
    });
}

/// A million people, written past the store.
fn fill(file: &Path) {
    let insert = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PEOPLE}) \
         INSERT INTO person (id, version, name, source, since) \
         SELECT unhex(printf('%032x', i)), 1, 'Kari ' || printf('Etternavn%06d', i), 'customer', 20000 FROM n; \
         INSERT INTO person_search (person_search) VALUES ('rebuild')"
    );
    let connection = Connection::open(file).expect("the file");
    connection.execute_batch(&insert).expect("the people are written");
}

/// Prints rows in a second, and the most that was in memory meanwhile beyond what was before.
fn measured(what: &str, work: impl FnOnce() -> u64) {
    let (before, over) = (memory_mb(), AtomicBool::new(false));
    let (rows, took, most) = thread::scope(|scope| {
        let watch = scope.spawn(|| {
            let mut most: f64 = 0.0;
            while !over.load(Ordering::Relaxed) {
                most = most.max(memory_mb());
                thread::sleep(Duration::from_millis(LOOK_MILLISECONDS));
            }
            most
        });
        let began = Instant::now();
        let rows = work();
        let took = began.elapsed();
        over.store(true, Ordering::Relaxed);
        (rows, took, watch.join().expect("it watched"))
    });
    assert!(rows >= PEOPLE);
    println!("{what}\t{:.0}\trows/s", in_a_second(rows, took));
    println!("memory of that\t{:.1}\tMB", most - before);
}
