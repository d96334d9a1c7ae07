//! Shared rows that a law keeps, and links that end before the row they are on.

use super::firm::{FIRM, YEAR_END, day};
use super::{CLUB, Club, about, id};
use crate::{candidates, due};
use model::{Day, Value};

const LOCKERS: &str = r#"
[entity.locker]
name = { nb = "Skap", en = "Locker" }
activity = "as claimed"
subject = "person"
label = "{number}"
keep = "while claimed"

[entity.locker.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
number = { type = "integer", name = { nb = "Nummer", en = "Number" } }
deposit = { type = "money", name = { nb = "Depositum", en = "Deposit" }, require = [{ law = "books", from = "given_on" }] }
given_on = { type = "date", name = { nb = "Utlevert", en = "Handed out" } }

[activity.lease]
purpose = { nb = "Leie ut skap", en = "Let lockers" }
subjects = { nb = "Leietakere", en = "Tenants" }
basis = "contract"
source = "the person"
uses = { person = ["name"], locker = ["person", "number", "deposit", "given_on"] }
responsible = "clerk"
access = { clerk = "write" }

[entity.lease]
name = { nb = "Leie", en = "Lease" }
activity = "lease"
subject = "person"
label = "{rent}"
keep = "3 months after ended_on"

[entity.lease.fields]
person = { type = "link", to = "person", required = true, name = { nb = "Person", en = "Person" } }
locker = { type = "link", to = "locker", name = { nb = "Skap", en = "Locker" } }
ended_on = { type = "date", required = true, impersonal = "the day of a lease", name = { nb = "Slutt", en = "Ended" } }
rent = { type = "money", name = { nb = "Leie", en = "Rent" }, keep = "2 years after ended_on" }
"#;

const GIVEN: i32 = YEAR_END - 90; // 2 October 2024
const LAW_END: i32 = YEAR_END + 1 + 1_826; // 1 January 2030

fn club() -> Club {
    Club { model: testkit::model_of(&format!("{CLUB}{FIRM}{LOCKERS}")) }
}

fn locker(club: &Club, holder: u8) -> model::Record {
    let cells = [
        ("person", id(holder)),
        ("number", Value::Integer(7)),
        ("deposit", Value::Integer(1)),
        ("given_on", day(GIVEN)),
    ];
    club.row("locker", 50, &cells)
}

#[test]
fn a_law_keeps_the_date_it_counts_from() {
    let club = club();
    let facts = about(vec![club.person(), locker(&club, 1)]);
    let plan = |today| club.steps(&due(&club.model, &facts, Day(today)));
    assert_eq!(plan(LAW_END - 1), ["person clear(name,home) Unclaimed", "locker clear(number) Unclaimed"]);
    assert_eq!(plan(LAW_END), ["person delete Unclaimed", "locker delete Unclaimed"]);
}

#[test]
fn a_shared_row_that_only_a_law_keeps_is_looked_for_when_the_law_lets_go() {
    let club = club();
    let entity = club.entity("locker");
    let given_on = club.model.field_named(entity, "given_on").expect("it is declared");
    let found = candidates(&club.model, entity, Day(LAW_END));
    let fits = |value: &Value| matches!(value, Value::Day(latest) if latest.0 >= GIVEN);
    assert!(found.iter().any(|one| one.date == given_on && fits(&one.latest)), "{found:?}");
}

#[test]
fn a_link_that_is_over_holds_nothing_up() {
    let club = club();
    let cells = [("person", id(1)), ("locker", id(50)), ("ended_on", day(GIVEN)), ("rent", Value::Integer(1))];
    let lease = club.row("lease", 51, &cells);
    // The locker is somebody else's: the lease does not reach it over its own person.
    let other = club.row("person", 2, &[("name", Value::Text("Ola".to_owned()))]);
    let facts = about(vec![club.person(), other, locker(&club, 2), lease]);
    let plan = |today| club.steps(&due(&club.model, &facts, Day(today)));
    assert_eq!(plan(GIVEN + 80), ["person clear(home) Unclaimed"], "the lease lives");
    let after = plan(GIVEN + 100);
    assert!(after.contains(&"lease clear(locker) Due".to_owned()), "{after:?}");
    assert!(after.contains(&"locker clear(number) Unclaimed".to_owned()), "only the law keeps it: {after:?}");
}
