use super::{deadline, deadline_at, extended, is_public_holiday, is_working_day, working_days_before};
use crate::calendar::start_of;
use jiff::civil::Date;
use model::{Day, Deadline, Span};

fn day(text: &str) -> Day {
    super::day(text.parse::<Date>().expect("a date"))
}

const MONTH: Deadline = Deadline::Within(Span::Months(1));

#[test]
fn a_month_ends_on_the_same_number_or_on_the_last_day() {
    for (received, expected) in [
        ("2026-11-28", "2026-12-28"),
        ("2027-01-31", "2027-02-28"),
        ("2028-01-31", "2028-02-29"),
        ("2027-01-28", "2027-02-28"),
        ("2027-03-31", "2027-04-30"),
        ("2026-12-31", "2027-01-31"),
    ] {
        assert_eq!(deadline(start_of(day(received)), MONTH), day(expected), "{received}");
    }
}

#[test]
fn the_day_counts_where_the_company_is() {
    // 31 January, 23:30 UTC, is 1 February in Oslo.
    let late = start_of(day("2027-02-01")).plus_seconds(30 * 60);
    assert_eq!(deadline(late, MONTH), day("2027-03-01"));
    assert_eq!(deadline(late, Deadline::Hours(72)), day("2027-02-04"));
    assert_eq!(deadline(late, Deadline::Within(Span::Days(1))), day("2027-02-02"));
}

#[test]
fn seventy_two_hours_are_as_long_when_the_clocks_are_put_and_over_a_leap_day() {
    let hour = 60 * 60;
    // Summer time begins on 28 March 2027 and ends on 31 October; 29 February is in 2028.
    for (began, last, clock_hours) in [
        ("2027-03-26", "2027-03-29", 73),
        ("2027-10-29", "2027-11-01", 71),
        ("2028-02-27", "2028-03-01", 72),
        ("2027-02-27", "2027-03-02", 72),
    ] {
        let noon = start_of(day(began)).plus_seconds(12 * hour);
        let by = deadline_at(noon, Deadline::Hours(72));
        assert_eq!(by, noon.plus_seconds(72 * hour), "{began}");
        let on_the_clock = start_of(day(last)).plus_seconds(12 * hour);
        assert_eq!(by, on_the_clock.plus_seconds((clock_hours - 72) * hour), "{began}");
    }
    let month = deadline_at(start_of(day("2027-01-31")).plus_seconds(hour), MONTH);
    assert_eq!(month, start_of(day("2027-03-01")), "the whole last day counts");
}

#[test]
fn an_extension_is_counted_from_the_deadline() {
    let two = Deadline::Within(Span::Months(2));
    assert_eq!(extended(day("2027-02-28"), two), day("2027-04-28"), "never later than 31 January and three months");
    assert_eq!(extended(day("2026-12-28"), two), day("2027-02-28"));
    assert_eq!(extended(day("2026-12-28"), Deadline::Hours(48)), day("2026-12-30"));
}

#[test]
fn weekends_and_holidays_are_no_working_days() {
    for (holiday, name) in [
        ("2026-11-28", "a Saturday"),
        ("2026-11-29", "a Sunday"),
        ("2027-01-01", "New Year's Day"),
        ("2027-03-25", "Maundy Thursday"),
        ("2027-03-26", "Good Friday"),
        ("2027-03-29", "Easter Monday"),
        ("2027-05-06", "Ascension Day"),
        ("2027-05-17", "17 May, and Whit Monday"),
        ("2024-05-20", "Whit Monday"),
        ("2024-04-01", "Easter Monday"),
        ("2038-04-26", "Easter Monday, as late as it can be"),
        ("2025-05-01", "1 May"),
        ("2025-12-26", "26 December"),
    ] {
        assert!(!is_working_day(day(holiday)), "{name}");
    }
    for ordinary in ["2026-11-30", "2027-03-24", "2027-03-30", "2026-12-24", "2027-05-18"] {
        assert!(is_working_day(day(ordinary)), "{ordinary}");
    }
}

#[test]
fn a_public_holiday_is_one_on_any_weekday_and_a_weekend_alone_is_none() {
    for (holiday, name) in [
        ("2027-03-28", "Easter Sunday"),
        ("2024-05-19", "Whit Sunday"),
        ("2027-05-01", "1 May, a Saturday"),
        ("2026-05-17", "17 May, a Sunday"),
        ("2027-12-26", "26 December, a Sunday"),
    ] {
        assert!(is_public_holiday(day(holiday)), "{name}");
    }
    for (ordinary, name) in [
        ("2026-11-28", "a Saturday"),
        ("2026-11-29", "a Sunday"),
        ("2026-12-24", "Christmas Eve"),
        ("2026-12-31", "New Year's Eve"),
        ("2027-03-27", "Easter Eve"),
    ] {
        assert!(!is_public_holiday(day(ordinary)), "{name}");
    }
}

#[test]
fn working_days_are_counted_backwards() {
    for (last, days, expected) in [
        ("2026-12-04", 3, "2026-12-01"),
        ("2026-12-07", 3, "2026-12-02"),
        ("2026-12-28", 3, "2026-12-22"),
        ("2026-12-28", 7, "2026-12-16"),
        ("2027-03-31", 3, "2027-03-23"),
        ("2026-12-06", 1, "2026-12-04"),
        ("2026-12-04", 0, "2026-12-04"),
    ] {
        assert_eq!(working_days_before(day(last), days), day(expected), "{days} before {last}");
    }
}
