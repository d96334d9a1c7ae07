//! Breaches in words.

pub(super) use crate::desk::parts::among;
pub(super) use crate::desk::parts::{alternatives, area, line, line_as, select};

use crate::words::Words;
use engine::breaches::{Clock, Obstacle, Receiver, State};
use engine::documents::read_moment;
use engine::{Moment, RowId};
use maud::{Markup, html};
use std::str::FromStr;

const MINUTE_SECONDS: i64 = 60;
const HOUR_SECONDS: i64 = 60 * 60;

/// The deadline in colour and in words.
pub(super) fn clock(words: Words, clock: Clock, by: Moment) -> Markup {
    let by = words.moment(by);
    match clock {
        Clock::Calm(left) => {
            html! { span.badge { (words.with("clock-left", &[("by", &by), ("left", &length(words, left))])) } }
        }
        Clock::Soon(left) => {
            html! { span.badge.warn { (words.with("clock-left", &[("by", &by), ("left", &length(words, left))])) } }
        }
        Clock::Late(past) => {
            html! { span.badge.bad { (words.with("clock-late", &[("by", &by), ("past", &length(words, past))])) } }
        }
        Clock::Stopped => html! { span.badge.good { (words.say("clock-stopped")) } },
    }
}

/// `71 t 59 min`.
fn length(words: Words, seconds: i64) -> String {
    let (hours, minutes) = (seconds / HOUR_SECONDS, seconds % HOUR_SECONDS / MINUTE_SECONDS);
    words.with("clock-length", &[("hours", &hours.to_string()), ("minutes", &minutes.to_string())])
}

pub(super) fn state(words: Words, state: State) -> Markup {
    match state {
        State::Open => html! { span.badge.warn { (words.say("breach-open")) } },
        State::Notified => html! { span.badge { (words.say("breach-notified")) } },
        State::Closed => html! { span.badge.good { (words.say("breach-closed")) } },
    }
}

pub(super) fn receiver(words: Words, receiver: Receiver) -> String {
    words.say(match receiver {
        Receiver::Authority => "receiver-authority",
        Receiver::Customer => "receiver-customer",
        Receiver::People => "receiver-people",
    })
}

pub(super) fn obstacle(words: Words, obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::Changed => words.say("breach-changed"),
        Obstacle::Closed => words.say("breach-is-closed"),
        Obstacle::Missing => words.say("breach-missing"),
        Obstacle::TooLong(characters) => words.with("too-long", &[("characters", &characters.to_string())]),
        Obstacle::NotText => words.say("not-text"),
        Obstacle::NoMoment => words.say("not-a-moment"),
        Obstacle::Future => words.say("breach-future"),
        Obstacle::TooEarly => words.say("breach-too-early"),
        Obstacle::NoAgreement => words.say("breach-no-agreement"),
        Obstacle::NoRisk => words.say("breach-no-risk"),
        Obstacle::RiskStands => words.say("breach-risk-stands"),
        Obstacle::Readable => words.say("breach-readable"),
        Obstacle::LateWithoutReason => words.say("breach-late-why"),
        Obstacle::NotOurs => words.say("breach-not-ours"),
        Obstacle::AlreadyTold => words.say("breach-told-already"),
        Obstacle::MailWaits => words.say("breach-mail-waits"),
        Obstacle::NobodyLeft => words.say("breach-nobody-left"),
        Obstacle::NoSearch => words.say("breach-no-search"),
        Obstacle::OthersFound => words.say("breach-others-found"),
        Obstacle::FactsMissing => words.say("breach-facts-missing"),
        Obstacle::AuthorityOpen => words.say("breach-authority-open"),
        Obstacle::CustomerOpen => words.say("breach-customer-open"),
        Obstacle::PeopleOpen => words.say("breach-people-open"),
        Obstacle::PeopleLeft(people) => words.with("breach-people-left", &[("people", &people.to_string())]),
    }
}

/// What stood against something, above a form.
pub(super) fn against(words: Words, obstacle: Option<Obstacle>) -> Markup {
    html! {
        @if let Some(obstacle) = obstacle {
            div.notice.bad role="alert" { h2 { (words.say("obstacle-title")) } p { (self::obstacle(words, obstacle)) } }
        }
    }
}

/// The moment that was typed.
pub(super) fn typed_moment(typed: &str) -> Option<Moment> {
    read_moment(typed)
}

/// The row that was chosen.
pub(super) fn row(typed: &str) -> Option<RowId> {
    RowId::from_str(typed).ok()
}
