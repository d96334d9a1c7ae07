//! Prints what the store costs on PostgreSQL beside bare tokio-postgres, on this machine: for `cargo xtask bench`.
//!
//! The server is one of its own, on this machine too, and keeps what is committed. Both sides run in one process on the
//! same database, one after the other.

mod common;

use common::{NOW, PAGE_ROWS, PEOPLE, first_name, id, in_a_second, middle, numbers, print, ratio};
use model::Value;
use rights::{Operation, Scope};
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Changes, Condition, Cursor, Folder, Job, Query, Store};
use tokio::runtime::Runtime;
use tokio_postgres::types::Type;
use tokio_postgres::{Client, NoTls, Row};

const READS: u32 = 4_000;
const LISTS: u32 = 1_000;
const SEARCHES: u32 = 300;
const INSERTS_OF_A_WRITER: u32 = 50;
const BARE_INSERTS: u32 = 500;
const JOBS: u64 = 500;
const WORKERS: u32 = 4;

/// The store with a million people, the bare database beside it, and what asks them.
struct Bench {
    store: Store,
    scope: Scope,
    client: Client,
    runtime: Runtime,
}

fn main() {
    testkit::postgres::keep_what_is_committed();
    let only = std::env::args().nth(1);
    let wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    let folder = tempfile::tempdir().expect("a folder");
    let runtime = Runtime::new().expect("a runtime");
    let url = testkit::postgres::database();
    let lock = Folder::lock(folder.path(), "measure").expect("it is free");
    let store = Store::connect(lock, &url, Arc::new(testkit::model()), NOW).expect("it opens");
    let client = runtime.block_on(async {
        let (client, connection) = tokio_postgres::connect(&url, NoTls).await.expect("it answers");
        tokio::spawn(connection);
        client
    });
    let scope = common::person(&store, Operation::Read);
    let bench = Bench { store, scope, client, runtime };
    if wanted("inserts") {
        bench.durable_inserts();
    }
    if wanted("jobs") {
        bench.jobs(&url);
    }
    if matches!(only.as_deref(), Some("inserts" | "jobs")) {
        return;
    }
    bench.fill();
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
        print("postgres: stream of a million", rows, "rows/s");
        print("postgres: memory of a stream", memory, "MB");
    }
}

impl Bench {
    /// A million people, written past the store, with their words as the store makes them.
    fn fill(&self) {
        let insert = format!(
            "TRUNCATE person, person_search; \
             INSERT INTO person (id, version, name, source, since) \
             SELECT decode(lpad(to_hex(i), 32, '0'), 'hex'), 1, \
                    (CASE i % 8 {} END) || ' Etternavn' || lpad(((i * 7919) % {PEOPLE})::text, 6, '0'), 'customer', 20000 \
             FROM generate_series(1::bigint, {PEOPLE}) AS n (i); \
             INSERT INTO person_search (key, name) \
             SELECT key, ('''' || replace(translate(lower(name), 'å', 'a'), ' ', ''':1 ''') || ''':2')::tsvector \
             FROM person; \
             ANALYZE",
            common::first_names()
        );
        self.runtime.block_on(self.client.batch_execute(&insert)).expect("the people are written");
    }

    /// How long the bare database takes to answer `sql` for each of some people.
    fn bare(&self, sql: &str, count: u32) -> Duration {
        let statement = self.runtime.block_on(self.client.prepare(sql)).expect("it is right");
        let began = Instant::now();
        self.runtime.block_on(async {
            for number in numbers(count) {
                let found = self.client.query(&statement, &[&&id(number).0[..]]).await.expect("it is read");
                for row in &found {
                    black_box(cells(row));
                }
            }
        });
        began.elapsed()
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
        let sql = format!("SELECT {} FROM person WHERE id = $1", common::columns(&self.store, &self.scope));
        print("postgres: point read", ratio(ours, || self.bare(&sql, READS)), "x");
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
        let columns = common::columns(&self.store, &self.scope);
        let sql = format!("SELECT {columns} FROM person WHERE id > $1 ORDER BY id LIMIT {PAGE_ROWS}");
        print("postgres: list of 50", ratio(ours, || self.bare(&sql, LISTS)), "x");
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
        print("postgres: page of a million", middle(pages.collect()).0, "ms");
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
        print("postgres: search of a million", middle(searches.collect()).1, "ms");
    }

