//! Whoever is in the portal: the session behind a request, the handlers that are given it, and what they answer with.
//!
//! It is an area of its own, with a cookie of its own that nothing else reads, and none of its answers is kept by a browser.

use crate::app::App;
use crate::form_body::{drain, in_query, read};
use crate::form_files::{Problem, Uploaded, Wanted, discard};
use crate::limits::CONTACT_BODY_BYTES;
use crate::public::{Download, Frame, Names, Page, PublicPage, frame, unavailable, unreadable};
use crate::system::cookie;
use crate::words::Words;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use engine::support::{PortalCaller, in_portal};
use engine::website::Network;
use engine::{Failure, Language, Moment, PORTAL_SESSION_SECONDS};
use maud::{Markup, html};
use std::net::SocketAddr;
use std::sync::Arc;

/// A place in the area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// The list of cases.
    Cases,
    /// The form for a new one.
    New,
    /// Where one signs out.
    Out,
}

pub(super) fn path(language: Language, place: Place) -> String {
    let rest = match (place, language) {
        (Place::Cases, Language::Nb) => "saker",
        (Place::Cases, Language::En) => "cases",
        (Place::New, Language::Nb) => "ny",
        (Place::New, Language::En) => "new",
        (Place::Out, Language::Nb) => "ut",
        (Place::Out, Language::En) => "out",
    };
    format!("{}/{rest}", Page::Portal.path(language))
}

/// Somebody who is in asks for something.
pub(super) struct Member {
    pub(super) app: Arc<App>,
    pub(super) caller: PortalCaller,
    pub(super) language: Language,
    pub(super) now: Moment,
    pub(super) uri: Uri,
    /// Used to count, and then forgotten.
    pub(super) network: Network,
}

impl Member {
    pub(super) fn words(&self) -> Words {
        Words(self.language)
    }

    /// The value of `name` in the query of the address.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        in_query(self.uri.query().unwrap_or_default(), name)
    }

    /// A page of the area around `main`.
    pub(super) fn page(&self, at: Option<Place>, title: &str, main: &Markup) -> PublicPage {
        let words = self.words();
        let link = |to: Place, key: &str| {
            let current = (at == Some(to)).then_some("page");
            html! { a href=(path(self.language, to)) aria-current=[current] { (words.say(key)) } }
        };
        let main = html! {
            div.narrow {
                form.actions method="post" action=(path(self.language, Place::Out)) {
                    (link(Place::Cases, "portal-cases"))
                    (link(Place::New, "portal-new"))
                    button.button.quiet { (words.say("portal-leave")) }
                }
                h1 { (title) }
                (main)
            }
        };
        let frame = frame(&Frame { app: &self.app, language: self.language, title, page: None, step: None }, &main);
        frame.status(StatusCode::OK)
    }
}

/// What the area answers with.
pub(super) enum AreaPage {
    /// A page, or another address.
    Page(PublicPage),
    /// The same, and the cookie of a session that begins, or none any more.
    With(PublicPage, Option<HeaderValue>),
    /// A file.
    File(Download),
}

impl AreaPage {
    /// A session has begun.
    pub(super) fn begun(app: &App, page: PublicPage, secret: &str) -> Self {
        Self::With(page, cookie::set(app, cookie::PORTAL, secret, PORTAL_SESSION_SECONDS))
    }

    /// A session has ended.
    pub(super) fn ended(app: &App, page: PublicPage) -> Self {
        Self::With(page, cookie::set(app, cookie::PORTAL, "", 0))
    }
}

impl From<PublicPage> for AreaPage {
    fn from(page: PublicPage) -> Self {
        Self::Page(page)
    }
}

impl IntoResponse for AreaPage {
    fn into_response(self) -> Response {
        match self {
            Self::Page(page) => page.into_response(),
            Self::File(file) => file.into_response(),
            Self::With(page, cookie) => {
                let mut response = page.into_response();
                response.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
                response
            }
        }
    }
}

