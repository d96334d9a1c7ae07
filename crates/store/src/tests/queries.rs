//! Conditions, order, paging.

use super::home::{Home, NOW, SENDERS, id, text};
use crate::{Condition, Cursor, Query, ReadError};
use model::{Moment, RowId, Value};
use rights::{Operation, Viewer};

/// Requests 1 to 9: answered in pairs at the same moment, every third one never.
async fn nine() -> Home {
    let home = Home::new();
    home.senders().await;
    for number in 1..=9 {
        let mut cells = home.request(number, "hei");
        cells.retain(|(field, _)| *field != home.field("contact_request.submission"));
        cells.push((home.field("contact_request.submission"), text(&format!("{number}"))));
        if number % 3 != 0 {
            let moment = Moment(NOW.0 + i64::try_from(number / 2).unwrap());
            cells.push((home.field("contact_request.answered_at"), Value::Moment(moment)));
        }
        home.insert("contact_request", id(number), cells).await.unwrap();
    }
    home
}

#[tokio::test]
async fn conditions_find_what_they_say() {
    let home = nine().await;
    let scope = home.read("contact_request");
    let person = home.field("contact_request.person");
    let answered = home.field("contact_request.answered_at");
    let submission = home.field("contact_request.submission");
    let check = async |conditions: &[Condition], expected: &[u128]| {
        let query = conditions.iter().cloned().fold(Query::over(&scope), Query::matching);
        let found: Vec<RowId> = home.store.find(query.clone()).await.unwrap().iter().map(|row| row.id).collect();
        let expected: Vec<RowId> = expected.iter().copied().map(id).collect();
        assert_eq!(found, expected, "{conditions:?}");
        assert_eq!(home.store.count(query).await.unwrap(), u64::try_from(expected.len()).unwrap());
    };
    let even = Condition::Is(person, Value::Id(id(SENDERS)));
    let open = Condition::Is(answered, Value::Null);
    let early = Condition::AtMost(answered, Value::Moment(Moment(NOW.0 + 1)));
    check(&[], &[1, 2, 3, 4, 5, 6, 7, 8, 9]).await;
    check(&[Condition::Ids(vec![id(2), id(77), id(1)])], &[1, 2]).await;
    check(&[Condition::Ids(Vec::new())], &[]).await;
    check(std::slice::from_ref(&even), &[2, 4, 6, 8]).await;
    check(std::slice::from_ref(&open), &[3, 6, 9]).await;
    check(&[even.clone(), open.clone()], &[6]).await;
    check(&[Condition::OneOf(submission, vec![text("4"), text("9"), text("x")])], &[4, 9]).await;
    check(&[Condition::OneOf(submission, Vec::new())], &[]).await;
    check(std::slice::from_ref(&early), &[1, 2]).await;
    let late = Condition::AtLeast(answered, Value::Moment(Moment(NOW.0 + 3)));
    check(std::slice::from_ref(&late), &[7, 8]).await;
    check(&[Condition::NoneOf(submission, vec![text("4"), text("9")])], &[1, 2, 3, 5, 6, 7, 8]).await;
    check(&[Condition::NoneOf(answered, vec![Value::Moment(NOW)])], &[2, 3, 4, 5, 6, 7, 8, 9]).await;
    check(&[Condition::NoneOf(submission, Vec::new())], &[1, 2, 3, 4, 5, 6, 7, 8, 9]).await;
    check(&[Condition::Contains(submission, text("8"))], &[8]).await;
    check(&[Condition::Any(vec![early, open])], &[1, 2, 3, 6, 9]).await;
    check(&[Condition::Any(Vec::new())], &[]).await;
    check(&[Condition::Any(vec![even]), Condition::Ids(vec![id(1), id(2)])], &[2]).await;
}

