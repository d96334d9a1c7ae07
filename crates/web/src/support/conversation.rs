//! What was said and decided in a case, oldest first.

use super::forward::path;
use super::of_case;
use super::words::{deadline, priority, state};
use crate::correspondence::{CALL, delivery, may_be_sealed, sealed_notice};
use crate::desk::Desk;
use crate::desk::parts::{Tone, badge, entry};
use crate::records::{of_row, page_of};
use crate::words::Words;
use engine::RowId;
use engine::correspondence::calls::Recognised;
use engine::correspondence::{Direction, Kind, MailState, Verified};
use engine::support::{
    BeforeEntry, CallEntry, CaseView, DeadlineKind, Entry, EntryKind, MailEntry, Remedy, Said, Step,
};
use maud::{Markup, html};

pub(super) fn conversation(desk: &Desk, view: &CaseView) -> Markup {
    html! {
        div.talk { @for one in &view.entries { (shown(desk, view, one)) } }
    }
}

/// Mails of a thread that is in no case.
pub(crate) fn mails_shown(desk: &Desk, entries: &[Entry]) -> Markup {
    let words = desk.words();
    html! {
        div.talk {
            @for one in entries {
                @if let EntryKind::Mail(mail) = &one.what { (mailed(words, None, one, mail, &when(desk, one))) }
            }
        }
    }
}

fn when(desk: &Desk, one: &Entry) -> Markup {
    html! { span.muted title=(desk.words().moment(one.at)) { (desk.words().ago(desk.now, one.at)) } }
}

fn shown(desk: &Desk, view: &CaseView, one: &Entry) -> Markup {
    let words = desk.words();
    let when = when(desk, one);
    match &one.what {
        EntryKind::Mail(mail) => mailed(words, Some(view), one, mail, &when),
        EntryKind::Said { kind, text, files } => {
            let (name, is_note) = match kind {
                Said::Internal => ("case-said-internal", true),
                Said::FromCustomer => ("case-said-from-customer", false),
                Said::ToCustomer => ("case-said-to-customer", false),
                Said::InPerson => ("case-said-in-person", false),
            };
            let head = html! { strong { (who(words, &one.who)) } (badge(Tone::Plain, &words.say(name))) (when) };
            let inside = html! { p.written { (text) } (attached("case_file", files)) };
            let text = entry(&head, &inside, *kind != Said::FromCustomer);
            if is_note {
                html! { div.note { (text) } }
            } else {
                text
            }
        }
        EntryKind::Call(call) => called(words, one, call, &when),
        EntryKind::Before(before) => written_before(words, one, before, &when),
        EntryKind::Event { .. } => html! { p.event id=(one.id) { (event(words, one)) " " (when) } },
    }
}

