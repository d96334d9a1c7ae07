//! A sign-in link opens a page with one button. Mail scanners open links; they press no buttons.

use crate::app::App;
use crate::desk::{cookie_name, session_cookie};
use crate::origin::{Origin, origin};
use crate::public::{Frame, Page, PublicPage, expired_link, frame, language_of, refused, unavailable};
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
    if origin(&headers, &app.engine.settings().url, &[]) != Origin::Here {
        return refused(&app, language(&headers)).into_response();
    }
    let user_agent = headers.get(USER_AGENT).and_then(|name| name.to_str().ok()).unwrap_or_default();
    let browser = (user_agent, session_cookie(&app, &headers));
    match sign_in_by(&app.engine, app.now(), &secret, browser).await {
        Ok(Some(session)) => see_other("/desk", &cookie(&app, &session, SESSION_SECONDS)),
        Ok(None) => expired_link(&app, language(&headers)).into_response(),
        Err(failure) => unavailable(&app, language(&headers), &failure).into_response(),
    }
}

/// Ends the session.
pub(super) async fn sign_out(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    if origin(&headers, &app.engine.settings().url, &[]) != Origin::Here {
        return refused(&app, language(&headers)).into_response();
    }
    if let Some(secret) = session_cookie(&app, &headers)
        && let Err(failure) = engine::system::sign_out(&app.engine, secret).await
    {
        return unavailable(&app, language(&headers), &failure).into_response();
    }
    see_other(Page::Front.path(language(&headers)), &cookie(&app, "", 0))
}

fn language(headers: &HeaderMap) -> Language {
    language_of("", headers.get(ACCEPT_LANGUAGE).and_then(|wished| wished.to_str().ok()))
}

/// `Set-Cookie` (RFC 6265, 4.1): out of reach of scripts, not sent with forms of other sites.
fn cookie(app: &App, secret: &str, seconds: i64) -> String {
    let name = cookie_name(app);
    let secure = if name.starts_with("__Host-") { "; Secure" } else { "" };
    format!("{name}={secret}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

fn see_other(path: &'static str, cookie: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_static(path));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        headers.insert(SET_COOKIE, cookie);
    }
    response
}
