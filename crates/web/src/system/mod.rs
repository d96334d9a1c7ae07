//! System: signing in and out, the only place that sets a cookie; and the jobs that were given up.

mod jobs;
mod passkeys;
mod sign_in;
mod sign_on;

pub(crate) use jobs::PATH as JOBS;

use crate::app::App;
use crate::desk;
use crate::router::Route;
use crate::words::Words;
use axum::routing;
use maud::{Markup, html};

pub(crate) fn routes() -> Vec<Route> {
    let mut routes = vec![
        ("/sign-in/{secret}".to_owned(), routing::get(sign_in::ask).post(sign_in::sign_in)),
        (jobs::PATH.to_owned(), desk::get(jobs::list)),
        (format!("{}/{{id}}/again", jobs::PATH), desk::post(&[], jobs::again)),
        (format!("{}/{{id}}/drop", jobs::PATH), desk::post(&[], jobs::drop)),
        ("/sign-out".to_owned(), routing::post(sign_in::sign_out)),
    ];
    routes.extend(passkeys::routes());
    routes.extend(sign_on::routes());
    routes
}

/// The ways in that need no link.
pub(crate) fn ways_in(app: &App, words: Words) -> Markup {
    html! {
        @if passkeys::offered(app) { p { a href=(passkeys::SIGN_IN) { (words.say("passkey-sign-in")) } } }
        (sign_on::section(app, words))
    }
}
