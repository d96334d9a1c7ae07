//! A period in steps: weeks where it is short, otherwise months.

use super::ReportAsked;
use crate::figures::At;
use crate::limits::REPORT_BY_WEEK_DAYS;
use model::Day;
use rights::{Weekday, first_of_month, next_month};

/// A part of a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: At,
    /// Its last day within the period.
    pub(super) last: Day,
}

/// The steps of the period, in order; the first and the last may be cut short.
pub(super) fn steps(asked: ReportAsked) -> Vec<Step> {
    let (mut steps, mut day) = (Vec::new(), asked.from);
    let is_by_week = asked.to.0 - asked.from.0 < REPORT_BY_WEEK_DAYS;
    while day <= asked.to {
        let (at, next) = if is_by_week {
            let monday = monday_of(day);
            (At::Week(monday), Day(monday.0 + 7))
        } else {
            (At::Month(first_of_month(day)), next_month(day))
        };
        steps.push(Step { at, last: Day(next.0 - 1).min(asked.to) });
        day = next;
    }
    steps
}

fn monday_of(day: Day) -> Day {
    let behind = Weekday::ALL.iter().position(|weekday| *weekday == Weekday::of(day)).unwrap_or(0);
    Day(day.0 - i32::try_from(behind).unwrap_or(0))
}
