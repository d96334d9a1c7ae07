//! What keeps a row besides periods and laws: legal holds, and restriction at the person's wish.

use super::firm::YEAR_END;
use super::{Club, about};
use crate::{Covered, Facts, LegalHold, Reason, due, erasure, lifting, removal, restriction};
use model::{Day, Record, Restriction, RowId};

const PAID: i32 = YEAR_END - 90;
const LONG_AFTER: i32 = PAID + 9_000;
const REVIEW: Day = Day(30_000);
const KARI: RowId = RowId([1; 16]);

fn held(rows: Vec<Record>, covers: Covered) -> Facts {
    Facts {
        legal_holds: vec![LegalHold { id: RowId([66; 16]), person: KARI, covers, review_on: REVIEW, ended_on: None }],
        ..about(rows)
    }
}

fn rows(club: &Club) -> Vec<Record> {
    vec![club.person(), club.order(PAID, Some(PAID)), club.shipment(21, PAID)]
}

fn marked(mut rows: Vec<Record>, why: Restriction) -> Vec<Record> {
    for row in &mut rows {
        row.restricted = Some(why);
    }
    rows
}

#[test]
fn a_hold_comes_before_the_end_of_every_period_and_is_named() {
    let club = Club::with_firm();
    let plan = |facts| club.steps(&due(&club.model, &facts, Day(LONG_AFTER)));
    let free = ["person delete Unclaimed", "order delete Due", "shipment delete Due"];
    assert_eq!(plan(about(rows(&club))), free);
    let hold = "keep Hold { review_on: Day(30000) }";
    let all = [format!("person {hold}"), format!("order {hold}"), format!("shipment {hold}")];
    assert_eq!(plan(held(rows(&club), Covered::Everything)), all);
    let mut ended = held(rows(&club), Covered::Everything);
    ended.legal_holds[0].ended_on = Some(Day(LONG_AFTER));
    assert_eq!(plan(ended.clone()), free);
    ended.legal_holds[0].ended_on = Some(Day(LONG_AFTER + 1));
    assert_eq!(plan(ended), all);
    let someone_else = LegalHold {
        id: RowId([66; 16]),
        person: RowId([9; 16]),
        covers: Covered::Everything,
        review_on: REVIEW,
        ended_on: None,
    };
    assert_eq!(plan(Facts { legal_holds: vec![someone_else], ..about(rows(&club)) }), free);
}

#[test]
fn a_hold_on_one_row_keeps_that_and_what_it_cannot_be_without() {
    let club = Club::with_firm();
    let hold = "keep Hold { review_on: Day(30000) }";
    let plan = |covers| club.steps(&due(&club.model, &held(rows(&club), covers), Day(LONG_AFTER)));
    let order = club.entity("order");
    let expected =
        ["person clear(name,home) Unclaimed".to_owned(), format!("order {hold}"), "shipment delete Due".to_owned()];
    assert_eq!(plan(Covered::Row(RowId([20; 16]))), expected);
    assert_eq!(plan(Covered::Kind(order)), expected);
}

#[test]
fn a_hold_comes_before_an_erasure_and_before_the_law_and_what_it_keeps_is_restricted() {
    let club = Club::with_firm();
    let plan = club.steps(&erasure(&club.model, &held(rows(&club), Covered::Everything), Day(PAID)));
    let hold = "restrict(bound) Hold { review_on: Day(30000) }";
    assert_eq!(plan, [format!("person {hold}"), format!("order {hold}"), format!("shipment {hold}")]);
}

#[test]
fn nobody_removes_by_hand_what_is_held_or_restricted() {
    let club = Club::with_firm();
    let order = RowId([20; 16]);
    let plan = |facts| club.steps(&removal(&club.model, &facts, order, Reason::Removed, Day(LONG_AFTER)));
    let hold = "order keep Hold { review_on: Day(30000) }";
    assert_eq!(plan(held(rows(&club), Covered::Everything)), [hold]);
    assert_eq!(plan(about(marked(rows(&club), Restriction::Asked))), ["order keep Restricted"]);
    assert_eq!(plan(about(rows(&club)))[0], "person delete Unclaimed");
}

