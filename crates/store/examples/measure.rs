//! Prints what the store costs beside the bare database, on this machine: for `cargo xtask bench`.
//!
//! Both sides run in one process on the same file, one after the other; a ratio is theirs in the same run.

use model::{Day, FieldId, Record, RowId, Value};
use rights::{Operation, Scope, Viewer};
use rusqlite::Connection;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Changes, Condition, Cursor, Folder, Query, Store};
use tokio::runtime::Runtime;

const PEOPLE: u64 = 1_000_000;
const PAGE_ROWS: u64 = 50;
const READS: u32 = 20_000;
const LISTS: u32 = 2_000;
const SEARCHES: u32 = 500;
const WRITERS: u32 = 64;
const INSERTS_OF_A_WRITER: u32 = 150;
const BARE_INSERTS: u32 = 1_000;
const NOW: model::Moment = model::Moment(1_795_000_000_000_000);
const FIRST_NAMES: [&str; 8] = ["Kari", "Ola", "Ingrid", "Nils", "Åse", "Bjørn", "Solveig", "Håkon"];

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
    let scope = scope(&store, Operation::Read);
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
        bench.everybody();
    }
}

fn open(data: &Path) -> Store {
    Store::open(Folder::lock(data, "measure").expect("it is free"), Arc::new(testkit::model()), NOW).expect("it opens")
}

fn scope(store: &Store, operation: Operation) -> Scope {
    let model = store.model();
    let person = model.entity_named("person").expect("person");
    rights::scope(model, &Viewer::Engine, person, operation).expect("the engine may")
}

fn id(number: u64) -> RowId {
    RowId(u128::from(number).to_be_bytes())
}

fn first_name(number: u64) -> &'static str {
    usize::try_from(number % 8).ok().and_then(|at| FIRST_NAMES.get(at)).copied().unwrap_or_default()
}

/// A million people, written past the store.
fn fill(file: &Path) {
    let connection = Connection::open(file).expect("the file");
    let names: Vec<String> =
        FIRST_NAMES.iter().enumerate().map(|(at, name)| format!("WHEN {at} THEN '{name}'")).collect();
    let insert = format!(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {PEOPLE}) \
         INSERT INTO person (id, version, name, source, since) \
         SELECT unhex(printf('%032x', i)), 1, (CASE i % 8 {} END) || ' ' || printf('Etternavn%06d', (i * 7919) % {PEOPLE}), \
                'customer', 20000 FROM n; \
         INSERT INTO person_search (person_search) VALUES ('rebuild'); ANALYZE",
        names.join(" ")
    );
    connection.execute_batch(&insert).expect("the people are written");
}

/// The middle and the 95th of a hundred.
fn middle(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    (at(50), at(95))
}

fn print(what: &str, figure: f64, unit: &str) {
    println!("{what}\t{figure:.3}\t{unit}");
}

impl Bench {
    fn columns(&self) -> String {
        let model = self.store.model();
        let keys = self.scope.fields().iter().map(|field| format!("\"{}\"", model[*field].key));
        ["\"id\"".to_owned(), "\"version\"".to_owned()].into_iter().chain(keys).collect::<Vec<_>>().join(", ")
    }

    fn bare(&self) -> Connection {
        let connection = Connection::open(&self.file).expect("the file");
        connection.set_prepared_statement_cache_capacity(64);
        connection
    }

    fn field(&self, key: &str) -> FieldId {
        let model = self.store.model();
        model.field_named(self.scope.entity(), key).expect("a field of a person")
    }

    fn point_reads(&self) {
        let numbers = || (0..u64::from(READS)).map(|number| number * 7919 % PEOPLE + 1);
        let ours = || {
            let began = Instant::now();
            self.runtime.block_on(async {
                for number in numbers() {
                    black_box(self.store.get(&self.scope, id(number)).await.expect("it is read"));
                }
            });
            began.elapsed()
        };
        let connection = self.bare();
        let sql = format!("SELECT {} FROM person WHERE id = ?", self.columns());
        let bare = || {
            let began = Instant::now();
            for number in numbers() {
                black_box(bare_rows(&connection, &sql, [&id(number).0[..]]));
            }
            began.elapsed()
        };
        print("point read", ratio(ours, bare), "x");
    }

