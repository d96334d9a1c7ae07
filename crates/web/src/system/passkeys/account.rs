//! One's own passkeys, and the providers by which one comes in.

use super::{json, new, said};
use crate::desk::parts::alert;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::system::account;
use crate::words::Words;
use axum::http::StatusCode;
use engine::system::just_signed_in;
use engine::system::passkeys::{
    Known, Made, PasskeyProblem, available, begin_registration, finish_registration, list, remove as remove_passkey,
};
use engine::system::sign_on::{Linked, linked, unlink as unlink_provider};
use engine::{Failure, Moment, PASSKEYS};
use maud::{Markup, html};

/// Where they stand.
pub(super) const PATH: &str = "/desk/account/passkeys";
/// Where the script asks for a challenge.
pub(super) const BEGIN: &str = "/desk/account/passkeys/begin";
/// Where a new one is sent to.
pub(super) const ADD: &str = "/desk/account/passkeys/add";

/// What leads there from one's account.
pub(crate) fn section(words: Words) -> Markup {
    html! {
        h2 { (words.say("passkeys-title")) }
        p { (words.say("passkeys-lead")) }
        p { a.button.quiet href=(PATH) { (words.say("passkeys-look")) } }
    }
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, None, "").await
}

/// The page, with what went wrong and what was typed.
async fn page(desk: &Desk, problem: Option<String>, name: &str) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let known = list(&desk.app.engine, &desk.caller).await?;
    let fresh = just_signed_in(&desk.app.engine, desk.now, &desk.caller).await?;
    let providers = linked(&desk.app.engine, &desk.caller).await?;
    let title = words.say("passkeys-title");
    let main = html! {
        p.crumb { a href=(account::PATH) { (words.say("account-title")) } }
        h1 { (title) }
        p.lead { (words.say("passkeys-lead")) }
        @if let Some(problem) = &problem { (alert(problem)) }
        @if known.is_empty() {
            p.empty { (words.say("passkeys-none")) }
        } @else {
            ul.rows { @for passkey in &known { li.row { (passkey_line(words, passkey)) } } }
        }
        @if !available(&desk.app.engine) {
            p { (words.say("passkeys-not-here")) }
        } @else if known.len() >= PASSKEYS {
            p { (words.say("passkeys-full")) }
        } @else if !fresh {
            p { (words.say("passkeys-not-fresh")) }
        } @else {
            section.narrow {
                h2 { (words.say("passkey-new")) }
                (new(words, (BEGIN, ADD), name))
            }
        }
        @if !providers.is_empty() {
            h2 { (words.say("sign-on-linked-title")) }
            p { (words.say("sign-on-linked-lead")) }
            ul.rows { @for provider in &providers { li.row { (provider_line(words, provider)) } } }
        }
    };
    Ok(desk.page(Place::Nowhere, &title, None, &main))
}

fn passkey_line(words: Words, passkey: &Known) -> Markup {
    let remove = (format!("{PATH}/{}/remove", passkey.id), words.say("passkey-remove"));
    line(words, &passkey.name, (passkey.made_at, passkey.used_at), &remove)
}

fn provider_line(words: Words, provider: &Linked) -> Markup {
    let unlink = (format!("{PATH}/{}/unlink", provider.id), words.say("sign-on-unlink"));
    line(words, &provider.issuer, (provider.made_at, provider.used_at), &unlink)
}

fn line(
    words: Words,
    name: &str,
    (made_at, used_at): (Moment, Option<Moment>),
    (to, button): &(String, String),
) -> Markup {
    html! {
        span.who { strong { (name) } }
        span.what {
            (words.with("passkey-made", &[("moment", &words.moment(made_at))])) br;
            @match used_at {
                Some(at) => (words.with("passkey-used", &[("moment", &words.moment(at))])),
                None => (words.say("passkey-unused")),
            }
        }
        span.when {
            form method="post" action=(to) {
                button.button.quiet.small aria-label={ (button) " " (name) } { (button) }
            }
        }
    }
}

/// A challenge for the script.
pub(super) async fn begin(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    match begin_registration(&desk.app.engine, desk.now, &desk.caller).await {
        Ok(challenge) => Ok(DeskPage::json(json(&challenge))),
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

pub(super) async fn unlink(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    if unlink_provider(&desk.app.engine, desk.now, &desk.caller, desk.id()?).await? {
        return Ok(DeskPage::see_other(PATH));
    }
    refused(&desk, PasskeyProblem::LastWayIn, "").await
}

async fn refused(desk: &Desk, problem: PasskeyProblem, name: &str) -> Result<DeskPage, Failure> {
    match (said(desk.words(), &problem), problem) {
        (_, PasskeyProblem::Failed(failure)) => Err(failure),
        (text, _) => Ok(page(desk, text, name).await?.status(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}
