use super::{DAY_MINUTES, Opening, OpeningHours, Weekday, WrongHours};
use crate::calendar::deadline::is_public_holiday;
use crate::calendar::{ZONE, day, start_of};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use model::{Day, Moment};

const HOUR: i64 = 60 * 60;

/// A moment on the clock in Norway, the first of two: `2027-03-28 08:00`, or with seconds.
fn at(text: &str) -> Moment {
    let civil: DateTime = text.parse().expect("a moment");
    Moment(civil.to_zoned(ZONE.clone()).expect("on the clock").timestamp().as_microsecond())
}

fn date(text: &str) -> Day {
    day(text.parse::<Date>().expect("a date"))
}

fn opening(weekday: Weekday, opens: u16, closes: u16) -> Opening {
    Opening { weekday, opens_minute: opens, closes_minute: closes }
}

/// The same spans, in hours, on every day.
fn daily(spans: &[(u16, u16)]) -> Vec<Opening> {
    let days = Weekday::ALL.iter();
    days.flat_map(|day| spans.iter().map(|(opens, closes)| opening(*day, opens * 60, closes * 60))).collect()
}

/// Monday to Friday from 8 to 16, closed on public holidays and on two eves.
fn office() -> OpeningHours {
    let mut openings = daily(&[(8, 16)]);
    openings.retain(|one| !matches!(one.weekday, Weekday::Saturday | Weekday::Sunday));
    OpeningHours::new(openings, false, [date("2026-12-24"), date("2026-12-31")]).expect("sound hours")
}

fn hours(spans: &[(u16, u16)], on_holidays: bool) -> OpeningHours {
    OpeningHours::new(daily(spans), on_holidays, []).expect("sound hours")
}

/// So long after `start` it is `expected`, and so much lies between.
fn check(hours: &OpeningHours, start: &str, seconds: i64, expected: &str) {
    assert_eq!(hours.after(at(start), seconds), Some(at(expected)), "{seconds} s after {start}");
    assert_eq!(hours.between(at(start), at(expected)), seconds, "from {start} to {expected}");
}

#[test]
fn working_time_passes_only_while_it_is_open() {
    for (start, seconds, expected) in [
        ("2026-11-30 08:00", HOUR, "2026-11-30 09:00"),
        ("2026-11-30 09:12:34", HOUR, "2026-11-30 10:12:34"),
        ("2026-11-30 08:00", 8 * HOUR, "2026-11-30 16:00"),
        ("2026-11-30 08:00", 8 * HOUR + 1, "2026-12-01 08:00:01"),
        ("2026-11-30 15:00", 2 * HOUR, "2026-12-01 09:00"),
        ("2026-11-30 03:00", HOUR, "2026-11-30 09:00"),
        ("2026-11-30 16:00", HOUR, "2026-12-01 09:00"),
        ("2026-11-27 15:30", HOUR, "2026-11-30 08:30"),
        ("2026-11-28 12:00", 40 * HOUR, "2026-12-04 16:00"),
    ] {
        check(&office(), start, seconds, expected);
    }
}

#[test]
fn holidays_and_closed_days_are_skipped() {
    for (start, expected) in [
        ("2026-12-23 15:30", "2026-12-28 08:30"),
        ("2026-12-30 15:30", "2027-01-04 08:30"),
        ("2027-03-24 15:30", "2027-03-30 08:30"),
        ("2026-04-30 15:30", "2026-05-04 08:30"),
        ("2029-04-30 15:30", "2029-05-02 08:30"),
        ("2029-05-16 15:30", "2029-05-18 08:30"),
        ("2027-05-05 15:30", "2027-05-07 08:30"),
        ("2027-05-14 15:30", "2027-05-18 08:30"),
    ] {
        check(&office(), start, HOUR, expected);
    }
    check(&hours(&[(8, 16)], true), "2026-12-24 15:30", HOUR, "2026-12-25 08:30");
    check(&hours(&[(8, 16)], false), "2027-03-27 15:30", HOUR, "2027-03-30 08:30");
    let closed = OpeningHours::new(daily(&[(8, 16)]), true, [date("2026-12-25")]).expect("sound hours");
    check(&closed, "2026-12-24 15:30", HOUR, "2026-12-26 08:30");
}

#[test]
fn a_night_may_be_open_across_midnight() {
    let night = hours(&[(0, 6), (22, 24)], true);
    check(&night, "2026-11-30 23:30", HOUR, "2026-12-01 00:30");
    check(&night, "2026-11-30 05:30", HOUR, "2026-11-30 22:30");
    assert!(night.is_open(at("2026-11-30 23:59:59")) && night.is_open(at("2026-12-01 00:00")));
    let midday = hours(&[(8, 11), (12, 16)], true);
    check(&midday, "2026-11-30 10:30", HOUR, "2026-11-30 12:30");
}

