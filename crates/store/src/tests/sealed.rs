//! Sealed fields: without a key store, nothing that should be sealed is written; with one, nothing of it lies in the clear.

use super::home::{Home, id, model, open_with_keys, text, with_field};
use super::raw;
use crate::{ApplyError, Changes, Condition, Keys, KeysError, Master, OpenError, Query, ReadError, Reason, Refused};
use model::{Day, FieldKind, Model, Moment, Sealed, Value};
use std::path::Path;
use tempfile::TempDir;

async fn check(sealed: Sealed, value: Value, expected: Option<Reason>) {
    let mut model = with_field(model(), "person", "health", FieldKind::Text { max: 20 }, false);
    model.fields.last_mut().unwrap().sealed = sealed;
    let home = Home::with(model);
    let field = home.field("person.health");
    let refused = |reason| ApplyError::Refused(Refused { entity: home.entity("person"), field: Some(field), reason });
    let mut cells = home.person("Kari");
    cells.push((field, value.clone()));
    let inserted = home.insert("person", id(1), cells).await;
    assert_eq!(inserted.err(), expected.map(refused), "{sealed:?} {value:?}");
    home.insert("person", id(2), home.person("Ola")).await.unwrap();
    let mut changes = Changes::new();
    changes.update(&home.write("person"), id(2), 1, vec![(field, value.clone())]).unwrap();
    assert_eq!(home.store.apply(changes).await.err(), expected.map(refused), "{sealed:?} {value:?}");
}

#[tokio::test]
async fn no_value_of_a_sealed_field_is_written() {
    check(Sealed::No, text("frisk"), None).await;
    check(Sealed::Yes, text("frisk"), Some(Reason::Sealed)).await;
    check(Sealed::Searchable, text("frisk"), Some(Reason::Sealed)).await;
    check(Sealed::Yes, Value::Null, None).await;
}

/// A person with a sealed field of each kind that stores another class, and one that is searched for.
pub(super) fn sealed_model() -> Model {
    let text = FieldKind::Text { max: 200 };
    let kinds = [
        ("health", text.clone()),
        ("fit", FieldKind::Boolean),
        ("weight", FieldKind::Integer),
        ("ill_on", FieldKind::Date),
        ("ill_at", FieldKind::DateTime),
    ];
    let mut model = model();
    for (key, kind) in kinds {
        model = with_field(model, "person", key, kind, false);
        model.fields.last_mut().unwrap().sealed = Sealed::Yes;
    }
    model = with_field(model, "person", "number", text, false);
    model.fields.last_mut().unwrap().sealed = Sealed::Searchable;
    model
}

pub(super) fn values() -> Vec<(&'static str, Value)> {
    vec![
        ("person.health", text("har migrene og bjørkeallergi")),
        ("person.fit", Value::Boolean(true)),
        ("person.weight", Value::Integer(-71)),
        ("person.ill_on", Value::Day(Day(-5))),
        ("person.ill_at", Value::Moment(Moment(i64::MAX))),
        ("person.number", text("medlem 4711")),
    ]
}

pub(super) async fn with_values(keys: &Path) -> Home {
    let home = Home::with_keys(sealed_model(), keys);
    let mut cells = home.person("Kari");
    cells.extend(home.cells(&values()));
    home.insert("person", id(1), cells).await.unwrap();
    home
}

pub(super) async fn expect(home: &Home, expected: &[(&str, Value)]) {
    let record = home.get("person", id(1)).await.unwrap();
    for (path, value) in expected {
        assert_eq!(record.get(home.field(path)), Some(value), "{path}");
    }
}

pub(super) fn empty() -> Vec<(&'static str, Value)> {
    values().into_iter().map(|(path, _)| (path, Value::Null)).collect()
}

pub(super) async fn report(home: &Home) -> (usize, usize, usize) {
    let report = home.store.keys_report().await.unwrap().unwrap();
    (report.rows, report.keys, report.without_key)
}

#[tokio::test]
async fn every_class_comes_back_as_it_was() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    expect(&home, &values()).await;
    let changed = [("person.weight", Value::Integer(0)), ("person.fit", Value::Boolean(false))];
    home.update("person", id(1), 1, &changed).await.unwrap();
    expect(&home, &changed).await;
    let home = home.again(keys.path(), sealed_model());
    expect(&home, &changed).await;
    expect(&home, &values()[3..]).await;
    assert_eq!(report(&home).await, (1, 1, 0));
}

#[tokio::test]
async fn no_plain_byte_is_stored() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    home.store.scrub().await.unwrap();
    let folder = home.folder.path();
    for sought in ["migrene og bj", "medlem 4711"] {
        let hex: Vec<String> = sought.bytes().map(|byte| format!("{byte:02x}")).collect();
        let content = raw::content(folder);
        assert!(!String::from_utf8_lossy(&content).contains(sought), "{sought}");
        assert!(!String::from_utf8_lossy(&content).contains(&hex.concat()), "{sought}");
        let places = raw::places(folder).into_iter().chain([keys.path().to_owned()]);
        let texts = [sought.to_owned()];
        let found = places.flat_map(|place| crate::scan::scan(&place, &texts).unwrap());
        assert_eq!(found.collect::<Vec<_>>(), []);
    }
    let name = ["Kari".to_owned()];
    let found = raw::places(folder).into_iter().flat_map(|place| crate::scan::scan(&place, &name).unwrap());
    assert!(found.count() > 0, "the scan finds what lies in the clear");
}

