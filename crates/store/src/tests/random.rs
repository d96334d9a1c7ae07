//! Random operations on the store and on a map, which must agree at every step.

use super::home::{Home, id, text};
use crate::{ApplyError, Changes, Condition, Cursor, Query};
use model::{FieldId, RowId, Value};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// One step of a change.
#[derive(Debug, Clone)]
enum Act {
    Insert(u128, &'static str),
    /// Of a row, expecting a version, the name.
    Rename(u128, i64, Option<&'static str>),
    Delete(u128, i64),
}

/// Name and version by id.
type People = BTreeMap<u128, (Option<&'static str>, i64)>;

const NAMES: [&str; 5] = ["kari", "karin", "ola", "åse", ""];
const WORDS: [&str; 4] = ["kar", "karin", "ola", "as"];

fn act() -> impl Strategy<Value = Act> {
    let number = 0..6_u128;
    let name = proptest::sample::select(&NAMES[..]);
    prop_oneof![
        (number.clone(), name.clone()).prop_map(|(number, name)| Act::Insert(number, name)),
        (number.clone(), 1..4_i64, proptest::option::of(name))
            .prop_map(|(n, version, name)| Act::Rename(n, version, name)),
        (number, 1..4_i64).prop_map(|(number, version)| Act::Delete(number, version)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_store_agrees_with_a_map(changes in proptest::collection::vec(proptest::collection::vec(act(), 1..4), 1..40)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let home = Home::new();
            let mut people = People::new();
            for acts in &changes {
                let outcome = home.store.apply(asked(&home, acts)).await;
                match expected(&people, acts) {
                    Ok(next) => {
                        assert_eq!(outcome, Ok(()));
                        people = next;
                    }
                    Err(number) => {
                        assert_eq!(outcome, Err(ApplyError::Stale { entity: home.entity("person"), id: id(number) }));
                    }
                }
                compare(&home, &people).await;
            }
        });
    }
}

fn asked(home: &Home, acts: &[Act]) -> Changes {
    let scope = home.write("person");
    let mut changes = Changes::new();
    for act in acts {
        match act {
            Act::Insert(number, name) => changes.insert(&scope, id(*number), home.person(name)),
            Act::Rename(number, version, name) => {
                let name = home.cells(&[("person.name", name.map_or(Value::Null, text))]);
                changes.update(&scope, id(*number), *version, name)
            }
            Act::Delete(number, version) => changes.delete(&scope, id(*number), *version),
        }
        .unwrap();
    }
    changes
}

/// The people after all acts, or the first row that is not as an act expects it.
fn expected(people: &People, acts: &[Act]) -> Result<People, u128> {
    let mut people = people.clone();
    for act in acts {
        match act {
            Act::Insert(number, name) => match people.insert(*number, (Some(name), 1)) {
                None => {}
                Some(_) => return Err(*number),
            },
            Act::Rename(number, version, name) => match people.get_mut(number) {
                Some(person) if person.1 == *version => *person = (*name, version + 1),
                Some(_) | None => return Err(*number),
            },
            Act::Delete(number, version) => match people.remove(number) {
                Some((_, found)) if found == *version => {}
                Some(_) | None => return Err(*number),
            },
        }
    }
    Ok(people)
}

async fn compare(home: &Home, people: &People) {
    let scope = home.read("person");
    let name = home.field("person.name");
    let rows = home.store.find(Query::over(&scope)).await.unwrap();
    let found = rows.iter().map(|row| (row.id, row.get(name).cloned().unwrap(), row.version));
    let wanted = people.iter().map(|(number, (name, version))| (id(*number), name.map_or(Value::Null, text), *version));
    assert!(found.eq(wanted), "{rows:?} is not {people:?}");
    for word in WORDS {
        let rows = home.store.find(Query::over(&scope).matching(Condition::Words(word.to_owned()))).await.unwrap();
        let starts = |name: Option<&str>| name.is_some_and(|name| name.replace('å', "a").starts_with(word));
        let wanted = people.iter().filter(|(_, (name, _))| starts(*name)).map(|(number, _)| id(*number));
        assert!(rows.iter().map(|row| row.id).eq(wanted), "{word}: {rows:?} is not {people:?}");
    }
    assert_eq!(paged(home, name).await, by_name(people));
}

async fn paged(home: &Home, name: FieldId) -> Vec<RowId> {
    let scope = home.read("person");
    let mut seen = Vec::new();
    let mut query = Query::over(&scope).newest_first(name).limit(2);
    loop {
        let page = home.store.find(query.clone()).await.unwrap();
        let Some(last) = page.last() else { return seen };
        query = query.after(Cursor::behind(last, name));
        seen.extend(page.iter().map(|row| row.id));
    }
}

fn by_name(people: &People) -> Vec<RowId> {
    // `å` comes behind all that begins with another letter.
    let place = |name: &str| name.replace('å', "}");
    let mut all: Vec<(Option<String>, u128)> =
        people.iter().map(|(number, (name, _))| (name.map(place), *number)).collect();
    all.sort_unstable();
    all.into_iter().rev().map(|(_, number)| id(number)).collect()
}
