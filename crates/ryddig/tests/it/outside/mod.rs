//! Somebody outside works out anew what the program says, from what it hands out (`tests/outside`), and comes to the same.

mod by_hand;
pub(crate) mod seed;

use crate::harness::Place;
use model::{FieldId, Model, RowId, Value};
use rights::{Operation, Viewer, scope};
use seed::{Amounts, Dice, WORDS, Writing, open, seed};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// A club that uses everything the language has, in a company whose fiscal year ends in June.
const EVERYTHING: &str = include_str!("everything.toml");
const SEED: u64 = 20_261_122;
/// The export of rows does not say what is sealed.
const AMOUNTS: Amounts = Amounts { people: 40, shared: 20, rows: 9, sealed: false, texts: WORDS };
/// Of the sweeps.
const SEEDS: [u64; 3] = [2, 3, SEED];
const DATES: usize = 20;
const PERSONS: usize = 20;
/// From the middle of the seeded years until long after them.
const SWEEPS: [&str; 6] = ["2022-06-15", "2024-01-02", "2025-07-01", "2027-03-28", "2030-01-01", "2032-12-31"];
/// Before any date of the seeded rows: nothing can be due but what was never held.
const BEFORE_ALL: &str = "1990-01-01";

/// The script's own folder.
fn script() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/outside/reader.py")
}

/// What the script prints, and whether it found that all is the same.
fn reader(place: &Place, arguments: &[&str]) -> (String, bool) {
    let mut command = Command::new("python3");
    command.current_dir(place.folder.path()).env("PYTHONDONTWRITEBYTECODE", "1").arg(script()).args(arguments);
    let output = command.output().expect("python3 is there");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (said, output.status.success())
}

/// Writes what a command prints into a file.
fn print_into(place: &Place, file: &str, arguments: &[&str]) {
    std::fs::write(place.path(file), place.run(arguments).done()).expect("it is written");
}

fn export(place: &Place) -> Json {
    print_into(place, "register.json", &["register", "export"]);
    print_into(place, "rows.json", &["register", "export", "--rows"]);
    let rows = std::fs::read_to_string(place.path("rows.json")).expect("the rows");
    serde_json::from_str(&rows).expect("they are JSON")
}

pub(crate) fn model(place: &Place) -> Arc<Model> {
    let text = std::fs::read_to_string(place.path("ryddig.toml")).expect("the company file");
    let mut files = register::standard();
    files.push(register::SourceFile { name: "ryddig.toml".to_owned(), text });
    let compiled = register::compile(&files, TODAY);
    Arc::new(compiled.model.expect("the register has no error"))
}

/// 22 November 2026.
const TODAY: model::Day = model::Day(20_779);

/// A company with the club.
fn club() -> Place {
    let place = Place::new();
    place.declare(EVERYTHING);
    let company = std::fs::read_to_string(place.path("ryddig.toml")).expect("the company file");
    let company = company.replace("[controller]", "[controller]\nfiscal_year_ends = \"06-30\"");
    std::fs::write(place.path("ryddig.toml"), company).expect("it is written");
    let checked = place.run(&["check"]);
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    place
}

/// A place with seeded rows. Shared rows and fields that no row of the seed ever needed are taken away: the program
/// makes a shared row together with the first that needs it.
fn seeded(number: u64) -> (Place, Json) {
    let place = club();
    let model = model(&place);
    let work = tokio::runtime::Runtime::new().expect("a runtime");
    let store = open(&place.data(), &model);
    work.block_on(seed(&store, &model, &mut Dice(number), AMOUNTS));
    drop(store);
    loop {
        let rows = export(&place);
        let (never, _) = reader(&place, &["due", "register.json", "rows.json", BEFORE_ALL]);
        let never: Json = serde_json::from_str(&never).unwrap_or_else(|_| panic!("{never}"));
        let never = never.as_array().expect("a list");
        if never.is_empty() {
            return (place, rows);
        }
        let store = open(&place.data(), &model);
        work.block_on(store.apply(taking_away(&model, &rows, never).changes)).expect("nothing needs them");
    }
}

