//! Organisations and their addresses: shared rows that are about nobody.

use super::Club;
use super::firm::text;
use crate::{Facts, Measure, due, holdings};
use model::{Day, Record};

const MADE: i32 = 20_000;
const LIVING: Day = Day(MADE + 1);
const OVER: Day = Day(MADE + 800);

fn facts(rows: &[Record], around: &[Record]) -> Facts {
    Facts { rows: rows.to_vec(), around: around.to_vec(), ..Facts::default() }
}

#[test]
fn an_organisation_goes_with_its_last_claim_and_its_addresses_with_it() {
    let club = Club::with_firm();
    let facts = facts(&[club.organisation(10, None), club.switchboard()], &[club.order(MADE, None), club.person()]);
    let plan = |today| club.steps(&due(&club.model, &facts, today));
    assert_eq!(plan(LIVING), Vec::<String>::new());
    let expected = ["organisation delete Unclaimed", "mailbox delete Unclaimed", "order clear(organisation) Mention"];
    assert_eq!(plan(OVER), expected, "the order itself goes with its contact");
}

#[test]
fn an_organisation_that_nobody_claims_goes() {
    let club = Club::with_firm();
    let facts = facts(&[club.organisation(10, None)], &[]);
    assert_eq!(club.steps(&due(&club.model, &facts, LIVING)), ["organisation delete Unclaimed"]);
}

#[test]
fn a_claim_holds_up_what_its_activity_uses_over_any_number_of_links() {
    let club = Club::with_firm();
    // The order reaches the organisation, which is owned by another one.
    let facts = facts(&[club.organisation(10, Some(15)), club.organisation(15, None)], &[club.order(MADE, None)]);
    assert_eq!(club.steps(&due(&club.model, &facts, LIVING)), Vec::<String>::new());
    // Nothing leads from the owner to what it owns.
    let owned = [club.organisation(10, None), club.organisation(16, Some(10))];
    let facts = self::facts(&owned, &[club.order(MADE, None)]);
    assert_eq!(club.steps(&due(&club.model, &facts, LIVING)), ["organisation delete Unclaimed"]);
}

#[test]
fn a_ring_of_organisations_does_not_keep_itself_alive() {
    let club = Club::with_firm();
    let ring = [club.organisation(10, Some(15)), club.organisation(15, Some(10))];
    let held = |around: &[Record]| {
        let held = holdings(&club.model, &facts(&ring, around), Measure::on(LIVING));
        held.iter().map(|holding| holding.lives).collect::<Vec<bool>>()
    };
    assert_eq!(held(&[club.order(MADE, None)]), [true, true]);
    assert_eq!(held(&[]), [false, false]);
}

#[test]
fn a_field_of_an_organisation_lives_by_use() {
    let club = Club::with_firm();
    // A sole trader whose bill is kept: the books use the name and not the telephone.
    let cells =
        [("name", text("Kari")), ("form", text("sole")), ("owner", super::id(1)), ("phone", text("+4721000000"))];
    let sole = club.row("organisation", 10, &cells);
    let facts = facts(&[club.person(), sole, club.bill(MADE)], &[]);
    let mut steps = club.steps(&due(&club.model, &facts, LIVING));
    steps.sort();
    assert_eq!(steps, ["organisation clear(phone) Unclaimed", "person clear(home) Unclaimed"]);
}

#[test]
fn an_optional_link_to_what_goes_becomes_empty() {
    let club = Club::with_firm();
    // The mailbox lives by a subscription for news, which use no organisations.
    let mailbox = {
        let mut mailbox = club.mailbox();
        for (field, value) in &mut mailbox.cells {
            if *field == club.field("mailbox", "organisation") {
                *value = super::id(10);
            }
        }
        mailbox
    };
    let around = [club.person(), mailbox, club.subscription(Some("consent"))];
    let facts = facts(&[club.organisation(10, None)], &around);
    let expected = ["organisation delete Unclaimed", "mailbox clear(organisation) Mention"];
    assert_eq!(club.steps(&due(&club.model, &facts, LIVING)), expected);
}
