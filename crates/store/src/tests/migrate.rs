//! From any register to any other: what is planned is what is done, and what destroys data is done on order only.

use super::home::{Home, NOW, field, id, is_postgres, model, open, text, url, with_field};
use super::raw::{columns, content, names, raw};
use crate::{Folder, OpenError, Step, Store};
use model::{FieldKind, Model};
use proptest::prelude::*;
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

fn migrate(folder: &Path, model: Model) -> Result<Store, OpenError> {
    let lock = Folder::lock(folder, "test").unwrap();
    Store::migrate(lock, is_postgres().then(|| url(folder)).as_deref(), Arc::new(model), NOW)
}

fn plan(folder: &Path, model: Model) -> Vec<Step> {
    let lock = Folder::lock(folder, "test").unwrap();
    Store::plan(&lock, is_postgres().then(|| url(folder)).as_deref(), Arc::new(model)).unwrap()
}

/// The model with a nickname, and the one after it that gives the nickname up.
fn nicknames() -> (Model, Model) {
    let with = with_field(model(), "person", "nickname", FieldKind::Text { max: 20 }, false);
    let mut without = model();
    without.destroyed.fields.push(("person".to_owned(), "nickname".to_owned()));
    without.fingerprint.push('-');
    (with, without)
}

async fn named(folder: &Path, model: Model) {
    let home = Home { store: open(folder, model).unwrap(), folder: TempDir::new().unwrap() };
    for number in 1..=3 {
        let mut cells = home.person("Kari");
        if number != 2 {
            cells.push((home.field("person.nickname"), text("zqnickname")));
        }
        home.insert("person", id(number), cells).await.unwrap();
    }
}

#[tokio::test]
async fn what_the_register_gives_up_goes_on_order_only_and_says_how_much_that_is() {
    let folder = TempDir::new().unwrap();
    let (with, without) = nicknames();
    named(folder.path(), with).await;
    let destroys = Step { what: "destroy `person.nickname`".to_owned(), destroys: Some(2) };
    assert_eq!(plan(folder.path(), without.clone()), std::slice::from_ref(&destroys));
    let before = content(folder.path());
    let refused = open(folder.path(), without.clone()).unwrap_err();
    assert!(matches!(&refused, OpenError::Destroys(steps) if *steps == [destroys]), "{refused}");
    assert!(refused.to_string().contains("destroys what 2 rows hold"), "{refused}");
    assert!(content(folder.path()) == before, "it was only looked at");
    let store = migrate(folder.path(), without.clone()).unwrap();
    store.scrub().await.unwrap();
    drop(store);
    assert!(!columns(folder.path()).contains("person.nickname"));
    let marks = ["zqnickname".to_owned()];
    let places = super::raw::places(folder.path());
    assert!(places.iter().all(|place| crate::scan::scan(place, &marks).unwrap().is_empty()));
    assert_eq!(plan(folder.path(), without.clone()), []);
    let home = Home { store: open(folder.path(), without).unwrap(), folder: TempDir::new().unwrap() };
    assert_eq!(home.count("person").await, 3);
}

#[tokio::test]
async fn a_whole_entity_goes_with_its_rows() {
    let folder = TempDir::new().unwrap();
    let mut with = model();
    let mut copy = with.entities[with.entity_named("receipt").unwrap().index()].clone();
    copy.key = "parcel".to_owned();
    copy.fields = Vec::new();
    copy.list = Vec::new();
    copy.keep = model::Keep::Always;
    with.entities.push(copy);
    let with = with_field(with, "parcel", "contents", FieldKind::Text { max: 10 }, true);
    let home = Home { store: open(folder.path(), with).unwrap(), folder: TempDir::new().unwrap() };
    home.insert("parcel", id(1), home.cells(&[("parcel.contents", text("a"))])).await.unwrap();
    drop(home);
    let mut without = model();
    without.destroyed.entities.push("parcel".to_owned());
    let destroys = Step { what: "destroy `parcel`".to_owned(), destroys: Some(1) };
    assert_eq!(plan(folder.path(), without.clone()), [destroys]);
    assert!(matches!(open(folder.path(), without.clone()), Err(OpenError::Destroys(_))));
    drop(migrate(folder.path(), without).unwrap());
    assert!(!names(folder.path(), "table").contains(&"parcel".to_owned()));
}

#[tokio::test]
async fn what_holds_nothing_goes_by_itself() {
    let folder = TempDir::new().unwrap();
    let (with, without) = nicknames();
    drop(open(folder.path(), with).unwrap());
    drop(open(folder.path(), without).unwrap());
    assert!(!columns(folder.path()).contains("person.nickname"));
}

