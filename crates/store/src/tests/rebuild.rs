//! Tables made anew: what must be filled in changes, and no row is lost.

use super::home::{Home, id, open, text};
use super::raw::{content, names};
use crate::{Condition, Difference, OpenError, Query};
use model::{Model, Value};
use std::path::Path;
use tempfile::TempDir;

/// A register with cards, whose fields and what they are about are given.
fn cards(subject: &str, fields: &str) -> Model {
    testkit::model_with(&format!(
        r#"
[entity.card]
name = {{ nb = "Kort", en = "Card" }}
activity = "contact"
subject = {subject}
label = "{{number}}"
search = ["number"]
keep = "1 year after made_on"

[entity.card.fields]
{fields}
number = {{ type = "text", max = 20, unique = true, required = true, name = {{ nb = "Nummer", en = "Number" }} }}
made_on = {{ type = "date", required = true, name = {{ nb = "Laget", en = "Made" }} }}
"#
    ))
}

/// Every card is a person's.
fn before() -> Model {
    cards(
        r#""person""#,
        r#"person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }"#,
    )
}

/// A card is a person's or an organisation's.
fn behind() -> Model {
    cards(
        r#"{ path = "person", when = { holder = ["person"] } }"#,
        r#"holder = { type = "choice", required = true, name = { nb = "Tilhører", en = "Belongs to" }, impersonal = "not who",
            of = { person = { nb = "en person", en = "a person" }, organisation = { nb = "en virksomhet", en = "an organisation" } } }
person = { type = "link", to = "person", required = true, when = { holder = ["person"] }, name = { nb = "Person", en = "Person" } }
organisation = { type = "link", to = "organisation", required = true, when = { holder = ["organisation"] },
                 name = { nb = "Virksomhet", en = "Organisation" } }"#,
    )
}

fn home(folder: &Path, model: Model) -> Home {
    Home { store: open(folder, model).unwrap(), folder: TempDir::new().unwrap() }
}

async fn with_a_card(folder: &Path) {
    let home = home(folder, before());
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let card = home.cells(&[
        ("card.person", Value::Id(id(1))),
        ("card.number", text("A 17")),
        ("card.made_on", Value::Day(model::Day(20_000))),
    ]);
    home.insert("card", id(2), card).await.unwrap();
}

#[tokio::test]
async fn a_link_that_a_choice_now_asks_for_tells_what_is_chosen_in_older_rows() {
    let folder = TempDir::new().unwrap();
    with_a_card(folder.path()).await;
    for _ in 0..2 {
        let home = home(folder.path(), behind());
        let card = home.get("card", id(2)).await.unwrap();
        assert_eq!(card.get(home.field("card.holder")), Some(&text("person")));
        assert_eq!(card.get(home.field("card.person")), Some(&Value::Id(id(1))));
        assert_eq!(card.get(home.field("card.organisation")), Some(&Value::Null));
        assert_eq!(card.version, 1);
        let scope = home.read("card");
        let found = Query::over(&scope).matching(Condition::Words("17".to_owned()));
        assert_eq!(home.store.count(found).await, Ok(1));
    }
    let fresh = TempDir::new().unwrap();
    drop(home(fresh.path(), behind()));
    for kind in ["table", "index"] {
        assert_eq!(names(folder.path(), kind), names(fresh.path(), kind));
    }
    // The index is told of what goes.
    let home = home(folder.path(), behind());
    home.delete("card", id(2), 1).await.unwrap();
    let scope = home.read("card");
    assert_eq!(home.store.count(Query::over(&scope).matching(Condition::Words("17".to_owned()))).await, Ok(0));
}

#[tokio::test]
async fn a_field_that_must_be_filled_in_may_be_left_open_and_closed_again() {
    let folder = TempDir::new().unwrap();
    with_a_card(folder.path()).await;
    let mut loose = before();
    let number = super::home::field(&loose, "card.number");
    loose.fields[number.index()].required = false;
    let open_home = home(folder.path(), loose.clone());
    let card = open_home.get("card", id(2)).await.unwrap();
    assert_eq!(card.get(number), Some(&text("A 17")));
    drop(open_home);
    drop(home(folder.path(), before()));
    let open_home = home(folder.path(), loose);
    open_home.update("card", id(2), 1, &[("card.number", Value::Null)]).await.unwrap();
    drop(open_home);
    let written = content(folder.path());
    let expected = Difference::Changed {
        table: "card".to_owned(),
        column: "number".to_owned(),
        found: "TEXT, may be empty".to_owned(),
        declared: "TEXT, required".to_owned(),
    };
    assert!(matches!(open(folder.path(), before()), Err(OpenError::Schema(list)) if list == [expected]));
    assert!(content(folder.path()) == written, "the file was written");
}

#[tokio::test]
async fn a_table_made_anew_takes_new_names_with_it() {
    let folder = TempDir::new().unwrap();
    with_a_card(folder.path()).await;
    let mut next = behind();
    let (card, person) = (next.entity_named("card").unwrap(), super::home::field(&next, "card.person"));
    next.entities[card.index()].key = "pass".to_owned();
    next.entities[card.index()].was = Some("card".to_owned());
    next.fields[person.index()].key = "bearer".to_owned();
    next.fields[person.index()].was = Some("person".to_owned());
    let home = home(folder.path(), next);
    let pass = home.get("pass", id(2)).await.unwrap();
    assert_eq!(pass.get(home.field("pass.holder")), Some(&text("person")));
    assert_eq!(pass.get(person), Some(&Value::Id(id(1))));
}
