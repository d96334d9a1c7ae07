//! What several measures are made of: an engine in a folder, and a mailbox whose mail becomes cases.

use engine::correspondence::declare;
use engine::{Engine, Mailbox, Moment, RowId, Settings, Transport};
use model::Value;
use rights::{Operation, Viewer};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Changes, Folder, Keys, Master, Store};

pub(crate) const NOW: Moment = Moment(1_795_166_400_000_000);
const ADDRESS: &str = "post@fjordlys.example";

/// An engine over a fresh store.
pub(crate) fn engine(folder: &std::path::Path) -> Engine {
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
        own_mailboxes: None,
        form_minimum_seconds: 3,
        contact_cap: 20,
        secret: [7; 32],
        ledger_seed: [8; 32],
    };
    Engine::new(model, store, settings, Box::new(random)).expect("every struct fits the register")
}

/// A mailbox whose mail becomes cases with deadlines.
pub(crate) async fn mailbox(engine: &Engine) -> RowId {
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
