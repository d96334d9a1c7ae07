//! Running numbers: one higher than the last, never given twice.

use super::home::{Home, id, model, open, text, with_field};
use crate::{ApplyError, Changes, Reason, Refused};
use model::{FieldKind, Model, RowId, Value};
use tempfile::TempDir;

fn numbered() -> Model {
    let model = with_field(model(), "person", "number", FieldKind::Sequence, false);
    with_field(model, "receipt", "number", FieldKind::Sequence, false)
}

async fn number(home: &Home, person: RowId) -> Option<i64> {
    match home.get("person", person).await?.get(home.field("person.number")) {
        Some(Value::Integer(number)) => Some(*number),
        _ => None,
    }
}

#[tokio::test]
async fn a_number_is_one_higher_than_the_last_ever_given() {
    let folder = TempDir::new().unwrap();
    let home = Home { store: open(folder.path(), numbered()).unwrap(), folder: TempDir::new().unwrap() };
    for person in 1..=3 {
        home.insert("person", id(person), home.person("Kari")).await.unwrap();
        assert_eq!(number(&home, id(person)).await, i64::try_from(person).ok());
    }
    home.delete("person", id(3), 1).await.unwrap();
    drop(home);
    let home = Home { store: open(folder.path(), numbered()).unwrap(), folder: TempDir::new().unwrap() };
    home.insert("person", id(4), home.person("Kari")).await.unwrap();
    assert_eq!(number(&home, id(4)).await, Some(4), "not given again, though its row is gone");
}

#[tokio::test]
async fn a_change_that_fails_takes_no_number() {
    let home = Home::with(numbered());
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let mut changes = Changes::new();
    changes.insert(&home.write("person"), id(2), home.person("Ola")).unwrap();
    changes.delete(&home.write("person"), id(9), 1).unwrap();
    assert!(matches!(home.store.apply(changes).await, Err(ApplyError::Stale { .. })));
    home.insert("person", id(2), home.person("Ola")).await.unwrap();
    assert_eq!(number(&home, id(2)).await, Some(2));
}

#[tokio::test]
async fn rows_of_one_change_are_numbered_in_their_order() {
    let home = Home::with(numbered());
    let mut changes = Changes::new();
    for person in [7, 5, 6] {
        changes.insert(&home.write("person"), id(person), home.person("Kari")).unwrap();
    }
    home.store.apply(changes).await.unwrap();
    assert_eq!(
        [number(&home, id(7)).await, number(&home, id(5)).await, number(&home, id(6)).await],
        [Some(1), Some(2), Some(3)]
    );
}

#[tokio::test]
async fn rows_from_before_the_sequence_are_not_met_again() {
    let folder = TempDir::new().unwrap();
    let counted = with_field(model(), "person", "number", FieldKind::Integer, false);
    let home = Home { store: open(folder.path(), counted).unwrap(), folder: TempDir::new().unwrap() };
    let mut cells = home.person("Kari");
    cells.push((home.field("person.number"), Value::Integer(41)));
    home.insert("person", id(1), cells).await.unwrap();
    drop(home);
    let home = Home { store: open(folder.path(), numbered()).unwrap(), folder: TempDir::new().unwrap() };
    home.insert("person", id(2), home.person("Ola")).await.unwrap();
    assert_eq!(number(&home, id(2)).await, Some(42));
}

#[tokio::test]
async fn nobody_gives_a_number_but_the_store() {
    let home = Home::with(numbered());
    let (entity, field) = (home.entity("person"), home.field("person.number"));
    let refused = Err(ApplyError::Refused(Refused { entity, field: Some(field), reason: Reason::Numbered }));
    let mut cells = home.person("Kari");
    cells.push((field, Value::Integer(7)));
    assert_eq!(home.insert("person", id(1), cells).await, refused);
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    assert_eq!(home.update("person", id(1), 1, &[("person.number", Value::Integer(7))]).await, refused);
    let state = home.entity("sequence_state");
    let cells = vec![
        (home.field("sequence_state.name"), text("person.number")),
        (home.field("sequence_state.last"), Value::Integer(0)),
    ];
    let refused = Refused { entity: state, field: None, reason: Reason::OwnTable };
    assert_eq!(home.insert("sequence_state", id(1), cells).await, Err(ApplyError::Refused(refused)));
}
