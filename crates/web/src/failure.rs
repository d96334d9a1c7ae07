//! What a failed use case is in HTTP.

use axum::http::StatusCode;
use engine::Failure;

/// The status of `failure`. One that somebody must look into is logged here, without values.
pub(crate) fn status_of(failure: &Failure) -> StatusCode {
    let status = match failure {
        Failure::Denied => StatusCode::FORBIDDEN,
        Failure::NotFound => StatusCode::NOT_FOUND,
        Failure::Stale | Failure::Undecided(_) => StatusCode::CONFLICT,
        Failure::Full => StatusCode::INSUFFICIENT_STORAGE,
        Failure::TooLarge | Failure::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
    };
    if status.is_server_error() {
        tracing::error!(%failure, "a request could not be answered");
    }
    status
}