/// Whoever comes or goes.
pub(super) struct Passing {
    pub(super) app: Arc<App>,
    /// The secret of the session that the browser has.
    pub(super) session: Option<String>,
    pub(super) language: Language,
    pub(super) uri: Uri,
}

/// Answers POST of a form without fields, from whoever comes or goes.
pub(super) fn pass<F, Fut>(language: Language, answer: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Passing) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = AreaPage> + Send,
{
    routing::post(move |State(app): State<Arc<App>>, request: Request| async move {
        let session = cookie::get(&app, request.headers(), cookie::PORTAL).map(str::to_owned);
        let uri = request.uri().clone();
        if let Err(problem) = read(request, CONTACT_BODY_BYTES, &[]).await {
            return unreadable(&app, language, &problem).into_response();
        }
        answer(Passing { app, session, language, uri }).await.into_response()
    })
}

/// Answers GET for whoever is in.
pub(super) fn get<F, Fut>(language: Language, page: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Member) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<AreaPage, Failure>> + Send,
{
    let answer = move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| async move {
        let uri = request.uri().clone();
        match member(&app, language, request.headers(), (uri, peer)).await {
            Ok(member) => finished(&app, language, page(member).await),
            Err(refusal) => refusal.into_response(),
        }
    };
    routing::get(answer)
}

/// Answers POST of a form with files for whoever is in. No file is taken in for anybody else.
pub(super) fn post_files<F, Fut>(language: Language, names: Names, page: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Member, Uploaded) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<AreaPage, Failure>> + Send,
{
    let answer = move |State(app): State<Arc<App>>, ConnectInfo(peer): ConnectInfo<SocketAddr>, request: Request| async move {
        let uri = request.uri().clone();
        let member = match member(&app, language, request.headers(), (uri, peer)).await {
            Ok(member) => member,
            Err(refusal) => {
                drain(request.into_body()).await;
                return refusal.into_response();
            }
        };
        let (known, takers) = names.owned();
        let mut sent = Uploaded::default();
        let wanted = Wanted { known: &known, takers: &takers, ticket: None };
        let taken = sent.take(&app, member.now, request, &wanted).await;
        let files = sent.ids();
        let response = match taken {
            Ok(()) => finished(&app, language, page(member, sent).await),
            Err(Problem::Unreadable(problem)) => unreadable(&app, language, &problem).into_response(),
            Err(Problem::Failed(failure)) => unavailable(&app, language, &failure).into_response(),
            Err(Problem::NotShown) => out(&app, language).into_response(),
        };
        // Whatever a row names by now stays.
        discard(&app.engine, &files).await;
        response
    };
    routing::post(answer)
}

fn finished(app: &App, language: Language, answer: Result<AreaPage, Failure>) -> Response {
    match answer {
        Ok(page) => page.into_response(),
        Err(failure) => unavailable(app, language, &failure).into_response(),
    }
}

async fn member(
    app: &Arc<App>,
    language: Language,
    headers: &HeaderMap,
    (uri, peer): (Uri, SocketAddr),
) -> Result<Member, PublicPage> {
    let now = app.now();
    let caller = match cookie::get(app, headers, cookie::PORTAL) {
        Some(secret) => in_portal(&app.engine, now, secret).await,
        None => Ok(None),
    };
    match caller {
        Ok(Some(caller)) => Ok(Member { app: Arc::clone(app), caller, language, now, uri, network: peer.ip().into() }),
        Ok(None) => Err(out(app, language)),
        Err(failure) => Err(unavailable(app, language, &failure)),
    }
}

/// The answer to somebody who is not in, or not any more.
fn out(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let title = words.say("portal-out-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p { (words.say("portal-out-text")) }
            p { a.button href=(Page::Portal.path(language)) { (words.say("portal-door-title")) } }
        }
    };
    frame(&Frame { app, language, title: &title, page: None, step: None }, &main).status(StatusCode::UNAUTHORIZED)
}
