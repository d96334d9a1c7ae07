//! Prints what rights and retention cost at size, on this machine: for `cargo xtask bench`.
//!
//! Ten rows for each person are written past the store. The first argument is how many people; a hundred thousand without
//! one, and a million for the size that the aims are about. Of every fifty, or as many as the second argument says, one has
//! messages whose time is over. With a third, `sweep`, only the sweep is measured, and what comes after it.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // A measure reads the clock and prints.

use engine::privacy::{Carried, Wish, access_package, carry_out, person, plan_wish, scrub_now, sweep};
use engine::{Caller, Engine, Language, Mailbox, Moment, RowId, Settings, Transport, day_of};
use model::{FieldId, Value};
use rights::{Operation, Scope, Viewer, scope};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use store::{Condition, Folder, Query, Store};
use tokio::runtime::Runtime;

const PEOPLE: u64 = 100_000;
/// One person in so many is due, unless a second argument says otherwise.
const ONE_DUE_IN: u64 = 50;
const ASKED: u64 = 200;
const SHOWN: u64 = 1_000;
const NOW: Moment = Moment(1_795_166_400_000_000);
/// The tables that are filled; each statement sees the numbers of people as `n (i)`, and `{old}` tells who is due.
const FILL: [(&str, u64, &str); 6] = [
    (
        "person",
        1,
        "INSERT INTO person (id, version, name, language, source, since) \
         SELECT {id}, 1, 'Kari Etternavn' || i, 'nb', 'contact-form', 20400 FROM n",
    ),
    (
        "email_address",
        1,
        "INSERT INTO email_address (id, version, holder, person, address, source, since) \
         SELECT {id}, 1, 'person', {person}, 'kari' || i || '@kunde.example', 'contact-form', 20400 FROM n",
    ),
    (
        "phone_number",
        1,
        "INSERT INTO phone_number (id, version, holder, person, number, source, since) \
         SELECT {id}, 1, 'person', {person}, '+47' || (20000000 + i), 'contact-form', 20400 FROM n",
    ),
    (
        "contact_request",
        2,
        "INSERT INTO contact_request (id, version, person, address, name_written, message, language, came_from, state, \
         received_at, answered_at, submission) \
         SELECT {id}, 1, {person}, {address}, 'Kari Etternavn' || i, 'Hva koster det å legge om ' || (i * 7919 % 1000) || \
         ' tjenester, og når kan dere begynne?', 'nb', 'here', 'answered', {received}, {received} + 3600000000, \
         printf('%d-%d', i, k) FROM n",
    ),
    (
        "email",
        3,
        "INSERT INTO email (id, version, contact_request, \"to\", kind, subject, body, message_id, state, queued_at, sent_at) \
         SELECT {id}, 1, {request}, {address}, CASE k WHEN 2 THEN 'answer' ELSE 'confirmation' END, 'Takk for meldingen', \
         'Vi har fått meldingen din og svarer så snart vi kan. Nummer ' || i, printf('<%d.%d@ryddig.example>', i, k), \
         'sent', {received}, {received} + 1000000 FROM n",
    ),
    (
        "ledger_entry",
        2,
        "INSERT INTO ledger_entry (id, version, at, actor, action, kind, target, person) \
         SELECT {id}, 1, {received}, 'visitor', 'created', 'contact_request', {text}, {text} FROM n",
    ),
];

/// An engine over the filled store.
struct Bench {
    engine: Engine,
    runtime: Runtime,
    caller: Caller,
    people: u64,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).map(|argument| argument.parse::<u64>().expect("a number"));
    let people = number(0).unwrap_or(PEOPLE);
    let one_due_in = number(1).unwrap_or(ONE_DUE_IN);
    let only_sweep = arguments.get(2).is_some_and(|only| only == "sweep");
    std::fs::create_dir_all("target/tmp").expect("a folder");
    let folder = tempfile::tempdir_in("target/tmp").expect("a folder");
    drop(store(folder.path()));
    let began = Instant::now();
    fill(&folder.path().join("ryddig.db"), people, one_due_in);
    print("filling for rights", began.elapsed().as_secs_f64(), "s");
    let (engine, runtime) = (engine(folder.path()), Runtime::new().expect("a runtime"));
    let bench = Bench { engine, runtime, caller: Caller::command(Language::Nb), people };
    if !only_sweep {
        bench.claims();
        bench.access();
        bench.erasures();
    }
    bench.sweep();
    bench.searches("search after the sweep", one_due_in);
    bench.scrub();
    bench.searches("search after the scrub", one_due_in);
}

fn store(folder: &Path) -> Store {
    Store::open(Folder::lock(folder, "measure").expect("it is free"), Arc::new(testkit::model()), NOW)
        .expect("it opens")
}

