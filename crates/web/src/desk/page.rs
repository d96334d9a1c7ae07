//! What the desk answers with.

use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::Markup;

/// A page, a file, a stylesheet, or another address. None of them is kept by the browser.
#[derive(Debug)]
pub(crate) struct DeskPage {
    status: StatusCode,
    answer: Answer,
}

#[derive(Debug)]
enum Answer {
    Html(Markup),
    File { name: String, kind: &'static str, bytes: Vec<u8> },
    Style(String),
    SeeOther(String),
}

impl DeskPage {
    pub(crate) fn html(page: Markup) -> Self {
        Self { status: StatusCode::OK, answer: Answer::Html(page) }
    }

    /// A file of the media type `kind` to be saved as `name`, which must be plain ASCII without quotes.
    pub(crate) fn file(name: String, kind: &'static str, bytes: Vec<u8>) -> Self {
        Self { status: StatusCode::OK, answer: Answer::File { name, kind, bytes } }
    }

    /// A stylesheet that a page of the desk asks for.
    pub(crate) fn style(css: String) -> Self {
        Self { status: StatusCode::OK, answer: Answer::Style(css) }
    }

    /// Another page of the desk, to be asked for with GET (RFC 9110, 15.4.4).
    pub(crate) fn see_other(path: &str) -> Self {
        Self { status: StatusCode::SEE_OTHER, answer: Answer::SeeOther(path.to_owned()) }
    }

    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }
}

impl IntoResponse for DeskPage {
    fn into_response(self) -> Response {
        let (kind, extra, body) = match self.answer {
            Answer::Html(page) => ("text/html; charset=utf-8", None, Body::from(page.into_string())),
            Answer::File { name, kind, bytes } => {
                let saved = format!("attachment; filename=\"{name}\"");
                (kind, Some((CONTENT_DISPOSITION, saved)), Body::from(bytes))
            }
            Answer::Style(css) => ("text/css; charset=utf-8", None, Body::from(css)),
            Answer::SeeOther(path) => ("text/plain; charset=utf-8", Some((LOCATION, path)), Body::empty()),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some((name, value)) = extra.and_then(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?))) {
            headers.insert(name, value);
        }
        response
    }
}
