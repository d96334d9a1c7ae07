//! Statements that are kept: whoever comes second gets exactly what would have been built for them.

use super::home::{Home, SENDERS, id, is_postgres, text};
use super::scopes::{REGISTER, ROLES};
use crate::limits::{LONG_LIST_VALUES, SHORT_LIST_VALUES_MAX, TEMPLATE_VALUES_MAX, TEMPLATES_MAX};
use crate::select;
use crate::sqlite::{FILE, open_reader};
use crate::template::{Answer, Given, Outline};
use crate::{Changes, Condition, Cursor, Query};
use model::{Day, FieldId, RowId, Value};
use rights::{Operation, Scope, Viewer};
use rusqlite::StatementStatus;

const ANSWERS: [Answer; 3] = [Answer::Rows, Answer::Count, Answer::CountTo];

/// What goes to the database: the text and what is bound.
type Sent = (String, String);

/// By way of the statements that are kept.
fn kept(home: &Home, answer: Answer, query: &Query<'_>) -> Sent {
    let (template, given) = home.store.template(answer, query).unwrap();
    (template.sql.clone(), format!("{:?}", template.params(&given, select::limit(query))))
}

/// Built for this query alone.
fn fresh(home: &Home, answer: Answer, query: &Query<'_>) -> Sent {
    let given = Given::default();
    let template = match answer {
        Answer::Rows => select::rows(home.store.tables(), query, &given).unwrap(),
        Answer::Count => select::count(home.store.tables(), query, &given).unwrap(),
        Answer::CountTo => select::count_to(home.store.tables(), query, &given).unwrap(),
    };
    (template.sql.clone(), format!("{:?}", template.params(&given, select::limit(query))))
}

/// What each role sees of papers, folders and trays as one person and as another, and the engine.
fn scopes(home: &Home) -> Vec<Scope> {
    let model = home.store.model();
    let staff = |role: &str, me: RowId| Viewer::Staff {
        user: me,
        person: me,
        team: Vec::new(),
        roles: vec![model.role_named(role).unwrap()],
    };
    let persons = [id(SENDERS), id(SENDERS + 1)];
    let staff = ROLES.iter().flat_map(|role| persons.map(|person| staff(role, person)));
    let viewers: Vec<Viewer> = [Viewer::Engine].into_iter().chain(staff).collect();
    let entities = ["paper", "folder", "tray"].map(|key| home.entity(key));
    let scopes = viewers.iter().flat_map(|viewer| {
        entities.map(|entity| rights::scope(model, viewer, entity, Operation::Read).ok()).into_iter().flatten()
    });
    scopes.collect()
}

/// Every condition there is on a field of `scope` with two values each, two at once, and each order and cursor.
fn queries<'a>(home: &Home, scope: &'a Scope) -> Vec<Query<'a>> {
    let model = home.store.model();
    let sample = |field: FieldId, number: u8| match model[field].kind.class() {
        model::Class::Text => text(&format!("text {number}")),
        model::Class::Day => Value::Day(Day(i32::from(number))),
        model::Class::Id => Value::Id(id(number.into())),
        model::Class::Boolean => Value::Boolean(number.is_multiple_of(2)),
        model::Class::Integer => Value::Integer(number.into()),
        model::Class::Moment => Value::Moment(model::Moment(number.into())),
    };
    let mut queries = vec![Query::over(scope), Query::over(scope).limit(7)];
    for number in 1..=2 {
        let ids = Condition::Ids((0..number).map(|one| id(one.into())).collect());
        queries.push(Query::over(scope).matching(ids.clone()));
        queries.push(Query::over(scope).after(Cursor { value: Value::Null, id: id(number.into()) }));
        for &field in scope.fields() {
            queries.push(Query::over(scope).only(vec![field]).limit(number.into()));
            let value = || sample(field, number);
            let conditions = [
                Condition::Is(field, value()),
                Condition::Is(field, Value::Null),
                Condition::OneOf(field, vec![value(), sample(field, 9)]),
                Condition::OneOf(field, Vec::new()),
                Condition::NoneOf(field, vec![value(), sample(field, 9)]),
                Condition::NoneOf(field, Vec::new()),
                Condition::Filled(field),
                Condition::AtLeast(field, value()),
                Condition::AtMost(field, value()),
                Condition::Any(vec![Condition::Is(field, value()), ids.clone(), Condition::Filled(field)]),
            ];
            let is_text = model[field].kind.class() == model::Class::Text;
            let contains = is_text.then(|| Condition::Contains(field, value()));
            for condition in conditions.into_iter().chain(contains) {
                let query = Query::over(scope).matching(condition);
                let cursors = [Value::Null, value()].map(|value| Cursor { value, id: id(number.into()) });
                for cursor in cursors {
                    queries.push(query.clone().oldest_first(field).after(cursor.clone()).limit(number.into()));
                    queries.push(query.clone().newest_first(field).matching(ids.clone()).after(cursor));
                }
                queries.push(query);
            }
        }
    }
    queries
}