#[test]
fn a_newer_database_is_refused() {
    let folder = TempDir::new().unwrap();
    drop(open(folder.path(), model()).unwrap());
    raw(folder.path(), |session| session.batch("UPDATE schema_state SET format = 2")).unwrap();
    let before = content(folder.path());
    let refused = open(folder.path(), model()).unwrap_err();
    assert!(matches!(refused, OpenError::Newer { format: 2, known: 1 }), "{refused}");
    assert!(content(folder.path()) == before);
}

/// Something that somebody does to a register.
#[derive(Debug, Clone)]
enum Edit {
    Add { kind: usize, required: bool, unique: bool },
    Drop(usize),
    Rename(usize),
    Require(usize),
    Search(usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        3 => (0..4_usize, any::<bool>(), any::<bool>())
            .prop_map(|(kind, required, unique)| Edit::Add { kind, required, unique }),
        2 => any::<usize>().prop_map(Edit::Drop),
        2 => any::<usize>().prop_map(Edit::Rename),
        1 => any::<usize>().prop_map(Edit::Require),
        1 => any::<usize>().prop_map(Edit::Search),
    ]
}

const PLAYGROUND: &str = "receipt";
const KINDS: [FieldKind; 4] =
    [FieldKind::Text { max: 10 }, FieldKind::Integer, FieldKind::Date, FieldKind::LongText { max: 100 }];

/// The extra fields of the playground, by the names that they began with.
fn extra(model: &Model) -> Vec<usize> {
    let own = model[model.entity_named(PLAYGROUND).unwrap()].fields.iter();
    own.map(|field| field.index()).filter(|&at| model.fields[at].key.starts_with("extra")).collect()
}

fn edited(mut model: Model, edits: &[Edit], next: &mut usize) -> Model {
    model.destroyed = model::Destroyed::default();
    for field in extra(&model) {
        model.fields[field].was = None;
    }
    for edit in edits {
        *next += 1;
        let playground = model.entity_named(PLAYGROUND).unwrap().index();
        let some = |at: usize| extra(&model).get(at % extra(&model).len().max(1)).copied();
        match edit {
            Edit::Add { kind, required, unique } => {
                model = with_field(model, PLAYGROUND, &format!("extra{next}"), KINDS[*kind].clone(), *required);
                model.fields.last_mut().unwrap().unique = *unique;
            }
            Edit::Drop(at) => {
                let Some(field) = some(*at) else { continue };
                let former = model.fields[field].was.take();
                let key = former.unwrap_or_else(|| model.fields[field].key.clone());
                model.destroyed.fields.push((PLAYGROUND.to_owned(), key));
                let entity = &mut model.entities[playground];
                entity.fields.retain(|one| one.index() != field);
                entity.search.retain(|one| one.index() != field);
            }
            Edit::Rename(at) => {
                let Some(field) = some(*at) else { continue };
                let was = std::mem::replace(&mut model.fields[field].key, format!("extra{next}"));
                model.fields[field].was.get_or_insert(was);
            }
            Edit::Require(at) => {
                let Some(field) = some(*at) else { continue };
                model.fields[field].required ^= true;
            }
            Edit::Search(at) => {
                let Some(at) = some(*at) else { continue };
                let field = field(&model, &format!("{PLAYGROUND}.{}", model.fields[at].key));
                let search = &mut model.entities[playground].search;
                let text = matches!(model.fields[at].kind, FieldKind::Text { .. } | FieldKind::LongText { .. });
                if search.contains(&field) {
                    search.retain(|one| *one != field);
                } else if text {
                    search.push(field);
                }
            }
        }
    }
    model.fingerprint.push('+');
    model
}

/// Every table, column and index that there is, as it is found.
fn shape(folder: &Path) -> crate::shape::Shape {
    raw(folder, |session| {
        let mut shape =
            if is_postgres() { crate::postgres::found(session) } else { crate::sqlite::found(session) }.unwrap();
        for table in &mut shape.tables {
            table.columns.sort_by(|one, other| one.name.cmp(&other.name));
            table.empty = true;
        }
        shape
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if is_postgres() { 4 } else { 24 }, ..ProptestConfig::default() })]

    /// A database that went through two registers is like one that began with the second.
    #[test]
    fn the_way_does_not_matter(first in prop::collection::vec(edit(), 0..6), second in prop::collection::vec(edit(), 1..6)) {
        let mut next = 0;
        let old = edited(model(), &first, &mut next);
        let new = edited(old.clone(), &second, &mut next);
        let (folder, fresh) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        drop(open(folder.path(), old).unwrap());
        drop(migrate(folder.path(), new.clone()).unwrap());
        prop_assert_eq!(plan(folder.path(), new.clone()), []);
        drop(open(fresh.path(), new).unwrap());
        prop_assert_eq!(shape(folder.path()), shape(fresh.path()));
    }
}
