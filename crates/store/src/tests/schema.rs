//! The schema: what the register declares and nothing else; additions by themselves, the rest refused.

use super::home::{Home, NOW, field, id, is_postgres, model, open, text, with_field};
use super::raw::{columns, content, names, raw};
use crate::{Changes, Condition, Difference, OpenError, Query};
use model::{FieldKind, Model, Value};
use std::collections::BTreeSet;
use tempfile::TempDir;

fn declared(model: &Model) -> BTreeSet<String> {
    let own = model
        .entities
        .iter()
        .flat_map(|entity| ["key", "id", "version", "restricted"].map(|name| format!("{}.{name}", entity.key)));
    let stored = model.entities.iter().flat_map(|entity| entity.fields.iter().map(|field| &model[*field]));
    let fields = stored.map(|field| format!("{}.{}", model[field.entity].key, field.key));
    own.chain(fields).collect()
}

#[tokio::test]
async fn every_column_is_declared_and_every_declaration_a_column() {
    let home = Home::new();
    assert_eq!(columns(home.folder.path()), declared(home.store.model()));
    let searched = home.store.model().entities.iter().filter(|entity| !entity.search.is_empty());
    for entity in searched {
        let index = format!("{}_search", entity.key);
        assert!(names(home.folder.path(), "table").contains(&index), "{index}");
    }
    if !is_postgres() {
        let loose = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 \
                     AND name NOT LIKE 'sqlite_%'";
        assert!(!raw(home.folder.path(), |session| session.is_there(loose, &[])).unwrap());
    }
}

#[tokio::test]
async fn the_database_remembers_the_register() {
    let home = Home::new();
    let state = home.store.find(Query::over(&home.read("schema_state"))).await.unwrap();
    let fingerprint = text(&home.store.model().fingerprint);
    assert_eq!(state.len(), 1);
    assert_eq!(state[0].get(home.field("schema_state.fingerprint")), Some(&fingerprint));
    assert_eq!(state[0].get(home.field("schema_state.applied_at")), Some(&Value::Moment(NOW)));
}

/// Opens with the standard register, stores a person, and opens again with another register.
async fn reopened(folder: &TempDir, next: Model) -> Result<Home, OpenError> {
    let home = Home { store: open(folder.path(), model()).unwrap(), folder: TempDir::new().unwrap() };
    if home.count("person").await == 0 {
        home.insert("person", id(1), home.person("Kari")).await.unwrap();
    }
    drop(home);
    let store = open(folder.path(), next)?;
    Ok(Home { store, folder: TempDir::new().unwrap() })
}

#[tokio::test]
async fn a_new_field_that_may_be_empty_is_added() {
    let folder = TempDir::new().unwrap();
    let mut next = with_field(model(), "person", "nickname", FieldKind::Text { max: 20 }, false);
    let nickname = field(&next, "person.nickname");
    let person = next.entity_named("person").unwrap();
    next.entities[person.index()].search.push(nickname);
    next.fields[nickname.index()].unique = true;
    let home = reopened(&folder, next).await.unwrap();
    assert_eq!(home.get("person", id(1)).await.unwrap().get(nickname), Some(&Value::Null));
    home.update("person", id(1), 1, &[("person.nickname", text("Kaja"))]).await.unwrap();
    let scope = home.read("person");
    for words in ["kaja", "kari"] {
        let query = Query::over(&scope).matching(Condition::Words(words.to_owned()));
        assert_eq!(home.store.count(query).await, Ok(1), "{words}");
    }
    assert_eq!(columns(folder.path()), declared(home.store.model()));
    let state = home.store.find(Query::over(&home.read("schema_state"))).await.unwrap();
    assert_eq!((state.len(), state[0].version), (1, 2));
}

#[tokio::test]
async fn a_new_required_field_is_added_where_there_are_no_rows() {
    let folder = TempDir::new().unwrap();
    let next = with_field(model(), "receipt", "place", FieldKind::Text { max: 20 }, true);
    let home = reopened(&folder, next).await.unwrap();
    assert_eq!(columns(folder.path()), declared(home.store.model()));
}

