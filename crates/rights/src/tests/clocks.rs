//! Clocks over links, of fiscal years, and where to look for what they end.

use super::firm::{YEAR_END, day};
use super::{Club, about, id};
use crate::calendar::after_fiscal_year;
use crate::{Measure, Until, candidates, company, due, holdings, needs};
use model::{Day, Span, Value, YearDay};

const MADE: i32 = 20_000;
const TWO_YEARS_DAYS: i32 = 730;

fn until(club: &Club, rows: Vec<model::Record>) -> Option<Until> {
    holdings(&club.model, &about(rows), Measure::on(Day(MADE)))[0].until()
}

#[test]
fn the_latest_of_several_dates_counts() {
    let club = Club::with_firm();
    let end = |days: i32| Some(Until::Day(Day(days + TWO_YEARS_DAYS)));
    assert_eq!(until(&club, vec![club.order(MADE, None)]), end(MADE), "nothing is sent yet");
    let rows = vec![club.order(MADE, None), club.shipment(21, MADE + 9), club.shipment(22, MADE + 30)];
    assert_eq!(until(&club, rows), end(MADE + 30));
    let unsent = club.row("shipment", 21, &[("order", id(20))]);
    assert_eq!(until(&club, vec![club.order(MADE, None), unsent]), end(MADE), "an empty date counts for nothing");
}

#[test]
fn a_date_on_a_row_that_is_only_looked_at_counts() {
    let club = Club::with_firm();
    let mut facts = about(vec![club.order(MADE, None)]);
    facts.linked = vec![club.shipment(21, MADE + 9)];
    let plan = |today| club.steps(&due(&club.model, &facts, Day(today)));
    assert_eq!(plan(MADE + TWO_YEARS_DAYS + 8), Vec::<String>::new());
    assert_eq!(plan(MADE + TWO_YEARS_DAYS + 9), ["order delete Due"]);
}

#[test]
fn a_fiscal_year_ends_when_the_company_says() {
    let check = |start: i32, month, day, expected: i32| {
        assert_eq!(after_fiscal_year(Day(start), YearDay { month, day }), Day(expected), "{start} {month}-{day}");
    };
    check(YEAR_END, 12, 31, YEAR_END + 1);
    check(YEAR_END - 365, 12, 31, YEAR_END + 1); // 1 January 2024
    check(YEAR_END + 1, 12, 31, YEAR_END + 366);
    check(YEAR_END, 6, 30, YEAR_END + 182); // into the summer of 2025
    check(19_782, 2, 29, 19_783); // 29 February 2024 itself
    check(19_783, 2, 29, 20_148); // from 1 March 2024 to 28 February 2025
}

#[test]
fn a_fiscal_year_starts_the_clock_of_a_field() {
    let club = Club::with_firm();
    let end = Until::Day(Day(YEAR_END + 1 + 1_826)); // 1 January 2030
    assert_eq!(until(&club, vec![club.bill(YEAR_END - 300)]), Some(end));
    assert_eq!(until(&club, vec![club.bill(YEAR_END)]), Some(end));
}

#[test]
fn a_date_elsewhere_leads_back_to_the_row() {
    let club = Club::with_firm();
    let order = club.entity("order");
    let found = candidates(&club.model, order, Day(MADE + TWO_YEARS_DAYS));
    let shipped = found.iter().find(|one| one.entity == club.entity("shipment")).expect("the shipments are looked at");
    assert_eq!(shipped.date, club.field("shipment", "sent_on"));
    assert!(shipped.latest >= day(MADE) && shipped.latest <= day(MADE + 4), "{:?}", shipped.latest);
    assert_eq!(shipped.back.len(), 1);
    assert_eq!(club.model.target(shipped.back[0]), Some(club.entity("shipment")));
    assert!(found.iter().any(|one| one.date == club.field("order", "made_on") && one.back.is_empty()));
}

#[test]
fn a_field_with_a_period_is_looked_for_while_it_is_filled_in() {
    let club = Club::with_firm();
    let found = candidates(&club.model, club.entity("bill"), Day(MADE));
    let hint = Some(club.field("bill", "hint"));
    let latest = crate::before(Day(MADE), Span::Months(1));
    assert!(found.iter().any(|one| one.filled == hint && one.latest == Value::Day(latest)));
    assert!(found.iter().any(|one| one.filled.is_none()), "the row itself");
}

#[test]
fn facts_need_what_dates_choices_and_paths_stand_on() {
    let club = Club::with_firm();
    let walks = |entity: &str| {
        let key = |field: &model::FieldId| match club.model[*field].kind {
            model::FieldKind::Links { from } => format!("links {}", club.model[from].key),
            _ => club.model[*field].key.clone(),
        };
        let walks = needs(&club.model, club.entity(entity));
        let mut walks: Vec<String> =
            walks.iter().map(|walk| walk.iter().map(key).collect::<Vec<_>>().join(".")).collect();
        walks.sort();
        walks
    };
    assert_eq!(walks("order"), ["contact", "links order"]);
    assert_eq!(walks("subscription"), ["mailbox.person"]);
    assert_eq!(company(&club.model, club.entity("shipment")), Some(club.field("shipment", "order")));
}

#[test]
fn rows_of_a_fiscal_year_are_looked_for_when_it_has_been_over_for_long_enough() {
    let club = Club::with_firm();
    let bill = club.model.entity_named("bill").unwrap();
    let amount = club.model.field_named(bill, "amount").unwrap();
    let latest = |today: i32| {
        let all = candidates(&club.model, bill, Day(today));
        all.into_iter().find(|one| one.filled == Some(amount)).map(|one| one.latest)
    };
    let end = YEAR_END + 1 + 1_826; // 1 January 2030
    assert_eq!(latest(end), Some(Value::Day(Day(YEAR_END))));
    assert_eq!(latest(end + 200), Some(Value::Day(Day(YEAR_END))), "the next year's bills are not due all summer");
}
