//! Opening hours: when people are at work, how much working time lies between two moments, and when so much of it has gone.
//!
//! It is the clock on the wall in Norway that opens and closes. When clocks are put, an hour that does not exist is not
//! worked, and one that happens twice is worked twice. Not known here: what the time is reckoned for.

use super::deadline::is_public_holiday;
use super::{ZONE, day, day_of, start_of};
use jiff::Timestamp;
use jiff::civil::Date;
use model::{Day, Moment};
use std::collections::BTreeSet;

/// From 00:00 to 24:00 on the clock.
pub const DAY_MINUTES: u16 = 24 * 60;

/// Nobody is sought to be at work later than this after the beginning, and no working time is counted beyond it.
pub const SEARCH_YEARS: i32 = 20;

const YEAR_MAX_DAYS: i32 = 366;
const SECOND_MICROSECONDS: i64 = 1_000_000;
const MINUTE_MICROSECONDS: i64 = 60 * SECOND_MICROSECONDS;
const DAY_MICROSECONDS: i64 = DAY_MINUTES as i64 * MINUTE_MICROSECONDS;

/// 1 January 1970 was a Thursday.
const EPOCH_AFTER_MONDAY_DAYS: i64 = 3;

model::choice! {
    /// A day of the week.
    pub enum Weekday {
        /// The first one.
        Monday = "monday",
        /// The second one.
        Tuesday = "tuesday",
        /// The third one.
        Wednesday = "wednesday",
        /// The fourth one.
        Thursday = "thursday",
        /// The fifth one.
        Friday = "friday",
        /// The sixth one.
        Saturday = "saturday",
        /// The seventh one.
        Sunday = "sunday",
    }
}

impl Weekday {
    /// The weekday of `day`.
    pub fn of(day: Day) -> Self {
        match (i64::from(day.0) + EPOCH_AFTER_MONDAY_DAYS).rem_euclid(7) {
            0 => Self::Monday,
            1 => Self::Tuesday,
            2 => Self::Wednesday,
            3 => Self::Thursday,
            4 => Self::Friday,
            5 => Self::Saturday,
            _ => Self::Sunday,
        }
    }
}

/// A span in which people are at work every week. Both ends are minutes on the clock since 00:00; it is over at the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Opening {
    /// On this day.
    pub weekday: Weekday,
    /// From 0 to 1439.
    pub opens_minute: u16,
    /// From 1 to [`DAY_MINUTES`], which is 24:00.
    pub closes_minute: u16,
}

/// What is wrong with opening hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrongHours {
    /// Closes when it opens.
    Empty(Opening),
    /// Closes before it opens. What lasts past midnight is written as two.
    Backwards(Opening),
    /// Lasts past 24:00.
    BeyondDay(Opening),
    /// Two hold at the same time.
    Overlap(Opening, Opening),
}

/// When people are at work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpeningHours {
    /// From Monday on; of each day in order and apart.
    week: [Vec<Opening>; 7],
    on_holidays: bool,
    closed: BTreeSet<Day>,
}

impl OpeningHours {
    /// Hours that hold every week, save on public holidays unless `on_holidays`, and on the `closed` days in any case.
    ///
    /// Their order does not matter; one that begins when another ends is joined to it. With none it is never open.
    /// The error is everything that is wrong with them, in the order of the week.
    pub fn new(
        openings: impl IntoIterator<Item = Opening>,
        on_holidays: bool,
        closed: impl IntoIterator<Item = Day>,
    ) -> Result<Self, Vec<WrongHours>> {
        let mut wrong = Vec::new();
        let mut all: Vec<Opening> = openings.into_iter().collect();
        all.sort_by_key(|opening| (opening.weekday as usize, opening.opens_minute, opening.closes_minute));
        let mut week: [Vec<Opening>; 7] = Default::default();
        for opening in all {
            if let Some(mistake) = mistake(opening) {
                wrong.push(mistake);
                continue;
            }
            let day = &mut week[opening.weekday as usize];
            match day.last_mut() {
                Some(last) if opening.opens_minute < last.closes_minute => {
                    wrong.push(WrongHours::Overlap(*last, opening));
                    last.closes_minute = last.closes_minute.max(opening.closes_minute);
                }
                Some(last) if opening.opens_minute == last.closes_minute => last.closes_minute = opening.closes_minute,
                Some(_) | None => day.push(opening),
            }
        }
        if wrong.is_empty() { Ok(Self { week, on_holidays, closed: closed.into_iter().collect() }) } else { Err(wrong) }
    }

    /// Open at all times.
    pub fn always() -> Self {
        let mut week: [Vec<Opening>; 7] = Default::default();
        for weekday in Weekday::ALL {
            week[*weekday as usize] = vec![Opening { weekday: *weekday, opens_minute: 0, closes_minute: DAY_MINUTES }];
        }
        Self { week, on_holidays: true, closed: BTreeSet::new() }
    }

    /// The hours of the week from Monday on, joined where one begins when another ends.
    pub fn openings(&self) -> impl Iterator<Item = Opening> {
        self.week.iter().flatten().copied()
    }

    /// Whether they hold on public holidays.
    pub fn on_holidays(&self) -> bool {
        self.on_holidays
    }

    /// Whether people are at work at `at`.
    pub fn is_open(&self, at: Moment) -> bool {
        self.open_on(day_of(at)).any(|(opens, closes)| opens <= at.0 && at.0 < closes)
    }

