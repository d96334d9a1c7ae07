//! Signing in with a passkey: nobody types an address, and no answer tells whether an account exists.

use super::{filled_by_script, json, offered, script};
use crate::app::App;
use crate::desk::parts::alert;
use crate::public::{PublicPage, nothing_here};
use crate::system::door::Knock;
use crate::system::enter::go_on;
use crate::system::next::next;
use crate::words::Words;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::Failure;
use engine::system::passkeys::{begin_sign_in, finish_sign_in};
use maud::{Markup, html};

/// Where it stands.
pub(super) const PATH: &str = "/sign-in/passkey";
/// Where the script asks for a challenge.
pub(super) const BEGIN: &str = "/sign-in/passkey/begin";

/// The button, for somebody who wants to see the page of the desk `wished`.
pub(crate) fn section(app: &App, words: Words, wished: &str) -> Markup {
    html! {
        @if offered(app) {
            form method="post" action=(PATH) data-passkey="get" data-begin=(BEGIN) hidden {
                (filled_by_script())
                input type="hidden" name="next" value=(next(wished));
                p data-problem role="alert" hidden { (words.say("passkey-no-answer")) }
                div.actions { button.button.quiet { (words.say("passkey-sign-in")) } }
            }
            (script())
        }
    }
}

/// The page with the button alone.
pub(super) async fn show(knock: Knock) -> Response {
    if !offered(&knock.app) {
        return nothing_here(&knock.app, knock.browser.language).into_response();
    }
    page(&knock, &knock.query("next"), None).into_response()
}

fn page(knock: &Knock, wished: &str, problem: Option<&str>) -> PublicPage {
    let words = knock.words();
    let main = html! {
        @if let Some(problem) = problem { (alert(problem)) }
        p { (words.say("passkey-sign-in-text")) }
        (section(&knock.app, words, wished))
        p.muted data-without-passkeys { (words.say("passkey-without")) }
        p { a href=(crate::system::enter::PATH) { (words.say("passkey-other-way")) } }
    };
    knock.page(&words.say("passkey-sign-in-title"), &main).scripted()
}

/// A challenge for whoever it may be.
pub(super) async fn begin(knock: Knock) -> Response {
    match begin_sign_in(&knock.app.engine, knock.app.now()).await {
        Ok(challenge) => PublicPage::json(json(&challenge)).status(StatusCode::OK).into_response(),
        Err(failure) => failed(&knock, &failure),
    }
}

/// What the device answered begins a session, or the page says that it did not.
pub(super) async fn sign_in(knock: Knock) -> Response {
    let (app, form) = (&knock.app, &knock.form);
    let sent = (form.get("ceremony"), form.get("answer"));
    match finish_sign_in(&app.engine, app.now(), sent, knock.browser.ends()).await {
        Ok(Some(begun)) => go_on(app, &begun, None, form.get("next")),
        Ok(None) => {
            let problem = knock.words().say("passkey-refused");
            page(&knock, form.get("next"), Some(&problem)).status(StatusCode::UNPROCESSABLE_ENTITY).into_response()
        }
        Err(failure) => failed(&knock, &failure),
    }
}

/// Where browsers offer none, there is nothing here.
fn failed(knock: &Knock, failure: &Failure) -> Response {
    match failure {
        Failure::NotFound => nothing_here(&knock.app, knock.browser.language).into_response(),
        other => knock.failed(other),
    }
}
