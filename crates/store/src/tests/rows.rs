//! Single rows: what is written is read, and what does not fit is refused.

use super::home::{Home, NOW, SENDERS, id, model, text, with_field};
use crate::{Actor, ApplyError, Changes, Job, LedgerEntry, Reason, Refused};
use model::{Day, FieldKind, Moment, Value};

#[tokio::test]
async fn every_class_of_value_is_read_as_written() {
    let mut model = with_field(model(), "person", "flag", FieldKind::Boolean, false);
    for (key, kind) in [("number", FieldKind::Integer), ("met_at", FieldKind::DateTime), ("prose", LONG)] {
        model = with_field(model, "person", key, kind, false);
    }
    let to = model.entity_named("person").unwrap();
    let home = Home::with(with_field(model, "person", "friend", FieldKind::Link { to, mention: true }, false));
    home.senders().await;
    let rows = [
        [
            Value::Boolean(true),
            Value::Integer(i64::MAX),
            Value::Moment(Moment(i64::MIN)),
            text(""),
            Value::Id(id(SENDERS)),
        ],
        [
            Value::Boolean(false),
            Value::Integer(-1),
            Value::Moment(Moment(0)),
            text("æ\u{1}ø\n🦉"),
            Value::Id(id(SENDERS + 1)),
        ],
        [Value::Null, Value::Null, Value::Null, Value::Null, Value::Null],
    ];
    let fields = ["person.flag", "person.number", "person.met_at", "person.prose", "person.friend"];
    for (number, row) in (1..).zip(rows) {
        let cells: Vec<(&str, Value)> = fields.into_iter().zip(row).collect();
        let mut all = home.person("Kari");
        all.extend(home.cells(&cells));
        home.insert("person", id(number), all.clone()).await.unwrap();
        let record = home.get("person", id(number)).await.unwrap();
        assert_eq!((record.id, record.version), (id(number), 1));
        for (field, value) in all {
            assert_eq!(record.get(field), Some(&value));
        }
        assert_eq!(record.get(home.field("person.language")), Some(&Value::Null));
    }
}

const LONG: FieldKind = FieldKind::LongText { max: 100 };

#[tokio::test]
async fn a_cell_that_does_not_fit_is_refused() {
    let home = Home::new();
    home.senders().await;
    let check = async |path: &str, value: Value, expected: Option<Reason>| {
        let field = home.field(path);
        let entity = home.store.model()[field].entity;
        let key = home.store.model()[entity].key.clone();
        home.insert(&key, id(1), full(&home, &key)).await.unwrap();
        let mut changes = Changes::new();
        changes.update(&home.write(&key), id(1), 1, vec![(field, value)]).unwrap();
        let expected = expected.map(|reason| ApplyError::Refused(Refused { entity, field: Some(field), reason }));
        let version = if expected.is_some() { 1 } else { 2 };
        assert_eq!(home.store.apply(changes).await.err(), expected, "{path}");
        home.delete(&key, id(1), version).await.unwrap();
    };
    check("person.name", text(&"å".repeat(200)), None).await;
    check("person.name", text(&"å".repeat(201)), Some(Reason::TooLong)).await;
    check("person.name", Value::Null, None).await;
    check("person.name", Value::Integer(1), Some(Reason::WrongClass)).await;
    check("person.since", Value::Null, Some(Reason::Missing)).await;
    check("person.since", Value::Moment(NOW), Some(Reason::WrongClass)).await;
    check("person.language", text("nb"), None).await;
    check("person.language", text("nn"), Some(Reason::UnknownAlternative)).await;
    check("email_address.address", text(&"a".repeat(254)), None).await;
    check("email_address.address", text(&"a".repeat(255)), Some(Reason::TooLong)).await;
    check("phone_number.number", text(&"1".repeat(16)), None).await;
    check("phone_number.number", text(&"1".repeat(17)), Some(Reason::TooLong)).await;
}

/// The cells of any valid row of `key`.
fn full(home: &Home, key: &str) -> Vec<(model::FieldId, Value)> {
    let contact = |field: &str, value: &str| {
        let paths = ["holder", "person", field, "source", "since"].map(|field| format!("{key}.{field}"));
        let values = [text("person"), Value::Id(id(SENDERS)), text(value), text("company"), Value::Day(Day(1))];
        paths.iter().zip(values).map(|(path, value)| (home.field(path), value)).collect()
    };
    match key {
        "person" => home.person("Kari"),
        "email_address" => contact("address", "kari@example.no"),
        "phone_number" => contact("number", "+4780000000"),
        other => panic!("no row of {other} is known here"),
    }
}

#[tokio::test]
async fn a_new_row_without_a_required_field_is_refused() {
    let home = Home::new();
    let refused = home.insert("person", id(1), home.cells(&[("person.name", text("Kari"))])).await.unwrap_err();
    let entity = home.entity("person");
    let field = Some(home.field("person.source"));
    assert_eq!(refused, ApplyError::Refused(Refused { entity, field, reason: Reason::Missing }));
    assert_eq!(home.count("person").await, 0);
}

