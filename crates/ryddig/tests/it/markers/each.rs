//! Every kind of row about a person before the rights: access, portability, restriction and its end, told anew from the register.

use super::looks::{Rows, all_rows, whose};
use super::world::World;
use super::{SEED, correspond, open, plant};
use crate::harness::Place;
use crate::outside::model;
use model::{ActivityId, EntityId, FieldId, FieldKind, Ground, Held, Model, Narrowing, Origin, Record, RowId, Source};
use model::{Subject, Value};
use rights::{Operation, Viewer, scope};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Query;
use tokio::runtime::Runtime;

/// Fields of rows, filled in.
type Filled = BTreeSet<(String, String)>;

struct Case {
    place: Place,
    model: Arc<Model>,
    work: Runtime,
    persons: Vec<RowId>,
    rows: Rows,
}

/// The kinds of rows about persons that anybody may see.
fn kinds(model: &Model) -> impl Iterator<Item = EntityId> {
    model.entity_ids().filter(|id| model[*id].access != Narrowing::Engine && model[*id].subject != Subject::None)
}

fn case() -> Case {
    println!("seed {SEED}");
    let (place, work) = (Place::new(), Runtime::new().expect("a runtime"));
    let model = model(&place);
    let mut world = World::new(&model, SEED);
    let addresses = correspond(&place, &mut world);
    let (persons, _) = plant(&work, &place, &model, &mut world, &addresses);
    for person in &persons {
        place.keep_texts(&person.to_string(), "access").done();
    }
    let rows = rows(&place, &model, &work);
    let met: BTreeSet<EntityId> = rows.values().map(|row| row.entity).collect();
    let missing: Vec<&str> = kinds(&model).filter(|it| !met.contains(it)).map(|it| model[it].key.as_str()).collect();
    assert_eq!(missing, [] as [&str; 0], "no row of these is there");
    Case { place, model, work, persons, rows }
}

fn rows(place: &Place, model: &Arc<Model>, work: &Runtime) -> Rows {
    let store = open(place, model);
    work.block_on(all_rows(&store, model))
}

impl Case {
    fn about(&self, person: RowId) -> impl Iterator<Item = &Record> {
        let is_seen = |row: &&Record| self.model[row.entity].access != Narrowing::Engine;
        self.rows.values().filter(is_seen).filter(move |row| whose(&self.model, &self.rows, row) == Some(person))
    }

    fn filled(&self, row: &Record, which: impl Fn(FieldId) -> bool) -> Filled {
        let there = row.cells.iter().filter(|(field, value)| *value != Value::Null && which(*field));
        there.map(|(field, _)| (row.id.to_string(), self.model[*field].key.clone())).collect()
    }

    fn handed_out(&self, command: &str, person: RowId) -> Json {
        let folder = format!("{command}-{person}");
        self.place.run(&[command, &person.to_string(), "--to", &folder]).done();
        let text = std::fs::read_to_string(self.place.path(&folder).join("data.json")).expect("the data");
        serde_json::from_str(&text).expect("they are JSON")
    }
}

