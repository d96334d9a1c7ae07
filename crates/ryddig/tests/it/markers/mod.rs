//! Proof that an erasure is whole: a text of its own is planted in every field of every row about several persons, one of them is
//! erased, and every byte that is stored is looked through.
//!
//! The messages, mails and answers come about as they do in use; all other rows are made from the register.

mod each;
mod looks;
mod world;

use crate::harness::{Place, wait};
use crate::outside::{model, seed};
use looks::{Planted, Rows, Standing, all_rows, lying, standing, whose};
use model::{FieldKind, Model, Moment, Narrowing, RowId, Value};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;
use store::{Folder, Keys, Master, Store};
use tokio::runtime::Runtime;
use world::World;

const SEED: u64 = 20_261_128;
const PERSONS: usize = 3;
/// Of the fields about persons that can hold a text of some length.
const FIELDS: usize = 200;

#[test]
fn nothing_of_who_is_erased_is_left_on_the_embedded_database() {
    erased_whole(Place::new);
}

#[test]
fn nothing_of_who_is_erased_is_left_on_postgres() {
    erased_whole(Place::on_postgres);
}

/// What is stored at one moment.
struct Seen {
    rows: Rows,
    standing: Standing,
    lying: BTreeSet<String>,
}

impl Seen {
    /// The planted texts in rows about this person.
    fn of(&self, model: &Model, person: RowId) -> BTreeSet<&str> {
        let about = |row: &RowId| whose(model, &self.rows, &self.rows[row]) == Some(person);
        self.standing.iter().filter(|(row, ..)| about(row)).map(|(_, _, marker)| marker.as_str()).collect()
    }
}

fn open(place: &Place, model: &Arc<Model>) -> Store {
    let Some(url) = place.database() else { return seed::open(&place.data(), model) };
    let keys = place.path("data-keys");
    let keys = Keys::open(&keys, Master::file(keys.join("master.key"))).expect("the keys open");
    let folder = Folder::lock(&place.data(), "a test").expect("nobody else has the folder").with_keys(keys);
    Store::connect(folder, url, Arc::clone(model), Moment(1_795_000_000_000_000)).expect("it opens")
}

fn seen(work: &Runtime, place: &Place, model: &Arc<Model>, planted: &Planted) -> Seen {
    let store = open(place, model);
    let (rows, standing) = work.block_on(async {
        let rows = all_rows(&store, model).await;
        let standing = standing(&store, model, &rows, planted).await;
        (rows, standing)
    });
    drop(store);
    Seen { rows, standing, lying: lying(place, planted) }
}

/// Writes to the company as a visitor, and is answered: their address.
fn correspond(place: &Place, world: &mut World<'_>) -> Vec<String> {
    let server = place.serve(&[]);
    place.run(&["add-user", "Ida", "ida@fjordlys.example", "--role", "support"]).done();
    let staff = server.staff(&place.run(&["sign-in", "ida@fjordlys.example"]).done());
    let mut addresses = Vec::new();
    for _ in 0..PERSONS {
        let [name, email, message, reply] = [(); 4].map(|()| world.marker());
        let email = format!("{email}@kunde.example");
        assert_eq!(server.visitor().write(&name, &email, &message).status, 303);
        place.wait_until_sent(&email);
        let list = staff.get("/desk/requests").text;
        let (_, rest) = list.split_once("href=\"/desk/requests/").expect("a request");
        let request = format!("/desk/requests/{}", rest.split('"').next().expect("an id"));
        let version = staff.get(&request).hidden("version");
        let done = staff.post(&format!("{request}/answer"), &[("version", &version), ("text", &reply)]);
        assert_eq!(done.status, 303, "{}", done.text);
        place.wait_until_sent(&email);
        addresses.push(email);
    }
    assert_eq!(server.stop(), 0);
    addresses
}