#[test]
fn a_day_on_which_clocks_are_put_has_an_hour_less_or_more() {
    let always = OpeningHours::always();
    check(&always, "2027-03-28 00:00", 23 * HOUR, "2027-03-29 00:00");
    check(&always, "2027-10-31 00:00", 25 * HOUR, "2027-11-01 00:00");
    let day = hours(&[(8, 16)], true);
    check(&day, "2027-03-27 15:00", 2 * HOUR, "2027-03-28 09:00");
    check(&day, "2027-10-30 15:00", 2 * HOUR, "2027-10-31 09:00");
    // From 2 to 3 in the morning: not at all, and twice.
    let early = hours(&[(2, 3)], true);
    check(&early, "2027-03-27 02:30", HOUR, "2027-03-29 02:30");
    let midnight = at("2027-10-31 00:00");
    assert_eq!(early.after(midnight, 2 * HOUR), Some(midnight.plus_seconds(4 * HOUR)));
    // From 1:30 to 2:30: it is half past two twice, and past it in between.
    let half = Weekday::ALL.iter().map(|day| opening(*day, 90, 150));
    let half = OpeningHours::new(half, true, []).expect("sound hours");
    assert_eq!(half.between(midnight, midnight.plus_seconds(25 * HOUR)), HOUR + HOUR / 2);
    assert!(!half.is_open(midnight.plus_seconds(2 * HOUR + 45 * 60)) && half.is_open(midnight.plus_seconds(3 * HOUR)));
    assert_eq!(half.between(at("2027-03-28 00:00"), at("2027-03-29 00:00")), HOUR / 2);
}

#[test]
fn open_now_or_next() {
    let office = office();
    for (now, expected) in [
        ("2026-11-30 08:00", "2026-11-30 08:00"),
        ("2026-11-30 15:59:59", "2026-11-30 15:59:59"),
        ("2026-11-30 16:00", "2026-12-01 08:00"),
        ("2026-12-23 17:00", "2026-12-28 08:00"),
    ] {
        assert_eq!(office.next_open(at(now)), Some(at(expected)), "{now}");
        assert_eq!(office.is_open(at(now)), now == expected, "{now}");
        assert_eq!(office.after(at(now), 0), Some(at(expected)), "{now}");
    }
}

#[test]
fn what_is_never_open_is_not_sought_for_ever() {
    let never = OpeningHours::new([], true, []).expect("sound hours");
    let now = at("2026-11-30 08:00");
    assert_eq!((never.after(now, 1), never.next_open(now), never.between(now, Moment(i64::MAX))), (None, None, 0));
    let year = 365 * 24 * HOUR;
    assert_eq!(OpeningHours::always().after(now, 21 * year), None);
    assert!(OpeningHours::always().after(now, 19 * year).is_some());
    // The last Sunday of the holidays is closed in every year.
    let easter = OpeningHours::new([opening(Weekday::Sunday, 0, 60)], false, []).expect("sound hours");
    assert_eq!(easter.next_open(at("2027-03-28 00:00")), Some(at("2027-04-04 00:00")));
}

#[test]
fn the_ends_of_time_do_no_harm() {
    let ends = [i64::MIN, i64::MIN + 1, -377_705_116_800_000_000, 0, 253_402_207_200_000_000, i64::MAX - 1, i64::MAX];
    for hours in [office(), OpeningHours::always()] {
        for from in ends.map(Moment) {
            for seconds in [i64::MIN, -1, 0, 1, i64::MAX] {
                let _ = hours.after(from, seconds);
            }
            let _ = (hours.is_open(from), hours.next_open(from));
            for to in ends.map(Moment) {
                assert!(hours.between(from, to) >= 0);
            }
        }
    }
    assert_eq!(office().between(at("2026-11-30 12:00"), at("2026-11-30 09:00")), 0);
}

#[test]
fn all_that_is_wrong_with_hours_is_said() {
    use Weekday::{Friday, Monday, Tuesday};
    let empty = opening(Friday, 480, 480);
    let backwards = opening(Tuesday, 1320, 360);
    let beyond = opening(Friday, 600, DAY_MINUTES + 1);
    let (long, within) = (opening(Monday, 480, 960), opening(Monday, 540, 600));
    let found = OpeningHours::new([empty, within, beyond, backwards, long], true, []).expect_err("unsound");
    assert_eq!(
        found,
        [
            WrongHours::Overlap(long, within),
            WrongHours::Backwards(backwards),
            WrongHours::Empty(empty),
            WrongHours::BeyondDay(beyond)
        ]
    );
    let joined = OpeningHours::new([opening(Monday, 720, 960), opening(Monday, 480, 720)], true, []).expect("sound");
    assert_eq!(joined.openings().collect::<Vec<_>>(), [long]);
    assert!(joined.on_holidays());
}

