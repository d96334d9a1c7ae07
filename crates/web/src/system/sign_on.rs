//! Signing in through a provider: away with a button, and back with an answer that belongs to this browser.

use super::cookie;
use super::door::{self, Knock, page};
use super::enter::go_on;
use super::next::next;
use crate::app::App;
use crate::public::nothing_here;
use crate::router::Route;
use crate::sign_on::{Provider, Returned, SignOn, SignOnProblem};
use crate::words::Words;
use axum::http::header::{REFRESH, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::system::Begun;
use engine::system::sign_on::{begin, end, sign_on};
use engine::{CEREMONY_SECONDS, Failure};
use maud::{Markup, html};

/// Below it, a provider's word.
const PATH: &str = "/sign-in/with";

pub(super) fn routes() -> Vec<Route> {
    vec![
        (format!("{PATH}/{{provider}}"), door::post(&["next"], leave)),
        (format!("{PATH}/{{provider}}/back"), door::get(back)),
    ]
}

/// A button for each provider, for somebody who wants to see the page of the desk `wished`.
pub(super) fn section(app: &App, words: Words, wished: &str) -> Markup {
    html! {
        @for provider in app.sign_on.iter().flat_map(|sign_on| sign_on.providers()) {
            form method="post" action={ (PATH) "/" (provider.key) } {
                input type="hidden" name="next" value=(next(wished));
                div.actions { button.button.quiet { (words.with("sign-on-with", &[("name", &provider.name)])) } }
            }
        }
    }
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

/// The provider that the address names.
fn named(knock: &Knock) -> Option<(&dyn SignOn, &Provider)> {
    known(&knock.app, knock.path().split('/').nth(3).unwrap_or_default())
}

/// Sends the browser to the provider. Not by a redirect: a page that may send forms to this site alone may not be sent
/// elsewhere by one (CSP level 3, `form-action`).
async fn leave(knock: Knock) -> Response {
    let Some((sign_on, provider)) = named(&knock) else {
        return nothing_here(&knock.app, knock.browser.language).into_response();
    };
    let begun = async {
        let leaving = sign_on.begin(&provider.key).await?;
        // The page that was wished for is kept with the rest, in a line of its own.
        let state = format!("{}\n{}", next(knock.form.get("next")), leaving.state);
        Ok((leaving.to, begin(&knock.app.engine, knock.app.now(), state).await?))
    };
    match begun.await {
        Ok((to, secret)) => leaving(&knock, provider, &to, &secret),
        Err(stopped) => stopped_page(&knock, provider, &stopped),
    }
}

fn leaving(knock: &Knock, provider: &Provider, to: &str, secret: &str) -> Response {
    let (words, name) = (knock.words(), [("name", provider.name.as_str())]);
    let main = html! {
        p { (words.with("sign-on-leaving-text", &name)) }
        p { a.button href=(to) { (words.with("sign-on-leaving-link", &name)) } }
    };
    let page = page(&knock.app, words.0, &words.with("sign-on-leaving-title", &name), &main);
    let mut response = page.into_response();
    if let Ok(refresh) = HeaderValue::from_str(&format!("0;url={to}")) {
        response.headers_mut().insert(REFRESH, refresh);
    }
    set_cookie(&knock.app, &mut response, secret, CEREMONY_SECONDS);
    response
}

/// Ends what this browser began, once, whatever comes of it.
async fn back(knock: Knock) -> Response {
    let Some((sign_on, provider)) = named(&knock) else {
        return nothing_here(&knock.app, knock.browser.language).into_response();
    };
    let mut response = match ended(&knock, sign_on, &provider.key).await {
        Ok((begun, wished)) => go_on(&knock.app, &begun, None, &wished),
        Err(stopped) => stopped_page(&knock, provider, &stopped),
    };
    set_cookie(&knock.app, &mut response, "", 0);
    response
}

/// The session, and the page that was wished for.
async fn ended(knock: &Knock, providers: &dyn SignOn, key: &str) -> Result<(Begun, String), Stopped> {
    let (engine, now) = (&knock.app.engine, knock.app.now());
    let secret = knock.browser.sign_on.as_deref().ok_or(SignOnProblem::Refused)?;
    let kept = end(engine, now, secret).await?.ok_or(SignOnProblem::Refused)?;
    let (wished, state) = kept.split_once('\n').ok_or(SignOnProblem::Refused)?;
    let given = |name: &str| Some(knock.query(name)).filter(|value| !value.is_empty());
    let returned = Returned { code: given("code"), state: given("state"), issuer: given("iss"), error: given("error") };
    let identity = providers.end(key, state, &returned).await?;
    let begun = sign_on(engine, now, &identity, knock.browser.ends()).await?;
    Ok((begun.ok_or(Stopped::Unknown)?, wished.to_owned()))
}

fn stopped_page(knock: &Knock, provider: &Provider, stopped: &Stopped) -> Response {
    let words = knock.words();
    let name = [("name", provider.name.as_str())];
    let (status, text) = match stopped {
        Stopped::Failed(failure) => return knock.failed(failure),
        Stopped::Problem(SignOnProblem::NoProvider) => return nothing_here(&knock.app, words.0).into_response(),
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
    let main = html! {
        p { (text) }
        form method="post" action={ (PATH) "/" (provider.key) } {
            div.actions {
                button.button { (words.say("sign-on-again")) }
                a href=(super::enter::PATH) { (words.say("passkey-other-way")) }
            }
        }
    };
    knock.page(&words.say("sign-on-title"), &main).status(status).into_response()
}

fn set_cookie(app: &App, response: &mut Response, secret: &str, seconds: i64) {
    if let Some(cookie) = cookie::set(app, cookie::SIGN_ON, secret, seconds) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}