#[test]
fn what_is_kept_says_what_would_have_been_built() {
    let home = Home::with(testkit::model_with(REGISTER));
    let scopes = scopes(&home);
    let all: Vec<Query<'_>> = scopes.iter().flat_map(|scope| queries(&home, scope)).collect();
    let mut shared = 0;
    for query in &all {
        for answer in ANSWERS {
            // Counting leaves order and cursor out before it asks.
            let query = match answer {
                Answer::Rows => query.clone(),
                Answer::Count | Answer::CountTo => Query { order: None, after: None, ..query.clone() },
            };
            let outline = Outline::of(home.store.tables(), answer, &query).expect("each of these can be kept");
            shared += usize::from(home.store.templates().get(&outline).is_some());
            assert_eq!(kept(&home, answer, &query), fresh(&home, answer, &query), "{query:?}");
            let now = home.store.templates().get(&outline);
            assert!(now.is_some(), "it is kept from now on: {query:?}");
        }
    }
    assert!(shared > all.len() / 2, "most have found one: {shared} of {}", 2 * all.len());
}

#[test]
fn different_statements_have_different_outlines() {
    let home = Home::with(testkit::model_with(REGISTER));
    let scopes = scopes(&home);
    let all: Vec<Query<'_>> = scopes.iter().flat_map(|scope| queries(&home, scope)).collect();
    let mut known = std::collections::HashMap::new();
    for query in &all {
        let template = select::rows(home.store.tables(), query, &Given::default()).unwrap();
        let outline = Outline::of(home.store.tables(), Answer::Rows, query).unwrap();
        let says = format!("{template:?}");
        let first = known.entry(outline).or_insert_with(|| says.clone());
        assert_eq!(*first, says, "{query:?}");
    }
    assert!(known.len() > 1_000, "{} outlines", known.len());
}

#[test]
fn what_depends_on_values_is_not_kept() {
    let home = Home::new();
    let scope = home.read("person");
    let name = home.field("person.name");
    let outlined = |condition: Condition| {
        let query = Query::over(&scope).matching(condition);
        Outline::of(home.store.tables(), Answer::Rows, &query).is_some()
    };
    assert!(!outlined(Condition::Words("kari".to_owned())));
    assert!(!outlined(Condition::Any(vec![Condition::Words("kari".to_owned())])));
    assert!(!outlined(Condition::OneOf(name, vec![text("a"), Value::Integer(1)])), "one of them is no text");
    assert!(!outlined(Condition::AtMost(name, Value::Null)));
    let ids = |count: usize| Condition::Ids((0..).map(id).take(count).collect());
    assert!(outlined(ids(LONG_LIST_VALUES)));
    assert!(!outlined(ids(LONG_LIST_VALUES + 1)));
    let names = |count: usize| Condition::OneOf(name, vec![text("a"); count]);
    assert!(outlined(names(LONG_LIST_VALUES)));
    assert!(!outlined(names(LONG_LIST_VALUES + 1)));
    let left = TEMPLATE_VALUES_MAX - LONG_LIST_VALUES - 1;
    let short = |count: usize| vec![names(SHORT_LIST_VALUES_MAX), names(count - SHORT_LIST_VALUES_MAX)];
    let both = |count: usize| Condition::Any([vec![ids(LONG_LIST_VALUES)], short(count)].concat());
    assert!(outlined(both(left)));
    assert!(!outlined(both(left + 1)));
}