    /// People written durably: by 64 at once through the store, and one transaction each on the bare database.
    fn durable_inserts(&self) {
        let ours = common::inserts_in_a_second(&self.store, &self.runtime, INSERTS_OF_A_WRITER);
        let insert =
            "INSERT INTO person (id, version, name, source, since) VALUES ($1, 1, 'Kari Nordmann', 'customer', 20000)";
        let began = Instant::now();
        self.runtime.block_on(async {
            let statement = self.client.prepare(insert).await.expect("it is right");
            for number in 0..u64::from(BARE_INSERTS) {
                let id = id(number << 40 | 1 << 39);
                self.client.execute(&statement, &[&&id.0[..]]).await.expect("it is written");
            }
        });
        let bare = in_a_second(u64::from(BARE_INSERTS), began.elapsed());
        print("postgres: inserts through the store", ours, "/s");
        print("postgres: inserts one by one", bare, "/s");
        print("postgres: durable inserts", ours / bare, "x");
    }

    /// Jobs claimed and finished by some workers at once, who all reach for the oldest; and the same on the bare database,
    /// where each takes the oldest that nobody else has its hand on.
    fn jobs(&self, url: &str) {
        self.queue_jobs();
        let ours = self.worked_off(|| {
            let store = self.store.clone();
            async move {
                while store.jobs_waiting().await.expect("it is read") > 0 {
                    let job = store.claim_job(NOW, NOW.plus_seconds(60), &["scrub"]).await.expect("it is claimed");
                    let Some(job) = job else { continue };
                    let mut changes = Changes::new();
                    changes.finish(&job);
                    store.apply(changes).await.expect("it is finished");
                }
            }
        });
        self.queue_jobs();
        let bare = self.worked_off(|| {
            let url = url.to_owned();
            async move {
                let (client, connection) = tokio_postgres::connect(&url, NoTls).await.expect("it answers");
                tokio::spawn(connection);
                let claim = client.prepare(SKIPPING).await.expect("it is right");
                let finish = client.prepare("DELETE FROM job WHERE id = $1").await.expect("it is right");
                while let Some(job) = client.query_opt(&claim, &[]).await.expect("it is claimed") {
                    let id: Vec<u8> = job.get(0);
                    client.execute(&finish, &[&id]).await.expect("it is finished");
                }
            }
        });
        print("postgres: jobs of four workers", ours, "/s");
        print("postgres: jobs by SKIP LOCKED", bare, "/s");
    }

    fn queue_jobs(&self) {
        let mut changes = Changes::new();
        for number in 1..=JOBS {
            changes.enqueue(Job { id: id(number), kind: "scrub", target: id(1), run_at: NOW });
        }
        self.runtime.block_on(self.store.apply(changes)).expect("they are queued");
    }

    /// How many jobs a second some workers do.
    fn worked_off<W: Future<Output = ()> + Send + 'static>(&self, work: impl Fn() -> W) -> f64 {
        let began = Instant::now();
        self.runtime.block_on(async {
            let workers: Vec<_> = (0..WORKERS).map(|_| tokio::spawn(work())).collect();
            for worker in workers {
                worker.await.expect("it worked");
            }
        });
        in_a_second(JOBS, began.elapsed())
    }
}

/// Claims a job in one statement.
const SKIPPING: &str = "UPDATE job SET leased_until = run_at + 60000000, attempts = attempts + 1, version = version + 1 \
     WHERE id = (SELECT id FROM job WHERE leased_until IS NULL AND given_up_at IS NULL AND kind = 'scrub' \
                 ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id";

/// Every cell of a row, taken out as a value.
fn cells(row: &Row) -> Vec<Value> {
    let cell = |at: usize| match *row.columns()[at].type_() {
        Type::INT8 => row.get::<_, Option<i64>>(at).map(Value::Integer),
        Type::TEXT => row.get::<_, Option<String>>(at).map(Value::Text),
        _ => row.get::<_, Option<Vec<u8>>>(at).map(|bytes| Value::Text(format!("{}", bytes.len()))),
    };
    (0..row.len()).map(|at| cell(at).unwrap_or(Value::Null)).collect()
}
