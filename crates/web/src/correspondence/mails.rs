//! The mails about a request, as a timeline.

use crate::words::Words;
use engine::correspondence::{Delivery, Kind};
use engine::website::RequestView;
use maud::{Markup, html};

/// The mails, oldest first.
pub(crate) fn mails(words: Words, request: &RequestView) -> Markup {
    html! {
        @for mail in &request.mails {
            article.entry.ours {
                header {
                    strong { (kind(words, mail.kind)) }
                    span.muted { (words.moment(mail.sent_at.unwrap_or(mail.queued_at))) }
                    (delivery(words, mail.state))
                }
                details open[mail.kind == Kind::Answer] {
                    summary lang=(request.language.tag()) { (mail.subject) }
                    p.written lang=(request.language.tag()) { (mail.body) }
                }
            }
        }
    }
}

fn kind(words: Words, kind: Kind) -> String {
    words.say(match kind {
        Kind::Confirmation => "mail-confirmation",
        Kind::Answer => "mail-answer",
    })
}

fn delivery(words: Words, state: Delivery) -> Markup {
    match state {
        Delivery::Queued => html! { span.badge { (words.say("delivery-queued")) } },
        Delivery::Sent => html! { span.badge.good { (words.say("delivery-sent")) } },
        Delivery::Failed => html! { span.badge.bad { (words.say("delivery-failed")) } },
    }
}
