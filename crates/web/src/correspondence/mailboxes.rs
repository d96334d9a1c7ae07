//! The shared mailboxes: whether each is fetched, what became of its messages, and which were not kept and why.

use super::own::own_late;
use crate::desk::parts::{Tone, badge, empty};
use crate::desk::{Desk, DeskPage, Place};
use crate::records::page_of;
use crate::words::{Words, grouped};
use engine::Failure;
use engine::correspondence::{MailboxState, NotKept, late_mailboxes, mailboxes, not_kept};
use maud::{Markup, html};

/// Where they stand.
pub(crate) const PATH: &str = "/desk/mailboxes";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (words, engine) = (desk.words(), &desk.app.engine);
    let all = mailboxes(engine, &desk.caller, desk.now).await?;
    let left = not_kept(engine, &desk.caller).await?;
    let main = html! {
        p.crumb { a href=(Place::SetUp.path()) { (words.say("overview-title")) } }
        h1 { (words.say("mailboxes-title")) }
        p.lead { (words.say("mailboxes-lead")) }
        @if all.is_empty() {
            (empty(&words.say("mailboxes-empty")))
        } @else {
            ul.rows.mailboxes { @for mailbox in &all { li.row { (one(&desk, mailbox)) } } }
        }
        @if let Some(left) = &left {
            section {
                h2 { (words.say("mailboxes-left")) }
                p.hint { (words.say("mailboxes-left-hint")) }
                @if left.is_empty() { (empty(&words.say("mailboxes-left-empty"))) } @else { (table(words, left)) }
            }
        }
    };
    Ok(desk.page(Place::SetUp, &words.say("mailboxes-title"), None, &main))
}

fn one(desk: &Desk, mailbox: &MailboxState) -> Markup {
    let words = desk.words();
    let counts = mailbox.outcomes.iter().map(|(_, word, count)| format!("{} {word}", grouped(*count)));
    let counts: Vec<String> = counts.collect();
    html! {
        span.who { a href=(page_of("mailbox", mailbox.id)) { (mailbox.address) } }
        span.what {
            (fetched(desk, mailbox))
            @if !counts.is_empty() { br; span.muted { (counts.join(" · ")) } }
        }
        span.when { (state(words, mailbox)) }
    }
}

/// When it was fetched last, and why it was not since.
fn fetched(desk: &Desk, mailbox: &MailboxState) -> String {
    let words = desk.words();
    let worked = match mailbox.worked_at {
        Some(at) => words.with("mailboxes-fetched", &[("ago", &words.ago(desk.now, at))]),
        None => words.say("mailboxes-never"),
    };
    match (&mailbox.failure, mailbox.is_open) {
        (Some(why), true) => words.with("mailboxes-because", &[("worked", &worked), ("why", why)]),
        (Some(_) | None, _) => worked,
    }
}

fn state(words: Words, mailbox: &MailboxState) -> Markup {
    let (tone, key) = match mailbox {
        MailboxState { is_open: false, .. } => (Tone::Plain, "mailboxes-closed"),
        MailboxState { is_late: true, .. } => (Tone::Bad, "mailboxes-late"),
        MailboxState { failure: Some(_), .. } => (Tone::Warn, "mailboxes-trouble"),
        MailboxState { worked_at: None, .. } => (Tone::Warn, "mailboxes-unread"),
        MailboxState { .. } => (Tone::Good, "mailboxes-fine"),
    };
    badge(tone, &words.say(key))
}

fn table(words: Words, left: &[NotKept]) -> Markup {
    let [found, mailbox, number, outcome, why] =
        ["mailboxes-found", "mailboxes-mailbox", "mailboxes-number", "mailboxes-outcome", "mailboxes-why"]
            .map(|key| words.say(key));
    html! {
        table.data {
            thead { tr {
                @for name in [&found, &mailbox, &number, &outcome, &why] { th scope="col" { (name) } }
            } }
            tbody {
                @for message in left {
                    tr {
                        td data-name=(found) { (words.moment(message.seen_at)) }
                        td data-name=(mailbox) { (address(&message.mailbox)) }
                        td data-name=(number) { (message.number) }
                        td data-name=(outcome) { (message.outcome) }
                        td data-name=(why) { @if let Some(rule) = &message.why { (rule) } }
                    }
                }
            }
        }
    }
}

/// An address that is broken behind its at-sign, if at all.
fn address(address: &str) -> Markup {
    let (before, behind) = address.split_once('@').unwrap_or((address, ""));
    html! { (before) @if !behind.is_empty() { "@" wbr; (behind) } }
}

/// That mailboxes are not fetched, for Today: the shared ones for whoever may see them, and one's own.
pub(crate) async fn late(desk: &Desk) -> Result<Markup, Failure> {
    let words = desk.words();
    let late = late_mailboxes(&desk.app.engine, &desk.caller, desk.now).await?;
    Ok(html! {
        @for mailbox in &late {
            div.notice.bad role="alert" {
                p { a href=(PATH) { (since(words, mailbox)) } }
                p { (words.say("mailboxes-late-how")) }
            }
        }
        (own_late(desk).await?)
    })
}

fn since(words: Words, mailbox: &MailboxState) -> String {
    let why = mailbox.failure.clone().unwrap_or_else(|| words.say("mailboxes-untried"));
    let (address, why) = (("address", mailbox.address.as_str()), ("why", why.as_str()));
    match mailbox.worked_at {
        Some(at) => words.with("mailboxes-late-since", &[address, why, ("moment", &words.moment(at))]),
        None => words.with("mailboxes-late-never", &[address, why]),
    }
}