#[test]
fn weekdays_are_those_of_the_calendar() {
    assert_eq!(Weekday::of(date("1970-01-01")), Weekday::Thursday);
    assert_eq!(Weekday::of(date("1969-12-28")), Weekday::Sunday);
    assert_eq!(Weekday::of(date("2026-11-30")), Weekday::Monday);
    assert_eq!(Weekday::of(Day(i32::MAX)), Weekday::of(Day(i32::MAX - 7)));
}

/// A sequence of numbers that is the same for the same seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    fn minute(&mut self, from: u16, to: u16) -> u16 {
        from + u16::try_from(self.below(i64::from(to - from) + 1)).expect("a minute of the day")
    }

    /// Up to two spans on each day, some days none.
    fn hours(&mut self) -> (Vec<Opening>, bool, Day) {
        let mut openings = Vec::new();
        for weekday in Weekday::ALL {
            if self.below(5) > 0 {
                let opens = self.minute(0, 400);
                let closes = self.minute(opens + 1, 700);
                openings.push(opening(*weekday, opens, closes));
                if self.below(2) == 0 {
                    let opens = self.minute(closes, DAY_MINUTES - 1);
                    let closes = self.minute(opens + 1, DAY_MINUTES);
                    openings.push(opening(*weekday, opens, closes));
                }
            }
        }
        // Around these days something happens; each has its turn.
        let days = ["2027-03-24", "2027-03-27", "2027-10-30", "2026-12-23", "2027-04-30", "2027-05-15", "2026-11-28"];
        let around = date(days[usize::try_from(self.below(7)).expect("an index")]);
        (openings, self.below(2) == 0, around)
    }
}

/// Whether it is open in the minute that begins at `at`, by the clock on the wall and nothing else.
fn is_open_naively(openings: &[Opening], on_holidays: bool, closed: Day, at: Moment) -> bool {
    let wall = Timestamp::from_microsecond(at.0).expect("in our days").to_zoned(ZONE.clone()).datetime();
    let today = day(wall.date());
    let minute = u16::try_from(i32::from(wall.hour()) * 60 + i32::from(wall.minute())).expect("a minute of the day");
    let number = usize::try_from(wall.date().weekday().to_monday_zero_offset()).expect("a weekday");
    let mut on_this_day = openings.iter().filter(|one| one.weekday == Weekday::ALL[number]);
    let is_day_off = today == closed || (!on_holidays && is_public_holiday(today));
    !is_day_off && on_this_day.any(|one| one.opens_minute <= minute && minute < one.closes_minute)
}

#[test]
fn it_agrees_with_counting_minute_by_minute() {
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let (openings, on_holidays, around) = dice.hours();
        let closed = Day(around.0 + 2);
        let hours = OpeningHours::new(openings.clone(), on_holidays, [closed]).expect("sound hours");
        let from = start_of(around).plus_seconds(60 * dice.below(24 * 60));
        let minutes = dice.below(3 * 24 * 60);
        let mut counted = 0;
        for minute in (0..minutes).map(|number| from.plus_seconds(60 * number)) {
            let is_open = is_open_naively(&openings, on_holidays, closed, minute);
            assert_eq!(hours.is_open(minute), is_open, "seed {seed}, {minute:?}");
            counted += if is_open { 60 } else { 0 };
            let end = minute.plus_seconds(60);
            if is_open {
                assert_eq!(hours.after(from, counted), Some(end), "seed {seed}");
            }
        }
        assert_eq!(hours.between(from, from.plus_seconds(60 * minutes)), counted, "seed {seed}");
    }
}

#[test]
fn after_and_between_undo_each_other() {
    for seed in 100..300 {
        let mut dice = Dice(seed);
        let (openings, on_holidays, around) = dice.hours();
        if openings.is_empty() {
            continue;
        }
        let hours = OpeningHours::new(openings, on_holidays, [around]).expect("sound hours");
        let start = Moment(start_of(around).0 + dice.below(86_400_000_000));
        let seconds = dice.below(40 * HOUR);
        let end = hours.after(start, seconds).expect("open some day");
        assert_eq!(hours.between(start, end), seconds, "seed {seed}");
        // The first such moment: a microsecond earlier something is missing.
        let earlier = hours.between_microseconds(start, Moment(end.0 - 1));
        assert!(seconds == 0 || earlier < seconds * 1_000_000, "seed {seed}");
        let to = Moment(start.0 + dice.below(20 * 86_400_000_000));
        let gone = hours.between_microseconds(start, to);
        let back = hours.after_microseconds(start, gone).expect("open some day");
        assert!(gone == 0 || back <= to, "seed {seed}");
        assert_eq!(hours.between_microseconds(start, back), gone, "seed {seed}");
        // What lies between two moments is the sum of its parts.
        let middle = Moment(start.0 + (to.0 - start.0) / 3);
        let parts = hours.between_microseconds(start, middle) + hours.between_microseconds(middle, to);
        assert_eq!(parts, gone, "seed {seed}");
    }
}
