//! Choosing a password by a link: the first one by an invitation, a new one by a link that was mailed; and asking for the latter.
//!
//! Opening a link changes nothing: mail scanners open links. Who asks for a new password reads the same after the same time, whether the
//! address is known or not.

use super::door::{Field, Knock, field, see_other};
use super::enter::{FORGOTTEN, PATH, go_on, wait};
use super::passkeys;
use crate::desk::parts::alert;
use crate::public::PublicPage;
use crate::public::evenly;
use crate::words::Words;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::system::{BadPassword, Choice, Invited, LinkPurpose, NewPassword, choose_by_link, forgotten, link_for};
use maud::{Markup, html};

pub(super) const FIELDS: [&str; 3] = ["user", "password", "again"];
pub(super) const FORGOTTEN_FIELDS: [&str; 1] = ["address"];
/// What follows when a new password was asked for.
pub(super) const SENT: &str = "/sign-in/forgotten/sent";

fn purpose(knock: &Knock) -> LinkPurpose {
    if knock.path().starts_with("/welcome/") { LinkPurpose::Welcome } else { LinkPurpose::Password }
}

pub(super) async fn show(knock: Knock) -> Response {
    match link_for(&knock.app.engine, knock.app.now(), purpose(&knock), knock.secret()).await {
        Ok(Some(invited)) => view(&knock, &invited, None).into_response(),
        Ok(None) => gone(&knock),
        Err(failure) => knock.failed(&failure),
    }
}

pub(super) async fn choose(knock: Knock) -> Response {
    let (app, secret) = (&knock.app, knock.secret());
    let words = knock.words();
    let new = NewPassword { password: knock.form.get("password"), again: knock.form.get("again") };
    let reckoner = app.reckoners.reckoner();
    let link = (purpose(&knock), secret);
    let chosen = choose_by_link(&app.engine, app.now(), link, new, &knock.browser.source(), &reckoner).await;
    let (status, problem) = match chosen {
        Ok(Choice::Chosen(begun)) => return go_on(app, &begun, None, ""),
        Ok(Choice::Bad(bad)) => (StatusCode::UNPROCESSABLE_ENTITY, Problem::Bad(bad)),
        Ok(Choice::Wait(until)) => (StatusCode::TOO_MANY_REQUESTS, Problem::Other(wait(&knock, until))),
        Ok(Choice::Busy) => (StatusCode::SERVICE_UNAVAILABLE, Problem::Other(words.say("enter-busy"))),
        Ok(Choice::Gone | Choice::Refused | Choice::NotFresh) => return gone(&knock),
        Err(failure) => return knock.failed(&failure),
    };
    match link_for(&app.engine, app.now(), purpose(&knock), secret).await {
        Ok(Some(invited)) => view(&knock, &invited, Some(&problem)).status(status).into_response(),
        Ok(None) => gone(&knock),
        Err(failure) => knock.failed(&failure),
    }
}

/// What is wrong with a form by which a password is chosen.
pub(super) enum Problem {
    /// The password itself.
    Bad(BadPassword),
    /// Something else, in words.
    Other(String),
}

/// Both fields for a new password, with what is wrong beside the right one.
pub(super) fn new_password(words: Words, bad: Option<BadPassword>) -> Markup {
    let error = bad.map(|bad| bad_words(words, bad));
    let (of_again, of_password) = if bad == Some(BadPassword::NotTheSame) { (error, None) } else { (None, error) };
    html! {
        (field(&Field {
            name: "password",
            kind: "password",
            autocomplete: "new-password",
            label: words.say("choose-password"),
            hint: Some(words.with("choose-hint", &[("characters", &engine::PASSWORD_MIN_CHARACTERS.to_string())])),
            value: "",
            error: of_password,
        }))
        (field(&Field {
            name: "again",
            kind: "password",
            autocomplete: "new-password",
            label: words.say("choose-again"),
            hint: None,
            value: "",
            error: of_again,
        }))
    }
}

fn bad_words(words: Words, bad: BadPassword) -> String {
    match bad {
        BadPassword::TooShort(least) => words.with("bad-short", &[("characters", &least.to_string())]),
        BadPassword::TooLong(most) => words.with("too-long", &[("characters", &most.to_string())]),
        BadPassword::AboutYou => words.say("bad-about-you"),
        BadPassword::Common => words.say("bad-common"),
        BadPassword::Pattern => words.say("bad-pattern"),
        BadPassword::Guessable => words.say("bad-guessable"),
        BadPassword::NotTheSame => words.say("bad-again"),
    }
}

fn view(knock: &Knock, invited: &Invited, problem: Option<&Problem>) -> PublicPage {
    let words = knock.words();
    let (title, lead) = match purpose(knock) {
        LinkPurpose::Welcome => (words.with("welcome-title", &[("name", &invited.name)]), words.say("welcome-lead")),
        LinkPurpose::Password | LinkPurpose::Server => {
            (words.say("new-password-title"), words.say("new-password-lead"))
        }
    };
    let bad = match problem {
        Some(Problem::Bad(bad)) => Some(*bad),
        Some(Problem::Other(_)) | None => None,
    };
    let by_passkey = purpose(knock) == LinkPurpose::Welcome && passkeys::offered(&knock.app);
    let main = html! {
        p.lead { (lead) }
        @if let Some(Problem::Other(text)) = problem { (alert(text)) }
        form method="post" action=(knock.path()) novalidate {
            div.field {
                label for="user" { (words.say("enter-address")) }
                input #user name="user" type="email" value=(invited.address) autocomplete="username" readonly;
            }
            (new_password(words, bad))
            div.actions { button.button { (words.say("choose-button")) } }
        }
        @if by_passkey { (passkeys::welcome_section(words, knock.path())) }
    };
    let page = knock.page(&title, &main);
    if by_passkey { page.scripted() } else { page }
}

pub(super) fn gone(knock: &Knock) -> Response {
    let words = knock.words();
    let main = html! {
        p { (words.say("door-gone-text")) }
        div.actions {
            a.button href=(PATH) { (words.say("enter-title")) }
            a href=(FORGOTTEN) { (words.say("enter-forgotten")) }
        }
    };
    knock.page(&words.say("expired-link-title"), &main).status(StatusCode::GONE).into_response()
}

pub(super) async fn ask(knock: Knock) -> Response {
    let words = knock.words();
    let main = html! {
        p.lead { (words.say("forgotten-lead")) }
        form method="post" action=(FORGOTTEN) novalidate {
            (field(&Field {
                name: "address",
                kind: "email",
                autocomplete: "username",
                label: words.say("enter-address"),
                hint: None,
                value: "",
                error: None,
            }))
            div.actions {
                button.button { (words.say("forgotten-button")) }
                a href=(PATH) { (words.say("enter-title")) }
            }
        }
    };
    knock.page(&words.say("forgotten-title"), &main).into_response()
}

pub(super) async fn send(knock: Knock) -> Response {
    let (app, source) = (&knock.app, knock.browser.source());
    match evenly(forgotten(&app.engine, app.now(), knock.form.get("address"), &source)).await {
        Ok(()) => see_other(SENT),
        Err(failure) => knock.failed(&failure),
    }
}

pub(super) async fn sent(knock: Knock) -> Response {
    let words = knock.words();
    let main = html! {
        p.lead { (words.say("forgotten-sent-text")) }
        div.actions { a.button href=(PATH) { (words.say("enter-title")) } }
    };
    knock.page(&words.say("forgotten-sent-title"), &main).into_response()
}
