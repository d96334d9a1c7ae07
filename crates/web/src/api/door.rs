//! Who asks: the program behind a token. Nothing else lets anybody in here.

use super::answer::{Answer, Problem};
use crate::app::App;
use crate::form_body::in_query_from;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use engine::system::{TOKEN_PREFIX, machine};
use engine::{Caller, Failure, Moment, RowId};
use std::str::FromStr;
use std::sync::Arc;

/// A program with a token that works asks for something.
pub(super) struct Program {
    pub(super) app: Arc<App>,
    pub(super) caller: Caller,
    pub(super) now: Moment,
    params: Vec<(String, String)>,
    query: String,
}

impl Program {
    pub(super) fn entity(&self) -> Result<&str, Failure> {
        self.param("entity")
    }

    pub(super) fn id(&self) -> Result<RowId, Failure> {
        RowId::from_str(self.param("id")?).map_err(|_| Failure::NotFound)
    }

    fn param(&self, name: &str) -> Result<&str, Failure> {
        let found = self.params.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).ok_or(Failure::NotFound)
    }

    /// Everything in the query of the address.
    pub(super) fn query(&self) -> Vec<(String, String)> {
        in_query_from(&self.query, "")
    }
}

/// The token in the header; none where there are several, or another scheme.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut lines = headers.get_all(AUTHORIZATION).into_iter();
    let line = lines.next()?.to_str().ok()?;
    let (scheme, token) = line.split_once(' ')?;
    (lines.next().is_none() && scheme.eq_ignore_ascii_case("bearer")).then_some(token.trim())
}

impl FromRequestParts<Arc<App>> for Program {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        if parts.uri.to_string().contains(TOKEN_PREFIX) {
            return Err(Answer::from(Problem::TokenInAddress).into_response());
        }
        let now = app.now();
        let caller = match bearer(&parts.headers) {
            Some(token) => machine(&app.engine, now, token).await,
            None => Ok(None),
        };
        let caller = match caller {
            Ok(Some(caller)) => caller,
            Ok(None) => return Err(Answer::from(Problem::NoToken).into_response()),
            Err(failure) => return Err(Answer::from(Problem::Failed(failure)).into_response()),
        };
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let params = RawPathParams::from_request_parts(parts, app).await.ok();
        let params = params.iter().flat_map(RawPathParams::iter);
        let params = params.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(Self { app: Arc::clone(app), caller, now, params, query })
    }
}
