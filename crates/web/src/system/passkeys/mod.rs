//! Passkeys: one's own, signing in with one, and taking an invitation up with one.
//!
//! What needs the script is hidden until the script shows it. The pages that have it say so in their policy; no other page
//! has any.

mod account;
mod sign_in;
mod welcome;

pub(super) use account::section as account_section;
pub(super) use sign_in::section as sign_in_section;
pub(super) use welcome::section as welcome_section;

use super::door;
use crate::app::App;
use crate::desk;
use crate::public::{PASSKEYS, PublicPage};
use crate::router::Route;
use crate::words::Words;
use engine::PASSKEY_NAME_CHARACTERS;
use engine::system::passkeys::{Challenge, PasskeyProblem, available};
use maud::{Markup, html};

/// The fields of a form that adds one.
const FIELDS: [&str; 3] = ["name", "ceremony", "answer"];

pub(super) fn routes() -> Vec<Route> {
    let sign_in = door::get(sign_in::show).merge(door::post(&["ceremony", "answer", "next"], sign_in::sign_in));
    vec![
        (sign_in::PATH.to_owned(), sign_in),
        (sign_in::BEGIN.to_owned(), door::post(&[], sign_in::begin)),
        ("/welcome/{secret}/passkey".to_owned(), door::post(&FIELDS, welcome::add)),
        ("/welcome/{secret}/passkey/begin".to_owned(), door::post(&[], welcome::begin)),
        (account::PATH.to_owned(), desk::get(account::show)),
        (account::BEGIN.to_owned(), desk::post(&[], account::begin)),
        (account::ADD.to_owned(), desk::post(&FIELDS, account::add)),
        (format!("{}/{{id}}/remove", account::PATH), desk::post(&[], account::remove)),
        (format!("{}/{{id}}/unlink", account::PATH), desk::post(&[], account::unlink)),
    ]
}

/// Whether browsers offer them here.
pub(super) fn offered(app: &App) -> bool {
    available(&app.engine)
}

/// `page` with the script, where it is of use.
pub(super) fn scripted(app: &App, page: PublicPage) -> PublicPage {
    if offered(app) { page.scripted() } else { page }
}

fn script() -> Markup {
    html! { script src=(*PASSKEYS) defer {} }
}

/// The fields that the script fills in.
fn filled_by_script() -> Markup {
    html! {
        input type="hidden" name="ceremony";
        input type="hidden" name="answer";
    }
}

/// What the script asks for.
fn json(challenge: &Challenge) -> String {
    // Both parts are our own: the secret is hexadecimal, and the options are JSON.
    format!("{{\"secret\":\"{}\",\"options\":{}}}", challenge.secret, challenge.options)
}

/// The form for a new one, which the script shows: sent to `action`, after a challenge from `begin`.
fn new(words: Words, (begin, action): (&str, &str), name: &str) -> Markup {
    html! {
        p.muted data-without-passkeys { (words.say("passkey-without")) }
        form method="post" action=(action) data-passkey="create" data-begin=(begin) hidden {
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

/// What went wrong, in words; none where the use case could not be carried out.
fn said(words: Words, problem: &PasskeyProblem) -> Option<String> {
    Some(match problem {
        PasskeyProblem::Refused => words.say("passkey-not-fitting"),
        PasskeyProblem::NoName => words.say("passkey-no-name"),
        PasskeyProblem::LongName => words.with("passkey-long-name", &[("limit", &PASSKEY_NAME_CHARACTERS.to_string())]),
        PasskeyProblem::Known => words.say("passkey-known"),
        PasskeyProblem::TooMany => words.say("passkeys-full"),
        PasskeyProblem::LastWayIn => words.say("passkey-last"),
        PasskeyProblem::NotFresh => words.say("passkeys-not-fresh"),
        PasskeyProblem::Failed(_) => return None,
    })
}
