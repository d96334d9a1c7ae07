//! Prints how many mails a second are taken in, durably and each with its case, for `cargo xtask bench intake`.
//!
//! The mails are made up as those of `bench mail` are: of ten, five are short, four have HTML, one has a file of 800 kB. Three of
//! ten answer an earlier one.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // A measure reads the clock and prints.

use engine::correspondence::{Arrival, Outcome, declare, take_several};
use engine::{Engine, Mailbox, Moment, RowId, Settings, Transport};
use model::Value;
use rights::{Operation, Viewer};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use store::{Changes, Folder, Keys, Master, Store};
use testkit::inbox::Letter;
use tokio::runtime::Runtime;

const NOW: Moment = Moment(1_795_166_400_000_000);
const ADDRESS: &str = "post@fjordlys.example";
const SENDERS: u32 = 2_000;

fn main() {
    let mut arguments = std::env::args().skip(1).filter_map(|text| text.parse::<u32>().ok());
    let mails = arguments.next().unwrap_or(10_000);
    let at_once: Vec<usize> = arguments.filter_map(|number| usize::try_from(number).ok()).collect();
    let at_once = if at_once.is_empty() { vec![1, 16] } else { at_once };
    for number in at_once {
        let words = if number == 1 { "one at a time".to_owned() } else { format!("{number} at once") };
        println!("mails taken in, {words}\t{:.0}\t/s", a_second(mails, number, Letter::mixed));
        println!("short mails taken in, {words}\t{:.0}\t/s", a_second(mails, number, Letter::short));
    }
}

/// How many are taken into a fresh store in a second, that many at once.
fn a_second(mails: u32, at_once: usize, made: fn(Letter) -> Vec<u8>) -> f64 {
    let folder = tempfile::tempdir().expect("a folder");
    let engine = engine(folder.path());
    let runtime = Runtime::new().expect("a runtime");
    let mailbox = runtime.block_on(mailbox(&engine));
    let began = Instant::now();
    let mut number = 1;
    while number <= mails {
        let numbers: Vec<u32> = (number..=mails).take(at_once).collect();
        let letter = |number: u32| {
            let answers = (number % 10 > 6 && number > 100).then(|| number - 100);
            made(Letter { number, sender: number % SENDERS, answers })
        };
        let bytes: Vec<Vec<u8>> = numbers.iter().map(|number| letter(*number)).collect();
        let arrivals: Vec<Arrival<'_>> = numbers
            .iter()
            .zip(&bytes)
            .map(|(number, bytes)| Arrival { mailbox, validity: 1, number: *number, bytes: Some(bytes), vouches: None })
            .collect();
        for outcome in runtime.block_on(take_several(&engine, NOW, &arrivals)) {
            assert_eq!(outcome.expect("it is taken in"), Outcome::Stored);
        }
        number += u32::try_from(at_once).expect("it fits");
    }
    f64::from(mails) / began.elapsed().as_secs_f64()
}

fn engine(folder: &std::path::Path) -> Engine {
    let model = Arc::new(testkit::model());
    let keys = folder.join("keys");
    let keys = Keys::open(&keys, Master::file(keys.join("master.key"))).expect("they are made");
    let locked = Folder::lock(&folder.join("data"), "measure").expect("it is free").with_keys(keys);
    let store = Store::open(locked, Arc::clone(&model), NOW).expect("it opens");
    let count = AtomicU64::new(1);
    let random = move |bytes: &mut [u8]| {
        let number = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().zip(number.iter().rev().cycle()).for_each(|(byte, digit)| *byte = *digit);
    };
    let settings = Settings {
        url: "https://ryddig.example".to_owned(),
        form_origins: Vec::new(),
        sender: Mailbox { name: None, address: ADDRESS.to_owned() },
        transport: Transport::Memory(Arc::default()),
        form_minimum_seconds: 3,
        contact_cap: 20,
        secret: [7; 32],
        ledger_seed: [8; 32],
    };
    Engine::new(model, store, settings, Box::new(random)).expect("every struct fits the register")
}

/// A mailbox whose mail becomes cases with deadlines.
async fn mailbox(engine: &Engine) -> RowId {
    let model = engine.model();
    let entity = |key: &str| model.entity_named(key).expect("it is declared");
    let scope =
        |key: &str| rights::scope(model, &Viewer::Engine, entity(key), Operation::Write).expect("the engine may");
    let field = |key: &str, name: &str| model.field_named(entity(key), name).expect("it is declared");
    let text = |text: &str| Value::Text(text.to_owned());
    let [policy, target, queue] = [1u128, 2, 3].map(|id| RowId(id.to_be_bytes()));
    let row = declare(engine, NOW, "hjelp@fjordlys.example").await.expect("it is made").id;
    let mut changes = Changes::new();
    let cells = vec![
        (field("deadline_policy", "name"), text("Vanlig")),
        (field("deadline_policy", "holidays"), Value::Boolean(false)),
        (field("deadline_policy", "pauses"), Value::Boolean(true)),
    ];
    changes.insert(&scope("deadline_policy"), policy, cells).expect("it is allowed");
    let cells = vec![
        (field("deadline_target", "policy"), Value::Id(policy)),
        (field("deadline_target", "priority"), text("normal")),
        (field("deadline_target", "kind"), text("first-answer")),
        (field("deadline_target", "within"), Value::Integer(240)),
    ];
    changes.insert(&scope("deadline_target"), target, cells).expect("it is allowed");
    let cells = vec![
        (field("queue", "name"), text("Kundestøtte")),
        (field("queue", "policy"), Value::Id(policy)),
        (field("queue", "receipt"), Value::Boolean(true)),
        (field("queue", "open"), Value::Boolean(true)),
    ];
    changes.insert(&scope("queue"), queue, cells).expect("it is allowed");
    let cells = vec![(field("mailbox", "queue"), Value::Id(queue))];
    changes.update(&scope("mailbox"), row, 1, cells).expect("it is allowed");
    engine.store().apply(changes).await.expect("it is written");
    row
}
