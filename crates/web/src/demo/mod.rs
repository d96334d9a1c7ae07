//! The demonstration: an inbox for the mail that goes out, and a strip that gives the next click.
//!
//! None of it exists outside a demonstration: the routes are not there and the strip is empty.

mod inbox;
mod mail;
mod sign_in;
mod strip;

pub use mail::{Demo, InboxMail};

pub(crate) use strip::{Step, strip};

use crate::public::get;
use crate::router::Route;
use axum::routing;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        ("/demo/inbox".to_owned(), get(inbox::list)),
        ("/demo/inbox/{name}".to_owned(), get(inbox::show)),
        ("/demo/sign-in".to_owned(), routing::post(sign_in::sign_in)),
    ]
}
