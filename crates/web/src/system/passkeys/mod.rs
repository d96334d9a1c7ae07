//! Passkeys: one's own, and signing in with one.
//!
//! What needs the script is hidden until the script shows it. The pages that have it say so in their policy; no other page
//! has any.

mod account;
mod sign_in;

pub(super) use sign_in::PATH as SIGN_IN;

use crate::app::App;
use crate::desk;
use crate::public::PASSKEYS;
use crate::router::Route;
use axum::routing;
use engine::system::passkeys::{Challenge, available};
use maud::{Markup, html};

pub(super) fn routes() -> Vec<Route> {
    vec![
        (sign_in::PATH.to_owned(), routing::get(sign_in::show).post(sign_in::sign_in)),
        (sign_in::BEGIN.to_owned(), routing::post(sign_in::begin)),
        (account::PATH.to_owned(), desk::get(account::show)),
        (account::BEGIN.to_owned(), desk::post(&[], account::begin)),
        (account::ADD.to_owned(), desk::post(&["name", "ceremony", "answer"], account::add)),
        (format!("{}/{{id}}/remove", account::PATH), desk::post(&[], account::remove)),
    ]
}

/// Whether browsers offer them here.
pub(super) fn offered(app: &App) -> bool {
    available(&app.engine)
}

/// The script, and the fields that it fills in.
fn script() -> Markup {
    html! { script src=(*PASSKEYS) defer {} }
}

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
