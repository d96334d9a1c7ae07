//! Where a form was sent from, by what the browser says of it.
//!
//! No page can forge these headers for a browser: `Sec-Fetch-Site` (W3C Fetch Metadata) and `Origin`
//! (RFC 6454, 7). Browsers leave the first out on plain HTTP; the second is `null` on pages whose
//! referrer policy is `no-referrer`, which is why ours is `same-origin`.

use axum::http::header::ORIGIN;
use axum::http::{HeaderMap, HeaderValue};

/// Where a form was sent from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A page of this server, or a client that is no browser.
    Here,
    /// The listed website at this position.
    Website(usize),
    /// Some other site.
    Elsewhere,
}

/// Reads where a request came from. `own` is this server's address, `websites` those whose forms are taken.
pub(crate) fn origin(headers: &HeaderMap, own: &str, websites: &[String]) -> Origin {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if matches!(site, Some(b"same-origin" | b"none")) {
        return Origin::Here;
    }
    match headers.get(ORIGIN).map(|origin| origin.to_str().unwrap_or("null")) {
        None if site.is_none() => Origin::Here,
        None => Origin::Elsewhere,
        Some(origin) if origin == own => Origin::Here,
        Some(origin) => {
            websites.iter().position(|website| website == origin).map_or(Origin::Elsewhere, Origin::Website)
        }
    }
}

#[cfg(test)]
mod tests;
