//! Prints what noting a look adds to a page of a list, for `cargo xtask bench`.
//!
//! Whatever a page costs beside is many times more, and differs from time to time by more than the noting takes: so the
//! noting is measured by itself, on the rows of that page, and held against it.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // A measure reads the clock and prints.

use engine::records::{Wanted, list};
use engine::{Caller, Engine, Language, Mailbox, Moment, RowId, Settings, Transport, ledger, system};
use model::{Day, Value};
use rights::{Operation, Viewer};
use std::hint::black_box;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::{Changes, Folder, Store};
use tokio::runtime::Runtime;

const NOW: Moment = Moment(1_795_166_400_000_000);
const KIND: &str = "email_address";
const PEOPLE: u64 = 2_000;
const PAGES: usize = 400;
const LOOKS: u32 = 2_000;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let model = Arc::new(testkit::model());
    let locked = Folder::lock(folder.path(), "measure").expect("it is free");
    let store = Store::open(locked, Arc::clone(&model), NOW).expect("it opens");
    let count = AtomicU64::new(1);
    let random = move |bytes: &mut [u8]| {
        let number = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().zip(number.iter().rev().cycle()).for_each(|(byte, digit)| *byte = *digit);
    };
    let engine = Engine::new(model, store, settings(), Box::new(random)).expect("every struct fits the register");
    let runtime = Runtime::new().expect("a runtime");
    let reader = runtime.block_on(async {
        fill(&engine).await;
        reader(&engine).await
    });
    measure(&engine, &reader, &runtime);
}

fn settings() -> Settings {
    Settings {
        url: "https://ryddig.example".to_owned(),
        form_origins: Vec::new(),
        sender: Mailbox { name: None, address: "post@fjordlys.example".to_owned() },
        transport: Transport::Memory(Arc::default()),
        own_mailboxes: None,
        form_minimum_seconds: 3,
        contact_cap: 20,
        secret: [7; 32],
        ledger_seed: [8; 32],
    }
}

/// People with an address each.
async fn fill(engine: &Engine) {
    let model = engine.model();
    let scope = |key: &str| {
        let entity = model.entity_named(key).expect("it is declared");
        rights::scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may")
    };
    let (person, address) = (scope("person"), scope(KIND));
    let field = |key: &str, name: &str| {
        let entity = model.entity_named(key).expect("it is declared");
        model.field_named(entity, name).expect("it is declared")
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let mut changes = Changes::new();
    for number in 1..=PEOPLE {
        let id = RowId(u128::from(number).to_be_bytes());
        let cells = vec![
            (field("person", "name"), text("Kari Nordmann")),
            (field("person", "source"), text("customer")),
            (field("person", "since"), Value::Day(Day(20_000))),
        ];
        changes.insert(&person, id, cells).expect("it is allowed");
        let cells = vec![
            (field(KIND, "holder"), text("person")),
            (field(KIND, "person"), Value::Id(id)),
            (field(KIND, "address"), text(&format!("kari{number}@kunde.example"))),
            (field(KIND, "source"), text("customer")),
            (field(KIND, "since"), Value::Day(Day(20_000))),
        ];
        changes.insert(&address, id, cells).expect("it is allowed");
    }
    engine.store().apply(changes).await.expect("it is written");
}

/// A member of staff who sees every address.
async fn reader(engine: &Engine) -> Caller {
    let (address, roles) = ("ida@fjordlys.example", ["support", "privacy-lead"]);
    system::add_user(engine, NOW, "Ida", address, Language::Nb, &roles).await.expect("a new user");
    let link = system::sign_in_link(engine, NOW, address).await.expect("it is made").expect("a link");
    let secret = link.rsplit('/').next().expect("a secret");
    let session = system::sign_in(engine, NOW, secret).await.expect("it is read").expect("a session");
    system::signed_in(engine, NOW, &session).await.expect("it is read").expect("is in")
}

fn measure(engine: &Engine, reader: &Caller, runtime: &Runtime) {
    let (wanted, today) = (Wanted::default(), engine::day_of(NOW));
    let read = || runtime.block_on(list(engine, reader, KIND, &wanted, today)).expect("it is read");
    let upkeep = || runtime.block_on(ledger::upkeep(engine, NOW)).expect("it is written");
    let ids: Vec<RowId> = read().rows.iter().map(|row| row.id).collect();
    assert_eq!((ids.len(), ledger::looks_waiting(engine)), (50, 1), "a page, and it is noted");
    let entity = engine.model().entity_named(KIND).expect("it is declared");
    let (mut pages, mut looks) = (Vec::new(), Vec::new());
    for _ in 0..PAGES / 10 {
        for _ in 0..10 {
            let began = Instant::now();
            black_box(read());
            pages.push(began.elapsed());
        }
        let began = Instant::now();
        for _ in 0..LOOKS / 40 {
            let rows = black_box(&ids).clone();
            engine.looked(reader, entity, None, rows).expect("it is noted");
        }
        looks.push(began.elapsed() / (LOOKS / 40));
        upkeep();
    }
    let (page, look) = (middle(pages), middle(looks));
    let began = Instant::now();
    for _ in 0..LOOKS {
        engine.looked(reader, entity, None, ids.clone()).expect("it is noted");
    }
    let noted = began.elapsed();
    let began = Instant::now();
    upkeep();
    let written = began.elapsed() / LOOKS;
    println!("page of a list\t{:.3}\tms", page.as_secs_f64() * 1000.0);
    println!("noting a look\t{:.4}\t%", look.as_secs_f64() / page.as_secs_f64() * 100.0);
    println!("noting without a pause\t{:.3}\tus", noted.as_secs_f64() * 1e6 / f64::from(LOOKS));
    println!("putting a look on the ledger\t{:.1}\tus", written.as_secs_f64() * 1e6);
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
