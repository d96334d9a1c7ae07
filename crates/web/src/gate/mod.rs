//! The gate: what every request passes before any handler sees it.
//!
//! Is it for this server, short enough, not too often, and is a write from here? It must not know who asks or what for:
//! that is the desk's, the areas' and the engine's.

mod host;
mod rates;
mod refusal;

pub(crate) use host::Hosts;
pub(crate) use rates::Rates;
pub use rates::network;

use crate::app::App;
use crate::form_body::drain;
use crate::limits::{BODY_TIME, DRAINED_BYTES, PLAIN_BODY_BYTES, TARGET_BYTES, UPLOAD_BODY_BYTES};
use crate::origin::{Origin, origin};
use crate::public::Page;
use axum::body::{Body, HttpBody};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use engine::Language;
use http_body_util::Limited;
use rates::Kind;
use refusal::Refusal;
use std::net::SocketAddr;
use std::sync::Arc;

/// Where programs ask. They show a token and no cookie, so that no browser can be made to ask for somebody.
pub(crate) const API: &str = "/api/";
/// Where a script asks for what a passkey is to sign.
const CHALLENGE: &str = "/passkey/begin";
/// What machines ask by an address of their own, and what says nothing of anybody.
const HEALTH: &str = "/health/";

/// Lets `request` pass, with a body that ends somewhere, or answers it.
pub(crate) async fn gate(
    State(app): State<Arc<App>>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let largest = largest(&request);
    let Err(refusal) = examine(&app, peer, &request, largest) else {
        return next.run(request.map(|body| Body::new(Limited::new(body, largest)))).await;
    };
    let (path, headers) = (request.uri().path().to_owned(), request.headers().clone());
    // A browser that is still sending when the answer comes shows a broken connection instead of the answer.
    if refusal.is_for_people() {
        let _ = tokio::time::timeout(BODY_TIME, drain(request.into_body())).await;
    }
    refusal.answer(&app, &path, &headers).into_response()
}

fn examine(app: &App, peer: SocketAddr, request: &Request, largest: usize) -> Result<(), Refusal> {
    let (uri, path) = (request.uri(), request.uri().path());
    if uri.path_and_query().map_or(0, |target| target.as_str().len()) > TARGET_BYTES {
        return Err(Refusal::Target);
    }
    if !path.starts_with(HEALTH) {
        app.hosts.examine(uri, request.headers())?;
    }
    if *request.method() == Method::CONNECT {
        return Err(Refusal::Method);
    }
    app.rates.pass(peer.ip(), kind(request.method(), path)).map_err(Refusal::Often)?;
    if changes(request.method()) && !path.starts_with(API) {
        let settings = app.engine.settings();
        match origin(request.headers(), &settings.url, &settings.form_origins) {
            Origin::Here => {}
            Origin::Website(_) if takes_foreign_forms(path) => {}
            Origin::Website(_) | Origin::Elsewhere => return Err(Refusal::Elsewhere),
        }
    }
    let announced = request.body().size_hint().lower();
    if announced > largest as u64 { Err(Refusal::TooLarge) } else { Ok(()) }
}

/// Whether a request with this method may change something (RFC 9110, 9.2.1).
fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// The contact form may stand on the company's own website; nothing else is taken from there.
fn takes_foreign_forms(path: &str) -> bool {
    Language::ALL.into_iter().any(|language| Page::Contact.path(language) == path)
}

fn is_a_door(path: &str) -> bool {
    path.starts_with("/sign-in") || path.starts_with("/welcome")
}

fn kind(method: &Method, path: &str) -> Kind {
    let desk = path == "/desk" || path.starts_with("/desk/");
    match (path.starts_with(API), changes(method)) {
        (true, _) => Kind::Programs,
        // A challenge lets nobody in; the page where one signs in asks for one by itself.
        (false, true) if is_a_door(path) && !path.ends_with(CHALLENGE) => Kind::SignIn,
        (false, true) if !desk => Kind::Forms,
        (false, true | false) => Kind::Pages,
    }
}

/// The most that the body of `request` may hold, whoever reads it: each reader has a smaller limit of its own.
fn largest(request: &Request) -> usize {
    let kind = request.headers().get(CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    let start = kind.get(..MULTIPART.len()).unwrap_or_default();
    if start.eq_ignore_ascii_case(MULTIPART) {
        // Nobody holds it whole. What is beyond the limit of the reader is let pass, so that its sender sees why.
        return usize::try_from(UPLOAD_BODY_BYTES).unwrap_or(usize::MAX).saturating_add(DRAINED_BYTES);
    }
    PLAIN_BODY_BYTES
}

/// The media type of forms with files (RFC 7578).
const MULTIPART: &[u8] = b"multipart/";
