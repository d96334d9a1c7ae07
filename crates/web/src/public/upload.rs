//! Public forms with files. No file is taken in for somebody who was not shown the form: behind a link that is the link, which is
//! looked at before the body; on an open page it is a ticket that stands before everything else in the form.

use super::{PublicPage, unavailable, unreadable};
use crate::app::App;
use crate::form_body::drain;
use crate::form_files::{Problem, Ticket, Uploaded, Wanted, discard};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use engine::Language;
use engine::website::Network;
use std::net::SocketAddr;
use std::sync::Arc;

/// A form with files was sent.
pub(crate) struct SentFiles {
    pub(crate) app: Arc<App>,
    pub(crate) sent: Uploaded,
    /// The form was shown to whoever sends it. Where it was not, none of its files was taken in.
    pub(crate) is_shown: bool,
    /// The address that it was sent to.
    pub(crate) uri: Uri,
    /// Used to count, and then forgotten.
    pub(crate) network: Network,
}

/// What a public form with files may hold.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    /// Its fields.
    pub(crate) known: &'static [&'static str],
    /// Those that take files.
    pub(crate) takers: &'static [&'static str],
}

impl Names {
    /// The fields, and those that take files.
    pub(crate) fn owned(self) -> (Vec<String>, Vec<String>) {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        (owned(self.known), owned(self.takers))
    }
}

/// Answers POST of a form with files that stands behind a link; `admit` says whether the link holds, and otherwise the answer.
pub(crate) fn post_files_behind<A, Admitted, F, Fut>(
    language: Language,
    names: Names,
    admit: A,
    page: F,
) -> MethodRouter<Arc<App>>
where
    A: Fn(Arc<App>, Uri) -> Admitted + Clone + Send + Sync + 'static,
    Admitted: Future<Output = Result<(), PublicPage>> + Send,
    F: Fn(SentFiles) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = PublicPage> + Send,
{
    let answer = move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| async move {
        if let Err(refusal) = admit(Arc::clone(&app), request.uri().clone()).await {
            drain(request.into_body()).await;
            return refusal.into_response();
        }
        taken(app, language, (request, peer), (names, None), page).await
    };
    routing::post(answer)
}

/// Answers POST of a form with files on an open page, whose first field `ticket` shows by `fits` that it was shown to whoever sends it.
pub(crate) fn post_files<F, Fut>(
    language: Language,
    names: Names,
    (ticket, fits): (&'static str, fn(&App, &str) -> bool),
    page: F,
) -> MethodRouter<Arc<App>>
where
    F: Fn(SentFiles) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = PublicPage> + Send,
{
    let answer = move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| async move {
        let of = Arc::clone(&app);
        let fits = move |given: &str| fits(&of, given);
        let ticket = Some(Ticket { field: ticket, fits: &fits });
        taken(app, language, (request, peer), (names, ticket), page).await
    };
    routing::post(answer)
}

async fn taken<F, Fut>(
    app: Arc<App>,
    language: Language,
    (request, peer): (Request, SocketAddr),
    (names, ticket): (Names, Option<Ticket<'_>>),
    page: F,
) -> Response
where
    F: Fn(SentFiles) -> Fut,
    Fut: Future<Output = PublicPage>,
{
    let (known, takers) = names.owned();
    let (uri, engine) = (request.uri().clone(), app.engine.clone());
    let mut sent = Uploaded::default();
    let wanted = Wanted { known: &known, takers: &takers, ticket };
    let read = sent.take(&app, app.now(), request, &wanted).await;
    let files = sent.ids();
    let is_shown = !matches!(read, Err(Problem::NotShown));
    let answer = match read {
        Ok(()) | Err(Problem::NotShown) => {
            page(SentFiles { app, sent, is_shown, uri, network: peer.ip().into() }).await
        }
        Err(Problem::Unreadable(problem)) => unreadable(&app, language, &problem),
        Err(Problem::Failed(failure)) => unavailable(&app, language, &failure),
    };
    // Whatever a row names by now stays.
    discard(&engine, &files).await;
    answer.into_response()
}
