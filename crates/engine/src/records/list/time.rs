//! Times that move with the calendar: *this week*, *the last 30 days*, *overdue*.
//!
//! It must not know fields or rows: only which days lie within, seen from a day.

use crate::limits::WITHIN_DAYS;
use model::Day;
use rights::{after, first_of_month, first_of_year, next_month};

/// A length of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// One day.
    Day,
    /// From Monday to Sunday.
    Week,
    /// From the first to the last.
    Month,
    /// From January to December.
    Year,
}

/// A time that moves with today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Within {
    /// The one before, the present one or the next one.
    The(Unit, i8),
    /// Today and so many days before it, counted together.
    Last(u16),
    /// Today and so many days behind it, counted together.
    Next(u16),
    /// Before today.
    Overdue,
}

/// Those with a word of their own in an address.
const NAMED: [(&str, Within); 13] = [
    ("today", Within::The(Unit::Day, 0)),
    ("yesterday", Within::The(Unit::Day, -1)),
    ("tomorrow", Within::The(Unit::Day, 1)),
    ("this_week", Within::The(Unit::Week, 0)),
    ("last_week", Within::The(Unit::Week, -1)),
    ("next_week", Within::The(Unit::Week, 1)),
    ("this_month", Within::The(Unit::Month, 0)),
    ("last_month", Within::The(Unit::Month, -1)),
    ("next_month", Within::The(Unit::Month, 1)),
    ("this_year", Within::The(Unit::Year, 0)),
    ("last_year", Within::The(Unit::Year, -1)),
    ("next_year", Within::The(Unit::Year, 1)),
    ("overdue", Within::Overdue),
];

impl Within {
    /// Those that stand in a list to choose from; the last and next days are counted by who asks.
    pub fn named() -> impl Iterator<Item = (&'static str, Self)> {
        NAMED.into_iter()
    }

    /// The one with this word: one of the named ones, `last_30` or `next_14`.
    pub fn read(word: &str) -> Option<Self> {
        let days = |digits: &str| digits.parse().ok().filter(|days| (1..=WITHIN_DAYS).contains(days));
        match (word.strip_prefix("last_").and_then(days), word.strip_prefix("next_").and_then(days)) {
            (Some(days), _) => Some(Self::Last(days)),
            (None, Some(days)) => Some(Self::Next(days)),
            (None, None) => NAMED.iter().find(|(known, _)| *known == word).map(|(_, within)| *within),
        }
    }

    /// The first and the last day within, seen from `today`; none where it has no beginning.
    pub(super) fn days(self, today: Day) -> (Option<Day>, Day) {
        match self {
            Self::Overdue => (None, plus(today, -1)),
            Self::Last(days) => (Some(plus(today, 1 - i32::from(days))), today),
            Self::Next(days) => (Some(today), plus(today, i32::from(days) - 1)),
            Self::The(unit, which) => {
                let (mut first, mut behind) = around(unit, today);
                if which < 0 {
                    (first, behind) = around(unit, plus(first, -1));
                } else if which > 0 {
                    (first, behind) = around(unit, behind);
                }
                (Some(first), plus(behind, -1))
            }
        }
    }
}

/// The first day of the unit that `day` lies in, and the first one behind it.
fn around(unit: Unit, day: Day) -> (Day, Day) {
    let from = |first: Day, span| (first, after(first, span));
    match unit {
        Unit::Day => from(day, model::Span::Days(1)),
        // 1 January 1970 was a Thursday.
        Unit::Week => from(plus(day, -(day.0.rem_euclid(7) + 3).rem_euclid(7)), model::Span::Days(7)),
        Unit::Month => from(first_of_month(day), model::Span::Months(1)),
        Unit::Year => from(first_of_year(day), model::Span::Years(1)),
    }
}

pub(super) fn plus(day: Day, days: i32) -> Day {
    Day(day.0.saturating_add(days))
}

/// The last day of the month that begins with `first`.
pub(super) fn end_of_month(first: Day) -> Day {
    plus(next_month(first), -1)
}

#[cfg(test)]
mod tests {
    use super::Within;
    use documents::{iso_day, read_day};

    #[test]
    fn a_time_has_the_days_that_people_mean() {
        let check = |word: &str, today: &str, expected: &str| {
            let (first, last) = Within::read(word).expect(word).days(read_day(today).expect(today));
            assert_eq!(format!("{}..{}", first.map_or_else(String::new, iso_day), iso_day(last)), expected, "{word}");
        };
        check("today", "2026-11-20", "2026-11-20..2026-11-20");
        check("yesterday", "2026-03-01", "2026-02-28..2026-02-28");
        check("tomorrow", "2026-12-31", "2027-01-01..2027-01-01");
        check("this_week", "2026-11-20", "2026-11-16..2026-11-22");
        check("this_week", "2026-11-22", "2026-11-16..2026-11-22");
        check("this_week", "2026-11-23", "2026-11-23..2026-11-29");
        check("last_week", "2026-01-01", "2025-12-22..2025-12-28");
        check("next_week", "2026-12-28", "2027-01-04..2027-01-10");
        check("this_month", "2028-02-29", "2028-02-01..2028-02-29");
        check("last_month", "2026-03-31", "2026-02-01..2026-02-28");
        check("next_month", "2026-12-05", "2027-01-01..2027-01-31");
        check("this_year", "2026-11-20", "2026-01-01..2026-12-31");
        check("last_year", "2026-11-20", "2025-01-01..2025-12-31");
        check("next_year", "2026-11-20", "2027-01-01..2027-12-31");
        check("last_7", "2026-11-20", "2026-11-14..2026-11-20");
        check("next_1", "2026-11-20", "2026-11-20..2026-11-20");
        check("overdue", "2026-11-20", "..2026-11-19");
        for word in ["", "last_", "last_0", "next_3661", "last_-3", "this_week "] {
            assert_eq!(Within::read(word), None, "{word}");
        }
        assert_eq!(Within::read("last_3660"), Some(Within::Last(3660)));
    }
}
