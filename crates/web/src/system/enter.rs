//! Signing in: with an address and a password, then with a code where there is a second factor.
//!
//! What is wrong is said in the same words, and under the same status, whether there is such a user or not.

use super::door::{Field, Knock, begun, field, page, see_other};
use super::next::next;
use super::{passkeys, sign_on};
use crate::app::App;
use crate::desk::parts::alert;
use crate::form_body::encode;
use crate::public::PublicPage;
use crate::words::Words;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::system::{Begun, Entered, Shown, Stage, enter as try_to_enter, second_step, session_stage};
use engine::{Language, Moment};
use maud::{Markup, html};

/// Where one signs in.
pub(crate) const PATH: &str = "/sign-in";
/// Where the code is shown.
pub(crate) const CODE: &str = "/sign-in/code";
/// Where a second factor is set up.
pub(crate) const SET_UP: &str = "/sign-in/set-up";
/// Where somebody goes who has forgotten the password.
pub(super) const FORGOTTEN: &str = "/sign-in/forgotten";

pub(super) const FIELDS: [&str; 3] = ["address", "password", "next"];
pub(super) const CODE_FIELDS: [&str; 3] = ["code", "recovery", "next"];

/// The page, for somebody who wants to see the page of the desk `wished`.
pub(crate) fn sign_in_page(app: &App, language: Language, wished: &str) -> PublicPage {
    view(app, language, "", wished, None)
}

pub(super) async fn show(knock: Knock) -> Response {
    sign_in_page(&knock.app, knock.browser.language, &knock.query("next")).into_response()
}

pub(super) async fn enter(knock: Knock) -> Response {
    let app = &knock.app;
    let (address, password, wished) = (knock.form.get("address"), knock.form.get("password"), knock.form.get("next"));
    let reckoner = app.reckoners.reckoner();
    let source = knock.browser.source();
    let (status, problem) = match try_to_enter(&app.engine, app.now(), (address, password), &source, &reckoner).await {
        Ok(Entered::Begun { begun, known_device }) => return go_on(app, &begun, known_device.as_deref(), wished),
        Ok(Entered::Refused | Entered::Gone) => (StatusCode::UNPROCESSABLE_ENTITY, knock.words().say("enter-refused")),
        Ok(Entered::Wait(until)) => (StatusCode::TOO_MANY_REQUESTS, wait(&knock, until)),
        Ok(Entered::Busy) => (StatusCode::SERVICE_UNAVAILABLE, knock.words().say("enter-busy")),
        Err(failure) => return knock.failed(&failure),
    };
    view(app, knock.browser.language, address, wished, Some(&problem)).status(status).into_response()
}

/// What somebody reads who must wait.
pub(super) fn wait(knock: &Knock, until: Moment) -> String {
    wait_words(knock.words(), knock.app.now(), until)
}

pub(super) fn wait_words(words: Words, now: Moment, until: Moment) -> String {
    let seconds = (until.milliseconds() - now.milliseconds()).max(0) / 1000;
    match (seconds + 59) / 60 {
        ..=1 => words.say("enter-wait-one"),
        minutes => words.with("enter-wait", &[("minutes", &minutes.to_string())]),
    }
}

/// Where somebody goes whose session has begun.
pub(super) fn go_on(app: &App, session: &Begun, known_device: Option<&str>, wished: &str) -> Response {
    let to = match session.stage {
        Stage::In => next(wished).to_owned(),
        Stage::SecondFactor => with_next(CODE, wished),
        Stage::SetUp => with_next(SET_UP, wished),
    };
    begun(app, see_other(&to), &session.secret, known_device)
}

/// `path`, which leads on to the page that was wished for.
pub(crate) fn with_next(path: &str, wished: &str) -> String {
    format!("{path}?next={}", encode(next(wished)))
}

fn view(app: &App, language: Language, address: &str, wished: &str, problem: Option<&str>) -> PublicPage {
    let words = Words(language);
    let main = html! {
        @if let Some(problem) = problem { (alert(problem)) }
        form method="post" action=(PATH) novalidate {
            (field(&Field {
                name: "address",
                kind: "email",
                // A browser offers passkeys here too.
                autocomplete: "username webauthn",
                label: words.say("enter-address"),
                hint: None,
                value: address,
                error: None,
            }))
            (field(&Field {
                name: "password",
                kind: "password",
                autocomplete: "current-password",
                label: words.say("enter-password"),
                hint: None,
                value: "",
                error: None,
            }))
            input type="hidden" name="next" value=(next(wished));
            div.actions {
                button.button { (words.say("enter-button")) }
                a href=(FORGOTTEN) { (words.say("enter-forgotten")) }
            }
        }
        (passkeys::sign_in_section(app, words, wished))
        (sign_on::section(app, words, wished))
        p.hint { (words.say("enter-invitation")) }
        @if app.demo.is_some() {
            form method="post" action="/demo/sign-in" { button.button.quiet { (words.say("demo-sign-in")) } }
        }
    };
    passkeys::scripted(app, page(app, language, &words.say("enter-title"), &main))
}

