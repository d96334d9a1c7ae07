//! Whole lives with the standard register: told year by year, with what is gone on which day.
//!
//! A life is a text, a line for each thing that happens, in the order of the days:
//!
//! * `2021-03-01 row job = employment person=kari`: a row is stored. What it is required to have and the text does not
//!   tell is filled in.
//! * `2023-09-30 set job ended_on=2023-09-30`: a field is changed.
//! * `2023-10-01 gone kin | why`: the sweep of the day before changes nothing at all, and that of the day removes these
//!   rows and nothing else; `job.title` is a field that is emptied.
//! * `2024-01-15 asks kari: gone letter kept job`: the plan of an erasure on that day, row by row (`letter.topics` is emptied).
//! * `end list text`: in twenty years nothing but these rows is left.

mod customer;
mod employee;
mod reader;
mod story;

use crate::harness::Place;
use crate::outside::{model, seed};
use model::{EntityId, FieldId, FieldKind, Model, RowId, Value};
use rights::{Operation, Viewer, scope};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::Query;
use story::{Told, cells};

/// What is stored of the people and things of a life: `job` for a row, `job.title` for a field that is filled in.
type Stored = BTreeSet<String>;

struct Life {
    place: Place,
    model: Arc<Model>,
    rows: BTreeMap<String, (EntityId, RowId)>,
    work: tokio::runtime::Runtime,
}

/// Lives the life that `text` tells.
fn check(text: &str) {
    let place = Place::new();
    let model = model(&place);
    let work = tokio::runtime::Runtime::new().expect("a runtime");
    let mut life = Life { place, model, rows: BTreeMap::new(), work };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        life.happens(line);
    }
}

impl Life {
    fn happens(&mut self, line: &str) {
        match story::read(line) {
            Told::Row { on, name, entity, given } => {
                let entity = self.model.entity_named(entity).unwrap_or_else(|| panic!("no such entity: {line}"));
                let id = u8::try_from(self.rows.len() + 1).expect("a short life");
                let id = RowId([id; 16]);
                let cells = cells(&self.model, &self.rows, entity, &given, Some(on));
                self.put_files(&cells);
                assert!(self.rows.insert(name.to_owned(), (entity, id)).is_none(), "twice: {line}");
                let mut writing = seed::Writing::new(&self.model);
                writing.insert(entity, id, cells);
                let changes = writing.changes;
                self.apply(changes, line);
            }
            Told::Set { name, given } => {
                let (entity, id) = self.rows[name];
                let cells = cells(&self.model, &self.rows, entity, &given, None);
                let write = scope(&self.model, &Viewer::Engine, entity, Operation::Write).expect("the engine may");
                let mut changes = store::Changes::new();
                changes.update(&write, id, self.version(name), cells).expect("it is in scope");
                self.apply(changes, line);
            }
            Told::Gone { on, what } => {
                let eve = on.yesterday().expect("near").to_string();
                assert_eq!(self.swept(&eve), Stored::new(), "already on {eve}: {line}");
                assert_eq!(self.swept(&on.to_string()), what, "{line}");
            }
            Told::Asks { on, who, gone, kept } => {
                let told = self.asked(&on.to_string(), who);
                assert_eq!(told, (gone, kept), "(gone, kept): {line}");
            }
            Told::End { left } => {
                self.place.run(&["sweep", "--on", "2060-01-01"]).done();
                let rows: Stored = self.stored().into_iter().filter(|what| !what.contains('.')).collect();
                assert_eq!(rows, left, "{line}");
            }
        }
    }

    /// Puts the files that the cells are to name.
    fn put_files(&self, cells: &[(FieldId, Value)]) {
        let files = cells.iter().filter(|(field, _)| self.model[*field].kind == FieldKind::File);
        let store = seed::open(&self.place.data(), &self.model);
        for (_, value) in files {
            if let Value::Id(id) = value {
                self.work.block_on(seed::put_file(&store, *id));
            }
        }
    }

    fn apply(&self, changes: store::Changes, line: &str) {
        let store = seed::open(&self.place.data(), &self.model);
        self.work.block_on(store.apply(changes)).unwrap_or_else(|why| panic!("{why:?}: {line}"));
    }

    fn version(&self, name: &str) -> i64 {
        self.read()[name].version
    }

    /// The rows that are there, by name.
    fn read(&self) -> BTreeMap<String, model::Record> {
        let store = seed::open(&self.place.data(), &self.model);
        let mut found = BTreeMap::new();
        for (name, (entity, id)) in &self.rows {
            let read = scope(&self.model, &Viewer::Engine, *entity, Operation::Read).expect("the engine may");
            let query = Query::over(&read).matching(store::Condition::Ids(vec![*id]));
            let rows = self.work.block_on(store.find(query)).expect("the store works");
            found.extend(rows.into_iter().map(|row| (name.clone(), row)));
        }
        found
    }

    fn stored(&self) -> Stored {
        let mut stored = Stored::new();
        for (name, row) in self.read() {
            let filled = row.cells.iter().filter(|(_, value)| *value != Value::Null);
            stored.extend(filled.map(|(field, _)| format!("{name}.{}", self.model[*field].key)));
            stored.insert(name);
        }
        stored
    }

    /// Sweeps, and says which rows went and which fields of the others were emptied.
    fn swept(&self, on: &str) -> Stored {
        let before = self.stored();
        self.place.run(&["sweep", "--on", on]).done();
        let gone: Stored = before.difference(&self.stored()).cloned().collect();
        let of_a_row_that_went = |what: &String| what.split_once('.').is_some_and(|(row, _)| gone.contains(row));
        gone.iter().filter(|what| !of_a_row_that_went(what)).cloned().collect()
    }

    /// What an erasure would take away and what it would keep.
    fn asked(&self, on: &str, who: &str) -> (Stored, Stored) {
        let person = self.rows[who].1.to_string();
        let plan = self.place.run(&["erase", &person, "--on", on, "--format", "json"]).done();
        let plan: Json = serde_json::from_str(&plan).expect("it is JSON");
        let (mut gone, mut kept) = (Stored::new(), Stored::new());
        for row in plan["rows"].as_array().expect("rows") {
            let id = row["id"].as_str().expect("an id");
            let Some((name, _)) = self.rows.iter().find(|(_, (_, known))| known.to_string() == id) else { continue };
            match row["action"].as_str().expect("an action") {
                "delete" => drop(gone.insert(name.clone())),
                "clear" => {
                    let fields = row["fields"].as_array().expect("fields").iter();
                    gone.extend(fields.map(|field| format!("{name}.{}", field.as_str().expect("a word"))));
                }
                _ => {
                    let law = row["law"].as_str().map_or_else(String::new, |law| format!(":{law}"));
                    kept.insert(format!("{name}{law}"));
                }
            }
        }
        (gone, kept)
    }
}
