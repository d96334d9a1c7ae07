//! System: signing in and out, the only place that sets a cookie; and the jobs that were given up.

pub(crate) mod cookie;
mod jobs;
mod sign_in;

pub(crate) use jobs::PATH as JOBS;

use crate::desk;
use crate::router::Route;
use axum::routing;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        ("/sign-in/{secret}".to_owned(), routing::get(sign_in::ask).post(sign_in::sign_in)),
        (jobs::PATH.to_owned(), desk::get(jobs::list)),
        (format!("{}/{{id}}/again", jobs::PATH), desk::post(&[], jobs::again)),
        (format!("{}/{{id}}/drop", jobs::PATH), desk::post(&[], jobs::drop)),
        ("/sign-out".to_owned(), routing::post(sign_in::sign_out)),
    ]
}
