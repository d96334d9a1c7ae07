//! What the desk answers with.

use crate::public::{SCRIPTED, saved_as};
use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::RowId;
use maud::Markup;

/// A page, a file, a stylesheet, or another address. None of them is kept by the browser.
#[derive(Debug)]
pub(crate) struct DeskPage {
    status: StatusCode,
    answer: Answer,
    /// Files that came with the form which is shown again: they are kept for it.
    pub(super) held: Vec<RowId>,
}

#[derive(Debug)]
enum Answer {
    Html(Markup),
    Json(String),
    File { name: String, kind: &'static str, bytes: Vec<u8> },
    Stream { saved: String, kind: String, size: u64, body: Body },
    Style(String),
    SeeOther(String),
    Whole(Box<Response>),
}

impl DeskPage {
    fn new(status: StatusCode, answer: Answer) -> Self {
        Self { status, answer, held: Vec::new() }
    }

    pub(crate) fn html(page: Markup) -> Self {
        Self::new(StatusCode::OK, Answer::Html(page))
    }

    /// What a script of ours asked for.
    pub(crate) fn json(body: String) -> Self {
        Self::new(StatusCode::OK, Answer::Json(body))
    }

    /// A file of the media type `kind` to be saved as `name`, which must be plain ASCII without quotes.
    pub(crate) fn file(name: String, kind: &'static str, bytes: Vec<u8>) -> Self {
        Self::new(StatusCode::OK, Answer::File { name, kind, bytes })
    }

    /// A file that somebody put here, to be saved under its own name (RFC 6266) and shown by no browser as a page.
    pub(crate) fn stream(name: &str, kind: &str, size: u64, body: Body) -> Self {
        let saved = saved_as(name);
        let kind = if kind == "text/plain" { "text/plain; charset=utf-8" } else { kind }.to_owned();
        Self::new(StatusCode::OK, Answer::Stream { saved, kind, size, body })
    }

    /// A stylesheet that a page of the desk asks for.
    pub(crate) fn style(css: String) -> Self {
        Self::new(StatusCode::OK, Answer::Style(css))
    }

    /// Another page of the desk, to be asked for with GET (RFC 9110, 15.4.4).
    pub(crate) fn see_other(path: &str) -> Self {
        Self::new(StatusCode::SEE_OTHER, Answer::SeeOther(path.to_owned()))
    }

    /// An answer that was made elsewhere: of an account, which sets the cookie of a new session.
    pub(crate) fn whole(response: Response) -> Self {
        Self::new(response.status(), Answer::Whole(Box::new(response)))
    }

    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// These files, which came with a form, are kept for when it is sent again.
    pub(crate) fn holding(self, held: Vec<RowId>) -> Self {
        Self { held, ..self }
    }
}

/// What a file of somebody else's may do if a browser shows it all the same: nothing.
const SANDBOX: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";

impl IntoResponse for DeskPage {
    fn into_response(self) -> Response {
        let is_page = matches!(self.answer, Answer::Html(_));
        let (kind, extra, body) = match self.answer {
            Answer::Stream { saved, kind, size, body } => return streamed(&saved, &kind, size, body),
            Answer::Whole(response) => return *response,
            Answer::Html(page) => ("text/html; charset=utf-8", None, Body::from(page.into_string())),
            Answer::File { name, kind, bytes } => {
                let saved = format!("attachment; filename=\"{name}\"");
                (kind, Some((CONTENT_DISPOSITION, saved)), Body::from(bytes))
            }
            Answer::Json(body) => ("application/json", None, Body::from(body)),
            Answer::Style(css) => ("text/css; charset=utf-8", None, Body::from(css)),
            Answer::SeeOther(path) => ("text/plain; charset=utf-8", Some((LOCATION, path)), Body::empty()),
        };
        let mut response = Response::new(body);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if is_page {
            headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(SCRIPTED));
        }
        if let Some((name, value)) = extra.and_then(|(name, value)| Some((name, HeaderValue::from_str(&value).ok()?))) {
            headers.insert(name, value);
        }
        response
    }
}

fn streamed(saved: &str, kind: &str, size: u64, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_LENGTH, size.into());
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(SANDBOX));
    for (name, value) in [(CONTENT_DISPOSITION, saved), (CONTENT_TYPE, kind)] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}
