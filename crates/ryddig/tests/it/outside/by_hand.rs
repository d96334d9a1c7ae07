//! Few rows, and tables in the script's own description that a person can reckon after.

use super::seed::{Writing, open};
use super::{club, export, model, print_into, reader};
use crate::harness::Place;
use model::{Day, Moment, RowId, Value};
use serde_json::Value as Json;
use std::collections::BTreeSet;

const README: &str = include_str!("../../../../../tests/outside/README.md");
const KARI: RowId = RowId([1; 16]);
const LOCKER: RowId = RowId([2; 16]);
const MEMBER: RowId = RowId([3; 16]);
const VISIT: RowId = RowId([4; 16]);
const REMARK: RowId = RowId([5; 16]);
const BILL: RowId = RowId([6; 16]);
const OLA: RowId = RowId([7; 16]);
const HIS_MEMBERSHIP: RowId = RowId([8; 16]);
const ASKED_FOR: RowId = RowId([9; 16]);
const AS_MEMBER: RowId = RowId([10; 16]);

fn day(text: &str) -> Value {
    let date: jiff::civil::Date = text.parse().expect("a date");
    Value::Day(Day(date.since((jiff::Unit::Day, jiff::civil::date(1970, 1, 1))).expect("near").get_days()))
}

/// The rows of the description.
fn kari() -> Place {
    let place = club();
    let model = model(&place);
    let store = open(&place.data(), &model);
    let mut writing = Writing::new(&model);
    let mut insert = |key: &str, id: RowId, cells: &[(&str, Value)]| {
        let entity = model.entity_named(key).expect(key);
        let field = |field: &str| model.field_named(entity, field).expect("a field");
        writing.insert(entity, id, cells.iter().map(|(key, value)| (field(key), value.clone())).collect());
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let moment: jiff::Timestamp = "2021-10-31T23:30:00Z".parse().expect("a moment");
    insert("person", KARI, &[("name", text("Kari")), ("source", text("customer")), ("since", day("2020-03-10"))]);
    let locker = [
        ("person", Value::Id(KARI)),
        ("number", text("7")),
        ("code", text("1234")),
        ("deposit", Value::Integer(20_000)),
        ("given_on", day("2020-03-10")),
    ];
    insert("locker", LOCKER, &locker);
    let member = [
        ("person", Value::Id(KARI)),
        ("kind", text("full")),
        ("joined_on", day("2020-03-10")),
        ("left_on", day("2022-02-28")),
        ("nickname", text("Kaja")),
        ("fee", Value::Integer(50_000)),
    ];
    insert("member", MEMBER, &member);
    let came_at = Value::Moment(Moment(moment.as_microsecond()));
    insert("visit", VISIT, &[("member", Value::Id(MEMBER)), ("came_at", came_at)]);
    let remark = [("visit", Value::Id(VISIT)), ("written_on", day("2022-01-15")), ("mood", Value::Integer(3))];
    insert("remark", REMARK, &remark);
    let bill = [
        ("member", Value::Id(MEMBER)),
        ("made_on", day("2020-05-01")),
        ("paid_on", day("2020-06-30")),
        ("text", text("Mai")),
    ];
    insert("club_bill", BILL, &bill);
    insert("person", OLA, &[("name", text("Ola")), ("source", text("customer")), ("since", day("2020-03-10"))]);
    let membership = [
        ("person", Value::Id(OLA)),
        ("kind", text("full")),
        ("joined_on", day("2020-03-10")),
        ("portrait", text("Ola")),
    ];
    insert("member", HIS_MEMBERSHIP, &membership);
    for (id, ground) in [(ASKED_FOR, "asked"), (AS_MEMBER, "member")] {
        insert("letter", id, &[("person", Value::Id(OLA)), ("ground", text(ground)), ("topics", text("ski"))]);
    }
    let changes = writing.changes;
    let work = tokio::runtime::Runtime::new().expect("a runtime");
    work.block_on(store.apply(changes)).expect("the rows fit the register");
    drop(store);
    place
}

/// The cells of the lines of the table of the description whose heading begins so.
fn table(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, rest) = README.split_once(heading).expect("the table is there");
    let lines = rest.lines().skip(2).take_while(|line| line.starts_with('|'));
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// What Ryddig says on a day, after the script has said the same: rows with the fields that are emptied.
fn said(place: &Place, arguments: &[&str]) -> Json {
    let mut all = arguments.to_vec();
    all.extend(["--format", "json"]);
    print_into(place, "plan.json", &all);
    let (said, same) = reader(place, &["compare", "register.json", "rows.json", "plan.json"]);
    assert!(same, "{said}");
    serde_json::from_str(&std::fs::read_to_string(place.path("plan.json")).expect("the plan")).expect("it is JSON")
}

fn lines(plan: &Json, cells: &[&str]) -> BTreeSet<Vec<String>> {
    let word = |value: &Json| match value {
        Json::Array(of) => of.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", "),
        other => other.as_str().unwrap_or_default().to_owned(),
    };
    let rows = plan["rows"].as_array().expect("rows").iter();
    rows.map(|row| cells.iter().map(|cell| word(&row[*cell])).collect()).collect()
}

#[test]
fn what_is_due_is_due_on_the_day_in_the_table() {
    let place = kari();
    export(&place);
    let table = table("| day | row | fields |");
    assert_eq!(table.len(), 10);
    let days: BTreeSet<&str> = table.iter().map(|line| line[0]).collect();
    for on in days {
        let before = on.parse::<jiff::civil::Date>().expect("a date").yesterday().expect("near").to_string();
        let already = lines(&said(&place, &["due", "--on", &before]), &["entity", "fields"]);
        let now = lines(&said(&place, &["due", "--on", on]), &["entity", "fields"]);
        let new: BTreeSet<Vec<String>> = now.difference(&already).cloned().collect();
        let expected = table.iter().filter(|line| line[0] == on);
        let expected: BTreeSet<Vec<String>> =
            expected.map(|line| line[1..3].iter().map(|&cell| cell.to_owned()).collect()).collect();
        assert_eq!(new, expected, "{on}");
    }
}

fn erased(person: RowId, cells: &[&str], heading: &str) {
    let place = kari();
    export(&place);
    let plan = said(&place, &["erase", &person.to_string(), "--on", "2022-11-22"]);
    let told = lines(&plan, cells);
    let table = table(heading);
    let expected: BTreeSet<Vec<String>> =
        table.iter().map(|line| line[..cells.len()].iter().map(|&cell| cell.to_owned()).collect()).collect();
    assert_eq!(told, expected);
}

#[test]
fn an_erasure_does_what_the_table_says() {
    erased(KARI, &["entity", "action", "fields", "law", "until"], "| row | action | fields | law |");
}

#[test]
fn whoever_asks_for_erasure_withdraws_consent_and_objects_to_marketing() {
    erased(OLA, &["entity", "action", "fields", "reason"], "| row | action | fields | reason |");
}