#[tokio::test]
async fn a_text_is_found_in_a_text_whatever_the_capitals_and_accents() {
    let home = Home::new();
    for (number, name) in (1..).zip(["Kari Nordmann", "ÅSE Ødegård", "André 100 %", "Aase_Berg"]) {
        home.insert("person", id(number), home.person(name)).await.unwrap();
    }
    let (scope, name) = (home.read("person"), home.field("person.name"));
    let check = async |words: &str, expected: &[u128]| {
        let query = Query::over(&scope).matching(Condition::Contains(name, text(words)));
        let found: Vec<RowId> = home.store.find(query).await.unwrap().iter().map(|row| row.id).collect();
        assert_eq!(found, expected.iter().copied().map(id).collect::<Vec<_>>(), "{words}");
    };
    for (words, expected) in [
        ("nord", &[1_u128][..]),
        ("åse", &[2, 4]),
        ("ødegård", &[2]),
        ("andre", &[3]),
        ("0 %", &[3]),
        ("e_b", &[4]),
        ("'", &[]),
    ] {
        check(words, expected).await;
    }
}

#[tokio::test]
async fn a_count_goes_no_further_than_it_is_asked_to() {
    let home = nine().await;
    let scope = home.read("contact_request");
    let open = Condition::Is(home.field("contact_request.answered_at"), Value::Null);
    for (most, all, waiting) in [(2, 2, 2), (3, 3, 3), (4, 4, 3), (9, 9, 3), (10, 9, 3)] {
        let query = Query::over(&scope);
        assert_eq!(home.store.count_to(query.clone(), most).await.unwrap(), all);
        assert_eq!(home.store.count_to(query.matching(open.clone()), most).await.unwrap(), waiting);
    }
    // What was counted is counted again after a change, also of what the scope or a condition follows links to.
    for (number, expected) in [(10, 4), (11, 5)] {
        home.insert("contact_request", id(number), home.request(number, "hei")).await.unwrap();
        assert_eq!(home.store.count_to(Query::over(&scope).matching(open.clone()), 9).await.unwrap(), expected);
    }
    home.delete("contact_request", id(11), 1).await.unwrap();
    assert_eq!(home.store.count_to(Query::over(&scope).matching(open), 9).await.unwrap(), 4);
}

#[tokio::test]
async fn pages_are_complete_and_stable_whatever_their_length() {
    let home = nine().await;
    let scope = home.read("contact_request");
    let answered = home.field("contact_request.answered_at");
    let newest = [8, 7, 5, 4, 2, 1, 9, 6, 3].map(id);
    let oldest = [3, 6, 9, 1, 2, 4, 5, 7, 8].map(id);
    let by_id = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(id);
    for length in 1..=10 {
        for (order, expected) in [(Some(true), newest), (Some(false), oldest), (None, by_id)] {
            let mut seen = Vec::new();
            let mut cursor: Option<Cursor> = None;
            loop {
                let mut query = match order {
                    Some(true) => Query::over(&scope).newest_first(answered),
                    Some(false) => Query::over(&scope).oldest_first(answered),
                    None => Query::over(&scope),
                };
                if let Some(cursor) = cursor {
                    query = query.after(cursor);
                }
                let page = home.store.find(query.limit(length)).await.unwrap();
                assert!(u64::try_from(page.len()).unwrap() <= length);
                let Some(last) = page.last() else { break };
                cursor = Some(Cursor::behind(last, answered));
                seen.extend(page.iter().map(|row| row.id));
            }
            assert_eq!(seen, expected, "{order:?}, pages of {length}");
        }
    }
}

#[tokio::test]
async fn a_page_goes_on_where_the_last_row_was_even_if_that_is_gone() {
    let home = nine().await;
    let scope = home.read("contact_request");
    let answered = home.field("contact_request.answered_at");
    let first = home.store.find(Query::over(&scope).newest_first(answered).limit(2)).await.unwrap();
    home.delete("contact_request", id(7), 1).await.unwrap();
    let cursor = Cursor::behind(&first[1], answered);
    let next = home.store.find(Query::over(&scope).newest_first(answered).after(cursor).limit(2)).await.unwrap();
    assert_eq!(next.iter().map(|row| row.id).collect::<Vec<_>>(), [id(5), id(4)]);
}

