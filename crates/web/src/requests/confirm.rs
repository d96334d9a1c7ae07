//! The link of the mail opens a page with one button. Mail scanners open links; they press no buttons.

use crate::app::App;
use crate::public::{Frame, Page, PublicPage, Sent, Visit, frame, unavailable};
use crate::words::Words;
use axum::http::StatusCode;
use engine::Language;
use engine::requests::{confirm, to_confirm};
use maud::html;

pub(super) fn path(language: Language) -> &'static str {
    match language {
        Language::Nb => "/rettigheter/bekreft",
        Language::En => "/your-rights/confirm",
    }
}

/// The secret that ends the address.
pub(super) fn secret(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

pub(super) async fn show(visit: Visit, language: Language) -> PublicPage {
    let app = &visit.app;
    let words = Words(language);
    let found = match to_confirm(&app.engine, app.now(), secret(visit.uri.path()), language).await {
        Ok(found) => found,
        Err(failure) => return unavailable(app, language, &failure),
    };
    let Some(found) = found else { return gone(app, language) };
    let title = words.say("rights-confirm-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (words.with("rights-confirm-lead", &[("kind", &found.kind)])) }
            form method="post" action=(visit.uri.path()) { button.button { (words.say("rights-confirm-button")) } }
            p.hint { (words.say("rights-confirm-hint")) }
        }
    };
    frame(&Frame { app, language, title: &title, page: None, step: None }, &main).status(StatusCode::OK)
}

pub(super) async fn press(sent: Sent, language: Language) -> PublicPage {
    let app = &sent.app;
    match confirm(&app.engine, app.now(), secret(sent.uri.path())).await {
        Ok(Some(path)) => PublicPage::see_other(&path),
        Ok(None) => gone(app, language),
        Err(failure) => unavailable(app, language, &failure),
    }
}

/// A link was used, has expired, or never was.
pub(super) fn gone(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let title = words.say("rights-gone-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p { (words.say("rights-gone-text")) }
            p { a.button href=(Page::Rights.path(language)) { (words.say("rights-gone-again")) } }
        }
    };
    frame(&Frame { app, language, title: &title, page: None, step: None }, &main).status(StatusCode::GONE)
}