#[tokio::test]
async fn without_its_keys_a_copy_of_the_data_is_of_no_use() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    let other = TempDir::new().unwrap();
    let home = home.again(other.path(), sealed_model());
    expect(&home, &empty()).await;
    assert_eq!(report(&home).await, (1, 0, 1));
}

#[tokio::test]
async fn a_removed_row_takes_its_key_with_it() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    home.delete("person", id(1), 1).await.unwrap();
    assert_eq!(report(&home).await, (0, 0, 0));
    // The same row again has another key.
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    assert_eq!(report(&home).await, (0, 0, 0));
    home.update("person", id(1), 1, &values()).await.unwrap();
    expect(&home, &values()).await;
    assert_eq!(report(&home).await, (1, 1, 0));
}

#[tokio::test]
async fn a_row_in_which_nothing_is_sealed_any_more_has_no_key() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    home.update("person", id(1), 1, &empty()[1..]).await.unwrap();
    assert_eq!(report(&home).await, (1, 1, 0));
    home.update("person", id(1), 2, &empty()[..1]).await.unwrap();
    assert_eq!(report(&home).await, (0, 0, 0));
    home.update("person", id(1), 3, &values()[..2]).await.unwrap();
    expect(&home, &values()[..2]).await;
}

#[tokio::test]
async fn a_change_that_is_not_applied_leaves_no_key() {
    let keys = TempDir::new().unwrap();
    let home = Home::with_keys(sealed_model(), keys.path());
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let stale = home.update("person", id(1), 7, &values()).await;
    assert!(matches!(stale, Err(ApplyError::Stale { .. })), "{stale:?}");
    assert_eq!(report(&home).await, (0, 0, 0));
}

#[tokio::test]
async fn nothing_is_compared_with_what_is_sealed_but_where_the_register_asks_for_it() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    let (weight, number) = (home.field("person.weight"), home.field("person.number"));
    let scope = home.read("person");
    let count = async |condition: Condition| home.store.count(Query::over(&scope).matching(condition)).await;
    assert_eq!(count(Condition::Filled(weight)).await, Ok(1));
    assert_eq!(count(Condition::Is(weight, Value::Null)).await, Ok(0));
    assert_eq!(count(Condition::Is(weight, Value::Integer(-71))).await, Err(ReadError::Sealed(weight)));
    assert_eq!(count(Condition::OneOf(weight, vec![Value::Integer(-71)])).await, Err(ReadError::Sealed(weight)));
    assert_eq!(count(Condition::AtMost(weight, Value::Integer(9))).await, Err(ReadError::Sealed(weight)));
    let ordered = home.store.find(Query::over(&scope).oldest_first(weight)).await;
    assert_eq!(ordered, Err(ReadError::Sealed(weight)));
    assert_eq!(count(Condition::Is(number, text("medlem 4711"))).await, Ok(1));
    assert_eq!(count(Condition::Is(number, text("medlem 4712"))).await, Ok(0));
    assert_eq!(count(Condition::OneOf(number, vec![text("x"), text("medlem 4711")])).await, Ok(1));
    assert_eq!(count(Condition::AtMost(number, text("x"))).await, Err(ReadError::Sealed(number)));
    assert_eq!(count(Condition::Contains(number, text("x"))).await, Err(ReadError::Sealed(number)));
    assert_eq!(count(Condition::AtLeast(weight, Value::Integer(9))).await, Err(ReadError::Sealed(weight)));
    assert_eq!(count(Condition::NoneOf(weight, vec![Value::Integer(9)])).await, Err(ReadError::Sealed(weight)));
}

#[tokio::test]
async fn another_master_key_or_none_refuses() {
    let keys = TempDir::new().unwrap();
    drop(with_values(keys.path()).await);
    let master = keys.path().join("master.key");
    let right = std::fs::read_to_string(&master).unwrap();
    let opened = |master: Master| Keys::open(keys.path(), master).map(|_| ());
    std::fs::write(&master, "7".repeat(64)).unwrap();
    let name = master.display().to_string();
    assert_eq!(opened(Master::file(&master)), Err(KeysError::Wrong { master: name.clone() }));
    std::fs::write(&master, "7").unwrap();
    assert_eq!(opened(Master::file(&master)), Err(KeysError::Malformed { master: name.clone() }));
    std::fs::remove_file(&master).unwrap();
    assert_eq!(opened(Master::file(&master)), Err(KeysError::Missing { master: name }));
    assert_eq!(opened(Master::given(right, None)), Ok(()));
    let wrong = Err(KeysError::Wrong { master: "RYDDIG_MASTER_KEY".to_owned() });
    assert_eq!(opened(Master::given("7".repeat(64), None)), wrong);
}

