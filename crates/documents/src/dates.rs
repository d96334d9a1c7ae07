//! Days, moments and lengths of time, as people read them and as machines do.
//!
//! It must not know what day it is.

use crate::words::{Counted, texts};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Span as Distance, Timestamp, Unit};
use model::{Day, Language, Moment, Span};
use std::sync::LazyLock;

/// Moments are told as the clock shows them where the company is. The zone comes with the program,
/// so that the same moment reads the same on every machine.
static ZONE: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZoneDatabase::bundled().get("Europe/Oslo").expect("the zone database is built in"));

const EPOCH: Date = Date::constant(1970, 1, 1);

/// A day in words: `14. mars 2029`, `14 March 2029`.
pub fn day(day: Day, language: Language) -> String {
    in_words(date(day), language)
}

/// A moment in words, to the minute, in Norwegian time: `22. november 2026 kl. 18.04`.
pub fn moment(moment: Moment, language: Language) -> String {
    let local = local(moment);
    (texts(language).dates.moment)(&in_words(local.date(), language), local.hour(), local.minute())
}

/// A day in figures, for columns: `14.03.2029`, `14 Mar 2029`.
pub fn short_day(day: Day, language: Language) -> String {
    shortly(date(day), language)
}

/// A moment in figures, to the minute, in Norwegian time: `22.11.2026 18.04`, `22 Nov 2026 18:04`.
pub fn short_moment(moment: Moment, language: Language) -> String {
    format!("{} {}", shortly(local(moment).date(), language), hour(moment, language))
}

/// What the clock shows in Norway at `moment`: `18.04`, `18:04`.
pub fn hour(moment: Moment, language: Language) -> String {
    let local = local(moment);
    let point = match language {
        Language::Nb => '.',
        Language::En => ':',
    };
    format!("{:02}{point}{:02}", local.hour(), local.minute())
}

/// A month in words: `mars 2029`, `March 2029`.
pub fn month(first: Day, language: Language) -> String {
    let date = date(first);
    format!("{} {}", month_name(date, language), date.year())
}

fn shortly(date: Date, language: Language) -> String {
    match language {
        Language::Nb => format!("{:02}.{:02}.{}", date.day(), date.month(), date.year()),
        Language::En => {
            let month: String = month_name(date, language).chars().take(3).collect();
            format!("{} {month} {}", date.day(), date.year())
        }
    }
}

/// A length of time in words: `12 måneder`, `1 month`.
pub fn span(span: Span, language: Language) -> String {
    let words = &texts(language).dates;
    let (count, unit): (u16, &Counted) = match span {
        Span::Days(count) => (count, &words.days),
        Span::Months(count) => (count, &words.months),
        Span::Years(count) => (count, &words.years),
    };
    let unit = if count == 1 { unit.one } else { unit.many };
    format!("{count} {unit}")
}

/// A day for machines: `2029-03-14` (RFC 3339, full-date).
pub fn iso_day(day: Day) -> String {
    date(day).to_string()
}

/// A moment for machines, in UTC: `2026-11-22T17:04:00Z` (RFC 3339, date-time).
pub fn iso_moment(moment: Moment) -> String {
    timestamp(moment).to_string()
}

/// A moment as a form holds it, to the minute, in Norwegian time: `2026-11-22T18:04`.
pub fn local_time(moment: Moment) -> String {
    let local = local(moment);
    format!("{}T{:02}:{:02}", local.date(), local.hour(), local.minute())
}

/// The day that somebody typed: `2029-03-14`, as browsers send it, or `14.3.2029`.
pub fn read_day(typed: &str) -> Option<Day> {
    read_date(typed.trim()).and_then(number)
}

/// The moment that somebody typed, in Norwegian time: `2026-11-22T18:04`, as browsers send it, or
/// `22.11.2026 18.04`.
pub fn read_moment(typed: &str) -> Option<Moment> {
    let (day, clock) = typed.trim().split_once(['T', ' '])?;
    let clock = clock.trim_start_matches("kl.").trim();
    let (hour, rest) = clock.split_once([':', '.'])?;
    let (minute, second) = rest.split_once([':', '.']).unwrap_or((rest, "0"));
    let date = read_date(day.trim_end_matches(','))?;
    let time = Time::new(hour.parse().ok()?, minute.parse().ok()?, second.parse().ok()?, 0).ok()?;
    let zoned = date.to_datetime(time).to_zoned(ZONE.clone()).ok()?;
    Some(Moment(zoned.timestamp().as_microsecond()))
}

/// The moment that a program wrote: `2026-11-22T17:04:00Z` (RFC 3339, date-time), with `Z` or a distance from it.
pub fn read_iso_moment(written: &str) -> Option<Moment> {
    let timestamp: Timestamp = written.parse().ok()?;
    Some(Moment(timestamp.as_microsecond()))
}

fn read_date(typed: &str) -> Option<Date> {
    if typed.contains('-') {
        return typed.parse().ok();
    }
    let mut parts = typed.trim_end_matches('.').split('.').map(str::trim);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = year.len() == 4 && parts.next().is_none();
    if !whole {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn number(date: Date) -> Option<Day> {
    date.since((Unit::Day, EPOCH)).ok().map(|distance| Day(distance.get_days()))
}

/// What calendar and clock show in Norway at `moment`.
pub(crate) fn local(moment: Moment) -> DateTime {
    timestamp(moment).to_zoned(ZONE.clone()).datetime()
}

fn in_words(date: Date, language: Language) -> String {
    (texts(language).dates.day)(date.day(), month_name(date, language), date.year())
}

fn month_name(date: Date, language: Language) -> &'static str {
    texts(language).dates.month_names[usize::from(date.month().unsigned_abs()) - 1]
}

/// The day in the calendar; the first or last day there is where it lies outside.
fn date(day: Day) -> Date {
    let distance = Distance::new().try_days(day.0);
    distance.and_then(|days| EPOCH.checked_add(days)).unwrap_or(if day.0 < 0 { Date::MIN } else { Date::MAX })
}

fn timestamp(moment: Moment) -> Timestamp {
    let edge = if moment.0 < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_microsecond(moment.0).unwrap_or(edge)
}

#[cfg(test)]
mod tests;
