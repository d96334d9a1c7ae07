//! Sealed fields: without a key store, nothing that should be sealed is written.

use super::home::{Home, id, model, text, with_field};
use crate::{ApplyError, Changes, Reason, Refused};
use model::{FieldKind, Sealed, Value};

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
