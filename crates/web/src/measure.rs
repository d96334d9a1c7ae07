//! What is told of each request to whoever counts, and the reference by which its lines in the log are found.
//!
//! A request is known by the template of its route, its method and its status: never by its path, its address or
//! whoever sent it. The reference is drawn at random for each and says nothing.

use crate::app::App;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tracing::Instrument;

/// The header that bears the reference, on answers that say that something failed here.
const REFERENCE_HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The route of what no route answers.
const NO_ROUTE: &str = "none";

tokio::task_local! {
    /// The reference of the request that this task answers.
    static REFERENCE: String;
}

/// Whoever counts.
pub trait Observer: Send + Sync {
    /// A request came in.
    fn began(&self);
    /// It was answered.
    fn answered(&self, answered: &Answered<'_>);
    /// It is over, answered or not.
    fn ended(&self);
}

/// An answer. All that is in it is from closed sets, but the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered<'a> {
    /// The template of the route, such as `/desk/people/{id}`; `none` where no route answers.
    pub route: &'a str,
    /// `GET`, `HEAD`, `POST` or `other`.
    pub method: &'static str,
    /// The status code.
    pub status: u16,
    /// From when the request was read until the answer began.
    pub took: Duration,
}

/// Whoever goes away while the answer is made ends the request too.
struct Flight<'a>(&'a dyn Observer);

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.0.ended();
    }
}

/// Answers a request, counts it, and lets its lines in the log bear its reference.
pub(crate) async fn measured(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let observer = &*app.observer;
    observer.began();
    let _flight = Flight(observer);
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = method(request.method());
    let reference = app.engine.new_reference();
    let span = tracing::error_span!("request", id = %reference);
    let id = HeaderValue::from_str(&reference).ok();
    let mut response = REFERENCE.scope(reference, next.run(request)).instrument(span.clone()).await;
    let route = route.as_ref().map_or(NO_ROUTE, MatchedPath::as_str);
    let status = response.status();
    if status.is_server_error()
        && let Some(id) = id
    {
        response.headers_mut().insert(REFERENCE_HEADER, id);
    }
    let (status, took) = (status.as_u16(), began.elapsed());
    span.in_scope(|| tracing::debug!(route, method, status, ?took, "answered"));
    observer.answered(&Answered { route, method, status, took });
    response
}

/// The reference of the request that is being answered, for whoever is told that something failed.
pub(crate) fn reference() -> Option<String> {
    REFERENCE.try_with(String::clone).ok()
}

fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

/// Counts nothing.
pub struct Nobody;

impl Observer for Nobody {
    fn began(&self) {}
    fn answered(&self, _: &Answered<'_>) {}
    fn ended(&self) {}
}
