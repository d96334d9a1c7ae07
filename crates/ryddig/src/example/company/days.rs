//! The days of the made-up company: when people work, and how much in which month.

use super::dice::Dice;
use engine::documents::{iso_day, month};
use engine::{Day, Language, Moment, day_of, is_working_day, start_of};

/// When work begins and ends, in minutes after midnight.
const OPENS_MINUTES: i64 = 8 * 60;
const CLOSES_MINUTES: i64 = 16 * 60;
/// How much comes in, by month: Norway is away in July.
const SEASON: [usize; 12] = [100, 95, 100, 80, 85, 75, 30, 75, 100, 100, 95, 65];

/// The time as of which the company is made up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub(super) now: Moment,
    pub(super) today: Day,
}

impl Days {
    pub(super) fn new(now: Moment) -> Self {
        Self { now, today: day_of(now) }
    }

    /// So many days before today; after it where the number is negative.
    pub(super) fn ago(self, days: i64) -> Day {
        plus(self.today, -days)
    }

    pub(super) fn is_past(self, at: Moment) -> bool {
        at <= self.now
    }
}

/// A day of work from `first` to `last`, busy months more often than quiet ones.
pub(super) fn workday(dice: &mut Dice, first: Day, last: Day) -> Day {
    for _ in 0..40 {
        let day = plus(first, dice.between(0, i64::from((last.0 - first.0).max(0))));
        let (_, of_year, _) = date(day);
        if is_working_day(day) && dice.percent(SEASON[of_year - 1]) {
            return day;
        }
    }
    next_workday(first)
}

/// Some moment of the working hours of `day`; never after now.
pub(super) fn at_work(dice: &mut Dice, days: Days, day: Day) -> Moment {
    let wanted = clock(day, dice.between(OPENS_MINUTES, CLOSES_MINUTES - 1));
    if days.is_past(wanted) { wanted } else { days.now.plus_seconds(-60 * dice.between(5, 90)) }
}

/// So many minutes after midnight; a minute's seconds are none of anybody's business.
pub(super) fn clock(day: Day, minutes: i64) -> Moment {
    start_of(day).plus_seconds(minutes * 60)
}

/// So many minutes of working time later; what does not fit into the day goes on the next.
pub(super) fn after_work(from: Moment, minutes: i64) -> Moment {
    let (mut day, mut left) = (day_of(from), minutes);
    let began = (from.0 - start_of(day).0) / 60_000_000;
    let mut at = if is_working_day(day) { began.clamp(OPENS_MINUTES, CLOSES_MINUTES) } else { CLOSES_MINUTES };
    loop {
        if left <= CLOSES_MINUTES - at {
            return clock(day, at + left);
        }
        left -= CLOSES_MINUTES - at;
        day = next_workday(plus(day, 1));
        at = OPENS_MINUTES;
    }
}

pub(super) fn plus(day: Day, days: i64) -> Day {
    Day(day.0 + i32::try_from(days).unwrap_or(0))
}

/// The day, or the first one after it on which people work.
pub(super) fn next_workday(mut day: Day) -> Day {
    while !is_working_day(day) {
        day = plus(day, 1);
    }
    day
}

/// Monday is nought.
pub(super) fn weekday(day: Day) -> i32 {
    (day.0 + 3).rem_euclid(7)
}

pub(super) fn monday(day: Day) -> Day {
    Day(day.0 - weekday(day))
}

/// Year, month and day of the month.
pub(super) fn date(day: Day) -> (usize, usize, usize) {
    let iso = iso_day(day);
    let mut parts = iso.split('-').map(|part| part.parse().unwrap_or(1));
    let mut next = || parts.next().unwrap_or(1);
    (next(), next(), next())
}

/// The name of its month.
pub(super) fn month_name(day: Day, language: Language) -> String {
    let month = month(day, language);
    month.split(' ').next().unwrap_or_default().to_owned()
}