#[test]
fn long_lists_share_a_statement() {
    let home = Home::new();
    let scope = home.read("person");
    let name = home.field("person.name");
    let ask = |count: usize| {
        let ids = Condition::Ids((1..).map(id).take(count).collect());
        let names = Condition::OneOf(name, (0..count).map(|number| text(&number.to_string())).collect());
        [ids, names].map(|condition| {
            let query = Query::over(&scope).matching(condition);
            let sent = kept(&home, Answer::Rows, &query);
            assert_eq!(sent, fresh(&home, Answer::Rows, &query));
            sent
        })
    };
    let [ids, names] = ask(SHORT_LIST_VALUES_MAX + 1);
    let [more_ids, more_names] = ask(LONG_LIST_VALUES);
    assert_eq!((&ids.0, &names.0), (&more_ids.0, &more_names.0));
    assert!(ids.1 != more_ids.1 && names.1 != more_names.1);
    let [few_ids, few_names] = ask(SHORT_LIST_VALUES_MAX);
    assert!(few_ids.0 != ids.0 && few_names.0 != names.0);
}

#[tokio::test]
async fn a_long_list_finds_what_is_in_it_once() {
    let home = Home::new();
    let rows = 2 * LONG_LIST_VALUES as u128;
    let mut changes = Changes::new();
    for number in 0..rows {
        changes.insert(&home.write("person"), id(number), home.person("Kari")).unwrap();
    }
    home.store.apply(changes).await.unwrap();
    let scope = home.read("person");
    for count in [SHORT_LIST_VALUES_MAX, SHORT_LIST_VALUES_MAX + 1, LONG_LIST_VALUES, LONG_LIST_VALUES + 1] {
        let ids: Vec<RowId> = (0..rows).rev().step_by(2).take(count).map(id).collect();
        let found = home.store.find(Query::over(&scope).matching(Condition::Ids(ids.clone()))).await.unwrap();
        assert!(found.iter().map(|row| row.id).eq(ids.into_iter().rev().take(found.len())), "{count}");
        assert_eq!(found.len(), count.min(rows as usize / 2));
    }
}

#[test]
fn no_more_than_so_many_are_kept_and_what_is_in_use_stays() {
    let home = Home::new();
    let scope = home.read("person");
    let name = home.field("person.name");
    let ask = |number: usize| {
        // Each number is another row of bits: empty, or filled in.
        let bit = |at: usize| match number >> at & 1 {
            0 => Condition::Is(name, Value::Null),
            _ => Condition::Filled(name),
        };
        let query = (0..12).fold(Query::over(&scope), |query, at| query.matching(bit(at)));
        kept(&home, Answer::Rows, &query);
        home.store.templates().len()
    };
    let most = (0..2 * TEMPLATES_MAX).map(|number| {
        ask(0);
        ask(number)
    });
    assert_eq!(most.max(), Some(TEMPLATES_MAX));
    let query = (0..12).fold(Query::over(&scope), |query, _| query.matching(Condition::Is(name, Value::Null)));
    let outline = Outline::of(home.store.tables(), Answer::Rows, &query).unwrap();
    assert!(home.store.templates().get(&outline).is_some(), "it was asked for all the time");
}

#[test]
fn a_statement_that_is_kept_is_not_prepared_anew_for_other_values() {
    if is_postgres() {
        return;
    }
    let home = Home::new();
    let connection = open_reader(&home.folder.path().join(FILE)).unwrap();
    let mut statement = connection.prepare_cached("SELECT id FROM person WHERE since > ? ORDER BY id LIMIT ?").unwrap();
    for number in 0..3_i64 {
        let mut rows = statement.query([number, number + 1]).unwrap();
        assert!(rows.next().unwrap().is_none());
    }
    assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
}