#[tokio::test]
async fn a_new_table_is_made_with_its_index() {
    let folder = TempDir::new().unwrap();
    let mut next = model();
    let mut copy = next.entities[next.entity_named("receipt").unwrap().index()].clone();
    copy.key = "parcel".to_owned();
    copy.fields = Vec::new();
    copy.list = Vec::new();
    copy.keep = model::Keep::Always;
    next.entities.push(copy);
    next = with_field(next, "parcel", "contents", FieldKind::LongText { max: 10 }, true);
    let contents = field(&next, "parcel.contents");
    next.entities.last_mut().unwrap().search = vec![contents];
    let home = reopened(&folder, next).await.unwrap();
    home.insert("parcel", id(1), vec![(contents, text("bok"))]).await.unwrap();
    let scope = home.read("parcel");
    let query = Query::over(&scope).matching(Condition::Words("bo".to_owned()));
    assert_eq!(home.store.count(query).await, Ok(1));
}

/// The register `next` is refused with `expected`, and the file stays as it was.
async fn refused(next: Model, expected: &[Difference]) {
    let folder = TempDir::new().unwrap();
    drop(reopened(&folder, model()).await.unwrap());
    let before = content(folder.path());
    match open(folder.path(), next) {
        Err(OpenError::Schema(differences)) => assert_eq!(differences, expected),
        other => panic!("expected {expected:?}, found {other:?}"),
    }
    assert!(content(folder.path()) == before, "the file was written");
    open(folder.path(), model()).unwrap();
}

#[tokio::test]
async fn a_column_that_is_not_declared_any_more_is_refused() {
    let mut next = model();
    let name = field(&next, "person.name");
    next.fields[name.index()].key = "called".to_owned();
    let (table, column) = ("person".to_owned(), "name".to_owned());
    refused(next, &[Difference::UndeclaredColumn { table, column }]).await;
}

#[tokio::test]
async fn a_table_that_is_not_declared_is_refused() {
    let folder = TempDir::new().unwrap();
    drop(open(folder.path(), model()).unwrap());
    let create = "CREATE TABLE notes (note TEXT); CREATE VIEW names AS SELECT name FROM person";
    raw(folder.path(), |session| session.batch(create)).unwrap();
    let error = open(folder.path(), model()).unwrap_err();
    let undeclared = |table: &str| Difference::UndeclaredTable { table: table.to_owned() };
    assert!(matches!(&error, OpenError::Schema(list) if *list == [undeclared("names"), undeclared("notes")]));
    assert!(error.to_string().contains("notes: the database has this table, the register does not declare it"));
}

#[tokio::test]
async fn a_changed_type_is_refused() {
    let changed = |column: &str, found: &str, declared: &str| Difference::Changed {
        table: "person".to_owned(),
        column: column.to_owned(),
        found: found.to_owned(),
        declared: declared.to_owned(),
    };
    let mut next = model();
    let since = field(&next, "person.since");
    next.fields[since.index()].kind = FieldKind::Text { max: 10 };
    refused(next, &[changed("since", "INTEGER, required", "TEXT, required")]).await;
    let mut next = model();
    next.fields[field(&model(), "person.language").index()].required = true;
    refused(next, &[changed("language", "TEXT, may be empty", "TEXT, required")]).await;
}

#[tokio::test]
async fn a_new_required_field_of_a_table_with_rows_is_refused() {
    let next = with_field(model(), "person", "height", FieldKind::Integer, true);
    refused(next, &[Difference::Required { table: "person".to_owned(), column: "height".to_owned() }]).await;
}

#[tokio::test]
async fn a_value_that_is_there_twice_cannot_become_unique() {
    let folder = TempDir::new().unwrap();
    let home = reopened(&folder, model()).await.unwrap();
    let mut changes = Changes::new();
    changes.insert(&home.write("person"), id(2), home.person("Kari")).unwrap();
    home.store.apply(changes).await.unwrap();
    drop(home);
    let before = content(folder.path());
    let mut next = model();
    next.fields[field(&model(), "person.name").index()].unique = true;
    assert!(matches!(open(folder.path(), next), Err(OpenError::Unavailable(_))));
    assert!(content(folder.path()) == before, "the file was written");
}

/// A register in which messages follow cases by `links`, and cases are numbered.
const CASES: &str = r#"
[entity.dossier]
name = { nb = "Sak", en = "Case" }
activity = "contact"
subject = "person"
label = "{number}"
keep = "1 year after latest of notes.written_on and opened_on"

