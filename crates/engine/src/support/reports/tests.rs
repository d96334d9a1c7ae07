//! Periods in steps, and shares of what was measured.

use super::answers::at_share;
use super::period::steps;
use super::*;
use crate::figures::At;
use crate::limits::REPORT_BY_WEEK_DAYS;

/// 30 November 2026, a Monday.
const TODAY: Day = Day(20_787);

fn asked(days: i32) -> ReportAsked {
    ReportAsked::new(Some(Day(TODAY.0 - days + 1)), None, None, TODAY)
}

#[test]
fn a_report_covers_no_more_days_than_it_may_and_none_to_come() {
    let covered = |asked: ReportAsked| asked.to.0 - asked.from.0 + 1;
    assert_eq!(covered(asked(REPORT_DAYS)), REPORT_DAYS);
    assert_eq!(covered(asked(REPORT_DAYS + 1)), REPORT_DAYS);
    let lately = ReportAsked::new(None, Some(Day(TODAY.0 + 9)), None, TODAY);
    assert_eq!((covered(lately), lately.to), (REPORT_LATELY_DAYS, TODAY));
    let backwards = ReportAsked::new(Some(TODAY), Some(Day(TODAY.0 - 1)), None, TODAY);
    assert_eq!((covered(backwards), backwards.to), (REPORT_LATELY_DAYS, Day(TODAY.0 - 1)));
}

#[test]
fn a_short_period_is_told_by_week_and_a_long_one_by_month() {
    let short = steps(asked(8));
    let weeks: Vec<(At, Day)> = short.into_iter().map(|step| (step.at, step.last)).collect();
    let monday = |weeks: i32| At::Week(Day(TODAY.0 - 7 * weeks));
    assert_eq!(weeks, [(monday(1), Day(TODAY.0 - 1)), (monday(0), TODAY)]);
    assert!(matches!(steps(asked(REPORT_BY_WEEK_DAYS))[0].at, At::Week(_)));
    let long = steps(asked(REPORT_BY_WEEK_DAYS + 1));
    assert_eq!((long.len(), &long[5].at), (6, &At::Month(Day(TODAY.0 - 29))));
}

#[test]
fn a_share_is_of_what_there_is() {
    assert_eq!((at_share(&[], 50), at_share(&[7], 90)), (0, 7));
    let ten: Vec<i64> = (1..=10).collect();
    assert_eq!((at_share(&ten, 50), at_share(&ten, 90)), (5, 9));
}
