//! The demonstration's inbox: what everybody got, newest first.

use super::mail::InboxMail;
use super::strip::Step;
use crate::app::App;
use crate::form_body::encode;
use crate::limits::INBOX_MAILS;
use crate::public::{Frame, PublicPage, Visit, frame};
use crate::words::Words;
use axum::http::StatusCode;
use engine::Language;
use maud::{Markup, html};

/// The tour speaks the company's first language.
const LANGUAGE: Language = Language::Nb;

pub(super) async fn list(visit: Visit) -> PublicPage {
    let words = Words(LANGUAGE);
    let inboxes = inboxes(&visit.app);
    let main = html! {
        div.narrow {
            h1 { (words.say("inbox-title")) }
            p.lead { (words.say("inbox-lead")) }
            @if inboxes.is_empty() { p.empty { (words.say("inbox-empty")) } }
            @for (to, mails) in &inboxes {
                h2 { (to) }
                ul.rows {
                    @for mail in mails {
                        li {
                            a.row href={ "/demo/inbox/" (encode(&mail.name)) } {
                                span.who { strong { (mail.subject) } }
                                span.what { (mail.from) }
                                span.when { (words.moment(mail.sent_at)) }
                            }
                        }
                    }
                }
            }
        }
    };
    page(&visit.app, &words.say("inbox-title"), &main)
}

pub(super) async fn show(visit: Visit) -> PublicPage {
    let words = Words(LANGUAGE);
    let name = visit.uri.path().rsplit('/').next().unwrap_or_default();
    let Some(letter) = mails(&visit.app).into_iter().find(|one| encode(&one.name) == name || one.name == name) else {
        let title = words.say("not-found-title");
        let main = html! { div.narrow { h1 { (title) } p { (words.say("inbox-gone")) } } };
        return page(&visit.app, &title, &main).status(StatusCode::NOT_FOUND);
    };
    let main = html! {
        div.narrow {
            p.crumb { a href="/demo/inbox" { (words.say("inbox-title")) } }
            h1 { (letter.subject) }
            dl.facts {
                dt { (words.say("inbox-from")) } dd { (letter.from) }
                dt { (words.say("inbox-to")) } dd { (letter.to) }
                dt { (words.say("inbox-sent")) } dd { (words.moment(letter.sent_at)) }
            }
            p.written.letter { (letter.text) }
            details {
                summary { (words.say("inbox-headers")) }
                dl.facts.headers { @for (name, value) in &letter.headers { dt { (name) } dd { (value) } } }
            }
        }
    };
    page(&visit.app, &letter.subject, &main)
}

/// The mails by receiver. Whoever got one last comes first, the company's own at the end.
fn inboxes(app: &App) -> Vec<(String, Vec<InboxMail>)> {
    let mut inboxes: Vec<(String, Vec<InboxMail>)> = Vec::new();
    for mail in mails(app) {
        match inboxes.iter_mut().find(|(to, _)| *to == mail.to) {
            Some((_, mails)) => mails.push(mail),
            None => inboxes.push((mail.to.clone(), vec![mail])),
        }
    }
    inboxes.sort_by_key(|(to, _)| app.demo.as_ref().is_some_and(|demo| demo.owner == *to));
    inboxes
}

/// The mails, newest first.
fn mails(app: &App) -> Vec<InboxMail> {
    let mut mails = app.demo.as_ref().map_or_else(Vec::new, |demo| (demo.inbox)());
    mails.sort_by(|one, other| other.sent_at.cmp(&one.sent_at).then_with(|| other.name.cmp(&one.name)));
    mails.truncate(INBOX_MAILS);
    mails
}

fn page(app: &App, title: &str, main: &Markup) -> PublicPage {
    frame(&Frame { app, language: LANGUAGE, title, page: None, step: Some(Step::Inbox) }, main)
}
