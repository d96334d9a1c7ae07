//! The data interface: rows as JSON for programs that hold a token, under `/api/v1`, and calls for telephone systems, under
//! `/api/calls`.
//!
//! A token comes in the header `Authorization` (RFC 6750, 2.1) and nowhere else: an address with one is refused, and cookies
//! are not looked at. Errors are problems (RFC 9457). What a token may do, `rights` says; how rows are checked and saved, the
//! use cases of the desk. But for calls it must not know an entity.

mod answer;
mod body;
mod calls;
mod door;
mod rows;

pub(crate) use answer::turned_away;

use crate::app::App;
use crate::router::Route;
use answer::{Answer, Problem};
use axum::http::Method;
use axum::response::IntoResponse;
use axum::routing::{self, MethodRouter};
use std::sync::Arc;

/// Where it stands.
const PATH: &str = "/api/v1";
/// Where telephone systems ask and report.
const CALLS: &str = "/api/calls";

pub(crate) fn routes() -> Vec<Route> {
    let over = |router: MethodRouter<Arc<App>>| router.fallback(not_allowed);
    vec![
        (PATH.to_owned(), over(routing::get(rows::overview))),
        (format!("{PATH}/"), over(routing::get(rows::overview))),
        (format!("{PATH}/{{entity}}"), over(routing::get(rows::list).post(rows::make))),
        (format!("{PATH}/{{entity}}/{{id}}"), over(routing::get(rows::one).patch(rows::change))),
        (format!("{CALLS}/lookup"), over(routing::get(calls::lookup))),
        (CALLS.to_owned(), over(routing::post(calls::reported))),
        ("/api/{*rest}".to_owned(), routing::any(nothing)),
    ]
}

/// Whoever has no token is told that, and nothing of what there is.
async fn nothing(_: door::Program) -> Answer {
    Problem::NotFound.into()
}

async fn not_allowed(method: Method, _: door::Program) -> impl IntoResponse {
    Answer::from(Problem::NotAllowed(method.to_string()))
}
