//! Taking an invitation up with a passkey instead of a password.

use super::{json, new, said};
use crate::desk::parts::alert;
use crate::public::PublicPage;
use crate::system::choose::gone;
use crate::system::door::Knock;
use crate::system::enter::go_on;
use crate::words::Words;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::Failure;
use engine::system::passkeys::{Made, PasskeyProblem, begin_by_link, finish_by_link};
use maud::{Markup, html};

/// The form, beside the one for a password, on the page at `path`.
pub(crate) fn section(words: Words, path: &str) -> Markup {
    let (begin, action) = (format!("{path}/passkey/begin"), format!("{path}/passkey"));
    html! {
        h2 { (words.say("passkey-instead")) }
        p { (words.say("passkeys-lead")) }
        (new(words, (&begin, &action), ""))
    }
}

/// The invitation's page, and the secret that ends its address.
fn invitation(knock: &Knock) -> (String, &str) {
    let secret = knock.path().split('/').nth(2).unwrap_or_default();
    (format!("/welcome/{secret}"), secret)
}

pub(super) async fn begin(knock: Knock) -> Response {
    let (_, secret) = invitation(&knock);
    match begin_by_link(&knock.app.engine, knock.app.now(), secret).await {
        Ok(challenge) => PublicPage::json(json(&challenge)).status(StatusCode::OK).into_response(),
        Err(problem) => stopped(&knock, &problem),
    }
}

pub(super) async fn add(knock: Knock) -> Response {
    let (app, form) = (&knock.app, &knock.form);
    let (_, secret) = invitation(&knock);
    let made = Made { secret: form.get("ceremony"), name: form.get("name"), answer: form.get("answer") };
    match finish_by_link(&app.engine, app.now(), secret, made, knock.browser.ends()).await {
        Ok(begun) => go_on(app, &begun, None, ""),
        Err(problem) => stopped(&knock, &problem),
    }
}

fn stopped(knock: &Knock, problem: &PasskeyProblem) -> Response {
    let words = knock.words();
    let Some(text) = said(words, problem) else {
        return match problem {
            PasskeyProblem::Failed(Failure::NotFound) => gone(knock),
            PasskeyProblem::Failed(failure) => knock.failed(failure),
            _ => gone(knock),
        };
    };
    let (path, _) = invitation(knock);
    let main = html! {
        (alert(&text))
        (new(words, (&format!("{path}/passkey/begin"), &format!("{path}/passkey")), knock.form.get("name")))
        p { a href=(path) { (words.say("passkey-other-way")) } }
    };
    let page = knock.page(&words.say("passkey-instead"), &main).scripted();
    page.status(StatusCode::UNPROCESSABLE_ENTITY).into_response()
}