/// The files that something was said with, rows of `entity`.
fn attached(entity: &str, files: &[(RowId, String)]) -> Markup {
    html! {
        @if !files.is_empty() {
            ul.files {
                @for (id, title) in files { li { a href={ (of_row(entity, *id)) "/files/content" } { (title) } } }
            }
        }
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

/// What was written about the contact request out of which the case was opened.
fn written_before(words: Words, one: &Entry, before: &BeforeEntry, when: &Markup) -> Markup {
    let head = html! {
        strong {
            @match before.ours {
                Some((Kind::Confirmation, _)) => (words.say("mail-confirmation")),
                Some((Kind::Answer, _)) | None => (who(words, &one.who)),
            }
        }
        a href=(page_of("contact_request", before.request)) { (badge(Tone::Plain, &words.say("case-before"))) }
        @if let Some((_, state)) = before.ours { (delivery(words, state)) }
        (when)
    };
    entry(&head, &html! { p.written { (before.text) } }, before.ours.is_some())
}

/// Whoever did it; the machinery where nobody did.
fn who(words: Words, name: &str) -> String {
    if name.is_empty() { words.say("case-nobody-known") } else { name.to_owned() }
}

fn mailed(words: Words, view: Option<&CaseView>, one: &Entry, mail: &MailEntry, when: &Markup) -> Markup {
    let is_ours = mail.direction == Direction::Out;
    let name = match (is_ours, mail.automatic) {
        (true, true) => words.say("case-receipt"),
        (true, false) => who(words, &one.who),
        (false, _) if one.who.is_empty() => who(words, &mail.sender),
        (false, _) => one.who.clone(),
    };
    let head = html! {
        strong { (name) }
        @if !is_ours && name != mail.sender { span.muted { (mail.sender) } }
        (marks(words, mail))
        (when)
    };
    let copies = mail.cc.join(", ");
    let forwards = view.filter(|view| may_forward(view, mail));
    let steps = html! {
        @if mail.has_original { a href={ "/desk/mails/" (one.id) } { (words.say("case-original")) } " " }
        @if let Some(case) = forwards { a href=(path(case.id, one.id)) { (words.say("case-forward")) } " " }
        @if let Some(view) = view.filter(|_| mail.subject.is_some()) { (split(words, view, one, mail)) " " }
        @if !is_ours && mail.sealed.is_none() { (may_be_sealed(words, one.id, mail.doubtful)) }
    };
    let inside = html! {
        @if is_ours || mail.to.len() > 1 || !copies.is_empty() {
            p.to.muted {
                (words.with("case-to", &[("to", &mail.to.join(", "))]))
                @if !copies.is_empty() { " · " (words.with("case-cc", &[("cc", &copies)])) }
            }
        }
        @if let Some(subject) = &mail.subject { p { strong { (subject) } } }
        p.written { (mail.written) }
        (sealed_notice(words, mail.sealed))
        @if !mail.rest.is_empty() {
            details.rest { summary { (words.say("case-rest")) } p.written.muted { (mail.rest) } }
        }
        (attached("email_file", &mail.files))
        @if !steps.0.is_empty() { div.to { (steps) } }
    };
    html! { div id=(one.id) { (entry(&head, &inside, is_ours)) } }
}

/// Nothing of a sealed mail goes on to anybody.
fn may_forward(view: &CaseView, mail: &MailEntry) -> bool {
    view.may_write && mail.sealed.is_none()
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
    let forwarded = mail.forwarded.then_some((Tone::Plain, "case-mail-forwarded"));
    html! {
        @for (tone, key) in [state, verified, automatic, stranger, forwarded].into_iter().flatten() { (badge(tone, &words.say(key))) }
        @if let Some(why) = &mail.failure { span.muted { (failure(words, why)) } }
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
    let EntryKind::Event { what, to, state: moved, priority: urgent, until, other, escalated } = &one.what else {
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
        Step::Unmerged => with("case-event-unmerged", &other),
        Step::Split => with("case-event-split", &other),
        Step::Junk => with("case-event-junk", ""),
        Step::NotJunk => with("case-event-not-junk", ""),
        Step::Escalated => {
            escalated.map_or_else(|| words.say("case-event-escalated"), |(remedy, kind)| by_itself(words, remedy, kind))
        }
    }
}

/// What was done by itself when a deadline was near or gone.
fn by_itself(words: Words, remedy: Remedy, kind: DeadlineKind) -> String {
    let key = match remedy {
        Remedy::TellOwner => "case-event-told-owner",
        Remedy::TellLead => "case-event-told-lead",
        Remedy::RaisePriority => "case-event-raised",
        Remedy::Give => "case-event-handed-on",
    };
    words.with(key, &[("deadline", &deadline(words, kind).to_lowercase())])
}

/// Why a mail did not arrive: it never left, or what the number of the server means (RFC 3463; without one, RFC 5321), which stands
/// behind it for whoever asks the other side.
fn failure(words: Words, why: &str) -> String {
    let parts: Vec<&str> = why.split('.').collect();
    let key = match parts.as_slice() {
        ["nobody"] => return words.say("case-unsent-nobody"),
        ["file"] => return words.say("case-unsent-file"),
        [_, "1", _] => "case-unsent-address",
        [_, "2", "2"] => "case-unsent-full",
        [_, "2", "3"] | [_, "3", "4"] => "case-unsent-large",
        [_, "2", _] => "case-unsent-mailbox",
        [_, "4", _] => "case-unsent-unreachable",
        [_, "7", _] => "case-unsent-policy",
        [_, _, _] => "case-unsent-refused",
        [code] if code.len() == 3 && code.bytes().all(|digit| digit.is_ascii_digit()) => "case-unsent-refused",
        _ => return why.to_owned(),
    };
    words.with(key, &[("number", why)])
}

#[cfg(test)]
mod tests {
    use super::{Words, failure};
    use engine::Language;

    #[test]
    fn numbers_of_servers_are_told_in_words() {
        let check = |why: &str, expected: &str| assert_eq!(failure(Words(Language::En), why), expected, "{why}");
        check("5.1.1", "there is no such address (5.1.1)");
        check("5.2.2", "their mailbox is full (5.2.2)");
        check("5.3.4", "it is too large for their server (5.3.4)");
        check("5.2.1", "their mailbox takes no mail (5.2.1)");
        check("4.4.1", "their server could not be reached (4.4.1)");
        check("5.7.26", "their server does not accept it (5.7.26)");
        check("5.0.0", "their server refused it (5.0.0)");
        check("550", "their server refused it (550)");
        check("2 (550, 552)", "2 (550, 552)");
        check("nobody", "it has no recipient");
    }
}
