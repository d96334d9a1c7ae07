//! The words of choices, and what an address or a form says of them.

use crate::desk::parts::{Tone, badge};
use crate::words::Words;
use engine::support::{CaseState, DeadlineKind, Priority, Tray};
use engine::{Moment, day_of};
use maud::{Markup, html};

pub(super) fn state(words: Words, state: CaseState) -> String {
    words.say(match state {
        CaseState::New => "case-state-new",
        CaseState::Open => "case-state-open",
        CaseState::Customer => "case-state-customer",
        CaseState::Supplier => "case-state-supplier",
        CaseState::Solved => "case-state-solved",
        CaseState::Closed => "case-state-closed",
    })
}

pub(super) fn state_badge(words: Words, of: CaseState) -> Markup {
    let tone = match of {
        CaseState::New => Tone::Warn,
        CaseState::Open | CaseState::Customer | CaseState::Supplier => Tone::Plain,
        CaseState::Solved | CaseState::Closed => Tone::Good,
    };
    badge(tone, &state(words, of))
}

pub(super) fn priority(words: Words, priority: Priority) -> String {
    words.say(match priority {
        Priority::Low => "case-priority-low",
        Priority::Normal => "case-priority-normal",
        Priority::High => "case-priority-high",
        Priority::Urgent => "case-priority-urgent",
    })
}

/// A priority is said where it is another than most.
pub(super) fn priority_badge(words: Words, of: Priority) -> Markup {
    match of {
        Priority::Normal => html! {},
        Priority::Low => badge(Tone::Plain, &priority(words, of)),
        Priority::High => badge(Tone::Warn, &priority(words, of)),
        Priority::Urgent => badge(Tone::Bad, &priority(words, of)),
    }
}

pub(super) fn deadline(words: Words, kind: DeadlineKind) -> String {
    words.say(match kind {
        DeadlineKind::FirstAnswer => "case-deadline-first-answer",
        DeadlineKind::NextAnswer => "case-deadline-next-answer",
        DeadlineKind::Solution => "case-deadline-solution",
    })
}

pub(super) fn tray(words: Words, tray: Tray) -> String {
    words.say(match tray {
        Tray::Mine => "case-tray-mine",
        Tray::Free => "case-tray-free",
        Tray::Open => "case-tray-open",
        Tray::Waiting => "case-tray-waiting",
        Tray::Done => "case-tray-done",
        Tray::Junk => "case-tray-junk",
    })
}

/// The tray's word in an address.
pub(super) fn key(tray: Tray) -> &'static str {
    match tray {
        Tray::Mine => "mine",
        Tray::Free => "free",
        Tray::Open => "open",
        Tray::Waiting => "waiting",
        Tray::Done => "done",
        Tray::Junk => "junk",
    }
}

/// When a deadline is, by how near it is: the hour where it is today.
pub(super) fn due(words: Words, now: Moment, at: Moment) -> Markup {
    let tone = match (at < now, day_of(at) <= day_of(now)) {
        (true, _) => Tone::Bad,
        (false, true) => Tone::Warn,
        (false, false) => Tone::Plain,
    };
    html! { span title=(words.moment(at)) { (badge(tone, &near(words, now, at))) } }
}

/// `14.30` today, `i morgen 14.30`, or the day.
fn near(words: Words, now: Moment, at: Moment) -> String {
    let hour = engine::documents::hour(at, words.0);
    match day_of(at).0 - day_of(now).0 {
        0 => hour,
        1 => words.with("case-due-tomorrow", &[("hour", &hour)]),
        _ => words.day(day_of(at)),
    }
}

/// `2 t 30 min`, or `3 min`.
pub(super) fn lasting(words: Words, seconds: i64) -> String {
    let minutes = seconds / 60;
    let (hours, left) = ((minutes / 60).to_string(), (minutes % 60).to_string());
    match (minutes / 60, minutes % 60) {
        (0, _) => words.with("case-minutes", &[("minutes", &left)]),
        (_, 0) => words.with("case-hours", &[("hours", &hours)]),
        _ => words.with("case-hours-minutes", &[("hours", &hours), ("minutes", &left)]),
    }
}