[entity.dossier.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
number = { type = "sequence", name = { nb = "Nummer", en = "Number" } }
opened_on = { type = "date", required = true, name = { nb = "Åpnet", en = "Opened" } }
notes = { type = "links", from = "jotting.dossier", name = { nb = "Notater", en = "Notes" } }

[entity.jotting]
name = { nb = "Notat", en = "Note" }
activity = "contact"
subject = "dossier.person"
label = "{written_on}"
keep = "with dossier"

[entity.jotting.fields]
dossier = { type = "link", to = "dossier", required = true, name = { nb = "Sak", en = "Case" } }
written_on = { type = "date", required = true, name = { nb = "Skrevet", en = "Written" } }
"#;

#[tokio::test]
async fn links_have_no_column_and_the_dates_behind_them_an_index() {
    let home = Home::with(testkit::model_with(CASES));
    let found = columns(home.folder.path());
    assert_eq!(found, declared(home.store.model()));
    assert!(!found.contains("dossier.notes"));
    let indexes = names(home.folder.path(), "index");
    for name in ["jotting.written_on", "dossier.opened_on", "jotting.dossier"] {
        assert!(indexes.contains(&name.to_owned()), "{name}");
    }
}

#[tokio::test]
async fn what_is_renamed_keeps_its_rows_its_index_and_its_numbers() {
    let folder = TempDir::new().unwrap();
    let old = testkit::model_with(CASES);
    let home = Home { store: open(folder.path(), old.clone()).unwrap(), folder: TempDir::new().unwrap() };
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let case = |home: &Home, key: &str| {
        let cells = [("person", Value::Id(id(1))), ("opened_on", Value::Day(model::Day(20_000)))];
        home.cells(
            &cells
                .map(|(field, value)| (format!("{key}.{field}"), value))
                .each_ref()
                .map(|(path, value)| (path.as_str(), value.clone())),
        )
    };
    for number in [1, 2] {
        home.insert("dossier", id(number), case(&home, "dossier")).await.unwrap();
    }
    home.delete("dossier", id(2), 1).await.unwrap();
    drop(home);
    let mut next = old;
    let person = next.entity_named("person").unwrap();
    let entity = next.entity_named("dossier").unwrap();
    let number = field(&next, "dossier.number");
    let name = field(&next, "person.name");
    next.fields[name.index()].key = "full_name".to_owned();
    next.fields[name.index()].was = Some("name".to_owned());
    next.entities[entity.index()].key = "binder".to_owned();
    next.entities[entity.index()].was = Some("dossier".to_owned());
    next.fields[number.index()].key = "running".to_owned();
    next.fields[number.index()].was = Some("number".to_owned());
    next.fingerprint.push('+');
    for _ in 0..2 {
        let home = Home { store: open(folder.path(), next.clone()).unwrap(), folder: TempDir::new().unwrap() };
        assert_eq!(columns(folder.path()), declared(&next));
        assert_eq!(home.get("binder", id(1)).await.unwrap().get(number), Some(&Value::Integer(1)));
        let scope = home.read("person");
        assert_eq!(scope.entity(), person);
        let query = Query::over(&scope).matching(Condition::Words("kari".to_owned()));
        assert_eq!(home.store.count(query).await, Ok(1));
    }
    let home = Home { store: open(folder.path(), next).unwrap(), folder: TempDir::new().unwrap() };
    home.insert("binder", id(3), case(&home, "binder")).await.unwrap();
    let given = home.get("binder", id(3)).await.unwrap().get(number).cloned();
    assert_eq!(given, Some(Value::Integer(3)), "the number of the row that went is not given again");
}

#[tokio::test]
async fn a_former_name_that_is_somebody_elses_now_is_left_alone() {
    let mut next = with_field(model(), "person", "nickname", FieldKind::Text { max: 20 }, false);
    let nickname = field(&next, "person.nickname");
    next.fields[nickname.index()].was = Some("name".to_owned());
    let folder = TempDir::new().unwrap();
    let home = reopened(&folder, next).await.unwrap();
    let record = home.get("person", id(1)).await.unwrap();
    assert_eq!(record.get(nickname), Some(&Value::Null));
    assert_eq!(record.get(home.field("person.name")), Some(&text("Kari")));
}
