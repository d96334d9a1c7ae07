//! A process killed at any moment: what was acknowledged is there, nothing is there by half, and no job is lost or takes
//! effect twice. `cargo xtask crash` kills many more times than a test run has time for.

use super::home::{Home, NOW, id, is_postgres, model, open, text, url};
use super::raw::raw;
use crate::{Actor, Changes, Job, LedgerEntry, LedgerKey, Query};
use model::{Day, Moment, Value};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;

/// Set for the process that is to be killed: the folder to write to.
const FOLDER: &str = "STORE_CRASH_FOLDER";
/// Which process it is: its changes are numbered from there on.
const ROUND: &str = "STORE_CRASH_ROUND";
/// How many processes are killed, and the number that the moments are drawn from.
const ROUNDS: &str = "STORE_CRASH_ROUNDS";
const SEED: &str = "STORE_CRASH_SEED";
const ROUNDS_IN_A_TEST_RUN: u64 = 10;
const WRITERS: u128 = 8;
const WORKERS: usize = 2;
/// A process is killed after so many acknowledgements at most, and so many turns of an empty loop later.
const LINES_MAX: u64 = 150;
const TURNS_MAX: u64 = 100_000;
/// A lease outlives its process and not the next one.
const LEASE_SECONDS: i64 = 3_600;
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
    let number = |name: &str, otherwise: u64| std::env::var(name).map_or(otherwise, |it| it.parse().unwrap());
    let (rounds, seed) = (number(ROUNDS, ROUNDS_IN_A_TEST_RUN), number(SEED, 1));
    println!("{rounds} kills, seed {seed}");
    let (mut told, mut dice) = (Told::default(), Dice(seed));
    for round in 0..rounds {
        let lines = 1 + usize::try_from(dice.below(LINES_MAX)).unwrap();
        let turns = dice.below(TURNS_MAX);
        told.extend(killed_after(lines, turns, folder.path(), round));
        settled(folder.path());
        let home = Home { store: open(folder.path(), model()).unwrap(), folder: TempDir::new().unwrap() };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(check(&home, &told));
        if round + 1 == rounds {
            runtime.block_on(finish_all(&home, clock(rounds)));
        }
    }
    println!("{} changes and {} jobs acknowledged", told.applied.len(), told.done.len());
    assert!(told.applied.len() + told.done.len() >= usize::try_from(rounds).unwrap());
}

/// What killed processes said.
#[derive(Default)]
struct Told {
    applied: BTreeSet<u128>,
    done: BTreeSet<u128>,
}

impl Told {
    fn extend(&mut self, lines: Vec<String>) {
        for line in lines {
            let number = |word: &str| line.strip_prefix(word)?.strip_suffix('.')?.parse::<u128>().ok();
            self.applied.extend(number("applied "));
            self.done.extend(number("done "));
        }
    }
}

/// Numbers that look drawn and are the same for the same seed (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// The lines of a process that was killed a moment after it had acknowledged so much.
fn killed_after(lines: usize, turns: u64, folder: &Path, round: u64) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "tests::crash::acknowledged_changes_survive_a_kill", "--nocapture"])
        .env(FOLDER, folder)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap()).lines();
    // A line that the kill cut off has no end: nothing was told by it.
    let whole = |line: std::io::Result<String>| line.ok().filter(|line| line.ends_with('.') && line.contains(' '));
    let mut told: Vec<String> = output.by_ref().filter_map(whole).take(lines).collect();
    for _ in 0..turns {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    // What the pipe still holds was acknowledged too.
    told.extend(output.filter_map(whole));
    child.wait().unwrap();
    assert!(told.len() >= lines);
    told
}

/// Waits until the server has done with what a killed process had sent to it.
fn settled(folder: &Path) {
    if !is_postgres() {
        return;
    }
    let others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                  AND backend_type = 'client backend'";
    raw(folder, |session| while session.is_there(others, &[]).unwrap() {});
}

