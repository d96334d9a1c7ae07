//! What the data interface answers with: JSON, or a problem (RFC 9457).

use crate::failure::status_of;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::Failure;
use engine::records::DataProblem;
use serde_json::{Value, json};

/// JSON with a status; where a row was made, its address.
pub(super) struct Answer {
    status: StatusCode,
    kind: &'static str,
    location: Option<String>,
    body: Value,
}

impl Answer {
    pub(super) fn json(body: Value) -> Self {
        Self { status: StatusCode::OK, kind: "application/json", location: None, body }
    }

    /// A row was made and stands there.
    pub(super) fn made(location: String, body: Value) -> Self {
        Self { status: StatusCode::CREATED, kind: "application/json", location: Some(location), body }
    }
}

/// Why a program does not get what it asked for.
pub(super) enum Problem {
    /// There is no token, or none that works: which of the two is not told.
    NoToken,
    /// A token stands in the address, where logs keep it.
    TokenInAddress,
    /// There is no such thing, or none for this token.
    NotFound,
    /// The path does not take this method.
    NotAllowed(String),
    /// The address asks for something that cannot be.
    Query(String),
    /// The body is no JSON object of the right shape.
    Body(String),
    /// The body is too large or took too long.
    TooLarge,
    /// The body's type is not JSON.
    NotJson,
    /// Fields must be mended: the word of each, and what is wrong.
    Fields(Vec<(String, String)>),
    /// Somebody has changed the row meanwhile: the version it has now, and what differs.
    Stale(Option<i64>, Vec<(String, String)>),
    /// The use case could not be done.
    Failed(Failure),
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::NotFound => Self::NotFound,
            other => Self::Failed(other),
        }
    }
}

impl From<DataProblem> for Problem {
    fn from(problem: DataProblem) -> Self {
        match problem {
            DataProblem::Filter(field) => Self::Query(format!("there is no field {field} here that takes this")),
            DataProblem::Failed(failure) => failure.into(),
        }
    }
}

impl From<Problem> for Answer {
    fn from(problem: Problem) -> Self {
        let (status, title, more) = match problem {
            Problem::NoToken => (StatusCode::UNAUTHORIZED, "a token that works is needed".to_owned(), json!({})),
            Problem::TokenInAddress => {
                let title = "a token belongs in the header Authorization; revoke this one, as logs keep addresses";
                (StatusCode::BAD_REQUEST, title.to_owned(), json!({}))
            }
            Problem::NotFound => (StatusCode::NOT_FOUND, "there is no such thing for this token".to_owned(), json!({})),
            Problem::NotAllowed(method) => {
                (StatusCode::METHOD_NOT_ALLOWED, format!("{method} is not done here"), json!({}))
            }
            Problem::Query(what) | Problem::Body(what) => (StatusCode::BAD_REQUEST, what, json!({})),
            Problem::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "the body is too large or too slow".to_owned(), json!({}))
            }
            Problem::NotJson => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "the body must be application/json".to_owned(), json!({}))
            }
            Problem::Fields(fields) => {
                let title = "some fields must be mended; nothing was stored".to_owned();
                (StatusCode::UNPROCESSABLE_ENTITY, title, json!({ "errors": errors(&fields) }))
            }
            Problem::Stale(version, fields) => {
                let title = "somebody has changed the row meanwhile; nothing was stored".to_owned();
                (StatusCode::CONFLICT, title, json!({ "version": version, "errors": errors(&fields) }))
            }
            Problem::Failed(failure) => {
                let title = match failure {
                    // What went wrong inside is for the log.
                    Failure::Unavailable(_) => "the store did not answer; nothing was written".to_owned(),
                    Failure::Denied => "this token may not do that".to_owned(),
                    ref other => other.to_string(),
                };
                (status_of(&failure), title, json!({}))
            }
        };
        told(status, &title, more)
    }
}

fn told(status: StatusCode, title: &str, more: Value) -> Answer {
    let mut body = json!({ "type": "about:blank", "title": title, "status": status.as_u16() });
    if let (Some(body), Value::Object(more)) = (body.as_object_mut(), more) {
        body.extend(more);
    }
    Answer { status, kind: "application/problem+json", location: None, body }
}

/// What a program is told that does not pass the gate.
pub(crate) fn turned_away(status: StatusCode) -> Response {
    told(status, status.canonical_reason().unwrap_or_default(), json!({})).into_response()
}

fn errors(fields: &[(String, String)]) -> Value {
    fields.iter().map(|(field, detail)| json!({ "field": field, "detail": detail })).collect()
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut response = Response::new(axum::body::Body::from(self.body.to_string()));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(location) = self.location.and_then(|location| HeaderValue::from_str(&location).ok()) {
            headers.insert(LOCATION, location);
        }
        response
    }
}
