//! Prints how long it takes to find those affected by the ledger, over as many entries as are asked for (300,000).

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // A measure reads the clock and prints.

use engine::breaches::{Kind, Opened, Opening, Part, Search, add, breach, find, open};
use engine::{Caller, Engine, Language, Mailbox, Moment, RowId, Settings, Transport, ledger};
use model::{Day, EntityId, Value};
use rights::{Operation, Viewer, scope};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use store::{Changes, Folder, Store};
use tokio::runtime::Runtime;

const NOW: Moment = Moment(1_795_166_400_000_000);
const PEOPLE: u64 = 20_000;
const AT_ONCE: u64 = 1_000;
/// The one who looked, and somebody else.
const SNOOP: RowId = RowId([1; 16]);
const OTHER: RowId = RowId([2; 16]);

fn main() {
    let entries = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(300_000);
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
    Runtime::new().expect("a runtime").block_on(async {
        fill(&engine, entries).await;
        measure(&engine, entries).await;
    });
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

fn person(number: u64) -> RowId {
    RowId(u128::from(number + 1_000).to_be_bytes())
}

/// People, and looks at them: one in ten by the one who snooped, a second apart.
async fn fill(engine: &Engine, entries: u64) {
    let model = engine.model();
    let entity: EntityId = model.entity_named("person").expect("it is declared");
    let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
    let field = |name: &str| model.field_named(entity, name).expect("it is declared");
    for start in (0..PEOPLE).step_by(usize::try_from(AT_ONCE).expect("it is small")) {
        let mut changes = Changes::new();
        for number in start..start + AT_ONCE {
            let cells = vec![
                (field("name"), Value::Text("Kari Nordmann".to_owned())),
                (field("source"), Value::Text("customer".to_owned())),
                (field("since"), Value::Day(Day(20_000))),
            ];
            changes.insert(&write, person(number), cells).expect("it is allowed");
        }
        engine.store().apply(changes).await.expect("it is written");
    }
    let role = model.role_named("support").expect("it is declared");
    for number in 0..entries {
        let user = if number % 10 == 0 { SNOOP } else { OTHER };
        let viewer = Viewer::Staff { user, person: person(0), team: Vec::new(), roles: vec![role] };
        let caller = Caller {
            user: Some(user),
            name: String::new(),
            language: Language::Nb,
            viewer,
            capacity: engine::system::Capacity::default(),
        };
        let seen = person(number % PEOPLE);
        engine.looked(&caller, entity, None, vec![seen]).expect("it is noted");
        if number % AT_ONCE == AT_ONCE - 1 {
            let seconds = i64::try_from(number).expect("it is small");
            ledger::upkeep(engine, NOW.plus_seconds(seconds)).await.expect("it is written");
        }
    }
}

async fn measure(engine: &Engine, entries: u64) {
    let caller = Caller::command(Language::Nb);
    let end = NOW.plus_seconds(i64::try_from(entries).expect("it is small") + 1);
    let opening = Opening {
        title: "Snoking".to_owned(),
        what: "Noen så på mer enn de skulle.".to_owned(),
        aware_at: Some(end),
        kind: Kind::Snooping,
        part: Part::Controller,
        agreement: None,
    };
    let Opened::Done(id) = open(engine, &caller, end, &opening).await.expect("it is stored") else {
        panic!("the breach was not opened")
    };
    let search = Search::Ledger { who: SNOOP.to_string(), from: Some(NOW), to: Some(end), looked: true, changed: true };
    let began = Instant::now();
    let found = find(engine, &caller, id, &search, 0).await.expect("it is read").expect("it is understood");
    println!("entries of the ledger\t{entries}");
    println!("people found\t{}", found.found);
    println!("finding them\t{:.2}\ts", began.elapsed().as_secs_f64());
    let version = breach(engine, &caller, id, end).await.expect("it is read").version;
    let began = Instant::now();
    let added = add(engine, &caller, end, (id, version), (&search, &found.fingerprint)).await.expect("it is stored");
    println!("putting them on the list\t{:.2}\ts\t{added:?}", began.elapsed().as_secs_f64());
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM unknown");
    println!("{peak}");
}