/// What the clock of a process says: all leases of the one before have run out by then.
fn clock(round: u64) -> Moment {
    NOW.plus_seconds(i64::try_from(round).unwrap() * 2 * LEASE_SECONDS)
}

/// Takes jobs and makes the change that each is about, in the transaction that removes it from the queue.
async fn work(home: &Home, now: Moment) -> Option<u128> {
    let claimed = home.store.claim_job(now, now.plus_seconds(LEASE_SECONDS), &["scrub"]).await.unwrap()?;
    let person = home.get("person", claimed.target).await.expect("a job is there with its row");
    let mut changes = Changes::new();
    let cells = home.cells(&[("person.name", text("Kari N"))]);
    changes.update(&home.write("person"), person.id, person.version, cells).unwrap();
    changes.finish(&claimed);
    home.store.apply(changes).await.unwrap();
    Some(u128::from_be_bytes(claimed.target.0))
}

/// No job is lost: all that are left can be done, and then every row has had its one change.
async fn finish_all(home: &Home, now: Moment) {
    while work(home, now).await.is_some() {}
    let people = home.store.find(Query::over(&home.read("person"))).await.unwrap();
    assert!(people.iter().all(|person| person.version == 2));
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes()).and_then(|()| out.flush()).unwrap();
}

fn write_until_killed(folder: &Path) {
    let round: u64 = std::env::var(ROUND).unwrap().parse().unwrap();
    let first = u128::from(round) * CHANGES_OF_A_PROCESS;
    let store = open(folder, model()).unwrap();
    let home = Arc::new(Home { store, folder: TempDir::new().unwrap() });
    println!();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let writers = (0..WRITERS).map(|writer| {
        let home = Arc::clone(&home);
        runtime.spawn(async move {
            for number in (first + writer..first + CHANGES_OF_A_PROCESS).step_by(8) {
                home.store.apply(change(&home, number)).await.unwrap();
                say(&format!("applied {number}.\n"));
            }
        })
    });
    let writers: Vec<_> = writers.collect();
    for _ in 0..WORKERS {
        let home = Arc::clone(&home);
        runtime.spawn(async move {
            loop {
                match work(&home, clock(round)).await {
                    Some(number) => say(&format!("done {number}.\n")),
                    None => tokio::task::yield_now().await,
                }
            }
        });
    }
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

async fn check(home: &Home, told: &Told) {
    let mut tables = Vec::new();
    for key in ["person", "email_address", "ledger_entry", "job"] {
        let rows = home.store.find(Query::over(&home.read(key))).await.unwrap();
        tables.push(rows.into_iter().map(|row| (u128::from_be_bytes(row.id.0), row.version)).collect::<Vec<_>>());
    }
    let ids = |table: &[(u128, i64)]| table.iter().map(|(id, _)| *id).collect::<BTreeSet<u128>>();
    let (people, waiting) = (ids(&tables[0]), ids(&tables[3]));
    assert!(told.applied.is_subset(&people), "lost: {:?}", &told.applied - &people);
    assert_eq!(ids(&tables[1]), people);
    assert_eq!(ids(&tables[2]), people);
    assert!(waiting.is_subset(&people));
    assert!(told.done.is_disjoint(&waiting), "done, and still there: {:?}", &told.done & &waiting);
    for (id, version) in &tables[0] {
        let effects = i64::from(!waiting.contains(id));
        assert_eq!(version - 1, effects, "job {id}: in the queue, or done once");
    }
    let ledger = home.store.verify_ledger(&[key().public()], &[]).await.unwrap();
    assert_eq!(ledger.findings, [], "the ledger is numbered without gaps");
    let scope = home.read("person");
    let indexed = Query::over(&scope).matching(crate::Condition::Words("kari".to_owned()));
    assert_eq!(home.store.count(indexed).await, Ok(u64::try_from(people.len()).unwrap()));
}
