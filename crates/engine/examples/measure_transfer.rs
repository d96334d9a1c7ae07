//! Prints how fast a long list is taken out and a file taken in, and how much memory both need.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // A measure reads the clock and prints.

use engine::documents::sheet::Format;
use engine::files::take_in;
use engine::jobs::{Lane, Round, work};
use engine::records::{
    Brought, ExportWish, Exported, Matched, OnDuplicate, Typed, Wanted, bring_file, export, import_columns,
    match_columns, start_import,
};
use engine::{Caller, Engine, Language, Mailbox, Moment, RowId, Settings, Transport, system};
use model::{Day, Value};
use rights::{Operation, Viewer};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use store::{Changes, Folder, Keys, Master, Store};
use tokio::runtime::Runtime;

const NOW: Moment = Moment(1_795_166_400_000_000);
const EXPORTED: u64 = 100_000;
const IMPORTED: u64 = 5_000;

fn main() {
    let (folder, keys) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let model = Arc::new(testkit::model());
    let open = Keys::open(keys.path(), Master::file(keys.path().join("master.key"))).expect("the keys open");
    let locked = Folder::lock(folder.path(), "measure").expect("it is free").with_keys(open);
    let store = Store::open(locked, Arc::clone(&model), NOW).expect("it opens");
    let count = AtomicU64::new(1);
    let random = move |bytes: &mut [u8]| {
        let number = count.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().zip(number.iter().rev().cycle()).for_each(|(byte, digit)| *byte = *digit);
    };
    let engine = Engine::new(model, store, settings(), Box::new(random)).expect("every struct fits the register");
    Runtime::new().expect("a runtime").block_on(async {
        fill(&engine).await;
        let sales = sales(&engine).await;
        for (name, format) in [("csv", Format::Csv), ("xlsx", Format::Xlsx)] {
            taken_out(&engine, &sales, name, format).await;
        }
        Box::pin(taken_in(&engine, &sales)).await;
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

/// Prospects, each a person.
async fn fill(engine: &Engine) {
    let model = engine.model();
    let scope = |key: &str| {
        let entity = model.entity_named(key).expect("it is declared");
        rights::scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may")
    };
    let (people, prospects) = (scope("person"), scope("prospect"));
    let field = |of: &rights::Scope, name: &str| model.field_named(of.entity(), name).expect("it is declared");
    let text = |text: &str| Value::Text(text.to_owned());
    let day = Value::Day(Day(20_000));
    let ids: Vec<u64> = (1..=EXPORTED).collect();
    for some in ids.chunks(10_000) {
        let mut changes = Changes::new();
        for number in some {
            let (person, prospect) = (u128::from(*number), u128::from(*number) << 64);
            let (person, prospect) = (RowId(person.to_be_bytes()), RowId(prospect.to_be_bytes()));
            let name = text(&format!("Navn Navnesen {number}"));
            let cells = [("name", name), ("source", text("import")), ("since", day.clone())];
            let cells = cells.map(|(key, value)| (field(&people, key), value)).to_vec();
            changes.insert(&people, person, cells).expect("it is allowed");
            let cells = [
                ("about", text("person")),
                ("person", Value::Id(person)),
                ("state", text("new")),
                ("source", text("website")),
                ("found_on", day.clone()),
                ("notice_due_on", day.clone()),
            ];
            let cells = cells.map(|(key, value)| (field(&prospects, key), value)).to_vec();
            changes.insert(&prospects, prospect, cells).expect("it is allowed");
        }
        engine.store().apply(changes).await.expect("it is written");
    }
}

async fn sales(engine: &Engine) -> Caller {
    let address = "per@fjordlys.example";
    system::add_user(engine, NOW, "Per", address, Language::Nb, &["sales"]).await.expect("a new user");
    let link = system::sign_in_link(engine, NOW, address).await.expect("it is made").expect("a link");
    let secret = link.rsplit('/').next().expect("a secret");
    let session = system::sign_in(engine, NOW, secret).await.expect("it is read").expect("a session");
    system::signed_in(engine, NOW, &session).await.expect("it is read").expect("is in")
}

async fn worked(engine: &Engine) {
    while !matches!(work(engine, NOW, Lane::Long).await.expect("the queue works"), Round::Idle(_)) {}
}

async fn taken_out(engine: &Engine, sales: &Caller, name: &str, format: Format) {
    let before = memory_mb();
    let wish = ExportWish { wanted: Wanted::default(), every_field: false, format };
    let answer = export(engine, sales, NOW, "prospect", wish).await.expect("may be read");
    assert!(matches!(answer, Exported::Work(_)), "{answer:?}");
    let began = Instant::now();
    worked(engine).await;
    let found = engine::longwork::works(engine, sales).await.expect("it is read");
    assert!(found[0].has_file && found[0].done == EXPORTED, "{found:?}");
    println!("export as {name}\t{:.0}\trows/s", per_second(EXPORTED, began));
    println!("memory of that export\t{:.0}\tMB", memory_mb() - before);
}

async fn taken_in(engine: &Engine, sales: &Caller) {
    let line = |at| format!("Ny Navnesen {at};ny{at}@kunde.example;4{at:07};Leder;Kunde {} AS\n", at % 500);
    let text = format!("Navn;E-post;Telefon;Tittel;Firma\n{}", (1..=IMPORTED).map(line).collect::<String>());
    let mut incoming = take_in(engine, NOW, "liste.csv").await.expect("there are keys");
    incoming.write(text.as_bytes()).await.expect("it fits");
    let file = incoming.finish().await.expect("it is whole");
    let Brought::Work(id) = bring_file(engine, sales, NOW, "prospect", file).await.expect("may be made") else {
        panic!("it can be read")
    };
    let at = ("prospect", id);
    let shown = import_columns(engine, sales, NOW, at, None).await.expect("it is theirs");
    let fixed = shown.fixed.iter().map(|field| (field.key.clone(), field.typed.clone())).collect();
    let matched = Matched {
        columns: shown.columns.iter().map(|column| column.target.clone()).collect(),
        fixed: Typed { values: fixed, ..Typed::default() },
    };
    assert!(match_columns(engine, sales, NOW, at, &matched).await.expect("it is theirs").is_ok());
    let began = Instant::now();
    worked(engine).await;
    println!("looking lines through\t{:.0}\trows/s", per_second(IMPORTED, began));
    start_import(engine, sales, NOW, at, (OnDuplicate::Skip, &[], true)).await.expect("it is theirs");
    let began = Instant::now();
    worked(engine).await;
    println!("import\t{:.0}\trows/s", per_second(IMPORTED, began));
    let found = engine::longwork::work(engine, sales, id).await.expect("it is read");
    assert_eq!(found.result.made, IMPORTED);
}

#[allow(clippy::cast_precision_loss)] // It is printed.
fn per_second(rows: u64, began: Instant) -> f64 {
    rows as f64 / began.elapsed().as_secs_f64()
}

/// The most memory that the process has had so far.
fn memory_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse::<f64>().unwrap_or_default() / 1024.0
}
