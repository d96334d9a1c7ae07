//! The law's minimum stands before an erasure, and before the end of a period.

use super::firm::YEAR_END;
use super::{Club, about};
use crate::{Reason, due, erasure, removal};
use model::{Day, RowId};

const PAID: i32 = YEAR_END - 90; // 2 October 2024
const END: i32 = YEAR_END + 1 + 1_826; // 1 January 2030

#[test]
fn an_erasure_keeps_the_whole_row_that_a_law_demands() {
    let club = Club::with_firm();
    let rows = vec![club.person(), club.order(PAID, Some(PAID)), club.shipment(21, PAID)];
    let plan = |today| club.steps(&erasure(&club.model, &about(rows.clone()), Day(today)));
    let law = format!("restrict(bound) books until {END}");
    let expected = [
        "person clear(home) Asked".to_owned(),
        format!("person {law}"),
        format!("order {law}"),
        format!("shipment {law}"),
    ];
    assert_eq!(plan(PAID), expected, "what lives with a row that the law keeps is kept with it");
    assert_eq!(plan(END - 1), expected);
    assert_eq!(plan(END), ["person delete Asked", "order delete Asked", "shipment delete Asked"]);
    let unpaid = about(vec![club.person(), club.order(PAID, None)]);
    assert_eq!(club.steps(&erasure(&club.model, &unpaid, Day(PAID))), ["person delete Asked", "order delete Asked"]);
}

#[test]
fn an_erasure_keeps_no_more_of_a_row_than_the_fields_a_law_demands() {
    let club = Club::with_firm();
    let facts = about(vec![club.person(), club.bill(PAID)]);
    let plan = erasure(&club.model, &facts, Day(PAID));
    let expected = [
        "person clear(home) Asked".to_owned(),
        format!("person restrict(bound) books until {END}"),
        "bill clear(remark,hint) Asked".to_owned(),
        format!("bill restrict(bound) books until {END}"),
    ];
    assert_eq!(club.steps(&plan), expected);
    let later = erasure(&club.model, &facts, Day(PAID + 1));
    assert_eq!(plan.fingerprint(&club.model), later.fingerprint(&club.model), "the same plan on the next day");
    let other = erasure(&club.model, &about(vec![club.person(), club.bill(YEAR_END + 1)]), Day(PAID));
    assert_ne!(plan.fingerprint(&club.model), other.fingerprint(&club.model), "another end is another plan");
}

#[test]
fn a_row_outlives_its_period_while_a_law_demands_it() {
    let club = Club::with_firm();
    // Ordered long before it was paid: two years after the order come before five after the payment.
    let facts = about(vec![club.person(), club.order(PAID - 700, Some(PAID))]);
    let plan = |today| club.steps(&due(&club.model, &facts, Day(today)));
    assert_eq!(plan(END - 1), ["person clear(home) Unclaimed"]);
    assert_eq!(plan(END), ["person delete Unclaimed", "order delete Due"]);
}

#[test]
fn nobody_discards_what_a_law_demands() {
    let club = Club::with_firm();
    let order = RowId([20; 16]);
    let plan = |paid, today| {
        let facts = about(vec![club.person(), club.order(PAID, paid)]);
        club.steps(&removal(&club.model, &facts, order, Reason::Junk, Day(today)))
    };
    assert_eq!(plan(Some(PAID), PAID), [format!("order keep books until {END}")]);
    assert_eq!(plan(None, PAID), ["person delete Unclaimed", "order delete Junk"]);
}

#[test]
fn nobody_removes_what_lives_with_a_row_that_a_law_demands() {
    let club = Club::with_firm();
    let shipment = RowId([21; 16]);
    let plan = |paid, today| {
        let facts = about(vec![club.person(), club.order(PAID, paid), club.shipment(21, PAID)]);
        club.steps(&removal(&club.model, &facts, shipment, Reason::Removed, Day(today)))
    };
    assert_eq!(plan(Some(PAID), PAID), [format!("shipment keep books until {END}")]);
    assert_eq!(plan(None, PAID), ["person clear(home) Unclaimed", "shipment delete Removed"]);
}
