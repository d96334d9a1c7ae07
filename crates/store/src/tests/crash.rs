//! A process killed at any moment: what was acknowledged is there, and nothing is there by half.

use super::home::{Home, NOW, id, is_postgres, model, open, text, url};
use crate::{Actor, Changes, Job, LedgerEntry, LedgerKey, Query};
use model::{Day, Value};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// Set for the process that is to be killed: the folder to write to.
const FOLDER: &str = "STORE_CRASH_FOLDER";
/// The number of the first change it makes.
const FIRST: &str = "STORE_CRASH_FIRST";
const WRITERS: u128 = 8;
/// More than any process gets round to.
const CHANGES_OF_A_PROCESS: u128 = 1_000_000;

/// The ids of signed heads begin here.
const HEADS: u128 = 1 << 100;

fn key() -> LedgerKey {
    LedgerKey::from_seed(&[7; 32]).unwrap()
}

#[test]
fn acknowledged_changes_survive_a_kill() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        return write_until_killed(Path::new(&folder));
    }
    let folder = TempDir::new().unwrap();
    if is_postgres() {
        url(folder.path()); // The server is to outlive whoever is killed.
    }
    let mut acknowledged = BTreeSet::new();
    for (round, lines) in (0..).zip([1, 150, 7, 60, 2, 33, 300, 11, 90, 20]) {
        acknowledged.extend(killed_after(lines, folder.path(), round * CHANGES_OF_A_PROCESS));
        let home = Home { store: open(folder.path(), model()).unwrap(), folder: TempDir::new().unwrap() };
        tokio::runtime::Runtime::new().unwrap().block_on(check(&home, &acknowledged));
    }
    assert!(acknowledged.len() >= 674);
}

/// What a process acknowledged that was killed as soon as it had acknowledged `lines` changes.
fn killed_after(lines: usize, folder: &Path, first: u128) -> Vec<u128> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::crash::acknowledged_changes_survive_a_kill", "--nocapture"])
        .env(FOLDER, folder)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    let number = |line: std::io::Result<String>| line.ok()?.strip_prefix("applied ")?.strip_suffix('.')?.parse().ok();
    let mut numbers: Vec<u128> = output.by_ref().filter_map(number).take(lines).collect();
    child.kill().unwrap();
    // What the pipe still holds was acknowledged too.
    numbers.extend(output.filter_map(number));
    child.wait().unwrap();
    assert!(numbers.len() >= lines);
    numbers
}

fn write_until_killed(folder: &Path) {
    let first: u128 = std::env::var(FIRST).unwrap().parse().unwrap();
    let store = open(folder, model()).unwrap();
    let home = Arc::new(Home { store, folder: TempDir::new().unwrap() });
    println!();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let writers = (0..WRITERS).map(|writer| {
        let home = Arc::clone(&home);
        runtime.spawn(async move {
            for number in (first + writer..first + CHANGES_OF_A_PROCESS).step_by(8) {
                home.store.apply(change(&home, number)).await.unwrap();
                let mut out = std::io::stdout().lock();
                out.write_all(format!("applied {number}.\n").as_bytes()).and_then(|()| out.flush()).unwrap();
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    let numbers = Arc::clone(&home);
    runtime.spawn(async move {
        for head in (HEADS | first).. {
            numbers.store.number_ledger(NOW, id(head), &key()).await.unwrap();
        }
    });
    runtime.block_on(async {
        for writer in writers {
            writer.await.unwrap();
        }
    });
}

/// A person, their address, a job and a ledger line, all of the same number.
fn change(home: &Home, number: u128) -> Changes {
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
    changes.enqueue(Job { id: id(number), kind: "scrub", target: id(number), run_at: NOW });
    changes.record(LedgerEntry {
        id: id(number),
        at: NOW,
        actor: Actor::Part("test"),
        action: "made",
        entity: home.entity("person"),
        target: id(number),
        fields: Vec::new(),
        person: None,
        seen: None,
    });
    changes
}

async fn check(home: &Home, acknowledged: &BTreeSet<u128>) {
    let mut tables = Vec::new();
    for key in ["person", "email_address", "job", "ledger_entry"] {
        let rows = home.store.find(Query::over(&home.read(key))).await.unwrap();
        tables.push(rows.into_iter().map(|row| u128::from_be_bytes(row.id.0)).collect::<BTreeSet<u128>>());
    }
    assert!(acknowledged.is_subset(&tables[0]), "lost: {:?}", acknowledged - &tables[0]);
    for table in &tables[1..] {
        assert_eq!(*table, tables[0]);
    }
    let ledger = home.store.verify_ledger(&[key().public()], &[]).await.unwrap();
    assert_eq!(ledger.findings, [], "the ledger is numbered without gaps");
    let scope = home.read("person");
    let indexed = Query::over(&scope).matching(crate::Condition::Words("kari".to_owned()));
    assert_eq!(home.store.count(indexed).await, Ok(u64::try_from(tables[0].len()).unwrap()));
}