fn erased_whole(new: fn() -> Place) {
    println!("seed {SEED}");
    let (place, work) = (new(), Runtime::new().expect("a runtime"));
    let model = model(&place);
    let mut world = World::new(&model, SEED);
    let addresses = correspond(&place, &mut world);
    let (persons, planted) = plant(&work, &place, &model, &mut world, &addresses);
    every_field_is_planted(&model, &seen(&work, &place, &model, &planted));
    // A server sweeps by itself: what is due already is not to go in the middle of the proof.
    place.run(&["sweep"]).done();
    let person = persons[1];
    place.keep_texts(&person.to_string(), "erasure").done();
    let before = seen(&work, &place, &model, &planted);
    println!("{} texts are planted, {} about whom is erased", planted.len(), before.of(&model, person).len());
    place.run(&["backup", "before"]).done();
    let plan: Json =
        serde_json::from_str(&place.run(&["erase", &person.to_string(), "--format", "json"]).done()).expect("JSON");
    place.run(&["erase", &person.to_string(), "--plan", plan["fingerprint"].as_str().expect("a fingerprint")]).done();
    let after = seen(&work, &place, &model, &planted);
    as_planned(&model, &before, &after, person, &plan);

    let erased = Planted::new(before.lying.difference(&after.lying));
    let restored = restored(&place, new, &erased);
    let again = seen(&work, &restored, &model, &planted);
    assert_eq!(gone(&again.standing, &after.standing), [] as [&(RowId, String, String); 0], "came back with the copy");
    assert_eq!(gone(&after.standing, &again.standing), [] as [&(RowId, String, String); 0], "lost with the copy");
    nothing_more_lies(&again);

    for place in [&place, &restored] {
        for year in ["2060-01-01", "2100-01-01", "2140-01-01"] {
            place.run(&["sweep", "--on", year]).done();
        }
        let end = seen(&work, place, &model, &planted);
        nothing_more_lies(&end);
        for person in &persons {
            let left: Vec<&str> = end
                .rows
                .values()
                .filter(|row| whose(&model, &end.rows, row) == Some(*person))
                .map(|row| model[row.entity].key.as_str())
                .collect();
            assert_eq!(left, [] as [&str; 0], "after every period");
            let of_theirs = before.of(&model, *person);
            assert_eq!(
                end.lying.iter().filter(|it| of_theirs.contains(it.as_str())).collect::<Vec<_>>(),
                [] as [&String; 0]
            );
        }
    }
}

/// Plants the worlds of the persons with these addresses; the persons, and all that was planted.
fn plant(
    work: &Runtime,
    place: &Place,
    model: &Arc<Model>,
    world: &mut World<'_>,
    addresses: &[String],
) -> (Vec<RowId>, Planted) {
    let store = open(place, model);
    let (person, address) =
        (model.entity_named("person").expect("people"), model.entity_named("email_address").expect("addresses"));
    let [text, holder] = ["address", "person"].map(|key| model.field_named(address, key).expect("a field"));
    let rows = work.block_on(all_rows(&store, model));
    let mut persons = Vec::new();
    for known in addresses {
        let known = Value::Text(known.clone());
        let row = rows.values().find(|row| row.entity == address && row.get(text) == Some(&known)).expect("they wrote");
        let row = &rows[&row.link(holder).expect("a person's")];
        assert_eq!(row.entity, person);
        persons.push(row.id);
        work.block_on(world.plant(&store, row.clone()));
    }
    (persons, Planted::new(&world.planted))
}

/// Whatever can hold a text of some length holds one, about each kind of row; a few are too short for one.
fn every_field_is_planted(model: &Model, seen: &Seen) {
    let held: BTreeSet<(&str, &str)> = seen
        .standing
        .iter()
        .map(|(row, field, _)| (model[seen.rows[row].entity].key.as_str(), field.as_str()))
        .collect();
    let mut missing = Vec::new();
    let mut there = 0;
    for entity in model
        .entity_ids()
        .filter(|id| model[*id].access != Narrowing::Engine && model[*id].subject != model::Subject::None)
    {
        for field in model.fields_of(entity) {
            let field = &model[*field];
            let long = match field.kind {
                FieldKind::Text { max } | FieldKind::LongText { max } | FieldKind::RichText { max } => max >= 14,
                FieldKind::Email
                | FieldKind::Phone
                | FieldKind::Url
                | FieldKind::Address
                | FieldKind::OrgNumber
                | FieldKind::NationalId
                | FieldKind::AccountNumber
                | FieldKind::File => true,
                FieldKind::Integer
                | FieldKind::Decimal
                | FieldKind::Money
                | FieldKind::Percent
                | FieldKind::Duration
                | FieldKind::Sequence
                | FieldKind::Boolean
                | FieldKind::Date
                | FieldKind::DateTime
                | FieldKind::Choice(_)
                | FieldKind::Listed(_)
                | FieldKind::Link { .. }
                | FieldKind::Links { .. } => false,
            };
            match (long, held.contains(&(model[entity].key.as_str(), field.key.as_str()))) {
                (true, true) => there += 1,
                (true, false) => missing.push(format!("{}.{}", model[entity].key, field.key)),
                (false, _) => {}
            }
        }
    }
    assert_eq!(missing, [] as [&str; 0], "nothing stands in these");
    assert!(there > FIELDS, "{there} fields");
}

