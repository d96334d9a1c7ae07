//! The headers of every answer: a page of this site loads nothing from anywhere else, stands in no frame, and tells
//! nobody where its reader came from.

use crate::app::App;
use crate::limits::HTTPS_LIFE_SECONDS;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;

/// The policy of a page with a script of ours, at the desk, where passkeys are asked for, or where it works for a form: our own files alone, and what they
/// ask of this site.
pub(crate) const SCRIPTED: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Name and value of each. But for the pages that say so themselves there is no script, so no source of scripts is allowed.
const HEADERS: [(HeaderName, &str); 8] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'",
    ),
    // For browsers that do not know `frame-ancestors`.
    (X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: with that, browsers send `Origin: null` with our own forms.
    (REFERRER_POLICY, "same-origin"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-embedder-policy"), "require-corp"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), \
         fullscreen=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), \
         microphone=(), midi=(), payment=(), picture-in-picture=(), screen-wake-lock=(), serial=(), storage-access=(), \
         usb=(), web-share=(), xr-spatial-tracking=()",
    ),
];

/// What the browser throws away when somebody signs out: pages and files that it kept in spite of all (W3C Clear Site Data).
const CLEAR: (HeaderName, &str) = (HeaderName::from_static("clear-site-data"), "\"cache\", \"storage\"");

/// Puts them on the answer. A policy that it bears already is a stricter one, or [`SCRIPTED`].
pub(crate) async fn headers(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let desk = path == "/desk" || path.starts_with("/desk/");
    let leaves = path == "/sign-out" && request.method() == Method::POST;
    let mut response = next.run(request).await;
    let left = leaves && response.status().is_redirection();
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if desk {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    if left {
        headers.insert(CLEAR.0, HeaderValue::from_static(CLEAR.1));
    }
    if app.is_secure() {
        let below = if app.subdomains { "; includeSubDomains" } else { "" };
        if let Ok(value) = HeaderValue::from_str(&format!("max-age={HTTPS_LIFE_SECONDS}{below}")) {
            headers.insert(STRICT_TRANSPORT_SECURITY, value);
        }
    }
    response
}
