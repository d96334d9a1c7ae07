//! Requests in words.

use crate::words::Words;
use engine::requests::{CameBy, Haste, Identity, Kind, MailKind, Obstacle, Outcome, State, TaskState, TaskWhat};
use maud::{Markup, html};

/// What somebody may wish for, as the person would say it.
pub(super) fn wish(words: Words, kind: Kind) -> String {
    words.say(match kind {
        Kind::Access => "wish-access",
        Kind::Rectification => "wish-rectification",
        Kind::Erasure => "wish-erasure",
        Kind::Restriction => "wish-restriction",
        Kind::Portability => "wish-portability",
        Kind::Objection => "wish-objection",
        Kind::MarketingObjection => "wish-marketing-objection",
        Kind::Withdrawal => "wish-withdrawal",
        Kind::HumanDecision => "wish-human-decision",
        Kind::Complaint => "wish-complaint",
        Kind::Question => "wish-question",
    })
}

pub(super) fn outcome(words: Words, outcome: Outcome) -> String {
    words.say(match outcome {
        Outcome::Done => "outcome-done",
        Outcome::Partly => "outcome-partly",
        Outcome::Refused => "outcome-refused",
        Outcome::Nothing => "outcome-nothing",
        Outcome::PassedOn => "outcome-passed-on",
        Outcome::Withdrawn => "outcome-withdrawn",
        Outcome::Unconfirmed => "outcome-unconfirmed",
    })
}

pub(super) fn came_by(words: Words, came_by: CameBy) -> String {
    words.say(match came_by {
        CameBy::Page => "came-by-page",
        CameBy::ContactForm => "came-by-contact-form",
        CameBy::Mail => "came-by-mail",
        CameBy::Secure => "came-by-secure",
        CameBy::Phone => "came-by-phone",
        CameBy::Letter => "came-by-letter",
        CameBy::Meeting => "came-by-meeting",
    })
}

pub(super) fn identity(words: Words, identity: Identity) -> String {
    words.say(match identity {
        Identity::Open => "identity-open",
        Identity::Code => "identity-code",
        Identity::SignedIn => "identity-signed-in",
        Identity::InPerson => "identity-in-person",
        Identity::Known => "identity-known",
    })
}

pub(super) fn what(words: Words, what: TaskWhat) -> String {
    words.say(match what {
        TaskWhat::Search => "task-search",
        TaskWhat::Correct => "task-correct",
        TaskWhat::Erase => "task-erase-there",
        TaskWhat::Limit => "task-limit",
        TaskWhat::Tell => "task-tell",
    })
}

pub(super) fn task(words: Words, state: TaskState) -> Markup {
    match state {
        TaskState::Open => html! { span.badge.warn { (words.say("task-open")) } },
        TaskState::Done => html! { span.badge.good { (words.say("task-done")) } },
        TaskState::Nothing => html! { span.badge.good { (words.say("task-nothing")) } },
    }
}

pub(super) fn mail(words: Words, kind: MailKind) -> String {
    words.say(match kind {
        MailKind::Confirm => "request-mail-confirm",
        MailKind::Nothing => "request-mail-nothing",
        MailKind::Received => "request-mail-received",
        MailKind::Extension => "request-mail-extension",
        MailKind::PassedOn => "request-mail-passed-on",
        MailKind::Answer => "request-mail-answer",
    })
}

pub(super) fn state(words: Words, state: State) -> Markup {
    match state {
        State::New => html! { span.badge.warn { (words.say("request-state-new")) } },
        State::Identity => html! { span.badge { (words.say("request-state-identity")) } },
        State::Working => html! { span.badge { (words.say("request-state-working")) } },
        State::Answered => html! { span.badge.good { (words.say("request-state-answered")) } },
    }
}

/// The deadline in colour and in words.
pub(super) fn due(words: Words, due: engine::Day, haste: Haste) -> Markup {
    let day = words.day(due);
    match haste {
        Haste::Late => html! { span.badge.bad { (words.with("due-late", &[("day", &day)])) } },
        Haste::Soon => html! { span.badge.warn { (words.with("due-soon", &[("day", &day)])) } },
        Haste::Calm => html! { span.badge { (words.with("due-calm", &[("day", &day)])) } },
    }
}

pub(super) fn obstacle(words: Words, obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::Changed => words.say("obstacle-changed"),
        Obstacle::Answered => words.say("obstacle-answered"),
        Obstacle::Missing => words.say("answer-missing"),
        Obstacle::TooLong(characters) => words.with("too-long", &[("characters", &characters.to_string())]),
        Obstacle::NotText => words.say("not-text"),
        Obstacle::NoReason => words.say("obstacle-no-reason"),
        Obstacle::TasksOpen(tasks) => words.with("obstacle-tasks", &[("tasks", &tasks.to_string())]),
        Obstacle::TextsOpen(texts) => words.with("obstacle-texts", &[("texts", &texts.to_string())]),
        Obstacle::Identity => words.say("obstacle-identity"),
        Obstacle::NoAddress => words.say("obstacle-no-address"),
        Obstacle::TooLate => words.say("obstacle-too-late"),
        Obstacle::NoEvidence => words.say("obstacle-no-evidence"),
    }
}
