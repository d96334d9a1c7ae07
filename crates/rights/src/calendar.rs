//! Calendar arithmetic: the civil day of a moment, and the end of a period.
//!
//! A period of months ends on the day of the same number, or on the last day of a shorter month.

mod deadline;
mod hours;

pub use deadline::{deadline, deadline_at, extended, is_public_holiday, is_working_day, working_days_before};
pub use hours::{DAY_MINUTES, Opening, OpeningHours, SEARCH_YEARS, Weekday, WrongHours};

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};
use model::{Day, Moment, YearDay};
use std::sync::LazyLock;

/// Days are counted where the company is.
static ZONE: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZoneDatabase::bundled().get("Europe/Oslo").expect("the zone database is built in"));

/// A month has from 28 to 31 days, and a moment lies within its day.
const MONTH_DIFFERENCE_DAYS: i32 = 4;

const DECEMBER: i8 = 12;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The civil day, in Norway, of `moment`.
pub fn day_of(moment: Moment) -> Day {
    let timestamp = Timestamp::from_microsecond(moment.0).unwrap_or(Timestamp::MAX);
    day(timestamp.to_zoned(ZONE.clone()).date())
}

/// The day that lies `span` after `start`; the last day there is where it lies beyond.
pub fn after(start: Day, span: model::Span) -> Day {
    day(length(span).and_then(|span| date(start).checked_add(span)).unwrap_or(Date::MAX))
}

/// The latest day on which a clock can have started that runs out on `end` or before: a few days late
/// rather than one early, because months differ in length.
pub fn before(end: Day, span: model::Span) -> Day {
    let start = length(span).and_then(|span| date(end).checked_sub(span)).unwrap_or(Date::MIN);
    Day(day(start).0 + MONTH_DIFFERENCE_DAYS)
}

/// The first day after the fiscal year that holds `day`.
pub(crate) fn after_fiscal_year(day_in_it: Day, end: YearDay) -> Day {
    let within = date(day_in_it);
    let this = fiscal_year_end(within.year(), end);
    let end = if this < within { fiscal_year_end(within.year().saturating_add(1), end) } else { this };
    after(day(end), model::Span::Days(1))
}

/// The last day of the last fiscal year that is over on `today`.
pub(crate) fn last_fiscal_year(today: Day, end: YearDay) -> Day {
    let within = date(today);
    let this = fiscal_year_end(within.year(), end);
    day(if this < within { this } else { fiscal_year_end(within.year().saturating_sub(1), end) })
}

/// The day in `year` on which a fiscal year ends.
fn fiscal_year_end(year: i16, end: YearDay) -> Date {
    let month = i8::try_from(end.month).unwrap_or(DECEMBER).clamp(1, DECEMBER);
    let first = Date::new(year, month, 1).unwrap_or(Date::MAX);
    let last = first.last_of_month().day();
    first.with().day(i8::try_from(end.day).unwrap_or(last).clamp(1, last)).build().unwrap_or(Date::MAX)
}

/// The first moment of `day` in Norway.
pub fn start_of(day: Day) -> Moment {
    let zoned = date(day).to_zoned(ZONE.clone());
    Moment(zoned.map_or(i64::MAX, |zoned| zoned.timestamp().as_microsecond()))
}

/// The last moment of `day` in Norway.
pub fn end_of(day: Day) -> Moment {
    Moment(start_of(Day(day.0.saturating_add(1))).0.saturating_sub(1))
}

/// The first day of the month that `day` lies in.
pub fn first_of_month(of: Day) -> Day {
    day(date(of).first_of_month())
}

/// The first day of the year that `day` lies in.
pub fn first_of_year(of: Day) -> Day {
    day(date(of).first_of_year())
}

/// The first day of the month after the one that `day` lies in.
pub fn next_month(of: Day) -> Day {
    after(first_of_month(of), model::Span::Months(1))
}

/// An error beyond the length of the calendar.
fn length(span: model::Span) -> Result<Span, jiff::Error> {
    match span {
        model::Span::Days(days) => Span::new().try_days(days),
        model::Span::Months(months) => Span::new().try_months(months),
        model::Span::Years(years) => Span::new().try_years(years),
    }
}

fn day(date: Date) -> Day {
    Day(date.since((jiff::Unit::Day, EPOCH)).map_or(i32::MAX, |span| span.get_days()))
}

fn date(day: Day) -> Date {
    let end = if day.0 < 0 { Date::MIN } else { Date::MAX };
    Span::new().try_days(day.0).and_then(|days| EPOCH.checked_add(days)).unwrap_or(end)
}
