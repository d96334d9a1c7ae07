//! What a program sends: a JSON object; of a row one with `values`, for a change the `version` it was made on, for somebody new a `newcomer`.

use super::answer::Problem;
use crate::form_body::{Unreadable, whole_body};
use crate::limits::DESK_BODY_BYTES;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use engine::Engine;
use engine::records::{Datum, Typed, data_typed};
use serde_json::{Map, Value};

/// Reads the body of `request` as what is typed into a form of the entity `key`.
pub(super) async fn read(engine: &Engine, key: &str, request: Request) -> Result<Typed, Problem> {
    typed(engine, key, object(request).await?)
}

/// Reads the body of `request` as a JSON object.
pub(super) async fn object(request: Request) -> Result<Map<String, Value>, Problem> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return Err(Problem::NotJson);
    }
    let bytes = match whole_body(request, DESK_BODY_BYTES).await {
        Ok(bytes) => bytes,
        Err(Unreadable::TooLarge | Unreadable::TooSlow) => return Err(Problem::TooLarge),
        Err(_) => return Err(Problem::NotJson),
    };
    serde_json::from_slice(&bytes).map_err(|error| Problem::Body(format!("this is no JSON object: {error}")))
}

fn typed(engine: &Engine, key: &str, body: Map<String, Value>) -> Result<Typed, Problem> {
    let mut typed = Typed::default();
    for (name, value) in body {
        match (name.as_str(), value) {
            ("version", Value::Number(number)) => typed.version = number.as_i64(),
            ("values", Value::Object(values)) => typed.values = written(engine, key, values)?,
            ("newcomer", Value::Object(newcomer)) => {
                for (name, value) in newcomer {
                    match (name.as_str(), value) {
                        ("name", Value::String(text)) => typed.name = text,
                        ("email", Value::String(text)) => typed.email = text,
                        (other, _) => return Err(Problem::Body(format!("newcomer has no text called {other}"))),
                    }
                }
            }
            (other, _) => return Err(Problem::Body(format!("there is no {other} here, or not of this kind"))),
        }
    }
    Ok(typed)
}

fn written(engine: &Engine, key: &str, values: Map<String, Value>) -> Result<Vec<(String, String)>, Problem> {
    let (mut found, mut wrong) = (Vec::new(), Vec::new());
    for (field, value) in values {
        let datum = match value {
            Value::Null => Some(Datum::Nothing),
            Value::Bool(yes) => Some(Datum::Truth(yes)),
            Value::Number(number) => {
                Some(number.as_i64().map_or_else(|| Datum::Text(number.to_string()), Datum::Whole))
            }
            Value::String(text) => (!text.contains('\0')).then_some(Datum::Text(text)),
            Value::Array(_) | Value::Object(_) => None,
        };
        match datum.map(|datum| data_typed(engine, key, &field, &datum)) {
            Some(Some(typed)) => found.push((field, typed)),
            Some(None) => wrong.push((field, "there is no such field".to_owned())),
            None => wrong.push((field, "this is no value of a field".to_owned())),
        }
    }
    if wrong.is_empty() { Ok(found) } else { Err(Problem::Fields(wrong)) }
}