pub(super) async fn show_code(knock: Knock) -> Response {
    let wished = knock.query("next");
    match session_stage(&knock.app.engine, knock.app.now(), knock.browser.secret()).await {
        Ok(Some(Stage::SecondFactor)) => code_view(&knock, &wished, None).into_response(),
        Ok(Some(Stage::In | Stage::SetUp)) => see_other(next(&wished)),
        Ok(None) => see_other(&with_next(PATH, &wished)),
        Err(failure) => knock.failed(&failure),
    }
}

pub(super) async fn check_code(knock: Knock) -> Response {
    let (app, wished) = (&knock.app, knock.form.get("next"));
    let shown = shown(&knock.form);
    let is_recovery = matches!(shown, Shown::Recovery(_));
    let source = knock.browser.source();
    let (status, problem) = match second_step(&app.engine, app.now(), knock.browser.secret(), shown, &source).await {
        Ok(Entered::Begun { begun, known_device }) => return go_on(app, &begun, known_device.as_deref(), wished),
        Ok(Entered::Refused) => (StatusCode::UNPROCESSABLE_ENTITY, wrong_code(knock.words(), is_recovery)),
        Ok(Entered::Wait(until)) => (StatusCode::TOO_MANY_REQUESTS, wait(&knock, until)),
        Ok(Entered::Busy) => (StatusCode::SERVICE_UNAVAILABLE, knock.words().say("enter-busy")),
        Ok(Entered::Gone) => return see_other(&with_next(PATH, wished)),
        Err(failure) => return knock.failed(&failure),
    };
    code_view(&knock, wished, Some((is_recovery, problem))).status(status).into_response()
}

/// What a form shows: a recovery code where one was typed, otherwise the app's.
pub(super) fn shown(form: &crate::form_body::Form) -> Shown<'_> {
    match form.get("recovery") {
        "" => Shown::Code(form.get("code")),
        recovery => Shown::Recovery(recovery),
    }
}

pub(super) fn wrong_code(words: Words, is_recovery: bool) -> String {
    words.say(if is_recovery { "recovery-wrong" } else { "code-wrong" })
}

fn code_view(knock: &Knock, wished: &str, problem: Option<(bool, String)>) -> PublicPage {
    let words = knock.words();
    let (of_recovery, error) = problem.unzip();
    let of_recovery = of_recovery.unwrap_or(false);
    let error_of = |recovery: bool| error.clone().filter(|_| of_recovery == recovery);
    let main = html! {
        p.lead { (words.say("code-lead")) }
        form method="post" action=(CODE) novalidate {
            (code_field(words, error_of(false)))
            input type="hidden" name="next" value=(next(wished));
            div.actions { button.button { (words.say("code-button")) } }
        }
        details open[of_recovery] {
            summary { (words.say("recovery-summary")) }
            form method="post" action=(CODE) novalidate {
                (recovery_field(words, error_of(true)))
                input type="hidden" name="next" value=(next(wished));
                div.actions { button.button.quiet { (words.say("recovery-button")) } }
            }
            p.hint { (words.say("recovery-lost")) }
        }
        (passkeys::sign_in_section(&knock.app, words, wished))
    };
    passkeys::scripted(&knock.app, knock.page(&words.say("code-title"), &main))
}

pub(super) fn code_field(words: Words, error: Option<String>) -> Markup {
    field(&Field {
        name: "code",
        kind: "text",
        autocomplete: "one-time-code",
        label: words.say("code-label"),
        hint: None,
        value: "",
        error,
    })
}

pub(super) fn recovery_field(words: Words, error: Option<String>) -> Markup {
    field(&Field {
        name: "recovery",
        kind: "text",
        autocomplete: "off",
        label: words.say("recovery-label"),
        hint: Some(words.say("recovery-hint")),
        value: "",
        error,
    })
}
