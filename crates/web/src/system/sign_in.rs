//! A sign-in link opens a page with one button. Mail scanners open links; they press no buttons.

use super::cookie;
use crate::app::App;
use crate::public::{Frame, Page, PublicPage, expired_link, frame, language_of, unavailable};
use crate::words::Words;
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use engine::system::sign_in_by;
use engine::{Language, SESSION_SECONDS};
use maud::html;
use std::sync::Arc;

/// The page with the button. It does not look whether the link still works: that is for the button.
pub(super) async fn ask(State(app): State<Arc<App>>, uri: Uri, headers: HeaderMap) -> PublicPage {
    let language = language(&headers);
    let words = Words(language);
    let title = words.say("sign-in-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p { (words.say("sign-in-text")) }
            form method="post" action=(uri.path()) { button.button { (words.say("sign-in-button")) } }
        }
    };
    frame(&Frame { app: &app, language, title: &title, page: None, step: None }, &main).status(StatusCode::OK)
}

/// Uses the link up and begins a session.
pub(super) async fn sign_in(State(app): State<Arc<App>>, Path(secret): Path<String>, headers: HeaderMap) -> Response {
    let user_agent = headers.get(USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
    let browser = (user_agent, cookie::get(&app, &headers, cookie::SESSION));
    match sign_in_by(&app.engine, app.now(), &secret, browser).await {
        Ok(Some(session)) => see_other("/desk", cookie::set(&app, cookie::SESSION, &session, SESSION_SECONDS)),
        Ok(None) => expired_link(&app, language(&headers)).into_response(),
        Err(failure) => unavailable(&app, language(&headers), &failure).into_response(),
    }
}

/// Ends the session.
pub(super) async fn sign_out(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if let Some(secret) = cookie::get(&app, &headers, cookie::SESSION)
        && let Err(failure) = engine::system::sign_out(&app.engine, secret).await
    {
        return unavailable(&app, language(&headers), &failure).into_response();
    }
    see_other(Page::Front.path(language(&headers)), cookie::set(&app, cookie::SESSION, "", 0))
}

fn language(headers: &HeaderMap) -> Language {
    language_of("", headers.get(ACCEPT_LANGUAGE).and_then(|wished| wished.to_str().ok()))
}

fn see_other(path: &'static str, cookie: Option<HeaderValue>) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_static(path));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(cookie) = cookie {
        headers.insert(SET_COOKIE, cookie);
    }
    response
}
