//! What the gate does not let pass, and what it says: a page to people, a problem to programs (RFC 9457).

use super::{API, takes_foreign_forms};
use crate::api::turned_away as turned_away_program;
use crate::app::App;
use crate::form_body::Unreadable;
use crate::public::{elsewhere, language_of, refused, turned_away, unreadable};
use axum::http::header::{ACCEPT_LANGUAGE, ALLOW, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::time::Duration;

/// Why a request does not pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It does not say which host it is for, or says it twice.
    Unclear,
    /// It is for a host that is not ours.
    Host,
    /// Its address is too long.
    Target,
    /// It asks for a tunnel (RFC 9110, 9.3.6).
    Method,
    /// There were too many; after so long there may be another one.
    Often(Duration),
    /// It would change something and comes from another site.
    Elsewhere,
    /// Its body is larger than any may be.
    TooLarge,
}

impl Refusal {
    fn status(self) -> StatusCode {
        match self {
            Self::Unclear => StatusCode::BAD_REQUEST,
            Self::Host => StatusCode::MISDIRECTED_REQUEST,
            Self::Target => StatusCode::URI_TOO_LONG,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Often(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Elsewhere => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    /// Whether it may meet somebody with a browser, who is to see why.
    pub(super) fn is_for_people(self) -> bool {
        match self {
            Self::Often(_) | Self::Elsewhere | Self::TooLarge => true,
            Self::Unclear | Self::Host | Self::Target | Self::Method => false,
        }
    }

    pub(super) fn answer(self, app: &App, path: &str, headers: &HeaderMap) -> Response {
        let language = language_of(path, headers.get(ACCEPT_LANGUAGE).and_then(|wished| wished.to_str().ok()));
        let mut response = match self {
            _ if path.starts_with(API) => turned_away_program(self.status()),
            Self::Elsewhere if takes_foreign_forms(path) => elsewhere(app, language).into_response(),
            Self::Elsewhere => refused(app, language).into_response(),
            Self::TooLarge => unreadable(app, language, &Unreadable::TooLarge).into_response(),
            Self::Unclear => turned_away(app, language, self.status(), "no-host-title", "no-host-text").into_response(),
            Self::Host => turned_away(app, language, self.status(), "host-title", "host-text").into_response(),
            Self::Target => turned_away(app, language, self.status(), "long-title", "long-text").into_response(),
            Self::Method => {
                turned_away(app, language, self.status(), "not-allowed-title", "not-allowed-text").into_response()
            }
            Self::Often(_) => turned_away(app, language, self.status(), "often-title", "often-text").into_response(),
        };
        if self == Self::Method {
            response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
        }
        if let Self::Often(wait) = self {
            // Whole seconds, and never sooner than there is room.
            response.headers_mut().insert(RETRY_AFTER, (wait.as_secs() + 1).into());
        }
        response
    }
}
