//! What a public handler is given: nothing that tells visitors apart, but what they sent on purpose.

use super::{PublicPage, unreadable};
use crate::app::App;
use crate::form_body::{Form, read};
use crate::limits::CONTACT_BODY_BYTES;
use crate::origin::{Origin, origin};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::IF_NONE_MATCH;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use axum::routing::{self, MethodRouter};
use engine::Language;
use engine::website::Network;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

/// A page is asked for.
pub(crate) struct Visit {
    pub(crate) app: Arc<App>,
    /// The address that was asked for.
    pub(crate) uri: Uri,
    /// The tag of the version that the browser holds.
    pub(crate) known: Option<HeaderValue>,
}

impl FromRequestParts<Arc<App>> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        Ok(Self { app: Arc::clone(app), uri: parts.uri.clone(), known: parts.headers.get(IF_NONE_MATCH).cloned() })
    }
}

/// A form was sent.
pub(crate) struct Sent {
    pub(crate) app: Arc<App>,
    pub(crate) form: Form,
    /// The address that it was sent to.
    pub(crate) uri: Uri,
    /// From here or from a listed website; the gate lets nothing else pass.
    pub(crate) origin: Origin,
    /// Used to count, and then forgotten.
    pub(crate) network: Network,
}

/// Answers GET (and HEAD) with a public page.
pub(crate) fn get<F, Fut>(page: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Visit) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = PublicPage> + Send,
{
    routing::get(move |visit: Visit| page(visit))
}

/// Answers POST of a form that has only the `known` fields with a public page.
pub(crate) fn post<F, Fut>(language: Language, known: &'static [&'static str], page: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Sent) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = PublicPage> + Send,
{
    let answer = move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| async move {
        let settings = app.engine.settings();
        let origin = origin(request.headers(), &settings.url, &settings.form_origins);
        let uri = request.uri().clone();
        match read(request, CONTACT_BODY_BYTES, known).await {
            Ok(form) => page(Sent { app, form, uri, origin, network: peer.ip().into() }).await,
            Err(problem) => unreadable(&app, language, &problem),
        }
    };
    routing::post(answer)
}
