use super::{
    CaseState, Change, Deadline, DeadlineKind, DeadlineState, DropReason, Escalation, Event, PauseReason, Policy,
    Priority, RaisedBy, Reckoning, Side, Target, What, reckon,
};
use DeadlineKind::{FirstAnswer, NextAnswer, Solution};
use Priority::{High, Low, Normal, Urgent};
use model::{Day, Moment, RowId};
use rights::{DAY_MINUTES, Opening, OpeningHours, Weekday, start_of};

const HOUR: i64 = 60 * 60;

/// 30 November 2026; nothing happens to the clocks or the calendar in the two weeks after it.
const MONDAY: Day = Day(20_787);

const DAYS: [&str; 14] =
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "mon2", "tue2", "wed2", "thu2", "fri2", "sat2", "sun2"];

/// `tue 08:30` is in the first week, `tue2 08:30` in the second.
fn at(text: &str) -> Moment {
    let (day, clock) = text.split_once(' ').expect("a day and an hour");
    let day = DAYS.iter().position(|one| *one == day).expect("a day");
    let (hours, minutes) = clock.split_once(':').expect("an hour");
    let minutes = hours.parse::<i64>().expect("hours") * 60 + minutes.parse::<i64>().expect("minutes");
    start_of(MONDAY).plus_seconds(i64::try_from(day).expect("small") * 24 * HOUR + minutes * 60)
}

fn said(moment: Moment) -> String {
    let minutes = (moment.0 - start_of(MONDAY).0) / 60_000_000;
    let day = usize::try_from(minutes / 1440).ok().and_then(|day| DAYS.get(day)).expect("within two weeks");
    format!("{day} {:02}:{:02}", minutes % 1440 / 60, minutes % 60)
}

fn target(kind: DeadlineKind, priority: Priority, hours: i64) -> Target {
    Target { kind, priority, within_seconds: hours * HOUR }
}

fn on_days(days: &[Weekday], opens: u16, closes: u16) -> OpeningHours {
    let opening = |day: &Weekday| Opening { weekday: *day, opens_minute: opens, closes_minute: closes };
    OpeningHours::new(days.iter().map(opening), false, []).expect("sound hours")
}

/// Monday to Friday from 8 to 16. Normal: 2 hours, 4 hours, 16 hours; urgent: 1, 1, 4; high only has a solution; low nothing.
fn policy() -> Policy {
    let targets = [(Normal, [2, 4, 16]), (Urgent, [1, 1, 4])];
    let kinds = [FirstAnswer, NextAnswer, Solution];
    let mut all: Vec<Target> = targets
        .iter()
        .flat_map(|(priority, hours)| kinds.iter().zip(hours).map(|(kind, hours)| target(*kind, *priority, *hours)))
        .collect();
    all.push(target(Solution, High, 8));
    let hours = on_days(&Weekday::ALL[..5], 8 * 60, 16 * 60);
    Policy { id: RowId([1; 16]), hours, targets: all, pauses: true, warning_seconds: None, steps: Vec::new() }
}

/// Without a deadline for the solution, where only answers matter.
fn answers() -> Policy {
    let mut policy = policy();
    policy.targets.retain(|target| target.kind != Solution);
    policy
}

/// Only the solution, where only that matters.
fn solutions() -> Policy {
    let mut policy = policy();
    policy.targets.retain(|target| target.kind == Solution);
    policy
}

const ASKED: What<'static> = What::Created { priority: Normal, by: RaisedBy::Customer };
const WROTE: What<'static> = What::CustomerWrote;
const ANSWERED: What<'static> = What::WeAnswered;
const TO_CUSTOMER: What<'static> = What::Moved { to: CaseState::Customer };
const OPEN: What<'static> = What::Moved { to: CaseState::Open };
const SOLVED: What<'static> = What::Moved { to: CaseState::Solved };
const URGENT: What<'static> = What::PriorityChanged { to: Urgent };

fn events<'p>(happened: &[(&str, What<'p>)]) -> Vec<Event<'p>> {
    happened.iter().map(|(moment, what)| Event { at: at(moment), what: *what }).collect()
}