fn gone<'a>(before: &'a Standing, after: &'a Standing) -> Vec<&'a (RowId, String, String)> {
    before.difference(after).collect()
}

/// What the rows do not hold lies nowhere else.
fn nothing_more_lies(seen: &Seen) {
    let held: HashSet<&String> = seen.standing.iter().map(|(_, _, marker)| marker).collect();
    assert_eq!(
        seen.lying.iter().filter(|it| !held.contains(it)).collect::<Vec<_>>(),
        [] as [&String; 0],
        "left in some file"
    );
}

/// What the plan says goes is gone from the rows and from the bytes, and everything else is there.
fn as_planned(model: &Model, before: &Seen, after: &Seen, person: RowId, plan: &Json) {
    let mut going: BTreeMap<String, Option<BTreeSet<&str>>> = BTreeMap::new();
    let mut planned: BTreeSet<&str> = BTreeSet::new();
    for step in plan["rows"].as_array().expect("rows") {
        let id = step["id"].as_str().expect("an id");
        planned.insert(id);
        match step["action"].as_str() {
            Some("delete") => drop(going.insert(id.to_owned(), None)),
            Some("clear") => {
                let fields = step["fields"].as_array().expect("fields").iter().filter_map(Json::as_str);
                if let Some(known) = going.entry(id.to_owned()).or_insert_with(|| Some(BTreeSet::new())) {
                    known.extend(fields);
                }
            }
            _ => {}
        }
    }
    let about: Vec<&RowId> =
        before.rows.values().filter(|row| whose(model, &before.rows, row) == Some(person)).map(|row| &row.id).collect();
    let unplanned: Vec<&&RowId> = about.iter().filter(|id| !planned.contains(id.to_string().as_str())).collect();
    assert_eq!(unplanned, [] as [&&RowId; 0], "the plan says what is done with every row about them");
    let goes = |(row, field, _): &&(RowId, String, String)| match going.get(&row.to_string()) {
        Some(None) => true,
        Some(Some(fields)) => fields.contains(field.as_str()),
        None => false,
    };
    let stays: Standing = before.standing.iter().filter(|it| !goes(it)).cloned().collect();
    assert_eq!(
        gone(&after.standing, &stays),
        [] as [&(RowId, String, String); 0],
        "nothing is there that should have gone"
    );
    // An organisation that nobody needs any more goes with the last who did; it is about nobody.
    let lost: Vec<_> = gone(&stays, &after.standing)
        .into_iter()
        .filter(|(row, ..)| whose(model, &before.rows, &before.rows[row]).is_some())
        .collect();
    assert_eq!(lost, [] as [&(RowId, String, String); 0], "nothing of anybody else has gone");
    nothing_more_lies(after);
    let (was, is) = (before.of(model, person).len(), after.of(model, person).len());
    assert!(is * 2 < was, "most has gone: {was} texts, then {is}");
    let erased: Vec<&String> = before.lying.difference(&after.lying).collect();
    assert!(erased.len() > 50, "the look finds what lies there: {}", erased.len());
}

/// Another machine, with the copy from before and what is kept beside the database.
fn restored(place: &Place, new: fn() -> Place, erased: &Planted) -> Place {
    let other = new();
    for folder in ["data", "data-keys"] {
        for file in looks::files(&place.path(folder)) {
            let name = file.strip_prefix(place.folder.path()).expect("it is below");
            if !name.starts_with("data") || !is_database(&file) {
                let to = other.path(&name.display().to_string());
                std::fs::create_dir_all(to.parent().expect("a folder")).expect("the folder");
                std::fs::copy(&file, to).expect("it is copied");
            }
        }
    }
    other.run(&["restore", &place.path("before").display().to_string()]).done();
    let server = other.serve(&[]);
    wait("the scrub", || lying(&other, erased).is_empty().then_some(()));
    assert_eq!(server.stop(), 0);
    other
}

fn is_database(file: &Path) -> bool {
    file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("ryddig.db"))
}
