//! The order of texts: as a Norwegian list has them, page by page, by an index.

use super::home::{Home, id, text};
use super::raw::raw;
use crate::dialect::Dialect;
use crate::template::Given;
use crate::{Condition, Cursor, Query, select};
use model::{RowId, Value};

/// In the order in which they should come.
#[rustfmt::skip]
const NAMES: [&str; 17] = [
    "", "Alf", "alfa", "ÁLFB", "Bø", "Isak", "Zoë", "Älg", "Ære", "Ærfugl", "ødegård", "Öst", "Østen", "Aamodt", "Åmot",
    "Aasen", "åsne",
];

/// The names without one first: empty cells come before all.
async fn listed() -> Home {
    let home = Home::new();
    // Neither in that order nor against it.
    for (at, name) in NAMES.iter().enumerate() {
        let number = u128::try_from(at * 7 % NAMES.len()).unwrap() + 1;
        let cells = home.person(name);
        home.insert("person", id(number), cells).await.unwrap();
    }
    home.insert(
        "person",
        id(99),
        home.cells(&[("person.source", text("company")), ("person.since", Value::Day(model::Day(1)))]),
    )
    .await
    .unwrap();
    home
}

#[tokio::test]
async fn names_come_as_in_a_norwegian_list_whatever_the_page() {
    let home = listed().await;
    let (scope, name) = (home.read("person"), home.field("person.name"));
    for forward in [true, false] {
        for rows in 1..=4 {
            let mut query = Query::over(&scope).limit(rows);
            query = if forward { query.oldest_first(name) } else { query.newest_first(name) };
            let mut seen: Vec<Option<String>> = Vec::new();
            let mut ids: Vec<RowId> = Vec::new();
            loop {
                let page = home.store.find(query.clone()).await.unwrap();
                let Some(last) = page.last() else { break };
                query = query.after(Cursor::behind(last, name));
                for row in &page {
                    ids.push(row.id);
                    seen.push(match row.get(name) {
                        Some(Value::Text(name)) => Some(name.clone()),
                        _ => None,
                    });
                }
            }
            let mut expected: Vec<Option<String>> =
                std::iter::once(None).chain(NAMES.map(|name| Some(name.to_owned()))).collect();
            if !forward {
                expected.reverse();
            }
            assert_eq!(seen, expected, "{rows} rows a page, forward {forward}");
            ids.sort_unstable();
            ids.dedup();
            assert_eq!(ids.len(), NAMES.len() + 1);
        }
    }
}

#[tokio::test]
async fn a_page_is_read_from_the_index() {
    let home = listed().await;
    let (scope, name, since) = (home.read("person"), home.field("person.name"), home.field("person.since"));
    let by_name = Query::over(&scope).oldest_first(name).limit(2);
    let latest = Query::over(&scope).newest_first(since).limit(2);
    let behind = |value| Cursor { value, id: id(1) };
    let more = by_name.clone().after(behind(text("Isak")));
    let earlier = latest.clone().after(behind(Value::Day(model::Day(20_000))));
    let source = Condition::Is(home.field("person.source"), text("company"));
    let few = [latest.clone(), earlier.clone()].map(|query| query.matching(source.clone()));
    let few = few.map(|query| ("person.source.since.ordered", query));
    let of_names = [by_name, more].map(|query| ("person.name.sorted", query));
    let latest = [latest, earlier].map(|query| ("person.since.ordered", query));
    for (index, query) in of_names.into_iter().chain(latest).chain(few) {
        let given = Given::default();
        let statement = select::rows(home.store.tables(), &query, &given).unwrap();
        let params = statement.params(&given, select::limit(&query));
        let plan = raw(home.folder.path(), |session| {
            let (explain, line) = match session.dialect() {
                Dialect::Sqlite => ("EXPLAIN QUERY PLAN ", 3),
                // So few rows are sorted sooner than looked up.
                Dialect::Postgres => {
                    session.batch("SET enable_seqscan = off; SET enable_sort = off").unwrap();
                    ("EXPLAIN ", 0)
                }
            };
            session.all(&format!("{explain}{}", statement.sql), &params, |cells| cells.word(line))
        });
        let plan = plan.unwrap().join("; ");
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE") && !plan.contains("Sort"), "{plan}");
    }
}