fn engine(folder: &Path) -> Engine {
    let settings = Settings {
        url: "https://ryddig.example".to_owned(),
        form_origins: Vec::new(),
        sender: Mailbox { name: None, address: "post@fjordlys.example".to_owned() },
        transport: Transport::Memory(Arc::new(Mutex::default())),
        own_mailboxes: None,
        form_minimum_seconds: 3,
        contact_cap: 20,
        secret: [7; 32],
        ledger_seed: [8; 32],
    };
    let count = AtomicU64::new(1);
    let random = move |bytes: &mut [u8]| {
        let number = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().zip(number.iter().rev().cycle()).for_each(|(byte, digit)| *byte = *digit);
    };
    let store = store(folder);
    Engine::new(Arc::clone(store.model()), store, settings, Box::new(random)).expect("every struct fits the register")
}

/// The id of a row of a person: what table, which person, which of several.
fn id(table: usize, number: u64, which: u64) -> RowId {
    let table = u128::try_from(table).unwrap_or_default();
    RowId((table << 96 | u128::from(number) << 8 | u128::from(which)).to_be_bytes())
}

/// Which person's row bears this id.
fn number_of(id: RowId) -> u64 {
    u64::try_from(u128::from_be_bytes(id.0) >> 8 & u128::from(u64::MAX)).expect("a number")
}

/// Writes ten rows for each person past the store, and what the full-text indexes hold of them.
fn fill(file: &Path, people: u64, one_due_in: u64) {
    let connection = Connection::open(file).expect("the file");
    let pragmas = "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -400000; BEGIN";
    connection.execute_batch(pragmas).expect("it is set");
    let of = |table: usize, which: &str| format!("unhex(printf('%08x%022x%02x', {}, i, {which}))", table + 1);
    // Thirteen months ago, or some day of the last five.
    let received = format!(
        "CASE i % {one_due_in} WHEN 0 THEN {} ELSE {} - (i % 150) * 86400000000 END",
        NOW.0 - 400 * 86_400_000_000,
        NOW.0 - 3_600_000_000
    );
    for (table, (_, rows, insert)) in FILL.iter().enumerate() {
        let numbers = format!(
            "WITH RECURSIVE p (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM p WHERE i < {people}), \
             n (i, k) AS (SELECT i, value FROM p, json_each('{}')) ",
            serde_json::to_string(&(0..*rows).collect::<Vec<u64>>()).expect("numbers")
        );
        let person = of(0, "0");
        let text = format!(
            "(SELECT substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4) || '-' \
             || substr(h, 21) FROM (SELECT lower(hex({person})) AS h))"
        );
        let insert = insert
            .replace("{id}", &of(table, "k"))
            .replace("{person}", &person)
            .replace("{address}", &of(1, "0"))
            .replace("{request}", &of(3, "k / 2"))
            .replace("{received}", &received)
            .replace("{text}", &text);
        connection.execute_batch(&(numbers + &insert)).expect("the rows are written");
    }
    for table in ["person", "email_address", "phone_number", "contact_request", "email"] {
        let rebuild = format!("INSERT INTO {table}_search ({table}_search) VALUES ('rebuild')");
        connection.execute_batch(&rebuild).expect("the index is filled");
    }
    connection.execute_batch("COMMIT; PRAGMA journal_mode = WAL; ANALYZE").expect("it is written");
}