fn list(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

fn word(json: &Json) -> String {
    json.as_str().expect("a word").to_owned()
}

#[test]
fn the_access_package_holds_every_filled_field_of_every_row() {
    let case = case();
    for person in &case.persons {
        let package = case.handed_out("access", *person);
        let given = list(&package["sections"]).iter().flat_map(|section| list(&section["rows"])).flat_map(|row| {
            let fields = list(&row["fields"]).iter().filter(|field| !field["raw"].is_null());
            fields.map(|field| (word(&row["id"]), word(&field["key"])))
        });
        let given: Filled = given.collect();
        let open = |field: FieldId| case.model[field].access != Narrowing::Engine;
        let expected: Filled = case.about(*person).flat_map(|row| case.filled(row, open)).collect();
        assert_eq!(expected.difference(&given).collect::<Vec<_>>(), [] as [&(String, String); 0], "left out");
        let rows: BTreeSet<String> = case.about(*person).map(|row| row.id.to_string()).collect();
        let others: Vec<_> = given.iter().filter(|(row, _)| !rows.contains(row)).collect();
        assert_eq!(others, [] as [&(String, String); 0], "of somebody else");
    }
}

/// Whether an activity is one that art. 20 speaks of.
fn counts(model: &Model, activity: ActivityId) -> bool {
    let it = &model[activity];
    matches!(it.ground, Ground::Consent { .. } | Ground::Contract)
        && matches!(it.source, Source::Person | Source::PersonAndOthers)
}

/// Whether some activity that art. 20 speaks of may have the field.
fn may_be_portable(model: &Model, field: FieldId) -> bool {
    let (it, entity) = (&model[field], &model[model[field].entity]);
    let is_data = !matches!(it.kind, FieldKind::Link { .. } | FieldKind::Links { .. } | FieldKind::File);
    let uses = |activity: &ActivityId| model[*activity].uses.iter().any(|used| used.fields.contains(&field));
    let activities = match (&it.activities, &entity.held) {
        (Some(own), _) => own.clone(),
        (None, Held::AsClaimed) => model.activity_ids().filter(uses).collect(),
        (None, held) => held.activities(),
    };
    it.origin == Origin::Subject
        && it.impersonal.is_none()
        && is_data
        && activities.into_iter().any(|activity| counts(model, activity))
}

/// Whether all that may hold a row of its own is what art. 20 speaks of, so that nothing else decides.
fn always_portable(model: &Model, field: FieldId) -> bool {
    let activities = match &model[field].activities {
        Some(own) => own.clone(),
        None => model[model[field].entity].held.activities(),
    };
    may_be_portable(model, field) && !activities.is_empty() && activities.iter().all(|it| counts(model, *it))
}

#[test]
fn the_portable_package_holds_what_the_person_gave_on_consent_or_contract_and_nothing_else() {
    let case = case();
    // What is due is held on nothing any more, though it is still there.
    let due: Json = serde_json::from_str(&case.place.run(&["due", "--format", "json"]).done()).expect("it is JSON");
    let due: BTreeSet<String> = list(&due["rows"]).iter().map(|row| word(&row["id"])).collect();
    let (mut met, mut always) = (BTreeSet::new(), 0);
    for person in &case.persons {
        let package = case.handed_out("portability", *person);
        let mut given = Filled::new();
        for table in list(&package["tables"]) {
            let keys: Vec<String> = list(&table["columns"]).iter().map(|column| word(&column["key"])).collect();
            for row in list(&table["rows"]) {
                let there = keys.iter().zip(list(&row["values"])).filter(|(_, value)| !value.is_null());
                given.extend(there.map(|(key, _)| (word(&row["id"]), key.clone())));
            }
            met.insert(word(&table["entity"]));
        }
        let may = |field: FieldId| may_be_portable(&case.model, field);
        let expected: Filled = case.about(*person).flat_map(|row| case.filled(row, may)).collect();
        assert_eq!(
            given.difference(&expected).collect::<Vec<_>>(),
            [] as [&(String, String); 0],
            "more than they gave"
        );
        let must = |field: FieldId| always_portable(&case.model, field);
        let living = case.about(*person).filter(|row| !due.contains(&row.id.to_string()));
        let expected: Filled = living.flat_map(|row| case.filled(row, must)).collect();
        always += expected.len();
        assert_eq!(expected.difference(&given).collect::<Vec<_>>(), [] as [&(String, String); 0], "left out");
    }
    assert!(met.len() > 4 && always > 10, "{always} fields, {met:?}");
}

/// What a role sees of the rows about a person, by role.
fn seen(case: &Case, person: RowId) -> BTreeMap<String, BTreeSet<RowId>> {
    let store = open(&case.place, &case.model);
    let about: BTreeSet<RowId> = case.about(person).map(|row| row.id).collect();
    let mut seen: BTreeMap<String, BTreeSet<RowId>> = BTreeMap::new();
    for role in case.model.role_ids() {
        let viewer =
            Viewer::Staff { user: RowId([0; 16]), person: RowId([0; 16]), team: Vec::new(), roles: vec![role] };
        let here = seen.entry(case.model[role].key.clone()).or_default();
        for entity in kinds(&case.model) {
            let Ok(read) = scope(&case.model, &viewer, entity, Operation::Read) else { continue };
            let found = case.work.block_on(store.find(Query::over(&read))).expect("the store works");
            here.extend(found.iter().map(|row| row.id).filter(|id| about.contains(id)));
        }
    }
    seen
}

#[test]
fn what_is_restricted_is_hidden_from_all_who_do_not_carry_out_rights_until_it_is_lifted() {
    let case = case();
    let person = case.persons[1];
    let carried = |command: &str| {
        let id = person.to_string();
        let plan = case.place.run(&[command, &id]).done();
        let fingerprint = plan.split_whitespace().last().expect("the plan ends with how to run it");
        let told: &[&str] = if command == "lift" { &["--told"] } else { &[] };
        case.place.run(&[&[command, &id, "--plan", fingerprint], told].concat()).done();
    };
    let before = seen(&case, person);
    carried("restrict");
    let restricted = rows(&case.place, &case.model, &case.work);
    let stored_only: BTreeSet<RowId> =
        restricted.values().filter(|row| row.restricted.is_some()).map(|row| row.id).collect();
    let rights = |activity: &ActivityId| case.model[case.model[*activity].responsible].rights;
    let used: BTreeSet<&str> = (case.about(person).filter(|row| !stored_only.contains(&row.id)))
        .filter(|row| {
            let of = case.model[row.entity].held.activities();
            of.is_empty() || !of.iter().any(rights)
        })
        .map(|row| case.model[row.entity].key.as_str())
        .collect();
    assert_eq!(used, BTreeSet::new(), "these are still used");
    let others = stored_only.iter().filter(|id| whose(&case.model, &case.rows, &case.rows[*id]) != Some(person));
    assert_eq!(others.count(), 0, "of nobody else");
    for role in case.model.role_ids() {
        let role = &case.model[role];
        let now = &seen(&case, person)[&role.key];
        if role.rights {
            assert_eq!(now, &before[&role.key], "{} carries them out", role.key);
        } else {
            assert_eq!(now.intersection(&stored_only).count(), 0, "{} sees some", role.key);
        }
    }
    carried("lift");
    assert_eq!(seen(&case, person), before, "all is used again");
}
