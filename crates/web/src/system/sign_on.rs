//! Signing in through a provider: away with a button, and back with an answer that belongs to this browser.

use super::sign_in::{browser, cookie, language, session_begins};
use crate::app::App;
use crate::desk::cookie_of;
use crate::form_body::{in_query, read};
use crate::limits::DESK_BODY_BYTES;
use crate::origin::{Origin, origin};
use crate::public::{Frame, frame, nothing_here, refused, unavailable, unreadable};
use crate::router::Route;
use crate::sign_on::{Provider, Returned, SignOn, SignOnProblem};
use crate::words::Words;
use axum::extract::{Path, Request, State};
use axum::http::header::{REFRESH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing;
use engine::system::sign_on::{begin, end, sign_on};
use engine::{CEREMONY_SECONDS, Failure};
use maud::{Markup, html};
use std::sync::Arc;

/// Below it, a provider's word.
const PATH: &str = "/sign-in/with";

pub(super) fn routes() -> Vec<Route> {
    vec![
        (format!("{PATH}/{{provider}}"), routing::post(leave)),
        (format!("{PATH}/{{provider}}/back"), routing::get(back)),
    ]
}

/// A button for each provider.
pub(super) fn section(app: &App, words: Words) -> Markup {
    html! {
        @for provider in app.sign_on.iter().flat_map(|sign_on| sign_on.providers()) {
            form method="post" action={ (PATH) "/" (provider.key) } {
                button.button.quiet { (words.with("sign-on-with", &[("name", &provider.name)])) }
            }
        }
    }
}

/// The cookie that ties what was begun to the browser that began it.
fn cookie_name(app: &App) -> &'static str {
    if app.engine.settings().url.starts_with("https://") { "__Host-ryddig-sign-on" } else { "ryddig-sign-on" }
}

fn known<'a>(app: &'a App, key: &str) -> Option<(&'a dyn SignOn, &'a Provider)> {
    let sign_on = app.sign_on.as_deref()?;
    let provider = sign_on.providers().iter().find(|provider| provider.key == key)?;
    Some((sign_on, provider))
}

/// Why there is a page instead of a session.
enum Stopped {
    Problem(SignOnProblem),
    Unknown,
    Failed(Failure),
}

impl From<SignOnProblem> for Stopped {
    fn from(problem: SignOnProblem) -> Self {
        Self::Problem(problem)
    }
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// Sends the browser to the provider. Not by a redirect: a page that may send forms to this site alone may not be sent
/// elsewhere by one (CSP level 3, `form-action`).
async fn leave(State(app): State<Arc<App>>, Path(key): Path<String>, request: Request) -> Response {
    let headers = request.headers().clone();
    let words = Words(language(&headers));
    if origin(&headers, &app.engine.settings().url, &[]) != Origin::Here {
        return refused(&app, words.0).into_response();
    }
    if let Err(problem) = read(request, DESK_BODY_BYTES, &[]).await {
        return unreadable(&app, words.0, &problem).into_response();
    }
    let Some((sign_on, provider)) = known(&app, &key) else { return nothing_here(&app, words.0).into_response() };
    let begun = async {
        let leaving = sign_on.begin(&key).await?;
        Ok((leaving.to, begin(&app.engine, app.now(), leaving.state).await?))
    };
    match begun.await {
        Ok((to, secret)) => leaving(&app, words, provider, &to, &secret),
        Err(stopped) => stopped_page(&app, words, provider, &stopped),
    }
}

fn leaving(app: &App, words: Words, provider: &Provider, to: &str, secret: &str) -> Response {
    let name = [("name", provider.name.as_str())];
    let title = words.with("sign-on-leaving-title", &name);
    let main = html! {
        div.narrow {
            h1 { (title) }
            p { (words.with("sign-on-leaving-text", &name)) }
            p { a.button href=(to) { (words.with("sign-on-leaving-link", &name)) } }
        }
    };
    let page = frame(&Frame { app, language: words.0, title: &title, page: None, step: None }, &main);
    let mut response = page.status(StatusCode::OK).into_response();
    if let Ok(refresh) = HeaderValue::from_str(&format!("0;url={to}")) {
        response.headers_mut().insert(REFRESH, refresh);
    }
    set_cookie(&mut response, &cookie(cookie_name(app), secret, CEREMONY_SECONDS));
    response
}

/// Ends what this browser began, once, whatever comes of it.
async fn back(State(app): State<Arc<App>>, Path(key): Path<String>, uri: Uri, headers: HeaderMap) -> Response {
    let words = Words(language(&headers));
    let Some((sign_on, provider)) = known(&app, &key) else { return nothing_here(&app, words.0).into_response() };
    let mut response = match ended(&app, sign_on, &key, &uri, &headers).await {
        Ok(session) => session_begins(&app, &session),
        Err(stopped) => stopped_page(&app, words, provider, &stopped),
    };
    set_cookie(&mut response, &cookie(cookie_name(&app), "", 0));
    response
}

async fn ended(
    app: &App,
    providers: &dyn SignOn,
    key: &str,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<String, Stopped> {
    let secret = cookie_of(headers, cookie_name(app)).ok_or(SignOnProblem::Refused)?;
    let state = end(&app.engine, app.now(), secret).await?.ok_or(SignOnProblem::Refused)?;
    let given = |name: &str| in_query(uri.query().unwrap_or_default(), name);
    let returned = Returned { code: given("code"), state: given("state"), issuer: given("iss"), error: given("error") };
    let identity = providers.end(key, &state, &returned).await?;
    let begun = sign_on(&app.engine, app.now(), &identity, browser(app, headers)).await?;
    Ok(begun.ok_or(Stopped::Unknown)?.secret)
}

fn stopped_page(app: &App, words: Words, provider: &Provider, stopped: &Stopped) -> Response {
    let name = [("name", provider.name.as_str())];
    let (status, text) = match stopped {
        Stopped::Failed(failure) => return unavailable(app, words.0, failure).into_response(),
        Stopped::Problem(SignOnProblem::NoProvider) => return nothing_here(app, words.0).into_response(),
        Stopped::Problem(SignOnProblem::Cancelled) => (StatusCode::FORBIDDEN, words.with("sign-on-cancelled", &name)),
        Stopped::Problem(SignOnProblem::Refused) => (StatusCode::FORBIDDEN, words.with("sign-on-refused", &name)),
        Stopped::Problem(SignOnProblem::Unreachable) => {
            (StatusCode::BAD_GATEWAY, words.with("sign-on-unreachable", &name))
        }
        Stopped::Problem(SignOnProblem::Unconfirmed) => {
            (StatusCode::FORBIDDEN, words.with("sign-on-unconfirmed", &name))
        }
        Stopped::Unknown => (StatusCode::FORBIDDEN, words.say("sign-on-unknown")),
    };
    let title = words.say("sign-on-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p { (text) }
            form method="post" action={ (PATH) "/" (provider.key) } {
                button.button.quiet { (words.say("sign-on-again")) }
            }
        }
    };
    let page = frame(&Frame { app, language: words.0, title: &title, page: None, step: None }, &main);
    page.status(status).into_response()
}

fn set_cookie(response: &mut Response, cookie: &str) {
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
