//! Pages that say what went wrong and what to do now.

use super::layout::{Frame, frame};
use super::paths::{Page, language_of};
use super::{PublicPage, contact_block};
use crate::app::App;
use crate::failure::status_of;
use crate::form_body::Unreadable;
use crate::measure::reference;
use crate::system::sign_in_page;
use crate::words::Words;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::ACCEPT_LANGUAGE;
use engine::{Failure, Language};
use maud::{Markup, html};
use std::sync::Arc;

/// There is nothing at this address.
pub(crate) async fn not_found(State(app): State<Arc<App>>, request: Request) -> PublicPage {
    nothing_here(&app, language(&request))
}

/// The address leads to a page that names something which is not there.
pub(crate) fn nothing_here(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let (title, text) = (words.say("not-found-title"), words.say("not-found-text"));
    page(app, language, StatusCode::NOT_FOUND, &title, &html! { p { (text) } })
}

/// The address is right and the method is not.
pub(crate) async fn not_allowed(State(app): State<Arc<App>>, request: Request) -> PublicPage {
    let words = Words(language(&request));
    let (title, text) = (words.say("not-allowed-title"), words.say("not-allowed-text"));
    page(&app, words.0, StatusCode::METHOD_NOT_ALLOWED, &title, &html! { p { (text) } })
}

fn language(request: &Request) -> Language {
    let wished = request.headers().get(ACCEPT_LANGUAGE).and_then(|wished| wished.to_str().ok());
    language_of(request.uri().path(), wished)
}

/// A form could not be read.
pub(crate) fn unreadable(app: &App, language: Language, problem: &Unreadable) -> PublicPage {
    let words = Words(language);
    let (status, text) = match problem {
        Unreadable::TooSlow => (StatusCode::REQUEST_TIMEOUT, words.say("unreadable-too-slow")),
        Unreadable::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, words.say("unreadable-too-large")),
        Unreadable::NotAForm => (StatusCode::UNSUPPORTED_MEDIA_TYPE, words.say("unreadable-not-a-form")),
        Unreadable::NotText => (StatusCode::BAD_REQUEST, words.say("unreadable-not-text")),
        Unreadable::Unknown(field) => (StatusCode::BAD_REQUEST, words.with("unreadable-unknown", &[("field", field)])),
        Unreadable::Repeated(field) => {
            (StatusCode::BAD_REQUEST, words.with("unreadable-repeated", &[("field", field)]))
        }
    };
    let main = html! {
        p { (text) }
        p { (words.say("unreadable-back")) }
        (contact_block(app, words))
    };
    page(app, language, status, &words.say("unreadable-title"), &main)
}

/// A form came from a site that this server does not take forms from.
pub(crate) fn elsewhere(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let main = html! {
        p { (words.say("elsewhere-text")) }
        p { a.button href=(Page::Contact.path(language)) { (words.say("elsewhere-link")) } }
    };
    page(app, language, StatusCode::FORBIDDEN, &words.say("elsewhere-title"), &main)
}

/// Something at the desk was asked for from another site.
pub(crate) fn refused(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let main = html! { p { (words.say("refused-text")) } };
    page(app, language, StatusCode::FORBIDDEN, &words.say("refused-title"), &main)
}

/// A request that no handler is to see.
pub(crate) fn turned_away(app: &App, language: Language, status: StatusCode, title: &str, text: &str) -> PublicPage {
    let words = Words(language);
    page(app, language, status, &words.say(title), &html! { p { (words.say(text)) } })
}

/// The store did not answer.
pub(crate) fn unavailable(app: &App, language: Language, failure: &Failure) -> PublicPage {
    let words = Words(language);
    let main = html! {
        p { (words.say("unavailable-text")) }
        (reference_line(words))
    };
    page(app, language, status_of(failure), &words.say("unavailable-title"), &main)
}

/// The reference by which whoever runs the server finds what happened.
pub(crate) fn reference_line(words: Words) -> Markup {
    html! {
        @if let Some(reference) = reference() {
            p { (words.with("error-reference", &[("reference", &reference)])) }
        }
    }
}

/// Somebody who is not signed in wants to see the page of the desk at `asked`: they sign in, and come back to it.
pub(crate) fn not_signed_in(app: &App, language: Language, asked: &str) -> PublicPage {
    sign_in_page(app, language, asked).status(StatusCode::UNAUTHORIZED)
}

/// A sign-in link was used, has expired, or never was.
pub(crate) fn expired_link(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let main = html! {
        p { (words.say("expired-link-text")) }
        p { a.button href="/sign-in" { (words.say("enter-title")) } }
        p { (words.say("not-signed-in-how")) }
        pre { code { "ryddig sign-in " (words.say("not-signed-in-address")) } }
    };
    page(app, language, StatusCode::GONE, &words.say("expired-link-title"), &main)
}

fn page(app: &App, language: Language, status: StatusCode, title: &str, text: &Markup) -> PublicPage {
    let main = html! {
        div.narrow {
            h1 { (title) }
            (text)
        }
    };
    frame(&Frame { app, language, title, page: None, step: None }, &main).status(status)
}
