//! A field that a choice makes required.

use super::home::{Home, field, id, model, text, with_field};
use crate::{ApplyError, Reason, Refused};
use model::{FieldKind, When};

/// Persons must have a nickname where they came through the company.
fn nicknamed() -> Home {
    let mut model = with_field(model(), "person", "nickname", FieldKind::Text { max: 20 }, true);
    let source = field(&model, "person.source");
    model.fields.last_mut().unwrap().when = Some(When { field: source, among: vec!["company".to_owned()] });
    Home::with(model)
}

#[tokio::test]
async fn it_is_demanded_under_that_choice_only() {
    let home = nicknamed();
    let refused =
        Refused { entity: home.entity("person"), field: Some(home.field("person.nickname")), reason: Reason::Missing };
    let missing = Err(ApplyError::Refused(refused));
    assert_eq!(home.insert("person", id(1), home.person("Kari")).await, missing);
    let mut cells = home.person("Kari");
    cells.push((home.field("person.nickname"), text("Kaja")));
    home.insert("person", id(1), cells).await.unwrap();
    let empty = [("person.nickname", model::Value::Null)];
    assert_eq!(home.update("person", id(1), 1, &empty).await, missing);
    let both = [("person.nickname", model::Value::Null), ("person.source", text("contact-form"))];
    home.update("person", id(1), 1, &both).await.unwrap();
    assert_eq!(home.update("person", id(1), 2, &[("person.source", text("company"))]).await, missing);
}
