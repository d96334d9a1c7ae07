//! What the measures of the store have in common.
#![allow(dead_code, reason = "no measure needs all of it")]

use model::{Day, FieldId, Moment, RowId, Value};
use rights::{Operation, Scope, Viewer};
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Changes, Query, Store};
use tokio::runtime::Runtime;

pub(crate) const PEOPLE: u64 = 1_000_000;
pub(crate) const PAGE_ROWS: u64 = 50;
pub(crate) const NOW: Moment = Moment(1_795_000_000_000_000);
const WRITERS: u32 = 64;
const FIRST_NAMES: [&str; 8] = ["Kari", "Ola", "Ingrid", "Nils", "Åse", "Bjørn", "Solveig", "Håkon"];

pub(crate) fn id(number: u64) -> RowId {
    RowId(u128::from(number).to_be_bytes())
}

/// Numbers of people all over the million.
pub(crate) fn numbers(count: u32) -> impl Iterator<Item = u64> {
    (0..u64::from(count)).map(|number| number * 7919 % PEOPLE + 1)
}

pub(crate) fn first_name(number: u64) -> &'static str {
    usize::try_from(number % 8).ok().and_then(|at| FIRST_NAMES.get(at)).copied().unwrap_or_default()
}

/// The first names as the branches of a `CASE i % 8`.
pub(crate) fn first_names() -> String {
    let names = FIRST_NAMES.iter().enumerate().map(|(at, name)| format!("WHEN {at} THEN '{name}'"));
    names.collect::<Vec<_>>().join(" ")
}

pub(crate) fn person(store: &Store, operation: Operation) -> Scope {
    let model = store.model();
    let person = model.entity_named("person").expect("person");
    rights::scope(model, &Viewer::Engine, person, operation).expect("the engine may")
}

/// The columns that the store reads of a person.
pub(crate) fn columns(store: &Store, scope: &Scope) -> String {
    let keys = scope.fields().iter().map(|field| format!("\"{}\"", store.model()[*field].key));
    ["\"id\"".to_owned(), "\"version\"".to_owned()].into_iter().chain(keys).collect::<Vec<_>>().join(", ")
}

pub(crate) fn field(store: &Store, key: &str) -> FieldId {
    let model = store.model();
    model.field_named(model.entity_named("person").expect("person"), key).expect("a field of a person")
}

/// The middle and the 95th of a hundred, in milliseconds.
pub(crate) fn middle(mut times: Vec<Duration>) -> (f64, f64) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1000.0;
    (at(50), at(95))
}

pub(crate) fn print(what: &str, figure: f64, unit: &str) {
    println!("{what}\t{figure:.3}\t{unit}");
}

/// How much longer the one takes than the other: the middle of five rounds of both.
pub(crate) fn ratio(ours: impl Fn() -> Duration, bare: impl Fn() -> Duration) -> f64 {
    ours();
    bare();
    let mut ratios: Vec<f64> = (0..5).map(|_| ours().as_secs_f64() / bare().as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    ratios[2]
}

/// How many people a second are written durably by 64 at once through the store.
pub(crate) fn inserts_in_a_second(store: &Store, runtime: &Runtime, inserts_of_a_writer: u32) -> f64 {
    let scope = Arc::new(person(store, Operation::Write));
    let cells = vec![
        (field(store, "name"), Value::Text("Kari Nordmann".to_owned())),
        (field(store, "source"), Value::Text("customer".to_owned())),
        (field(store, "since"), Value::Day(Day(20_000))),
    ];
    let began = Instant::now();
    runtime.block_on(async {
        let writers = (0..WRITERS).map(|writer| {
            let (store, scope, cells) = (store.clone(), Arc::clone(&scope), cells.clone());
            tokio::spawn(async move {
                for number in 0..inserts_of_a_writer {
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
    f64::from(WRITERS * inserts_of_a_writer) / began.elapsed().as_secs_f64()
}

/// Reads everybody, one after the other: rows in a second, and what it takes in memory beyond what a tenth of them took.
pub(crate) async fn everybody(store: &Store, scope: &Scope) -> (f64, f64) {
    let (mut read, mut early) = (0, 0.0);
    let began = Instant::now();
    let mut rows = store.stream(&Query::over(scope)).expect("it is right");
    while rows.next().await.expect("it is read").is_some() {
        read += 1;
        if read == PEOPLE / 10 {
            early = memory_mb();
        }
    }
    assert_eq!(read, PEOPLE);
    (in_a_second(read, began.elapsed()), memory_mb() - early)
}

/// How many of them in a second.
pub(crate) fn in_a_second(rows: u64, took: Duration) -> f64 {
    f64::from(u32::try_from(rows).expect("few enough")) / took.as_secs_f64()
}

/// How much of this process is in memory.
pub(crate) fn memory_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line");
    line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") / 1024.0
}