#[test]
fn what_was_to_be_erased_goes_when_the_law_lets_it_and_not_when_its_period_ends() {
    let club = Club::with_firm();
    // The period of an order lasts longer than the law where the order is newer than the payment.
    let long = Record { restricted: Some(Restriction::Bound), ..club.order(YEAR_END + 1_500, Some(PAID)) };
    let person = Record { restricted: Some(Restriction::Bound), ..club.person() };
    let end = YEAR_END + 1 + 1_826;
    let plan = |today, bound: bool| {
        let mut rows = vec![person.clone(), long.clone()];
        if !bound {
            for row in &mut rows {
                row.restricted = None;
            }
        }
        club.steps(&due(&club.model, &about(rows), Day(today)))
    };
    assert_eq!(plan(end - 1, true), ["person clear(home) Unclaimed"]);
    assert_eq!(plan(end, true), ["person delete Unclaimed", "order delete Due"]);
    assert_eq!(plan(end, false), ["person clear(home) Unclaimed"], "its period goes on");
}

#[test]
fn what_a_person_wants_restricted_is_not_removed_when_its_time_is_over() {
    let club = Club::with_firm();
    let facts = about(marked(rows(&club), Restriction::Asked));
    let stopped = ["person keep Restricted", "order keep Restricted", "shipment keep Restricted"];
    assert_eq!(club.steps(&due(&club.model, &facts, Day(LONG_AFTER))), stopped);
    let asked = erasure(&club.model, &facts, Day(LONG_AFTER));
    let gone = ["person delete Asked", "order delete Asked", "shipment delete Asked"];
    assert_eq!(club.steps(&asked), gone, "the later wish goes before the earlier one");
}

#[test]
fn whoever_waits_for_an_answer_is_not_swept_away_before_it() {
    let club = Club::with_firm();
    let facts = |person| Facts { waiting: [(person, REVIEW)].into(), ..about(rows(&club)) };
    let plan = |facts: &Facts| club.steps(&due(&club.model, facts, Day(LONG_AFTER)));
    let waits = "keep Request { due_on: Day(30000) }";
    assert_eq!(plan(&facts(KARI)), [format!("person {waits}"), format!("order {waits}"), format!("shipment {waits}")]);
    let free = ["person delete Unclaimed", "order delete Due", "shipment delete Due"];
    assert_eq!(plan(&facts(RowId([9; 16]))), free, "somebody else waits");
    let held = Facts { waiting: facts(KARI).waiting, ..held(rows(&club), Covered::Everything) };
    assert_eq!(plan(&held)[0], "person keep Hold { review_on: Day(30000) }", "a legal hold is told before");
}

#[test]
fn a_restriction_takes_all_but_what_the_requests_themselves_need_and_is_lifted_again() {
    let mut club = Club::with_firm();
    let facts = about(rows(&club));
    let plan = restriction(&club.model, &facts);
    assert_eq!(
        club.steps(&plan),
        ["person restrict(asked) Asked", "order restrict(asked) Asked", "shipment restrict(asked) Asked"]
    );
    let again = about(marked(rows(&club), Restriction::Asked));
    assert_eq!(club.steps(&restriction(&club.model, &again)), [] as [&str; 0]);
    let lifted = ["person lift Lifted", "order lift Lifted", "shipment lift Lifted"];
    assert_eq!(club.steps(&lifting(&again)), lifted);
    let bound = about(marked(rows(&club), Restriction::Bound));
    assert_eq!(club.steps(&lifting(&bound)), [] as [&str; 0], "what the law keeps is not used again");
    assert_ne!(plan.fingerprint(&club.model), lifting(&again).fingerprint(&club.model));
    let guardian = club.model.role_named("guardian").unwrap();
    for activity in
        club.model.activities.iter_mut().filter(|one| ["deliver", "trade", "books"].contains(&one.key.as_str()))
    {
        activity.responsible = guardian;
    }
    assert_eq!(club.steps(&restriction(&club.model, &facts)), ["person restrict(asked) Asked"]);
}

#[test]
fn while_a_relation_goes_on_what_the_law_keeps_is_used_for_it() {
    let club = Club::with_firm();
    let mut all = rows(&club);
    all.push(club.mailbox());
    all.push(club.subscription(Some("sale")));
    let plan = club.steps(&erasure(&club.model, &about(all), Day(PAID)));
    let law = format!("keep books until {}", YEAR_END + 1 + 1_826);
    assert!(plan.contains(&format!("order {law}")), "{plan:?}");
}