/// `kind began > due state`, and what else there is to say.
fn line(deadline: &Deadline<'_>) -> String {
    let (began, due) = (said(deadline.began_at), said(deadline.due_at));
    let mut words = vec![format!("{} {began} > {due} {}", deadline.kind.key(), deadline.state.key())];
    let moments = [("met", deadline.met_at), ("since", deadline.paused_since), ("warn", deadline.warn_at)];
    words.extend(moments.iter().filter_map(|(word, moment)| moment.map(|moment| format!("{word} {}", said(moment)))));
    let minutes = deadline.paused_seconds / 60;
    words.extend((minutes > 0).then(|| format!("stood {}:{:02}", minutes / 60, minutes % 60)));
    words.join(" ")
}

/// When each step of escalation of a policy is due for each pending deadline: `first-answer 1 mon 09:00`.
fn steps(policy: &Policy, happened: &[(&str, What<'_>)], now: &str) -> Vec<String> {
    let reckoning = reckon(policy, &events(happened), at(now));
    let of = |deadline: &Deadline<'_>| -> Vec<String> {
        let one = |(step, at): &(RowId, Moment)| format!("{} {} {}", deadline.kind.key(), step.0[0], said(*at));
        deadline.steps.iter().map(one).collect()
    };
    reckoning.deadlines.iter().flat_map(of).collect()
}

#[test]
fn steps_of_escalation_are_due_by_working_time_around_a_deadline_that_is_pending() {
    let step =
        |id: u8, kind, side, hours: i64| Escalation { id: RowId([id; 16]), kind, side, shift_seconds: hours * HOUR };
    let policy = Policy {
        steps: vec![
            step(1, None, Side::Before, 1),
            step(2, Some(FirstAnswer), Side::After, 0),
            step(3, Some(Solution), Side::After, 10),
            step(4, None, Side::Before, 99),
        ],
        ..policy()
    };
    let asked = ("mon 15:00", ASKED);
    let expected = ["first-answer 1 tue 08:00", "first-answer 2 tue 09:00", "first-answer 4 mon 15:00"];
    assert_eq!(steps(&policy, &[asked], "mon 15:00")[..3], expected, "nobody is told while it is closed");
    let expected = ["solution 1 wed 14:00", "solution 3 fri 09:00", "solution 4 mon 15:00"];
    assert_eq!(steps(&policy, &[asked], "mon 15:00")[3..], expected);
    assert_eq!(
        steps(&policy, &[asked], "tue 09:30")[..1],
        ["first-answer 2 tue 09:00"],
        "what was to be before is over"
    );
    let waits = [asked, ("mon 15:30", ANSWERED), ("mon 15:30", TO_CUSTOMER)];
    assert_eq!(steps(&policy, &waits, "tue 12:00"), [""; 0], "a clock that stands still warns of nothing");
    let late = [asked, ("fri 12:00", SOLVED)];
    assert_eq!(steps(&policy, &late, "fri 12:00"), [""; 0], "and neither does a case that is over");
}

fn lines(reckoning: &Reckoning<'_>) -> Vec<String> {
    reckoning.deadlines.iter().map(line).collect()
}

/// The last of `happened` says only what time it is.
fn check(policy: &Policy, happened: &[(&str, What<'_>)], now: &str, expected: &[&str]) {
    let reckoning = reckon(policy, &events(happened), at(now));
    assert_eq!(lines(&reckoning), expected);
}

#[test]
fn the_first_answer_meets_the_first_deadline() {
    let asked = ("mon 08:00", ASKED);
    let check = |happened: &[(&str, What<'_>)], now, expected| check(&answers(), happened, now, &[expected]);
    check(&[asked], "mon 09:00", "first-answer mon 08:00 > mon 10:00 running");
    check(&[asked], "mon 10:00", "first-answer mon 08:00 > mon 10:00 running");
    check(&[asked], "mon 10:01", "first-answer mon 08:00 > mon 10:00 missed");
    let answered = [asked, ("mon 09:30", ANSWERED)];
    check(&answered, "fri 15:00", "first-answer mon 08:00 > mon 10:00 met met mon 09:30");
    check(&[asked, ("mon 10:00", ANSWERED)], "fri 15:00", "first-answer mon 08:00 > mon 10:00 met met mon 10:00");
    let late = [asked, ("mon 11:00", ANSWERED), ("mon 12:00", ANSWERED)];
    check(&late, "mon 13:00", "first-answer mon 08:00 > mon 10:00 missed met mon 11:00");
    let wrote = [asked, ("mon 09:30", WROTE), ("mon 09:45", WROTE)];
    check(&wrote, "mon 09:50", "first-answer mon 08:00 > mon 10:00 running");
}

#[test]
fn the_next_answer_counts_from_the_first_message_after_ours() {
    let first = "first-answer mon 08:00 > mon 10:00 met met mon 09:00";
    let begun = [("mon 08:00", ASKED), ("mon 09:00", ANSWERED)];
    let check = |more: &[(&str, What<'_>)], now, expected: &[&str]| {
        check(&answers(), &[&begun[..], more].concat(), now, &[&[first][..], expected].concat());
    };
    check(&[], "fri 15:00", &[]);
    let wrote = [("mon 15:00", WROTE), ("tue 08:30", WROTE), ("tue 09:00", WROTE)];
    check(&wrote, "tue 10:00", &["next-answer mon 15:00 > tue 11:00 running"]);
    check(&wrote, "tue 12:00", &["next-answer mon 15:00 > tue 11:00 missed"]);
    let late = [&wrote[..], &[("tue 13:00", ANSWERED), ("wed 08:00", WROTE), ("wed 09:00", ANSWERED)]].concat();
    let missed = "next-answer mon 15:00 > tue 11:00 missed met tue 13:00";
    check(&late, "fri 15:00", &[missed, "next-answer wed 08:00 > wed 12:00 met met wed 09:00"]);
}

/// zammad 3140: escalated although it was answered; 5177: the next answer due before the first one was given.
#[test]
fn what_was_answered_in_time_is_never_late() {
    let happened = [("mon 08:00", ASKED), ("mon 09:00", ANSWERED), ("mon 10:00", WROTE), ("mon 11:00", ANSWERED)];
    let expected =
        ["first-answer mon 08:00 > mon 10:00 met met mon 09:00", "next-answer mon 10:00 > mon 14:00 met met mon 11:00"];
    let policy = answers();
    check(&policy, &happened, "fri2 15:00", &expected);
    check(&policy, &[&happened[..], &[("tue 08:00", URGENT)]].concat(), "fri2 15:00", &expected);
    let mut hasty = answers();
    hasty.targets = vec![target(FirstAnswer, Normal, 8), target(NextAnswer, Normal, 1)];
    let unanswered = [("mon 08:00", ASKED), ("mon 09:00", WROTE)];
    check(&hasty, &unanswered, "mon 11:00", &["first-answer mon 08:00 > mon 16:00 running"]);
}

/// zammad 4432: warned and escalated at midnight and at weekends.
#[test]
fn nothing_is_due_or_warned_of_while_closed() {
    let mut policy = answers();
    check(&policy, &[("mon 15:00", ASKED)], "mon 23:59", &["first-answer mon 15:00 > tue 09:00 running"]);
    check(&policy, &[("fri 22:00", ASKED)], "sun 12:00", &["first-answer fri 22:00 > mon2 10:00 running"]);
    policy.warning_seconds = Some(HOUR);
    let late = ["first-answer fri 15:00 > mon2 09:00 running warn mon2 08:00"];
    check(&policy, &[("fri 15:00", ASKED)], "sat 00:00", &late);
    policy.warning_seconds = Some(HOUR + HOUR / 2);
    let friday = ["first-answer fri 15:00 > mon2 09:00 running warn fri 15:30"];
    check(&policy, &[("fri 15:00", ASKED)], "sat 00:00", &friday);
    policy.warning_seconds = Some(8 * HOUR);
    let at_once = ["first-answer fri 22:00 > mon2 10:00 running warn mon2 08:00"];
    check(&policy, &[("fri 22:00", ASKED)], "sat 00:00", &at_once);
    let met = ["first-answer fri 15:00 > mon2 09:00 met met fri 15:10"];
    check(&policy, &[("fri 15:00", ASKED), ("fri 15:10", ANSWERED)], "mon2 12:00", &met);
}

#[test]
fn the_clock_stands_still_while_the_customer_has_the_case() {
    let to = [("mon 08:00", ASKED), ("mon 10:00", TO_CUSTOMER)];
    let back = [&to[..], &[("tue 10:00", OPEN)]].concat();
    check(&solutions(), &to, "fri 15:00", &["solution mon 08:00 > tue 16:00 paused since mon 10:00"]);
    // From 10 to 16, and from 8 to 10: eight working hours.
    check(&solutions(), &back, "tue 12:00", &["solution mon 08:00 > wed 16:00 running stood 8:00"]);
    let wrote = [&to[..], &[("tue 10:00", WROTE), ("tue 11:00", OPEN)]].concat();
    check(&solutions(), &wrote, "tue 12:00", &["solution mon 08:00 > wed 16:00 running stood 8:00"]);
    let at_night = [("mon 08:00", ASKED), ("mon 17:00", TO_CUSTOMER), ("tue 07:00", OPEN)];
    check(&solutions(), &at_night, "tue 12:00", &["solution mon 08:00 > tue 16:00 running"]);
    let supplier = [&to[..], &[("tue 10:00", What::Moved { to: CaseState::Supplier })]].concat();
    check(&solutions(), &supplier, "tue 12:00", &["solution mon 08:00 > wed 16:00 running stood 8:00"]);
    // Done during a pause, it was due when the pause would have let it be.
    let solved = [&to[..], &[("wed 10:00", SOLVED)]].concat();
    check(&solutions(), &solved, "fri 15:00", &["solution mon 08:00 > thu 16:00 met met wed 10:00 stood 16:00"]);
    let answered = [("mon 08:00", ASKED), ("mon 09:00", TO_CUSTOMER), ("tue 09:00", ANSWERED)];
    let met = ["first-answer mon 08:00 > tue 10:00 met met tue 09:00 stood 8:00"];
    check(&answers(), &answered, "fri 15:00", &met);
    let mut strict = solutions();
    strict.pauses = false;
    check(&strict, &to, "tue 15:00", &["solution mon 08:00 > tue 16:00 running"]);
}

/// glpi 6902: pauses were forgotten when the priority changed.
#[test]
fn pauses_survive_other_changes() {
    let paused = [("mon 08:00", ASKED), ("mon 09:00", TO_CUSTOMER), ("mon 12:00", URGENT)];
    check(&solutions(), &paused, "fri 15:00", &["solution mon 08:00 > mon 12:00 paused since mon 09:00"]);
    let on = [&paused[..], &[("tue 09:00", OPEN)]].concat();
    check(&solutions(), &on, "tue 10:00", &["solution mon 08:00 > tue 12:00 running stood 8:00"]);
    let again = [&on[..], &[("tue 10:00", What::PriorityChanged { to: Normal })]].concat();
    check(&solutions(), &again, "tue 11:00", &["solution mon 08:00 > wed 16:00 running stood 8:00"]);
    // What would have been due before the pause is not helped by it.
    let late = [("mon 08:00", ASKED), ("mon 13:00", TO_CUSTOMER), ("mon 15:00", URGENT), ("tue 09:00", OPEN)];
    check(&solutions(), &late, "tue 10:00", &["solution mon 08:00 > mon 12:00 missed stood 2:00"]);
    let over = [("mon 08:00", ASKED), ("mon 14:00", TO_CUSTOMER), ("tue 09:00", OPEN), ("tue 10:00", URGENT)];
    check(&solutions(), &over, "tue 10:00", &["solution mon 08:00 > mon 12:00 missed stood 3:00"]);
}

#[test]
fn a_priority_without_a_target_drops_the_deadline() {
    let low = What::PriorityChanged { to: Low };
    let happened = [("mon 08:00", ASKED), ("mon 09:00", low)];
    check(&solutions(), &happened, "fri 15:00", &["solution mon 08:00 > tue 16:00 dropped"]);
    let back = [&happened[..], &[("tue 09:00", What::PriorityChanged { to: High })]].concat();
    check(&solutions(), &back, "tue 09:00", &["solution mon 08:00 > mon 16:00 missed"]);
    let never = What::Created { priority: Low, by: RaisedBy::Customer };
    check(&policy(), &[("mon 08:00", never)], "fri 15:00", &[]);
    let raised = [("mon 08:00", never), ("mon 09:00", URGENT)];
    check(&solutions(), &raised, "mon 10:00", &["solution mon 08:00 > mon 12:00 running"]);
    let mut several = solutions();
    several.targets.extend([target(Solution, Urgent, 2), target(Solution, Urgent, 3)]);
    check(&several, &raised, "mon 09:30", &["solution mon 08:00 > mon 10:00 running"]);
    let mut closed = solutions();
    closed.hours = on_days(&[], 0, DAY_MINUTES);
    check(&closed, &[("mon 08:00", ASKED)], "mon 10:00", &[]);
}

#[test]
fn a_missed_deadline_stays_missed() {
    let happened = [("mon 08:00", ASKED), ("mon 09:00", URGENT), ("mon 13:00", What::PriorityChanged { to: Normal })];
    check(&solutions(), &happened, "mon 14:00", &["solution mon 08:00 > mon 12:00 missed"]);
    let solved = [&happened[..], &[("mon 15:00", SOLVED)]].concat();
    check(&solutions(), &solved, "mon 15:00", &["solution mon 08:00 > mon 12:00 missed met mon 15:00"]);
    let reopened = [&solved[..], &[("tue 15:00", OPEN)]].concat();
    check(&solutions(), &reopened, "tue 15:00", &["solution mon 08:00 > mon 12:00 missed"]);
}

#[test]
fn a_reopened_case_runs_on_from_where_it_stood() {
    let solved = [("mon 08:00", ASKED), ("mon 12:00", SOLVED), ("tue 08:00", What::Moved { to: CaseState::Closed })];
    check(&solutions(), &solved, "fri2 12:00", &["solution mon 08:00 > tue 16:00 met met mon 12:00"]);
    let on = "solution mon 08:00 > fri 12:00 running stood 20:00";
    check(&solutions(), &[&solved[..], &[("thu 08:00", OPEN)]].concat(), "thu 08:00", &[on]);
    let to = [&solved[..], &[("thu 08:00", TO_CUSTOMER)]].concat();
    check(&solutions(), &to, "fri 08:00", &["solution mon 08:00 > fri 12:00 paused since thu 08:00 stood 20:00"]);
    let again = [&solved[..], &[("thu 08:00", OPEN), ("thu 10:00", SOLVED)]].concat();
    check(&solutions(), &again, "fri2 12:00", &["solution mon 08:00 > fri 12:00 met met thu 10:00 stood 20:00"]);
    // Other rules after it was solved do not make it late.
    check(
        &solutions(),
        &[&solved[..2], &[("wed 08:00", URGENT)]].concat(),
        "fri2 12:00",
        &["solution mon 08:00 > tue 16:00 met met mon 12:00"],
    );
}

#[test]
fn what_is_written_to_a_solved_case_waits_once_it_is_reopened() {
    let first = "first-answer mon 08:00 > mon 10:00 met met mon 09:00";
    let thanks = [("mon 08:00", ASKED), ("mon 09:00", ANSWERED), ("mon 09:00", SOLVED), ("mon 10:00", WROTE)];
    check(&answers(), &thanks, "fri 15:00", &[first]);
    let reopened = [&thanks[..], &[("mon 11:00", OPEN)]].concat();
    check(&answers(), &reopened, "mon 11:00", &[first, "next-answer mon 10:00 > mon 14:00 running"]);
    let twice = [&thanks[..], &[("mon 10:30", WROTE), ("mon 11:00", OPEN)]].concat();
    check(&answers(), &twice, "mon 11:00", &[first, "next-answer mon 10:00 > mon 14:00 running"]);
    let answered = [&thanks[..], &[("mon 10:30", ANSWERED), ("mon 11:00", OPEN)]].concat();
    check(&answers(), &answered, "mon 11:00", &[first]);
}

#[test]
fn a_case_solved_without_an_answer_waits_for_none() {
    let solved = [("mon 08:00", ASKED), ("mon 09:00", SOLVED)];
    check(&answers(), &solved, "fri 15:00", &["first-answer mon 08:00 > mon 10:00 dropped"]);
    let reopened = [&solved[..], &[("mon 12:00", WROTE), ("mon 12:00", OPEN)]].concat();
    check(&answers(), &reopened, "mon 12:30", &["first-answer mon 08:00 > mon 13:00 running stood 3:00"]);
    // Sent and solved at once, in either order.
    let sent = [("mon 08:00", ASKED), ("mon 09:00", ANSWERED), ("mon 09:00", SOLVED)];
    let met = ["first-answer mon 08:00 > mon 10:00 met met mon 09:00"];
    check(&answers(), &sent, "fri 15:00", &met);
    check(&answers(), &[sent[0], sent[2], sent[1]], "fri 15:00", &met);
    check(&answers(), &[sent[0], ("mon 09:00", TO_CUSTOMER), sent[1]], "fri 15:00", &met);
}

#[test]
fn a_case_of_our_own_waits_for_no_answer_before_the_customer_writes() {
    let ours = ("mon 08:00", What::Created { priority: Normal, by: RaisedBy::Us });
    check(&answers(), &[ours], "fri 15:00", &[]);
    check(&answers(), &[ours, ("mon 09:00", WROTE)], "mon 10:00", &["first-answer mon 09:00 > mon 11:00 running"]);
    let sent = [ours, ("mon 08:00", ANSWERED), ("mon 09:00", WROTE)];
    check(&answers(), &sent, "mon 10:00", &["next-answer mon 09:00 > mon 13:00 running"]);
}

#[test]
fn a_merged_case_has_no_deadlines_left() {
    let merged = [
        ("mon 08:00", ASKED),
        ("mon 09:00", ANSWERED),
        ("mon 09:30", WROTE),
        ("mon 10:00", What::MergedAway),
        ("mon 11:00", WROTE),
        ("mon 12:00", OPEN),
    ];
    let expected = [
        "first-answer mon 08:00 > mon 10:00 met met mon 09:00",
        "solution mon 08:00 > tue 16:00 dropped",
        "next-answer mon 09:30 > mon 13:30 dropped",
    ];
    check(&policy(), &merged, "fri 15:00", &expected);
    let answered = [&merged[..2], &merged[3..]].concat();
    check(&answers(), &answered, "fri 15:00", &expected[..1]);
    let solved = [("mon 08:00", ASKED), ("mon 09:00", SOLVED), ("mon 10:00", What::MergedAway)];
    check(&solutions(), &solved, "fri 15:00", &["solution mon 08:00 > tue 16:00 met met mon 09:00"]);
}

#[test]
fn another_policy_is_reckoned_from_the_beginning() {
    let mut other = solutions();
    other.id = RowId([2; 16]);
    other.hours = OpeningHours::always();
    other.pauses = false;
    let (before, changed) = (solutions(), What::PolicyChanged { to: &other });
    let happened = [("mon 08:00", ASKED), ("mon 10:00", TO_CUSTOMER), ("mon 14:00", changed)];
    check(&before, &happened, "mon 15:00", &["solution mon 08:00 > tue 04:00 running stood 4:00"]);
    let closed = [("mon 08:00", ASKED), ("mon 10:00", SOLVED), ("mon 14:00", changed)];
    check(&before, &closed, "mon 15:00", &["solution mon 08:00 > tue 16:00 met met mon 10:00"]);
    let reckoning = reckon(&before, &events(&happened), at("mon 15:00"));
    let why = &reckoning.deadlines[0].why;
    assert_eq!(why.policy.id, other.id);
    let expected = Change::Policy { at: at("mon 14:00"), from: before.id, to: other.id };
    assert_eq!(why.changes, [expected]);
}

#[test]
fn why_is_told_in_facts() {
    let policy = solutions();
    let happened = [
        ("mon 08:00", ASKED),
        ("mon 09:00", TO_CUSTOMER),
        ("mon 10:00", URGENT),
        ("mon 11:00", OPEN),
        ("mon 12:00", SOLVED),
        ("mon 12:30", OPEN),
        ("mon 12:45", TO_CUSTOMER),
        ("mon 12:45", URGENT),
        ("mon 12:45", OPEN),
        ("mon 13:00", TO_CUSTOMER),
    ];
    let reckoning = reckon(&policy, &events(&happened), at("mon 14:00"));
    let why = &reckoning.deadlines[0].why;
    assert_eq!((why.priority, why.target_seconds, why.dropped), (Urgent, Some(4 * HOUR), None));
    assert_eq!(why.changes, [Change::Priority { at: at("mon 10:00"), from: Normal, to: Urgent }]);
    let pauses = why.pauses.iter().map(|pause| (pause.from, pause.to, pause.working_seconds, pause.reason));
    assert_eq!(
        pauses.collect::<Vec<_>>(),
        [
            (at("mon 09:00"), Some(at("mon 11:00")), 2 * HOUR, PauseReason::Customer),
            (at("mon 12:00"), Some(at("mon 12:30")), HOUR / 2, PauseReason::Solved),
            (at("mon 13:00"), None, HOUR, PauseReason::Customer),
        ]
    );
    let why = |happened: &[(&str, What<'_>)]| {
        let answers = answers();
        let reckoning = reckon(&answers, &events(happened), at("mon 14:00"));
        reckoning.deadlines[0].why.dropped
    };
    assert_eq!(why(&[("mon 08:00", ASKED), ("mon 09:00", SOLVED)]), Some(DropReason::Solved));
    assert_eq!(why(&[("mon 08:00", ASKED), ("mon 09:00", What::MergedAway)]), Some(DropReason::Merged));
    let high = What::PriorityChanged { to: High };
    assert_eq!(why(&[("mon 08:00", ASKED), ("mon 09:00", high)]), Some(DropReason::NoTarget));
}

#[test]
fn the_case_is_due_when_the_earliest_running_deadline_is() {
    let mut policy = policy();
    policy.warning_seconds = Some(HOUR);
    let check = |happened: &[(&str, What<'_>)], now, next: Option<&str>, warn: Option<&str>, overdue: Option<&str>| {
        let reckoning = reckon(&policy, &events(happened), at(now));
        assert_eq!(reckoning.next_due.map(said).as_deref(), next);
        assert_eq!(reckoning.warn_at.map(said).as_deref(), warn);
        assert_eq!(reckoning.overdue_since.map(said).as_deref(), overdue);
    };
    let asked = ("mon 08:00", ASKED);
    check(&[asked], "mon 09:00", Some("mon 10:00"), Some("mon 09:00"), None);
    check(&[asked], "mon 11:00", Some("tue 16:00"), Some("tue 15:00"), Some("mon 10:00"));
    check(&[asked, ("mon 11:00", ANSWERED)], "mon 11:00", Some("tue 16:00"), Some("tue 15:00"), None);
    check(&[asked, ("mon 09:00", TO_CUSTOMER)], "mon 11:00", None, None, None);
    check(&[asked, ("mon 11:00", SOLVED)], "mon 11:00", None, None, None);
    check(&[], "mon 11:00", None, None, None);
}

#[test]
fn out_of_order_and_ahead_of_time_do_no_harm() {
    let met = ["first-answer mon 08:00 > mon 10:00 met met mon 09:00"];
    check(&answers(), &[("mon 09:00", ANSWERED), ("mon 08:00", ASKED)], "mon 12:00", &met);
    check(&answers(), &[("mon 08:00", ASKED), ("tue 09:00", ANSWERED)], "mon 09:00", &met);
    let early = ["first-answer mon 08:00 > mon 10:00 met met mon 08:00"];
    check(&answers(), &[("mon 07:00", ANSWERED), ("mon 08:00", ASKED)], "mon 12:00", &early);
    check(&answers(), &[("mon 09:00", ANSWERED)], "mon 12:00", &[]);
    let mixed = [("mon 08:00", ASKED), ("mon 12:00", SOLVED), ("mon 10:00", OPEN), ("mon 09:00", TO_CUSTOMER)];
    check(&solutions(), &mixed, "fri 15:00", &["solution mon 08:00 > wed 09:00 met met mon 12:00 stood 1:00"]);
    let policy = policy();
    let kinds = [ASKED, WROTE, ANSWERED, TO_CUSTOMER, SOLVED, URGENT, OPEN];
    let mut dice = 7_u64;
    for _ in 0..40 {
        let mut roll = |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from((dice >> 33) % sides).expect("small")
        };
        let moments =
            [Moment(i64::MIN), Moment(i64::MAX), at("sun 03:00"), at("mon 08:00"), at("tue 12:00"), at("wed 09:30")];
        let happened: Vec<_> = (0..12).map(|_| Event { at: moments[roll(6)], what: kinds[roll(7)] }).collect();
        for now in moments {
            let reckoning = reckon(&policy, &happened, now);
            assert_eq!(reckoning, reckon(&policy, &happened, now));
            assert!(reckoning.deadlines.iter().filter_map(|one| one.met_at).all(|met| met <= now));
        }
    }
}

#[test]
fn a_pause_shifts_what_is_due_by_exactly_its_working_time() {
    let policy = solutions();
    let mut dice = 11_u64;
    for round in 0..300 {
        let mut micros = |below: i64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(dice >> 20).expect("44 bits") % below
        };
        let mut happened = vec![Event { at: Moment(at("mon 08:00").0 + micros(HOUR * 1_000_000)), what: ASKED }];
        let mut now = happened[0].at;
        let mut stood = 0;
        for _ in 0..3 {
            let from = Moment(now.0 + micros(2 * HOUR * 1_000_000) + 1);
            now = Moment(from.0 + micros(30 * HOUR * 1_000_000) + 1);
            stood += policy.hours.between_microseconds(from, now);
            happened.push(Event { at: from, what: TO_CUSTOMER });
            happened.push(Event { at: now, what: OPEN });
        }
        let reckoning = reckon(&policy, &happened, now);
        let due = policy.hours.after_microseconds(happened[0].at, 16 * HOUR * 1_000_000 + stood);
        assert_eq!(Some(reckoning.deadlines[0].due_at), due, "round {round}");
    }
}

#[test]
fn what_is_decided_stays_decided_whatever_happens_later() {
    let (policy, mut other) = (policy(), policy());
    other.targets.iter_mut().for_each(|target| target.within_seconds /= 2);
    let changed = What::PolicyChanged { to: &other };
    let low = What::PriorityChanged { to: Low };
    let kinds = [WROTE, WROTE, ANSWERED, TO_CUSTOMER, OPEN, SOLVED, URGENT, low, changed];
    for seed in 0..60_u64 {
        let mut dice = seed;
        let mut roll = |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % sides
        };
        let mut happened = vec![Event { at: at("mon 08:00"), what: ASKED }];
        for _ in 0..20 {
            let now = happened[happened.len() - 1].at;
            let before = reckon(&policy, &happened, now);
            let later = now.plus_seconds(60 + i64::try_from(roll(300)).expect("small") * 60);
            happened.push(Event { at: later, what: kinds[usize::try_from(roll(9)).expect("small")] });
            let after = reckon(&policy, &happened, later);
            for was in &before.deadlines {
                let is = after.deadlines.iter().find(|is| is.kind == was.kind && is.began_at == was.began_at);
                let is = is.expect("nothing is forgotten");
                let is_decided = match was.state {
                    DeadlineState::Missed => true,
                    DeadlineState::Met => was.kind != Solution,
                    DeadlineState::Running | DeadlineState::Paused | DeadlineState::Dropped => false,
                };
                assert!(!is_decided || (is.state, is.due_at) == (was.state, was.due_at), "seed {seed}");
                let in_time = is.state != DeadlineState::Met || is.met_at.is_some_and(|met| met <= is.due_at);
                assert!(in_time, "seed {seed}");
                let late = is.state == DeadlineState::Missed && is.met_at.is_some_and(|met| met <= is.due_at);
                assert!(!late, "seed {seed}");
            }
        }
    }
}
