//! Fields with a period of their own end before their row or after it.

use super::{Club, about};
use crate::{Measure, due, holdings};
use model::Day;

const DATED: i32 = 20_000; // 4 October 2024
const FISCAL_END: i32 = 21_915; // 1 January 2030

fn plan(club: &Club, today: i32) -> Vec<String> {
    let mut steps = club.steps(&due(&club.model, &about(vec![club.person(), club.bill(DATED)]), Day(today)));
    // The club's address of a person is used by nobody here.
    steps.retain(|step| step != "person clear(home) Unclaimed");
    steps
}

#[test]
fn a_shorter_period_empties_the_field_and_the_row_stays() {
    let club = Club::with_firm();
    assert_eq!(plan(&club, DATED + 30), Vec::<String>::new());
    assert_eq!(plan(&club, DATED + 31), ["bill clear(hint) Due"]);
}

#[test]
fn a_longer_period_keeps_the_row_with_that_field_and_what_it_is_reckoned_by() {
    let club = Club::with_firm();
    let expected = ["bill clear(remark,hint) Due"];
    assert_eq!(plan(&club, DATED + 92), expected, "after three months");
    assert_eq!(plan(&club, FISCAL_END - 1), expected);
    assert_eq!(plan(&club, FISCAL_END), ["person delete Unclaimed", "bill delete Due"]);
}

#[test]
fn what_is_left_of_a_row_holds_up_what_its_activity_uses() {
    let club = Club::with_firm();
    let rows = about(vec![club.person(), club.bill(DATED)]);
    let held = holdings(&club.model, &rows, Measure::on(Day(FISCAL_END - 1)));
    assert_eq!(held[0].unused, [club.field("person", "home")]);
    let fields: Vec<_> = held[1].holds.iter().map(|hold| hold.field).collect();
    assert_eq!(fields, [Some(club.field("bill", "amount"))]);
}

#[test]
fn a_row_that_nothing_of_its_own_keeps_stays_under_what_hangs_on_it() {
    let club = Club::with_firm();
    // The subscription goes on; the mailbox that it needs, and its person, cannot go.
    let mut steps =
        club.steps(&due(&club.model, &about(vec![club.person(), club.mailbox(), club.subscription(None)]), Day(DATED)));
    steps.sort();
    assert_eq!(steps, ["person clear(name,home) Unclaimed"]);
}