/// The middle of some times in milliseconds.
fn middle(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn print(what: &str, figure: f64, unit: &str) {
    println!("{what}\t{figure:.3}\t{unit}");
}

impl Bench {
    /// People all over the table, none of whom is due.
    fn somebody(&self, number: u64) -> RowId {
        let number = number * 7919 % self.people;
        id(1, number - number % ONE_DUE_IN + 1 + number % (ONE_DUE_IN - 1), 0)
    }

    /// A person's page beside reading the same rows and nothing more.
    fn claims(&self) {
        let today = day_of(NOW);
        let page = (0..SHOWN).map(|number| {
            let began = Instant::now();
            let page = person(&self.engine, &self.caller, self.somebody(number), Language::Nb, today);
            let page = self.runtime.block_on(page).expect("it is shown");
            assert_eq!(page.rows.len(), 8);
            black_box(page);
            began.elapsed()
        });
        let page = middle(page.collect());
        let bare = middle((0..SHOWN).map(|number| self.bare_rows(self.somebody(number))).collect());
        print("page of a person", page, "ms");
        print("rows of a person", bare, "ms");
        print("claims of a person", page - bare, "ms");
    }

    /// How long it takes to read a person's rows, by somebody who knows where they are.
    fn bare_rows(&self, person: RowId) -> Duration {
        let began = Instant::now();
        let rows = self.runtime.block_on(async {
            let mut rows = self.rows("person", |_| Condition::Ids(vec![person])).await;
            let mut requests = Vec::new();
            for entity in ["email_address", "phone_number", "contact_request"] {
                let found = self.rows(entity, |field| Condition::Is(field("person"), Value::Id(person))).await;
                if entity == "contact_request" {
                    requests = found.iter().map(|row| Value::Id(row.id)).collect();
                }
                rows.extend(found);
            }
            let mails = |field: &dyn Fn(&str) -> FieldId| Condition::OneOf(field("contact_request"), requests.clone());
            rows.extend(self.rows("email", mails).await);
            rows
        });
        assert_eq!(rows.len(), 8);
        black_box(rows);
        began.elapsed()
    }

    async fn rows(
        &self,
        entity: &str,
        condition: impl FnOnce(&dyn Fn(&str) -> FieldId) -> Condition,
    ) -> Vec<model::Record> {
        let scope = self.scope(entity);
        let model = self.engine.model();
        let field = |key: &str| model.field_named(scope.entity(), key).expect("a field");
        let query = Query::over(&scope).matching(condition(&field));
        self.engine.store().find(query).await.expect("it is read")
    }

    fn scope(&self, entity: &str) -> Scope {
        let model = self.engine.model();
        let entity = model.entity_named(entity).expect("an entity");
        scope(model, &Viewer::Engine, entity, Operation::Read).expect("the engine may")
    }

    fn access(&self) {
        let packages = (0..ASKED).map(|number| {
            let began = Instant::now();
            let person = self.somebody(number);
            let package = access_package(&self.engine, &self.caller, NOW, person, Language::Nb);
            black_box(self.runtime.block_on(package).expect("it is given"));
            began.elapsed()
        });
        print("access package", middle(packages.collect()), "ms");
    }

    /// The plan as it is shown, and the same carried out, search and journal with it; the scrub is a job of its own.
    fn erasures(&self) {
        let (mut plans, mut done) = (Vec::new(), Vec::new());
        for number in 0..ASKED {
            let asked = (self.somebody(number + ASKED), Wish::Erasure);
            let began = Instant::now();
            let plan = plan_wish(&self.engine, &self.caller, asked, Language::Nb, day_of(NOW));
            let plan = self.runtime.block_on(plan).expect("it is planned");
            plans.push(began.elapsed());
            let began = Instant::now();
            let carried = carry_out(&self.engine, &self.caller, NOW, asked, &plan.fingerprint, Language::Nb);
            let carried = self.runtime.block_on(carried).expect("it is carried out");
            assert!(matches!(carried, Carried::Done(_)));
            done.push(began.elapsed());
        }
        let (plan, done) = (middle(plans), middle(done));
        print("plan of an erasure", plan, "ms");
        print("erasure carried out", done, "ms");
        print("erasure of a person", plan + done, "ms");
    }

    fn sweep(&self) {
        let began = Instant::now();
        let report = sweep(&self.engine, NOW, day_of(NOW), false);
        let report = self.runtime.block_on(report).expect("it sweeps");
        let seconds = began.elapsed().as_secs_f64();
        let rows: usize = BTreeMap::into_values(report.deleted).sum();
        let rows = u32::try_from(rows).expect("not so many");
        assert_eq!(report.put_off, 0);
        print("receipts of the sweep", f64::from(u32::try_from(report.receipts.len()).expect("not so many")), "");
        print("rows swept", f64::from(rows), "rows");
        print("sweep", f64::from(rows) / seconds, "/s");
    }

    /// The bytes of what was swept.
    fn scrub(&self) {
        let began = Instant::now();
        self.runtime.block_on(scrub_now(&self.engine, NOW)).expect("it scrubs");
        print("scrub after the sweep", began.elapsed().as_secs_f64(), "s");
    }

    /// Names of people who are there and of people who went: what is found of either, and how long it takes.
    fn searches(&self, what: &str, one_due_in: u64) {
        let searches = (1..=ASKED).map(|number| {
            // Due, or the one behind.
            let number = number * 7919 % (self.people / one_due_in) * one_due_in + one_due_in + number % 2;
            let word = format!("etternavn{number}");
            let began = Instant::now();
            let found = self.runtime.block_on(self.rows("person", |_| Condition::Words(word)));
            let took = began.elapsed();
            assert!(found.iter().all(|row| !number_of(row.id).is_multiple_of(one_due_in)), "nobody is found who went");
            assert_eq!(
                found.iter().any(|row| number_of(row.id) == number),
                number <= self.people && !number.is_multiple_of(one_due_in)
            );
            took
        });
        print(what, middle(searches.collect()), "ms");
    }
}
