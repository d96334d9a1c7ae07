//! What was said and decided in a case, oldest first.

use super::of_case;
use super::words::{priority, state};
use crate::correspondence::{CALL, may_be_sealed, sealed_notice};
use crate::desk::Desk;
use crate::desk::parts::{Tone, badge, entry};
use crate::records::of_row;
use crate::words::Words;
use engine::correspondence::calls::Recognised;
use engine::correspondence::{Direction, MailState, Verified};
use engine::support::{CallEntry, CaseView, Entry, EntryKind, MailEntry, Said, Step};
use maud::{Markup, html};

pub(super) fn conversation(desk: &Desk, view: &CaseView) -> Markup {
    html! {
        div.talk { @for one in &view.entries { (shown(desk, view, one)) } }
    }
}

fn shown(desk: &Desk, view: &CaseView, one: &Entry) -> Markup {
    let words = desk.words();
    let when = html! { span.muted title=(words.moment(one.at)) { (words.ago(desk.now, one.at)) } };
    match &one.what {
        EntryKind::Mail(mail) => mailed(words, view, one, mail, &when),
        EntryKind::Said { kind, text } => {
            let (name, is_note) = match kind {
                Said::Internal => ("case-said-internal", true),
                Said::FromCustomer => ("case-said-from-customer", false),
                Said::ToCustomer => ("case-said-to-customer", false),
                Said::InPerson => ("case-said-in-person", false),
            };
            let head = html! { strong { (who(words, &one.who)) } (badge(Tone::Plain, &words.say(name))) (when) };
            let text = entry(&head, &html! { p.written { (text) } }, *kind != Said::FromCustomer);
            if is_note {
                html! { div.note { (text) } }
            } else {
                text
            }
        }
        EntryKind::Call(call) => called(words, one, call, &when),
        EntryKind::Event { .. } => html! { p.event id=(one.id) { (event(words, one)) " " (when) } },
    }
}

fn called(words: Words, one: &Entry, call: &CallEntry, when: &Markup) -> Markup {
    let is_ours = call.direction == Direction::Out;
    let name = if call.person.name.is_empty() { words.say("person-nameless") } else { call.person.name.clone() };
    let head = html! {
        strong { a href={ (CALL) "/" (one.id) } { (words.with("call-with", &[("name", &name)])) } }
        @if call.matched == Recognised::Maybe { (badge(Tone::Warn, &words.say("call-maybe"))) }
        @if !one.who.is_empty() { span.muted { (one.who) } }
        @if let Some(minutes) = call.minutes { span.muted { (words.with("case-minutes", &[("minutes", &minutes.to_string())])) } }
        (when)
    };
    html! { div id=(one.id) { (entry(&head, &html! { p.written { (call.summary) } }, is_ours)) } }
}

/// Whoever did it; the machinery where nobody did.
fn who(words: Words, name: &str) -> String {
    if name.is_empty() { words.say("case-nobody-known") } else { name.to_owned() }
}

fn mailed(words: Words, view: &CaseView, one: &Entry, mail: &MailEntry, when: &Markup) -> Markup {
    let is_ours = mail.direction == Direction::Out;
    let name = match (is_ours, mail.automatic) {
        (true, true) => words.say("case-receipt"),
        (true, false) => who(words, &one.who),
        (false, _) if one.who.is_empty() => mail.sender.clone(),
        (false, _) => one.who.clone(),
    };
    let head = html! {
        strong { (name) }
        @if !is_ours && name != mail.sender { span.muted { (mail.sender) } }
        (marks(words, mail))
        (when)
    };
    let copies = mail.cc.join(", ");
    let inside = html! {
        @if is_ours || mail.to.len() > 1 || !copies.is_empty() {
            p.to.muted {
                (words.with("case-to", &[("to", &mail.to.join(", "))]))
                @if !copies.is_empty() { " · " (words.with("case-cc", &[("cc", &copies)])) }
            }
        }
        @if let Some(subject) = &mail.subject { p { strong { (subject) } } (split(words, view, one, mail)) }
        p.written { (mail.written) }
        (sealed_notice(words, mail.sealed))
        @if !mail.rest.is_empty() {
            details.rest { summary { (words.say("case-rest")) } p.written.muted { (mail.rest) } }
        }
        @if !mail.files.is_empty() {
            ul.files {
                @for (id, title) in &mail.files { li { a href={ (of_row("email_file", *id)) "/files/content" } { (title) } } }
            }
        }
        @if mail.has_original { p.to { a href={ "/desk/mails/" (one.id) } { (words.say("case-original")) } } }
        @if !is_ours && mail.sealed.is_none() { (may_be_sealed(words, one.id, mail.doubtful)) }
    };
    html! { div id=(one.id) { (entry(&head, &inside, is_ours)) } }
}

/// What is to be known of a mail before one believes it.
fn marks(words: Words, mail: &MailEntry) -> Markup {
    let state = match mail.state {
        MailState::Queued | MailState::Draft => Some((Tone::Plain, "case-mail-queued")),
        MailState::Bounced => Some((Tone::Bad, "case-mail-bounced")),
        MailState::Failed => Some((Tone::Bad, "case-mail-failed")),
        MailState::Received | MailState::Sent => None,
    };
    let verified = match mail.verified {
        Some(Verified::Unverified) => Some((Tone::Plain, "case-mail-unverified")),
        Some(Verified::Refuted) => Some((Tone::Bad, "case-mail-refuted")),
        Some(Verified::Verified) | None => None,
    };
    let automatic = (mail.automatic && mail.direction == Direction::In).then_some((Tone::Plain, "case-mail-automatic"));
    let stranger = mail.stranger.then_some((Tone::Warn, "case-mail-stranger"));
    html! {
        @for (tone, key) in [state, verified, automatic, stranger].into_iter().flatten() { (badge(tone, &words.say(key))) }
        @if let Some(why) = &mail.failure { span.muted { (why) } }
    }
}

/// A mail with a subject of its own may be another matter.
fn split(words: Words, view: &CaseView, one: &Entry, mail: &MailEntry) -> Markup {
    html! {
        @if view.may_write && mail.direction == Direction::In {
            form.inline method="post" action={ (of_case(view.id)) "/split" } {
                input type="hidden" name="version" value=(view.version);
                input type="hidden" name="message" value=(one.id);
                button.plain { (words.say("case-split")) }
            }
        }
    }
}

fn event(words: Words, one: &Entry) -> String {
    let EntryKind::Event { what, to, state: moved, priority: urgent, until, other } = &one.what else {
        return String::new();
    };
    let who = who(words, &one.who);
    let other = other.map(|number| format!("#{number}")).unwrap_or_default();
    let with = |key: &str, to: &str| words.with(key, &[("who", &who), ("to", to)]);
    match what {
        Step::Opened => with("case-event-opened", ""),
        Step::State => with("case-event-state", &moved.map(|moved| state(words, moved)).unwrap_or_default()),
        Step::Priority => {
            with("case-event-priority", &urgent.map(|urgent| priority(words, urgent)).unwrap_or_default())
        }
        Step::Queue => with("case-event-queue", to),
        Step::Owner if to.is_empty() => with("case-event-nobody", ""),
        Step::Owner => with("case-event-owner", to),
        Step::Snoozed => match until {
            Some(day) => with("case-event-snoozed", &words.day(*day)),
            None => with("case-event-back", ""),
        },
        Step::Merged => with("case-event-merged", &other),
        Step::Split => with("case-event-split", &other),
    }
}
