//! One's own passkeys.

use super::{filled_by_script, json, script};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use axum::http::StatusCode;
use engine::system::passkeys::{
    Known, Made, PasskeyProblem, available, begin_registration, finish_registration, list, remove as remove_passkey,
};
use engine::{Failure, PASSKEY_NAME_CHARACTERS, PASSKEYS};
use maud::{Markup, html};

/// Where they stand.
pub(super) const PATH: &str = "/desk/account/passkeys";
/// Where the script asks for a challenge.
pub(super) const BEGIN: &str = "/desk/account/passkeys/begin";
/// Where a new one is sent to.
pub(super) const ADD: &str = "/desk/account/passkeys/add";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, None, "").await
}

/// The page, with what went wrong and what was typed.
async fn page(desk: &Desk, problem: Option<String>, name: &str) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let known = list(&desk.app.engine, &desk.caller).await?;
    let title = words.say("passkeys-title");
    let main = html! {
        h1 { (title) }
        p.lead { (words.say("passkeys-lead")) }
        @if let Some(problem) = &problem { div.notice.bad role="alert" { p { (problem) } } }
        @if known.is_empty() {
            p.empty { (words.say("passkeys-none")) }
        } @else {
            ul.rows { @for passkey in &known { li.row { (line(desk, passkey)) } } }
        }
        @if !available(&desk.app.engine) {
            p { (words.say("passkeys-not-here")) }
        } @else if known.len() >= PASSKEYS {
            p { (words.say("passkeys-full")) }
        } @else {
            (new(desk, name))
        }
    };
    Ok(desk.page(Place::Nowhere, &title, None, &main).scripted())
}

fn line(desk: &Desk, passkey: &Known) -> Markup {
    let words = desk.words();
    html! {
        span.who { strong { (passkey.name) } }
        span.what {
            (words.with("passkey-made", &[("moment", &words.moment(passkey.made_at))])) br;
            @match passkey.used_at {
                Some(at) => (words.with("passkey-used", &[("moment", &words.moment(at))])),
                None => (words.say("passkey-unused")),
            }
        }
        span.when {
            form method="post" action={ (PATH) "/" (passkey.id) "/remove" } {
                button.button.quiet.small aria-label=(words.with("passkey-remove-one", &[("name", &passkey.name)])) {
                    (words.say("passkey-remove"))
                }
            }
        }
    }
}

/// The form for a new one, which the script shows.
fn new(desk: &Desk, name: &str) -> Markup {
    let words = desk.words();
    html! {
        section.narrow {
            h2 { (words.say("passkey-new")) }
            p.muted data-without-passkeys { (words.say("passkey-without")) }
            form method="post" action=(ADD) data-passkey="create" data-begin=(BEGIN) hidden {
                (filled_by_script())
                p data-problem role="alert" hidden { (words.say("passkey-not-made")) }
                div.field {
                    label for="name" { (words.say("passkey-name")) }
                    p.hint #name-hint { (words.say("passkey-name-hint")) }
                    input #name name="name" value=(name) maxlength=(PASSKEY_NAME_CHARACTERS) required autocomplete="off"
                        aria-describedby="name-hint";
                }
                button.button { (words.say("passkey-add")) }
            }
            (script())
        }
    }
}

/// A challenge for the script.
pub(super) async fn begin(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    match begin_registration(&desk.app.engine, desk.now, &desk.caller).await {
        Ok(begun) => Ok(DeskPage::json(json(&begun))),
        Err(problem) => refused(&desk, problem, "").await,
    }
}

/// What the device answered becomes a passkey.
pub(super) async fn add(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let made = Made { secret: form.get("ceremony"), name: form.get("name"), answer: form.get("answer") };
    match finish_registration(&desk.app.engine, desk.now, &desk.caller, made).await {
        Ok(()) => Ok(DeskPage::see_other(PATH)),
        Err(problem) => refused(&desk, problem, made.name).await,
    }
}

pub(super) async fn remove(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    match remove_passkey(&desk.app.engine, desk.now, &desk.caller, desk.id()?).await {
        Ok(()) => Ok(DeskPage::see_other(PATH)),
        Err(problem) => refused(&desk, problem, "").await,
    }
}

async fn refused(desk: &Desk, problem: PasskeyProblem, name: &str) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let text = match problem {
        PasskeyProblem::Refused => words.say("passkey-not-fitting"),
        PasskeyProblem::NoName => words.say("passkey-no-name"),
        PasskeyProblem::LongName => words.with("passkey-long-name", &[("limit", &PASSKEY_NAME_CHARACTERS.to_string())]),
        PasskeyProblem::Known => words.say("passkey-known"),
        PasskeyProblem::TooMany => words.say("passkeys-full"),
        PasskeyProblem::LastWayIn => words.say("passkey-last"),
        PasskeyProblem::Failed(failure) => return Err(failure),
    };
    Ok(page(desk, Some(text), name).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
}
