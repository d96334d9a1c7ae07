//! Deadlines of law: by when something that a person may expect must be done, and how many working days are left.
//!
//! A day too early rather than one too late: a deadline that ends on a day off is not moved to the next working day.

use super::{after, date, day, day_of, start_of};
use jiff::Span;
use jiff::civil::{Date, Weekday};
use model::{Day, Deadline, Moment};

/// The last day for what was asked for at `received` and has that `deadline`.
pub fn deadline(received: Moment, deadline: Deadline) -> Day {
    match deadline {
        Deadline::Hours(_) => day_of(deadline_at(received, deadline)),
        Deadline::Within(span) => after(day_of(received), span),
    }
}

/// The moment by which what began at `began` and has that `deadline` must be done. Hours are hours, whatever clocks are put to
/// meanwhile; days, months and years end with their last day.
pub fn deadline_at(began: Moment, deadline: Deadline) -> Moment {
    match deadline {
        Deadline::Hours(hours) => began.plus_seconds(i64::from(hours) * 60 * 60),
        Deadline::Within(span) => start_of(Day(after(day_of(began), span).0.saturating_add(1))),
    }
}

/// The last day where one that was to be kept on `due` is extended. Counted from `due`, which a short month may have
/// brought forward: never later than what is counted from the beginning.
pub fn extended(due: Day, extension: Deadline) -> Day {
    match extension {
        Deadline::Hours(hours) => Day(due.0 + i32::from(hours / 24)),
        Deadline::Within(span) => after(due, span),
    }
}

/// The day that lies so many working days before `last`.
pub fn working_days_before(last: Day, working_days: u32) -> Day {
    let mut at = last;
    let mut left = working_days;
    while left > 0 {
        at = Day(at.0 - 1);
        if is_working_day(at) {
            left -= 1;
        }
    }
    at
}

/// Whether people work in Norway on `on`: neither a weekend nor a public holiday.
pub fn is_working_day(on: Day) -> bool {
    !matches!(date(on).weekday(), Weekday::Saturday | Weekday::Sunday) && !is_public_holiday(on)
}

/// Whether `on` is a public holiday in Norway, on whatever weekday it falls (lov om helligdager; 1 and 17 May). Other Sundays
/// are none here, and neither are the eves of Christmas, New Year and Whitsun.
pub fn is_public_holiday(on: Day) -> bool {
    let date = date(on);
    let fixed = [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)];
    // Maundy Thursday, Good Friday, Easter Sunday and Monday, Ascension Day, Whit Sunday and Monday.
    let moving = [-3, -2, 0, 1, 39, 49, 50];
    let from_easter = on.0.saturating_sub(day(easter(date.year())).0);
    fixed.contains(&(date.month(), date.day())) || moving.contains(&from_easter)
}

/// Easter Sunday by the Gregorian computus (the anonymous algorithm, *Nature*, 20 April 1876).
fn easter(year: i16) -> Date {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, rest) = (year / 100, year % 100);
    let correction = (century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 19 * golden + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - correction - rest % 4) % 7;
    let late = (golden + 11 * correction + 22 * weekday) / 451;
    let days = correction + weekday - 7 * late + 114;
    let first = Date::new(i16::try_from(year).unwrap_or(i16::MAX), i8::try_from(days / 31).unwrap_or(3), 1);
    let first = first.unwrap_or(Date::MAX);
    Span::new().try_days(days % 31).and_then(|days| first.checked_add(days)).unwrap_or(first)
}

#[cfg(test)]
mod tests;