    fn lists(&self) {
        let numbers = || (0..u64::from(LISTS)).map(|number| number * 7919 % PEOPLE + 1);
        let ours = || {
            let began = Instant::now();
            self.runtime.block_on(async {
                for number in numbers() {
                    let after = Cursor { value: Value::Null, id: id(number) };
                    let query = Query::over(&self.scope).after(after).limit(PAGE_ROWS);
                    black_box(self.store.find(query).await.expect("it is read"));
                }
            });
            began.elapsed()
        };
        let connection = self.bare();
        let sql = format!("SELECT {} FROM person WHERE id > ? ORDER BY id LIMIT {PAGE_ROWS}", self.columns());
        let bare = || {
            let began = Instant::now();
            for number in numbers() {
                black_box(bare_rows(&connection, &sql, [&id(number).0[..]]));
            }
            began.elapsed()
        };
        print("list of 50", ratio(ours, bare), "x");
    }

    /// A page of people by name, somewhere in the list.
    fn pages(&self) {
        let name = self.field("name");
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

    /// Everybody, page by page: what it takes in memory beyond what a tenth of them took.
    fn everybody(&self) {
        let mut after = None;
        let mut read: u64 = 0;
        let mut early = 0.0;
        loop {
            let mut query = Query::over(&self.scope).limit(1_000);
            if let Some(cursor) = after {
                query = query.after(cursor);
            }
            let rows: Vec<Record> = self.runtime.block_on(self.store.find(query)).expect("it is read");
            let Some(last) = rows.last() else { break };
            after = Some(Cursor { value: Value::Null, id: last.id });
            read += u64::try_from(rows.len()).unwrap_or(0);
            if read == PEOPLE / 10 {
                early = memory_mb();
            }
        }
        assert_eq!(read, PEOPLE);
        print("memory of a stream", memory_mb() - early, "MB");
    }
}

/// How much of this process is in memory.
fn memory_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") / 1024.0
}

/// How much longer the one takes than the other: the middle of five rounds of both.
fn ratio(ours: impl Fn() -> Duration, bare: impl Fn() -> Duration) -> f64 {
    ours();
    bare();
    let mut ratios: Vec<f64> = (0..5).map(|_| ours().as_secs_f64() / bare().as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[2]
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
    let scope = Arc::new(scope(&store, Operation::Write));
    let model = Arc::clone(store.model());
    let field =
        move |key: &str| model.field_named(model.entity_named("person").expect("person"), key).expect("a field");
    let cells = vec![
        (field("name"), Value::Text("Kari Nordmann".to_owned())),
        (field("source"), Value::Text("customer".to_owned())),
        (field("since"), Value::Day(Day(20_000))),
    ];
    let began = Instant::now();
    runtime.block_on(async {
        let writers = (0..WRITERS).map(|writer| {
            let (store, scope, cells) = (store.clone(), Arc::clone(&scope), cells.clone());
            tokio::spawn(async move {
                for number in 0..INSERTS_OF_A_WRITER {
                    let mut changes = Changes::new();
                    let number = u64::from(writer) * 1_000_000 + u64::from(number) + 1;
                    changes.insert(&scope, id(number), cells.clone()).expect("it is allowed");
                    store.apply(changes).await.expect("it is written");
                }
            })
        });
        let writers: Vec<_> = writers.collect();
        for writer in writers {
            writer.await.expect("it wrote");
        }
    });
    let ours = f64::from(WRITERS * INSERTS_OF_A_WRITER) / began.elapsed().as_secs_f64();
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
