use super::{day, iso_day, iso_moment, local_time, moment, read_day, read_moment, span};
use model::Language::{En, Nb};
use model::{Day, Moment, Span};

#[test]
fn days() {
    let check = |given: i32, nb: &str, en: &str, iso: &str| {
        let given = Day(given);
        assert_eq!((day(given, Nb).as_str(), day(given, En).as_str(), iso_day(given).as_str()), (nb, en, iso));
    };
    check(0, "1. januar 1970", "1 January 1970", "1970-01-01");
    check(-1, "31. desember 1969", "31 December 1969", "1969-12-31");
    check(21_622, "14. mars 2029", "14 March 2029", "2029-03-14");
    check(19_782, "29. februar 2024", "29 February 2024", "2024-02-29");
    check(i32::MAX, "31. desember 9999", "31 December 9999", "9999-12-31");
}

#[test]
fn moments() {
    let check = |given: i64, nb: &str, en: &str, iso: &str| {
        let given = Moment(given);
        assert_eq!((moment(given, Nb).as_str(), moment(given, En).as_str(), iso_moment(given).as_str()), (nb, en, iso));
    };
    let winter = 1_795_367_040_000_000;
    check(winter, "22. november 2026 kl. 18.04", "22 November 2026 at 18:04", "2026-11-22T17:04:00Z");
    let summer_night = 1_784_071_800_000_000;
    check(summer_night, "15. juli 2026 kl. 01.30", "15 July 2026 at 01:30", "2026-07-14T23:30:00Z");
    check(0, "1. januar 1970 kl. 01.00", "1 January 1970 at 01:00", "1970-01-01T00:00:00Z");
}

#[test]
fn moments_beyond_the_calendar_stay_at_its_edge() {
    assert!(iso_moment(Moment(i64::MAX)).starts_with("9999-12-3"));
    assert!(iso_moment(Moment(i64::MIN)).starts_with("-009999-01-0"));
}

#[test]
fn spans() {
    let check = |given: Span, nb: &str, en: &str| {
        assert_eq!((span(given, Nb).as_str(), span(given, En).as_str()), (nb, en));
    };
    check(Span::Days(1), "1 dag", "1 day");
    check(Span::Days(30), "30 dager", "30 days");
    check(Span::Months(1), "1 måned", "1 month");
    check(Span::Months(12), "12 måneder", "12 months");
    check(Span::Years(1), "1 år", "1 year");
    check(Span::Years(5), "5 år", "5 years");
    check(Span::NONE, "0 dager", "0 days");
}

#[test]
fn days_and_moments_as_they_are_typed() {
    for (typed, day) in [("2029-03-14", Some(21_622)), (" 14.3.2029 ", Some(21_622)), ("14.03.29", None), ("x", None)] {
        assert_eq!(read_day(typed), day.map(Day), "{typed}");
    }
    let summer_night = Some(Moment(1_784_071_800_000_000));
    for (typed, moment) in [
        ("2026-07-15T01:30", summer_night),
        ("2026-07-15T01:30:00", summer_night),
        ("15.7.2026 kl. 01.30", summer_night),
        ("2026-07-15", None),
        ("2026-07-15T24:00", None),
    ] {
        assert_eq!(read_moment(typed), moment, "{typed}");
    }
    assert_eq!(local_time(Moment(1_784_071_800_000_000)), "2026-07-15T01:30");
}
