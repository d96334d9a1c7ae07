//! System: signing in and out. The only place that sets a cookie.

mod sign_in;

use crate::router::Route;
use axum::routing;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        ("/sign-in/{secret}".to_owned(), routing::get(sign_in::ask).post(sign_in::sign_in)),
        ("/sign-out".to_owned(), routing::post(sign_in::sign_out)),
    ]
}