#[tokio::test]
async fn a_rotation_may_be_cut_short_anywhere() {
    for last in 1..=4 {
        let keys = TempDir::new().unwrap();
        let home = with_values(keys.path()).await;
        let master = std::fs::read(keys.path().join("master.key")).unwrap();
        let cut = KeysError::Broken("cut".to_owned());
        let store = Keys::open(keys.path(), Master::file(keys.path().join("master.key"))).unwrap();
        let rotated = store.rotate_until(&mut |step| if step == last { Err(cut.clone()) } else { Ok(()) });
        assert_eq!(rotated, Err(cut.clone()));
        drop(store);
        // Another node that was open meanwhile reads and writes on.
        expect(&home, &values()).await;
        home.insert("person", id(2), home.person("Ola")).await.unwrap();
        home.update("person", id(2), 1, &values()).await.unwrap();
        let home = home.again(keys.path(), sealed_model());
        expect(&home, &values()).await;
        assert_eq!(report(&home).await, (2, 2, 0), "{last}");
        assert!(!keys.path().join("master.next").exists());
        let now = std::fs::read(keys.path().join("master.key")).unwrap();
        assert_eq!(now == master, last < 3, "{last}");
        assert_eq!(home.store.rotate_keys().await, Ok(Some(2)));
        expect(&home, &values()).await;
        assert!(std::fs::read(keys.path().join("master.key")).unwrap() != now);
    }
}

#[tokio::test]
async fn a_given_master_key_is_exchanged_for_another_given_one() {
    let (old, new) = ("1".repeat(64), "2".repeat(64));
    for last in 0..=4 {
        let keys = TempDir::new().unwrap();
        let home = with_values(keys.path()).await;
        let Home { store, folder } = home;
        drop(store);
        // As if it had been made with the given one.
        let first = std::fs::read_to_string(keys.path().join("master.key")).unwrap();
        assert_eq!(Keys::open(keys.path(), Master::given(first, Some(old.clone()))).unwrap().rotate(), Ok(1));
        let both = || Master::given(old.clone(), Some(new.clone()));
        assert_eq!(
            Keys::open(keys.path(), Master::given(old.clone(), None)).unwrap().rotate(),
            Err(KeysError::NotOurs)
        );
        let rotating = Keys::open(keys.path(), both()).unwrap();
        let cut = KeysError::Broken("cut".to_owned());
        let rotated = rotating.rotate_until(&mut |step| if step == last { Err(cut.clone()) } else { Ok(()) });
        assert_eq!(rotated, if last == 0 { Ok(1) } else { Err(cut) });
        let opened = |master: Master| Keys::open(keys.path(), master).map(|_| ());
        let wrong = Err(KeysError::Wrong { master: "RYDDIG_MASTER_KEY".to_owned() });
        assert_eq!(opened(both()), Ok(()), "with both it starts at any moment");
        let is_over = last == 0 || last >= 3;
        let alone = (opened(Master::given(old.clone(), None)), opened(Master::given(new.clone(), None)));
        assert_eq!(alone, if is_over { (wrong, Ok(())) } else { (Ok(()), wrong) }, "{last}");
        let again = rotating.rotate();
        assert_eq!(again, if is_over { Err(KeysError::NotOurs) } else { Ok(1) }, "{last}");
        drop(rotating);
        let lock = crate::Folder::lock(folder.path(), "test").unwrap();
        let lock = lock.with_keys(Keys::open(keys.path(), Master::given(new.clone(), None)).unwrap());
        let model = std::sync::Arc::new(sealed_model());
        let store = if super::home::is_postgres() {
            crate::Store::connect(lock, &super::home::url(folder.path()), model, super::home::NOW)
        } else {
            crate::Store::open(lock, model, super::home::NOW)
        };
        expect(&Home { store: store.unwrap(), folder }, &values()).await;
    }
}

#[tokio::test]
async fn a_column_in_which_no_row_has_a_value_is_sealed_later() {
    let plain = || with_field(model(), "person", "health", FieldKind::Text { max: 200 }, false);
    let sealed = || {
        let mut model = plain();
        model.fields.last_mut().unwrap().sealed = Sealed::Yes;
        model.fingerprint.push('+');
        model
    };
    let keys = TempDir::new().unwrap();
    let home = Home::with_keys(plain(), keys.path());
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let home = home.again(keys.path(), sealed());
    home.update("person", id(1), 1, &values()[..1]).await.unwrap();
    expect(&home, &values()[..1]).await;
    // And back only when it is empty again.
    let Home { store, folder } = home;
    drop(store);
    let opened = open_with_keys(folder.path(), keys.path(), plain());
    assert!(matches!(opened, Err(OpenError::Schema(_))));
}

#[tokio::test]
async fn a_field_that_is_called_otherwise_is_read_on() {
    let keys = TempDir::new().unwrap();
    let home = with_values(keys.path()).await;
    let mut renamed = sealed_model();
    let health = renamed.fields.iter_mut().find(|field| field.key == "health").unwrap();
    (health.was, health.key) = (Some("health".to_owned()), "condition".to_owned());
    renamed.fingerprint.push('+');
    let home = home.again(keys.path(), renamed);
    expect(&home, &[("person.condition", values()[0].1.clone())]).await;
}