fn taking_away<'a>(model: &'a Model, rows: &Json, never: &[Json]) -> Writing<'a> {
    let mut writing = Writing::new(model);
    for line in never {
        let (key, id) = (line["entity"].as_str().expect("an entity"), line["id"].as_str().expect("an id"));
        let entity = model.entity_named(key).expect("it is in the register");
        let stored = rows["rows"][key].as_array().expect("rows").iter().find(|row| row["id"] == id).expect("the row");
        let version = stored["version"].as_i64().expect("a version");
        let id: RowId = id.parse().expect("an id");
        let write = scope(model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
        let field = |field: &Json| model.field_named(entity, field.as_str().expect("a word")).expect("a field");
        let empty: Vec<(FieldId, Value)> =
            line["fields"].as_array().expect("fields").iter().map(|it| (field(it), Value::Null)).collect();
        let done = match line["action"].as_str() {
            Some("delete") => writing.changes.delete(&write, id, version),
            _ => writing.changes.update(&write, id, version, empty),
        };
        done.expect("it is in scope");
    }
    writing
}

#[test]
fn an_outsider_comes_to_the_same_plans() {
    let (place, rows) = seeded(SEED);
    let mut dice = Dice(SEED + 1);
    let mut plans: Vec<String> = Vec::new();
    for number in 0..DATES {
        let on = format!("{}-{:02}-{:02}", 2019 + number * 17 / DATES, 1 + dice.below(12), 1 + dice.below(28));
        let plan = format!("due-{on}.json");
        print_into(&place, &plan, &["due", "--on", &on, "--format", "json"]);
        plans.push(plan);
    }
    let people = rows["rows"]["person"].as_array().expect("people");
    assert!(people.len() >= PERSONS, "{} people are held by something", people.len());
    for (number, person) in people.iter().take(PERSONS).enumerate() {
        let id = person["id"].as_str().expect("an id");
        let on = format!("{}-{:02}-15", 2019 + number % 12, 1 + dice.below(12));
        let plan = format!("erase-{number}.json");
        print_into(&place, &plan, &["erase", id, "--on", &on, "--format", "json"]);
        plans.push(plan);
    }
    let mut arguments = vec!["compare", "register.json", "rows.json"];
    arguments.extend(plans.iter().map(String::as_str));
    let (said, same) = reader(&place, &arguments);
    assert!(same, "seed {SEED}: {said}");
}

/// Sweeps over the years, each after the one before, and erasures in between: the outsider finds nothing that should
/// have gone.
#[test]
fn an_outsider_finds_nothing_left_behind() {
    std::thread::scope(|work| {
        for seed in SEEDS {
            work.spawn(move || nothing_is_left_behind(seed));
        }
    });
}

fn nothing_is_left_behind(seed: u64) {
    let (place, rows) = seeded(seed);
    let mut people = rows["rows"]["person"].as_array().expect("people").iter();
    let mut erased = 0;
    for on in SWEEPS {
        let swept = place.run(&["sweep", "--on", on, "--language", "en"]).done();
        assert!(!swept.contains("left for the next time"), "seed {seed}, {on}: {swept}");
        export(&place);
        let (left, _) = reader(&place, &["due", "register.json", "rows.json", on]);
        let left: Json = serde_json::from_str(&left).unwrap_or_else(|_| panic!("{left}"));
        // Receipts bear the day of this test.
        let left = left.as_array().expect("a list").iter().filter(|line| line["entity"] != "receipt");
        assert_eq!(left.collect::<Vec<_>>(), Vec::<&Json>::new(), "seed {seed}, {on}");
        erased += people.by_ref().take(4).filter(|person| erase(&place, person)).count();
    }
    assert!(erased > 3, "seed {seed}: {erased} erasures were done");
}

/// Whether the erasure was done; not where the person has gone, nothing may go, or a row of somebody else must first.
fn erase(place: &Place, person: &Json) -> bool {
    let id = person["id"].as_str().expect("an id");
    place.keep_texts(id, "erasure");
    let plan = place.run(&["erase", id, "--format", "json"]);
    let Ok(plan) = serde_json::from_str::<Json>(&plan.out) else { return false };
    place.run(&["erase", id, "--plan", plan["fingerprint"].as_str().expect("a fingerprint")]).code == 0
}

#[test]
fn an_outsider_comes_to_the_same_record() {
    let place = Place::new();
    print_into(&place, "register.json", &["register", "export"]);
    print_into(&place, "record.json", &["record", "--language", "en", "--format", "json"]);
    let (said, same) = reader(&place, &["record", "register.json", "record.json"]);
    assert!(same, "{said}");
    let record = std::fs::read_to_string(place.path("record.json")).expect("the record");
    std::fs::write(place.path("record.json"), record.replace("6 months after", "7 months after")).expect("written");
    let (said, same) = reader(&place, &["record", "register.json", "record.json"]);
    assert!(!same && said.contains("contact: the period of Contact request"), "a lie is found: {said}");
}
