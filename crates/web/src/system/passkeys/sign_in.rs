//! Signing in with a passkey: nobody types an address, and no answer tells whether an account exists.

use super::{filled_by_script, json, script};
use crate::app::App;
use crate::form_body::read;
use crate::limits::DESK_BODY_BYTES;
use crate::origin::{Origin, origin};
use crate::public::{Frame, PublicPage, SCRIPTED, frame, nothing_here, refused, unavailable, unreadable};
use crate::system::sign_in::{browser, language, session_begins};
use crate::words::Words;
use axum::extract::{Request, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::Failure;
use engine::system::passkeys::{available, begin_sign_in, finish_sign_in};
use maud::{Markup, html};
use std::sync::Arc;

/// Where it stands.
pub(crate) const PATH: &str = "/sign-in/passkey";
/// Where the script asks for a challenge.
pub(super) const BEGIN: &str = "/sign-in/passkey/begin";

/// The button. The page around it must be made [`scripted`].
fn section(app: &App, words: Words) -> Markup {
    html! {
        @if available(&app.engine) {
            form method="post" action=(PATH) data-passkey="get" data-begin=(BEGIN) hidden {
                (filled_by_script())
                p data-problem role="alert" hidden { (words.say("passkey-no-answer")) }
                button.button { (words.say("passkey-sign-in")) }
            }
            (script())
        }
    }
}

/// The answer with the policy of a page that has the script.
fn scripted(page: PublicPage) -> Response {
    let mut response = page.into_response();
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(SCRIPTED));
    response
}

/// The page with the button alone.
pub(super) async fn show(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let words = Words(language(&headers));
    if !available(&app.engine) {
        return nothing_here(&app, words.0).into_response();
    }
    scripted(page(&app, words, None).status(StatusCode::OK))
}

fn page(app: &App, words: Words, problem: Option<String>) -> PublicPage {
    let title = words.say("passkey-sign-in-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            @if let Some(problem) = problem { div.notice.bad role="alert" { p { (problem) } } }
            p { (words.say("passkey-sign-in-text")) }
            (section(app, words))
            p.muted data-without-passkeys { (words.say("passkey-without")) }
        }
    };
    frame(&Frame { app, language: words.0, title: &title, page: None, step: None }, &main)
}

/// A challenge for whoever it may be.
pub(super) async fn begin(State(app): State<Arc<App>>, request: Request) -> Response {
    let headers = request.headers().clone();
    let language = language(&headers);
    if origin(&headers, &app.engine.settings().url, &[]) != Origin::Here {
        return refused(&app, language).into_response();
    }
    if let Err(problem) = read(request, DESK_BODY_BYTES, &[]).await {
        return unreadable(&app, language, &problem).into_response();
    }
    match begin_sign_in(&app.engine, app.now()).await {
        Ok(begun) => PublicPage::json(json(&begun)).status(StatusCode::OK).into_response(),
        Err(Failure::NotFound) => nothing_here(&app, language).into_response(),
        Err(failure) => unavailable(&app, language, &failure).into_response(),
    }
}

/// What the device answered begins a session, or the page says that it did not.
pub(super) async fn sign_in(State(app): State<Arc<App>>, request: Request) -> Response {
    let headers = request.headers().clone();
    let words = Words(language(&headers));
    if origin(&headers, &app.engine.settings().url, &[]) != Origin::Here {
        return refused(&app, words.0).into_response();
    }
    let form = match read(request, DESK_BODY_BYTES, &["ceremony", "answer"]).await {
        Ok(form) => form,
        Err(problem) => return unreadable(&app, words.0, &problem).into_response(),
    };
    let sent = (form.get("ceremony"), form.get("answer"));
    match finish_sign_in(&app.engine, app.now(), sent, browser(&app, &headers)).await {
        Ok(Some(begun)) => session_begins(&app, &begun.secret),
        Ok(None) => {
            scripted(page(&app, words, Some(words.say("passkey-refused"))).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(Failure::NotFound) => nothing_here(&app, words.0).into_response(),
        Err(failure) => unavailable(&app, words.0, &failure).into_response(),
    }
}
