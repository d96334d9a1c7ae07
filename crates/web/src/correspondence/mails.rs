//! The mails about a request, as a timeline.

use crate::desk::parts::{Tone, badge, entry};
use crate::words::Words;
use engine::correspondence::{Delivery, Kind};
use engine::website::RequestView;
use maud::{Markup, html};

/// The mails, oldest first.
pub(crate) fn mails(words: Words, request: &RequestView) -> Markup {
    html! {
        @for mail in &request.mails {
            @let head = html! {
                strong { (kind(words, mail.kind)) }
                span.muted { (words.moment(mail.sent_at.unwrap_or(mail.queued_at))) }
                (delivery(words, mail.state))
            };
            (entry(&head, &html! {
                details open[mail.kind == Kind::Answer] {
                    summary lang=(request.language.tag()) { (mail.subject) }
                    p.written lang=(request.language.tag()) { (mail.body) }
                }
            }, true))
        }
    }
}

fn kind(words: Words, kind: Kind) -> String {
    words.say(match kind {
        Kind::Confirmation => "mail-confirmation",
        Kind::Answer => "mail-answer",
    })
}

/// Whether a mail has gone.
pub(crate) fn delivery(words: Words, state: Delivery) -> Markup {
    match state {
        Delivery::Queued => badge(Tone::Plain, &words.say("delivery-queued")),
        Delivery::Sent => badge(Tone::Good, &words.say("delivery-sent")),
        Delivery::Failed => badge(Tone::Bad, &words.say("delivery-failed")),
    }
}