#[tokio::test]
async fn a_query_stays_inside_its_scope() {
    let home = Home::new();
    let model = home.store.model();
    let support = model.role_named("support").unwrap();
    let viewer = Viewer::Staff { user: id(1), person: id(1), team: Vec::new(), roles: vec![support] };
    let mut narrow = (**model).clone();
    for activity in &mut narrow.activities {
        for used in &mut activity.uses {
            used.fields.retain(|field| *field != home.field("person.name"));
        }
    }
    let scope = rights::scope(&narrow, &viewer, home.entity("person"), Operation::Read).unwrap();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let name = home.field("person.name");
    let record = home.store.get(&scope, id(1)).await.unwrap().unwrap();
    assert_eq!(record.get(name), None);
    assert_eq!(record.cells.iter().map(|(field, _)| *field).collect::<Vec<_>>(), scope.fields());
    let check = async |query: Query<'_>, expected: ReadError| {
        assert_eq!(home.store.find(query).await, Err(expected));
    };
    let all = || Query::over(&scope);
    check(all().matching(Condition::Is(name, text("Kari"))), ReadError::OutOfScope(name)).await;
    check(all().matching(Condition::Is(name, Value::Null)), ReadError::OutOfScope(name)).await;
    check(all().matching(Condition::OneOf(name, Vec::new())), ReadError::OutOfScope(name)).await;
    check(all().matching(Condition::AtMost(name, text("Kari"))), ReadError::OutOfScope(name)).await;
    check(all().matching(Condition::AtLeast(name, text("Kari"))), ReadError::OutOfScope(name)).await;
    check(all().matching(Condition::NoneOf(name, Vec::new())), ReadError::OutOfScope(name)).await;
    check(all().matching(Condition::Contains(name, text("Kari"))), ReadError::OutOfScope(name)).await;
    check(all().newest_first(name), ReadError::OutOfScope(name)).await;
    let words = Condition::Words("Kari".to_owned());
    check(all().matching(Condition::Any(vec![words])), ReadError::NotSearchable(scope.entity())).await;
    let since = home.field("person.since");
    check(all().matching(Condition::Is(since, text("today"))), ReadError::WrongClass(since)).await;
    check(all().matching(Condition::AtMost(since, Value::Null)), ReadError::WrongClass(since)).await;
    let day = Value::Day(model::Day(20_000));
    check(all().matching(Condition::Contains(since, day)), ReadError::WrongClass(since)).await;
}

#[test]
fn a_query_may_move_between_threads() {
    fn moves(_: impl Send) {}
    let home = Home::new();
    let scope = home.read("person");
    moves(home.store.find(Query::over(&scope)));
    moves(home.store.claim_job(NOW, NOW, &["scrub"]));
    moves(home.store.scrub());
}

#[tokio::test]
async fn rows_come_with_the_fields_that_were_asked_for() {
    let home = Home::new();
    home.insert("person", id(1), home.person("Kari")).await.unwrap();
    let scope = home.read("person");
    let (name, since) = (home.field("person.name"), home.field("person.since"));
    let whole = home.store.get(&scope, id(1)).await.unwrap().unwrap();
    // Not a field of this entity: it is in no scope of it.
    let foreign = home.field("email.subject");
    for only in [vec![], vec![name], vec![since, name, foreign]] {
        let query =
            Query::over(&scope).matching(Condition::Is(since, Value::Day(model::Day(20_000)))).only(only.clone());
        let found = home.store.find(query).await.unwrap();
        let mut expected = whole.clone();
        expected.cells.retain(|(field, _)| only.contains(field));
        assert_eq!(found, [expected]);
    }
}