    /// `at` where people are at work then, otherwise the next moment at which they begin; none within [`SEARCH_YEARS`].
    pub fn next_open(&self, at: Moment) -> Option<Moment> {
        self.open_from(at).next().map(|(opens, _)| Moment(opens))
    }

    /// The first moment at which so many working seconds have gone since `start`, which may be the one of closing;
    /// with none to go, [`OpeningHours::next_open`]. None where it lies beyond [`SEARCH_YEARS`].
    pub fn after(&self, start: Moment, working_seconds: i64) -> Option<Moment> {
        self.after_microseconds(start, working_seconds.saturating_mul(SECOND_MICROSECONDS))
    }

    /// [`OpeningHours::after`] for microseconds, where nothing may be lost by rounding.
    pub fn after_microseconds(&self, start: Moment, working_microseconds: i64) -> Option<Moment> {
        if working_microseconds <= 0 {
            return self.next_open(start);
        }
        let mut left = working_microseconds;
        for (opens, closes) in self.open_from(start) {
            if left <= closes - opens {
                return Some(Moment(opens + left));
            }
            left -= closes - opens;
        }
        None
    }

    /// The whole working seconds between, counted no further than [`SEARCH_YEARS`] after `from`; 0 where `to` is not after it.
    pub fn between(&self, from: Moment, to: Moment) -> i64 {
        self.between_microseconds(from, to) / SECOND_MICROSECONDS
    }

    /// [`OpeningHours::between`] in microseconds, where nothing may be lost by rounding.
    pub fn between_microseconds(&self, from: Moment, to: Moment) -> i64 {
        let open = self.open_from(from).take_while(|(opens, _)| *opens < to.0);
        open.map(|(opens, closes)| closes.min(to.0) - opens).sum()
    }

    /// Every open stretch after `from`, in order, in microseconds since 1970; the first one begins no earlier.
    fn open_from(&self, from: Moment) -> impl Iterator<Item = (i64, i64)> {
        let first = day_of(from).0;
        // Without any hours there is nothing to look through.
        let days = if self.week.iter().all(Vec::is_empty) { 0 } else { SEARCH_YEARS * YEAR_MAX_DAYS };
        let end = first.saturating_add(days).min(day(Date::MAX).0);
        let all = (first..end).flat_map(move |day| self.open_on(Day(day)));
        all.filter(move |(_, closes)| *closes > from.0).map(move |(opens, closes)| (opens.max(from.0), closes))
    }

    /// The open stretches of a day, in order, in microseconds since 1970.
    fn open_on(&self, day: Day) -> impl Iterator<Item = (i64, i64)> {
        let openings = &self.week[Weekday::of(day) as usize];
        let is_closed = openings.is_empty() || self.is_closed_on(day);
        let parts = if is_closed { [None, None] } else { parts(day) };
        let midnight = i64::from(day.0).saturating_mul(DAY_MICROSECONDS);
        parts
            .into_iter()
            .flatten()
            .flat_map(move |part| openings.iter().filter_map(move |opening| part.open(midnight, *opening)))
    }

    fn is_closed_on(&self, day: Day) -> bool {
        self.closed.contains(&day) || (!self.on_holidays && is_public_holiday(day))
    }
}

fn mistake(opening: Opening) -> Option<WrongHours> {
    if opening.closes_minute < opening.opens_minute {
        return Some(WrongHours::Backwards(opening));
    }
    if opening.closes_minute == opening.opens_minute {
        return Some(WrongHours::Empty(opening));
    }
    (opening.closes_minute > DAY_MINUTES).then_some(WrongHours::BeyondDay(opening))
}

/// A part of a day in which clocks are not put. All in microseconds.
#[derive(Clone, Copy)]
struct Part {
    begins: i64,
    ends: i64,
    /// How far clocks are ahead of UTC.
    ahead: i64,
}

impl Part {
    /// When `opening` holds in it; `midnight` is that of the day, as if clocks showed UTC.
    fn open(self, midnight: i64, opening: Opening) -> Option<(i64, i64)> {
        let at =
            |minute: u16| midnight.saturating_add(i64::from(minute) * MINUTE_MICROSECONDS).saturating_sub(self.ahead);
        let opens = at(opening.opens_minute).max(self.begins);
        let closes = at(opening.closes_minute).min(self.ends);
        (opens < closes).then_some((opens, closes))
    }
}

/// The parts of a day: two on the days on which summer time begins and ends, otherwise one.
fn parts(day: Day) -> [Option<Part>; 2] {
    let (begins, ends) = (start_of(day).0, start_of(Day(day.0.saturating_add(1))).0);
    let (first, last) = (ahead(begins), ahead(ends.saturating_sub(1)));
    let put = if first == last { None } else { ZONE.following(timestamp(begins)).next() };
    match put.map(|put| put.timestamp().as_microsecond()) {
        Some(put) if put < ends => {
            [Some(Part { begins, ends: put, ahead: first }), Some(Part { begins: put, ends, ahead: last })]
        }
        Some(_) | None => [Some(Part { begins, ends, ahead: first }), None],
    }
}

fn ahead(at: i64) -> i64 {
    i64::from(ZONE.to_offset(timestamp(at)).seconds()) * SECOND_MICROSECONDS
}

fn timestamp(at: i64) -> Timestamp {
    Timestamp::from_microsecond(at).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests;
