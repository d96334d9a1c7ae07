//! Prints what the store costs beside the bare database, on this machine: for `cargo xtask bench`.
//!
//! Both sides run in one process on the same file, one after the other; a ratio is theirs in the same run.

mod common;

use common::{NOW, PAGE_ROWS, PEOPLE, first_name, id, middle, numbers, print, ratio};
use model::Value;
use rights::{Operation, Scope};
use rusqlite::Connection;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use store::{Condition, Cursor, Folder, Query, Store};
use tokio::runtime::Runtime;

const READS: u32 = 20_000;
const LISTS: u32 = 2_000;
const SEARCHES: u32 = 500;
const INSERTS_OF_A_WRITER: u32 = 150;
const BARE_INSERTS: u32 = 1_000;

/// The store with a million people, and what asks it.
struct Bench {
    store: Store,
    scope: Scope,
    file: std::path::PathBuf,
    runtime: Runtime,
}

fn main() {
    let only = std::env::args().nth(1);
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = Runtime::new().expect("a runtime");
    if wanted("inserts") {
        durable_inserts(&folder.path().join("inserts"), &runtime);
    }
    if only.as_deref() == Some("inserts") {
        return;
    }
    let data = folder.path().join("data");
    let store = open(&data);
    let scope = common::person(&store, Operation::Read);
    drop(store);
    fill(&data.join("ryddig.db"));
    let bench = Bench { store: open(&data), scope, file: data.join("ryddig.db"), runtime };
    if wanted("point") {
        bench.point_reads();
    }
    if wanted("lists") {
        bench.lists();
    }
    if wanted("pages") {
        bench.pages();
    }
    if wanted("searches") {
        bench.searches();
    }
    if wanted("stream") {
        let (rows, memory) = bench.runtime.block_on(common::everybody(&bench.store, &bench.scope));
        print("stream of a million", rows, "rows/s");
        print("memory of a stream", memory, "MB");
    }
}

fn open(data: &Path) -> Store {
    Store::open(Folder::lock(data, "measure").expect("it is free"), Arc::new(testkit::model()), NOW).expect("it opens")
}

/// A million people, written past the store.
fn fill(file: &Path) {
    let connection = Connection::open(file).expect("the file");
    let insert = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PEOPLE}) \
         INSERT INTO person (id, version, name, source, since) \
         SELECT unhex(printf('%032x', i)), 1, (CASE i % 8 {} END) || ' ' || printf('Etternavn%06d', (i * 7919) % {PEOPLE}), \
                'customer', 20000 FROM n; \
         INSERT INTO person_search (person_search) VALUES ('rebuild'); ANALYZE",
        common::first_names()
    );
    connection.execute_batch(&insert).expect("the people are written");
}

impl Bench {
    fn bare(&self) -> Connection {
        let connection = Connection::open(&self.file).expect("the file");
        connection.set_prepared_statement_cache_capacity(64);
        connection
    }

    fn point_reads(&self) {
        let ours = || {
            let began = Instant::now();
            self.runtime.block_on(async {
                for number in numbers(READS) {
                    black_box(self.store.get(&self.scope, id(number)).await.expect("it is read"));
                }
            });
            began.elapsed()
        };
        let connection = self.bare();
        let sql = format!("SELECT {} FROM person WHERE id = ?", common::columns(&self.store, &self.scope));
        let bare = || {
            let began = Instant::now();
            for number in numbers(READS) {
                black_box(bare_rows(&connection, &sql, [&id(number).0[..]]));
            }
            began.elapsed()
        };
        print("point read", ratio(ours, bare), "x");
    }

    fn lists(&self) {
        let ours = || {
            let began = Instant::now();
            self.runtime.block_on(async {
                for number in numbers(LISTS) {
                    let after = Cursor { value: Value::Null, id: id(number) };
                    let query = Query::over(&self.scope).after(after).limit(PAGE_ROWS);
                    black_box(self.store.find(query).await.expect("it is read"));
                }
            });
            began.elapsed()
        };
        let connection = self.bare();
        let columns = common::columns(&self.store, &self.scope);
        let sql = format!("SELECT {columns} FROM person WHERE id > ? ORDER BY id LIMIT {PAGE_ROWS}");
        let bare = || {
            let began = Instant::now();
            for number in numbers(LISTS) {
                black_box(bare_rows(&connection, &sql, [&id(number).0[..]]));
            }
            began.elapsed()
        };
        print("list of 50", ratio(ours, bare), "x");
    }

    /// A page of people by name, somewhere in the list.
    fn pages(&self) {
        let name = common::field(&self.store, "name");
        let pages = (0..u64::from(LISTS)).map(|number| {
            let value = format!("{} Etternavn{:06}", first_name(number), number * 7919 % PEOPLE);
            let after = Cursor { value: Value::Text(value), id: id(1) };
            let query = Query::over(&self.scope).oldest_first(name).after(after).limit(PAGE_ROWS);
            let began = Instant::now();
            black_box(self.runtime.block_on(self.store.find(query)).expect("it is read"));
            began.elapsed()
        });
        print("page of a million", middle(pages.collect()).0, "ms");
    }

    fn searches(&self) {
        let searches = (0..u64::from(SEARCHES)).map(|number| {
            let word = match number % 3 {
                0 => format!("etternavn{:06}", number * 7919 % PEOPLE),
                1 => format!("{} etternavn{:03}", first_name(number), number % 1000),
                _ => format!("etternavn{:04}", number * 13 % 10_000),
            };
            let query = Query::over(&self.scope).matching(Condition::Words(word)).limit(PAGE_ROWS);
            let began = Instant::now();
            black_box(self.runtime.block_on(self.store.find(query)).expect("it is found"));
            began.elapsed()
        });
        print("search of a million", middle(searches.collect()).1, "ms");
    }
}

/// The rows of a statement, every cell taken out as a value.
fn bare_rows(connection: &Connection, sql: &str, bound: [&[u8]; 1]) -> Vec<Vec<rusqlite::types::Value>> {
    let mut statement = connection.prepare_cached(sql).expect("it is right");
    let columns = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| (0..columns).map(|at| row.get(at)).collect();
    statement.query_map(bound, row).expect("it runs").collect::<Result<_, _>>().expect("rows")
}

/// People written durably: by 64 at once through the store, and one transaction each on the bare database.
fn durable_inserts(data: &Path, runtime: &Runtime) {
    let store = open(data);
    let ours = common::inserts_in_a_second(&store, runtime, INSERTS_OF_A_WRITER);
    drop(store);
    let connection = Connection::open(data.join("ryddig.db")).expect("the file");
    connection.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL").expect("it is set");
    let insert =
        "INSERT INTO person (id, version, name, source, since) VALUES (?, 1, 'Kari Nordmann', 'customer', 20000)";
    let began = Instant::now();
    for number in 0..u64::from(BARE_INSERTS) {
        connection
            .prepare_cached(insert)
            .and_then(|mut insert| insert.execute([&id(number << 40 | 1 << 39).0[..]]))
            .expect("it is written");
    }
    let bare = f64::from(BARE_INSERTS) / began.elapsed().as_secs_f64();
    print("inserts through the store", ours, "/s");
    print("inserts one by one", bare, "/s");
    print("durable inserts", ours / bare, "x");
}
