//! Totals by value and by month, with sums, within a scope.

use super::home::{Home, id, text};
use super::scopes::{REGISTER, viewer};
use crate::{Condition, Group, Query, ReadError, Total};
use model::{Day, Value};
use rights::Operation;
use std::collections::BTreeMap;

/// Entries on days of three months in two states; one without a state, one without hours.
const TALLIES: &str = r#"
[activity.tally]
purpose = { nb = "Telle timer", en = "Count hours" }
subjects = { nb = "Personer", en = "Persons" }
basis = "contract"
source = "the person"
uses = { person = ["name", "source", "since"] }
responsible = "support"
access = { support = "write" }

[entity.tally]
name = { nb = "Tall", en = "Tally" }
activity = "tally"
subject = "person"
label = "{on}"
keep = "5 years after on"
[entity.tally.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
on = { type = "date", required = true, name = { nb = "Dag", en = "Day" } }
state = { type = "choice", name = { nb = "Status", en = "Status" },
          of = { open = { nb = "åpen", en = "open" }, done = { nb = "ferdig", en = "done" } } }
at = { type = "datetime", name = { nb = "Tidspunkt", en = "Time of day" } }
minutes = { type = "duration", name = { nb = "Tid", en = "Time" } }
note = { type = "text", max = 20, sealed = true, name = { nb = "Notat", en = "Note" } }
"#;

async fn tallies() -> Home {
    let home = Home::with(testkit::model_with(TALLIES));
    home.senders().await;
    let sender = |number: u128| Value::Id(id(super::home::SENDERS + number));
    // 31 December 2025, 1 and 31 January, 1 February 2026.
    let rows = [
        (20_453, Some("open"), Some(60), 0),
        (20_454, Some("done"), Some(30), 0),
        (20_484, Some("done"), Some(45), 1),
        (20_485, None, Some(15), 1),
        (20_485, Some("open"), None, 1),
    ];
    for (at, (day, state, minutes, person)) in (1..).zip(rows) {
        let cells = home.cells(&[
            ("tally.person", sender(person)),
            ("tally.on", Value::Day(Day(day))),
            ("tally.state", state.map_or(Value::Null, text)),
            ("tally.minutes", minutes.map_or(Value::Null, Value::Integer)),
        ]);
        home.insert("tally", id(at), cells).await.unwrap();
    }
    home
}

fn total(by: Vec<Value>, rows: u64, sums: &[i64]) -> Total {
    Total { by, rows, sums: sums.to_vec() }
}

#[tokio::test]
async fn rows_are_put_together_by_value_and_by_month_and_their_numbers_summed_up() {
    let home = tallies().await;
    let scope = home.read("tally");
    let [state, on, minutes, person] =
        ["state", "on", "minutes", "person"].map(|key| home.field(&format!("tally.{key}")));
    let all = || Query::over(&scope);
    let by_state = home.store.totals(all(), &[Group::Value(state)], &[minutes]).await.unwrap();
    let expected =
        [total(vec![Value::Null], 1, &[15]), total(vec![text("done")], 2, &[75]), total(vec![text("open")], 2, &[60])];
    assert_eq!(by_state, expected);
    let month = |day: i32| vec![Value::Day(Day(day))];
    let by_month = home.store.totals(all(), &[Group::Month(on)], &[minutes]).await.unwrap();
    let expected = [total(month(20_423), 1, &[60]), total(month(20_454), 2, &[75]), total(month(20_485), 2, &[15])];
    assert_eq!(by_month, expected, "1 December, 1 January, 1 February");
    let open = all().matching(Condition::Is(state, text("open"))).newest_first(on).limit(1);
    assert_eq!(home.store.totals(open, &[], &[minutes]).await.unwrap(), [total(Vec::new(), 2, &[60])]);
    let links = home.store.totals(all(), &[Group::Value(person), Group::Value(state)], &[]).await.unwrap();
    assert_eq!(links.iter().map(|one| one.rows).collect::<Vec<_>>(), [1, 1, 1, 1, 1]);
    let nothing = all().matching(Condition::Ids(Vec::new()));
    assert_eq!(home.store.totals(nothing.clone(), &[Group::Value(state)], &[]).await.unwrap(), []);
    assert_eq!(home.store.totals(nothing, &[], &[minutes]).await.unwrap(), [total(Vec::new(), 0, &[0])]);
}

#[tokio::test]
async fn a_moment_lies_in_the_month_of_its_day_in_norway() {
    let home = Home::with(testkit::model_with(TALLIES));
    home.senders().await;
    let scope = home.read("tally");
    // The half hours around the beginning of each month from January 2026 to January 2027.
    let firsts = std::iter::successors(Some(Day(20_454)), |first| Some(rights::next_month(*first))).take(13);
    let around = |first: Day| (-6..6).map(move |half_hours| rights::start_of(first).plus_seconds(half_hours * 30 * 60));
    let mut expected = BTreeMap::new();
    for (at, moment) in (1..).zip(firsts.flat_map(around)) {
        let cells = home.cells(&[
            ("tally.person", Value::Id(id(super::home::SENDERS))),
            ("tally.on", Value::Day(Day(20_453))),
            ("tally.at", Value::Moment(moment)),
        ]);
        home.insert("tally", id(at), cells).await.unwrap();
        *expected.entry(rights::first_of_month(rights::day_of(moment)).0).or_insert(0) += 1;
    }
    let by_month = home.store.totals(Query::over(&scope), &[Group::Month(home.field("tally.at"))], &[]).await.unwrap();
    let expected: Vec<Total> =
        expected.into_iter().map(|(day, rows)| total(vec![Value::Day(Day(day))], rows, &[])).collect();
    assert_eq!((by_month.len(), by_month), (14, expected));
}

#[tokio::test]
async fn what_has_no_total_is_refused() {
    let home = tallies().await;
    let scope = home.read("tally");
    let field = |key: &str| home.field(&format!("tally.{key}"));
    let ask = async |by: &[Group], sums: &[_]| home.store.totals(Query::over(&scope), by, sums).await.unwrap_err();
    assert_eq!(ask(&[Group::Value(field("note"))], &[]).await, ReadError::Sealed(field("note")));
    assert_eq!(ask(&[Group::Month(field("state"))], &[]).await, ReadError::WrongClass(field("state")));
    assert_eq!(ask(&[], &[field("on")]).await, ReadError::WrongClass(field("on")));
    let name = home.field("person.name");
    assert_eq!(ask(&[Group::Value(name)], &[]).await, ReadError::OutOfScope(name));
}

#[tokio::test]
async fn a_cell_that_is_hidden_in_a_row_is_in_no_total() {
    let home = Home::with(testkit::model_with(REGISTER));
    super::scopes::samples(&home).await;
    // A writer reads every paper, and `other` only of their own.
    let viewer = viewer(&home, &["writer"]);
    let scope = rights::scope(home.store.model(), &viewer, home.entity("paper"), Operation::Read).unwrap();
    let by = [Group::Value(home.field("paper.other"))];
    let totals = home.store.totals(Query::over(&scope), &by, &[]).await.unwrap();
    assert_eq!(totals, [total(vec![Value::Null], 1, &[]), total(vec![text("før")], 1, &[])]);
}