#[tokio::test]
async fn a_field_named_twice_or_of_another_entity_is_refused() {
    let home = Home::new();
    let twice = [home.person("Kari"), home.cells(&[("person.name", text("Ola"))])].concat();
    let refused = home.insert("person", id(1), twice).await.unwrap_err();
    let (entity, field) = (home.entity("person"), Some(home.field("person.name")));
    assert_eq!(refused, ApplyError::Refused(Refused { entity, field, reason: Reason::Twice }));
}

#[test]
fn a_scope_for_reading_writes_nothing_and_one_for_writing_only_its_own_fields() {
    let home = Home::new();
    let entity = home.entity("person");
    let mut changes = Changes::new();
    let read_only = Err(Refused { entity, field: None, reason: Reason::ReadOnly });
    assert_eq!(changes.insert(&home.read("person"), id(1), home.person("Kari")), read_only);
    assert_eq!(changes.update(&home.read("person"), id(1), 1, Vec::new()), read_only);
    assert_eq!(changes.delete(&home.read("person"), id(1), 1), read_only);
    let (scope, field) = (home.write("person"), home.field("user.person"));
    let outside = Err(Refused { entity, field: Some(field), reason: Reason::OutOfScope });
    assert_eq!(changes.update(&scope, id(1), 1, vec![(field, Value::Null)]), outside);
    assert!(changes.is_empty());
}

#[tokio::test]
async fn queue_and_ledger_are_written_by_their_own_calls_only() {
    let home = Home::new();
    let mut changes = Changes::new();
    changes.enqueue(Job { id: id(1), kind: "scrub", target: id(9), run_at: NOW });
    changes.record(entry(&home));
    assert_eq!(changes.len(), 2);
    home.store.apply(changes).await.unwrap();
    for key in ["job", "ledger_entry", "schema_state"] {
        let refused = ApplyError::Refused(Refused { entity: home.entity(key), field: None, reason: Reason::OwnTable });
        assert_eq!(home.insert(key, id(2), Vec::new()).await, Err(refused.clone()));
        assert_eq!(home.update(key, id(2), 1, &[]).await, Err(refused.clone()));
        assert_eq!(home.delete(key, id(2), 1).await, Err(refused));
    }
}

#[tokio::test]
async fn the_ledger_holds_names_and_identifiers() {
    let home = Home::new();
    let mut changes = Changes::new();
    changes.record(entry(&home));
    home.store.apply(changes).await.unwrap();
    let record = home.get("ledger_entry", id(7)).await.unwrap();
    let cells = [
        ("at", Value::Moment(NOW)),
        ("actor", text("visitor")),
        ("action", text("received")),
        ("kind", text("person")),
        ("target", text("00000000-0000-0000-0000-000000000001")),
        ("fields", text("name since")),
        ("person", text("00000000-0000-0000-0000-000000000002")),
    ];
    for (key, value) in cells {
        assert_eq!(record.get(home.field(&format!("ledger_entry.{key}"))), Some(&value));
    }
}

fn entry(home: &Home) -> LedgerEntry {
    LedgerEntry {
        id: id(7),
        at: NOW,
        actor: Actor::Part("visitor"),
        action: "received",
        entity: home.entity("person"),
        target: id(1),
        fields: vec![home.field("person.name"), home.field("person.since")],
        person: Some(id(2)),
        seen: None,
    }
}

#[tokio::test]
async fn a_write_names_the_version_it_expects() {
    let home = Home::new();
    let stale = Err(ApplyError::Stale { entity: home.entity("person"), id: id(1) });
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    assert_eq!(home.insert("person", id(1), home.person("Ola")).await, stale);
    let name = [("person.name", text("Kari N"))];
    assert_eq!(home.update("person", id(1), 2, &name).await, stale);
    assert_eq!(home.update("person", id(1), 1, &name).await, Ok(()));
    assert_eq!(home.update("person", id(1), 1, &name).await, stale);
    assert_eq!(home.get("person", id(1)).await.unwrap().version, 2);
    assert_eq!(home.delete("person", id(1), 1).await, stale);
    assert_eq!(home.delete("person", id(1), 2).await, Ok(()));
    assert_eq!(home.delete("person", id(1), 2).await, stale);
    assert_eq!(home.get("person", id(1)).await, None);
}

#[tokio::test]
async fn a_unique_value_is_taken_once() {
    let home = Home::new();
    home.senders().await;
    home.insert("email_address", id(1), full(&home, "email_address")).await.unwrap();
    let taken = Err(ApplyError::Taken { field: home.field("email_address.address") });
    assert_eq!(home.insert("email_address", id(2), full(&home, "email_address")).await, taken);
    assert_eq!(home.count("email_address").await, 3, "two senders and the first of these");
}

#[tokio::test]
async fn what_was_applied_is_there_after_reopening() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let Home { store, folder } = home;
    drop(store);
    let store = super::home::open(folder.path(), model()).unwrap();
    let home = Home { store, folder };
    assert_eq!(home.get("person", id(1)).await.unwrap().get(home.field("person.name")), Some(&text("Kari")));
}
