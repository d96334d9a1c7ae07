//! Activities by choice, and rows that are about a person only under a choice.

use super::Club;
use super::firm::text;
use crate::{Facts, Hold, Holding, Measure, holdings, is_about_somebody};
use model::{Day, RowId};

const TODAY: Day = Day(20_000);

fn held(club: &Club, ground: Option<&str>) -> Vec<Holding> {
    let rows = vec![club.person(), club.mailbox(), club.subscription(ground)];
    holdings(&club.model, &Facts { rows, ..Facts::default() }, Measure::on(TODAY))
}

fn purposes(club: &Club, holds: &[Hold]) -> Vec<String> {
    holds.iter().map(|hold| club.model[hold.activity].key.clone()).collect()
}

#[test]
fn the_choice_of_the_row_decides_which_activity_holds_it() {
    let club = Club::with_firm();
    for (ground, activity) in [("consent", "news"), ("sale", "trade")] {
        for holding in held(&club, Some(ground)) {
            assert_eq!(purposes(&club, &holding.holds), [activity], "{ground} {:?}", holding.record.id);
        }
    }
}

#[test]
fn what_cannot_be_told_claims_nothing() {
    let club = Club::with_firm();
    let held = held(&club, None);
    for holding in &held {
        assert!(holding.lives, "the relation goes on, and its links lead to the others");
        assert_eq!(holding.holds, []);
    }
    assert_eq!(held[0].unused, [club.field("person", "name"), club.field("person", "home")], "no purpose uses them");
    assert_eq!(held[1].unused, [], "the links and the choice that a row is found by stay, and what is required");
}

#[test]
fn a_choice_that_says_nobody_leads_to_nobody() {
    let club = Club::with_firm();
    assert!(is_about_somebody(&club.model, &club.mailbox()));
    assert!(!is_about_somebody(&club.model, &club.switchboard()));
    assert!(is_about_somebody(&club.model, &club.bill(0)), "no choice: always");
    let unknown = club.row("mailbox", 13, &[("holder", text("cat"))]);
    assert!(!is_about_somebody(&club.model, &unknown));
    assert_eq!(unknown.id, RowId([13; 16]));
}
