//! The one type that a public handler can answer with.

use super::SCRIPTED;
use crate::form_body::encode;
use crate::limits::ASSET_LIFE_SECONDS;
use axum::body::{Body, Bytes};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, LOCATION,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::Language;
use maud::Markup;

/// A public answer: a status, a body, and how long it keeps. There is no way to add a header to it.
#[derive(Debug, Clone)]
pub(crate) struct PublicPage {
    status: StatusCode,
    kind: &'static str,
    language: Option<Language>,
    caching: Caching,
    tag: Option<HeaderValue>,
    location: Option<HeaderValue>,
    saved_as: Option<HeaderValue>,
    is_scripted: bool,
    body: Bytes,
}

/// How long an answer keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caching {
    /// It is asked for anew each time; with a tag, the answer may be that nothing changed.
    Checked,
    /// It must not be kept: it holds what somebody typed.
    Never,
    /// It never changes under its name.
    Always,
}

impl PublicPage {
    fn new(status: StatusCode, kind: &'static str, body: impl Into<Bytes>) -> Self {
        let body = body.into();
        Self {
            status,
            kind,
            language: None,
            caching: Caching::Checked,
            tag: None,
            location: None,
            saved_as: None,
            is_scripted: false,
            body,
        }
    }

    pub(crate) fn html(language: Language, page: Markup) -> Self {
        let page = Self::new(StatusCode::OK, "text/html; charset=utf-8", page.into_string());
        Self { language: Some(language), ..page }
    }

    pub(crate) fn json(body: String) -> Self {
        Self::new(StatusCode::OK, "application/json", body)
    }

    pub(crate) fn markdown(body: String) -> Self {
        Self::new(StatusCode::OK, "text/markdown; charset=utf-8", body)
    }

    pub(crate) fn text(body: &'static str) -> Self {
        Self::new(StatusCode::OK, "text/plain; charset=utf-8", body)
    }

    /// Something whose path changes when it does.
    pub(crate) fn asset(kind: &'static str, body: &'static str) -> Self {
        Self { caching: Caching::Always, ..Self::new(StatusCode::OK, kind, body) }
    }

    /// Sends the visitor to a page of this site, to be asked for with GET (RFC 9110, 15.4.4).
    pub(crate) fn see_other(path: &str) -> Self {
        debug_assert!(path.starts_with('/') && !path.starts_with("//"), "only to a page of this site");
        let page = Self::new(StatusCode::SEE_OTHER, "text/plain; charset=utf-8", "");
        Self { caching: Caching::Never, location: HeaderValue::from_str(path).ok(), ..page }
    }

    /// A file of the media type `kind` to be saved as `name`. It is somebody's own and is not kept.
    pub(crate) fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Self {
        let plain = name.chars().all(is_plain).then(|| format!("attachment; filename=\"{name}\""));
        let saved_as = HeaderValue::from_str(&plain.unwrap_or_else(|| saved_as(name))).ok();
        Self { caching: Caching::Never, saved_as, ..Self::new(StatusCode::OK, kind, bytes) }
    }

    /// The same page under another status. What answers a mistake is not kept.
    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status, caching: Caching::Never, ..self }
    }

    /// The same page with a script, for passkeys or a proof of work: our own, which asks nobody but this site.
    pub(crate) fn scripted(self) -> Self {
        Self { is_scripted: true, ..self }
    }

    /// The same page with a tag made from what it holds (RFC 9110, 8.8.3).
    pub(crate) fn tagged(self) -> Self {
        let tag = HeaderValue::from_str(&format!("\"{:016x}\"", fingerprint(&self.body))).ok();
        Self { tag, ..self }
    }

    /// The page, or that it is still the one with the tag `known`.
    pub(crate) fn unless_known(&self, known: Option<&HeaderValue>) -> Self {
        if known.is_some() && known == self.tag.as_ref() {
            return Self { status: StatusCode::NOT_MODIFIED, body: Bytes::new(), ..self.clone() };
        }
        self.clone()
    }
}

impl IntoResponse for PublicPage {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.kind));
        if let Some(language) = self.language {
            headers.insert(CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
        }
        headers.insert(
            CACHE_CONTROL,
            match self.caching {
                Caching::Checked => HeaderValue::from_static("no-cache"),
                Caching::Never => HeaderValue::from_static("no-store"),
                Caching::Always => HeaderValue::from_str(&format!("public, max-age={ASSET_LIFE_SECONDS}, immutable"))
                    .unwrap_or(HeaderValue::from_static("no-cache")),
            },
        );
        if self.is_scripted {
            headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(SCRIPTED));
        }
        if let Some(tag) = self.tag {
            headers.insert(ETAG, tag);
        }
        if let Some(saved_as) = self.saved_as {
            headers.insert(CONTENT_DISPOSITION, saved_as);
        }
        if let Some(location) = self.location {
            headers.insert(LOCATION, location);
        }
        response
    }
}

/// FNV-1a, 64 bits: tells versions of our own text apart. Nothing here is worth forging.
pub(super) fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// That a file is to be saved, under its own name (RFC 6266), and shown by no browser as a page.
pub(crate) fn saved_as(name: &str) -> String {
    let plain: String = name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", encode(name))
}

/// What stands in a quoted name without more ado.
fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_')
}
