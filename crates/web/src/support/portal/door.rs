//! The door of the portal: the page on which those who were invited ask for a link, and what is behind the link.
//!
//! The answer comes after a fixed time, so that how long it takes tells nothing of whether the address is known.

use super::area::{self, AreaPage, Passing, Place};
use crate::app::App;
use crate::public::{
    Frame, Line, Page, PublicPage, Sent, TRAP, Visit, call_us, contact_block, evenly, frame, line, mistake_words,
    not_taken, trap, unavailable,
};
use crate::words::Words;
use axum::http::StatusCode;
use engine::Language;
use engine::support::{PortalAsked, PortalKnock, enter_portal, knock_at_portal, leave_portal, portal_link_works};
use engine::website::{Field, Mistake};
use maud::{Markup, html};

/// Where links lead.
pub(super) fn in_path(language: Language) -> String {
    let word = match language {
        Language::Nb => "inn",
        Language::En => "in",
    };
    format!("{}/{word}", Page::Portal.path(language))
}

/// What is said on the form.
#[derive(Clone, Copy)]
enum Note {
    Fresh,
    Mend(Mistake),
    TooMany,
    NotStored,
}

pub(super) fn show(visit: &Visit, language: Language) -> PublicPage {
    whole(&visit.app, language, "", Note::Fresh)
}

pub(super) async fn knock(sent: Sent, language: Language) -> PublicPage {
    evenly(answer(sent, language)).await
}

async fn answer(sent: Sent, language: Language) -> PublicPage {
    let Sent { app, form, network, .. } = sent;
    let address = form.get("email");
    let knock = PortalKnock { address, trap: form.get(TRAP), network };
    let (status, note) = match knock_at_portal(&app.engine, app.now(), knock).await {
        Ok(PortalAsked::Received) => return PublicPage::see_other(Page::PortalSent.path(language)),
        Ok(PortalAsked::Mend(mistake)) => (StatusCode::UNPROCESSABLE_ENTITY, Note::Mend(mistake)),
        Ok(PortalAsked::TooMany) => (StatusCode::TOO_MANY_REQUESTS, Note::TooMany),
        Err(failure) => (crate::failure::status_of(&failure), Note::NotStored),
    };
    whole(&app, language, address, note).status(status)
}

fn whole(app: &App, language: Language, typed: &str, note: Note) -> PublicPage {
    let words = Words(language);
    let title = words.say("portal-door-title");
    let (above, wrong) = match note {
        Note::Fresh => (html! { p.lead { (words.say("portal-door-lead")) } }, None),
        Note::Mend(mistake) => (html! {}, Some(mistake_words(words, Field::Email, mistake))),
        Note::TooMany => (not_taken(&words.say("too-many-title"), &call_us(app, words, "too-many-text")), None),
        Note::NotStored => (not_taken(&words.say("not-stored-title"), &call_us(app, words, "not-stored-text")), None),
    };
    let shown = match note {
        Note::Fresh => title.clone(),
        Note::Mend(_) | Note::TooMany | Note::NotStored => words.with("error-before-title", &[("title", &title)]),
    };
    let main = html! {
        div.narrow {
            h1 { (title) }
            (above)
            p { a href=(area::path(language, Place::Cases)) { (words.say("portal-door-in")) } }
            form method="post" action=(Page::Portal.path(language)) novalidate {
                (line(&Line {
                    name: "email",
                    kind: "email",
                    label: words.say("field-email"),
                    hint: words.say("portal-door-hint"),
                    value: typed,
                    wrong,
                }))
                (trap(words))
                button.button { (words.say("portal-door-send")) }
            }
            h2 { (words.say("contact-other-ways")) }
            (contact_block(app, words))
        }
    };
    frame(&Frame { app, language, title: &shown, page: Some(Page::Portal), step: None }, &main)
}

/// What follows, whoever asked.
pub(super) fn sent(visit: &Visit, language: Language) -> PublicPage {
    let words = Words(language);
    let title = words.say("portal-sent-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (words.say("portal-sent-lead")) }
            p { (words.say("portal-sent-text")) }
            h2 { (words.say("contact-other-ways")) }
            (contact_block(&visit.app, words))
        }
    };
    frame(&Frame { app: &visit.app, language, title: &title, page: Some(Page::PortalSent), step: None }, &main)
}

/// Behind the link stands a button: what opens links by itself lets nobody in.
pub(super) async fn link(visit: Visit, language: Language) -> PublicPage {
    let (app, path) = (&visit.app, visit.uri.path());
    match portal_link_works(&app.engine, app.now(), secret(path)).await {
        Ok(true) => {
            let words = Words(language);
            let inside = html! {
                form method="post" action=(path) { button.button { (words.say("portal-link-enter")) } }
            };
            alone(app, language, &words.say("portal-door-title"), &inside)
        }
        Ok(false) => used(app, language),
        Err(failure) => unavailable(app, language, &failure),
    }
}

pub(super) async fn enter(passing: Passing) -> AreaPage {
    let Passing { app, session, language, uri } = passing;
    match enter_portal(&app.engine, app.now(), secret(uri.path()), session.as_deref()).await {
        Ok(Some(secret)) => AreaPage::begun(&app, PublicPage::see_other(&area::path(language, Place::Cases)), &secret),
        Ok(None) => used(&app, language).into(),
        Err(failure) => unavailable(&app, language, &failure).into(),
    }
}

pub(super) async fn leave(passing: Passing) -> AreaPage {
    let Passing { app, session, language, .. } = passing;
    let ended = match &session {
        Some(secret) => leave_portal(&app.engine, secret).await,
        None => Ok(()),
    };
    match ended {
        Ok(()) => AreaPage::ended(&app, PublicPage::see_other(Page::Portal.path(language))),
        Err(failure) => unavailable(&app, language, &failure).into(),
    }
}

/// A link was used, has expired, or never was.
fn used(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let inside = html! {
        p { (words.say("portal-link-gone")) }
        p { a.button href=(Page::Portal.path(language)) { (words.say("portal-door-title")) } }
    };
    alone(app, language, &words.say("portal-gone-title"), &inside).status(StatusCode::GONE)
}

fn alone(app: &App, language: Language, title: &str, inside: &Markup) -> PublicPage {
    let main = html! { div.narrow { h1 { (title) } (inside) } };
    // A page behind a link is kept by no browser.
    frame(&Frame { app, language, title, page: None, step: None }, &main).status(StatusCode::OK)
}

/// The secret that ends the address.
fn secret(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
