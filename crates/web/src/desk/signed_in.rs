//! Who is at the desk: the session behind a request, and the two ways in for handlers.

use super::search::SUGGEST;
use super::{DeskPage, token};
use crate::app::App;
use crate::failure::status_of;
use crate::form_body::{Form, drain, in_query, in_query_from, read};
use crate::limits::DESK_BODY_BYTES;
use crate::public::{language_of, not_signed_in, unavailable, unreadable};
use crate::support;
use crate::system::{Browser, CODE, SET_UP, cookie, with_next};
use crate::words::Words;
use axum::extract::{FromRequestParts, RawPathParams, Request};
use axum::http::Method;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use engine::system::{Stage, session_stage};
use engine::{Caller, Failure, Language, Moment, RowId};
use std::str::FromStr;
use std::sync::Arc;

/// Somebody who is signed in asks for something.
pub(crate) struct Desk {
    pub(crate) app: Arc<App>,
    pub(crate) caller: Caller,
    pub(crate) now: Moment,
    /// The browser that asks.
    pub(crate) browser: Browser,
    pub(super) path: String,
    /// How many notices they have not read; not counted where a form is sent, or where suggestions are asked for.
    pub(super) unread: usize,
    params: Vec<(String, String)>,
    query: String,
}

impl Desk {
    pub(crate) fn words(&self) -> Words {
        Words(self.caller.language)
    }

    /// Whether this is the page at `path`.
    pub(super) fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    /// Notes that the caller opened the row `id` of `entity`, so that they find it again.
    pub(crate) async fn opened(&self, entity: &str, id: RowId) -> Result<(), Failure> {
        engine::records::opened(&self.app.engine, &self.caller, self.now, entity, id).await
    }

    /// The row that the address names.
    pub(crate) fn id(&self) -> Result<RowId, Failure> {
        RowId::from_str(self.param("id")?).map_err(|_| Failure::NotFound)
    }

    /// The word of the entity that the address names.
    pub(crate) fn entity(&self) -> Result<&str, Failure> {
        self.param("entity")
    }

    pub(crate) fn param(&self, name: &str) -> Result<&str, Failure> {
        let found = self.params.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str()).ok_or(Failure::NotFound)
    }

    /// The value of `name` in the query of the address.
    pub(crate) fn query(&self, name: &str) -> Option<String> {
        in_query(&self.query, name)
    }

    /// The query of the address as it came.
    pub(crate) fn asked(&self) -> &str {
        &self.query
    }

    /// Every value in the query of the address whose name begins with `start`, by the rest of its name.
    pub(crate) fn queries(&self, start: &str) -> Vec<(String, String)> {
        in_query_from(&self.query, start)
    }
}

impl FromRequestParts<Arc<App>> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let wished = parts.headers.get(ACCEPT_LANGUAGE).and_then(|wished| wished.to_str().ok());
        let language = language_of(parts.uri.path(), wished);
        let now = app.now();
        let caller = match cookie::get(app, &parts.headers, cookie::SESSION) {
            Some(secret) if is_unattended(parts.uri.path()) => {
                engine::system::signed_in_unattended(&app.engine, now, secret).await
            }
            Some(secret) => engine::system::signed_in(&app.engine, now, secret).await,
            None => Ok(None),
        };
        let caller = match caller {
            Ok(Some(caller)) => caller,
            Ok(None) => return Err(halted(app, parts, language).await),
            Err(failure) => return Err(unavailable(app, language, &failure).into_response()),
        };
        let browser = Browser::read(parts, app).await;
        let path = parts.uri.path().to_owned();
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let unread = match parts.method {
            Method::GET if path != SUGGEST => engine::notices::unread(&app.engine, &caller, engine::day_of(now)).await,
            _ => Ok(0),
        };
        let unread = unread.map_err(|failure| unavailable(app, language, &failure).into_response())?;
        let params = RawPathParams::from_request_parts(parts, app).await.ok();
        let params = params.iter().flat_map(RawPathParams::iter);
        let params = params.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(Self { app: Arc::clone(app), caller, now, browser, path, unread, params, query })
    }
}

/// Whether a page asks for it by itself, as long as it is open: that somebody left a case open is no sign of them.
fn is_unattended(path: &str) -> bool {
    path.starts_with(support::PATH) && path.ends_with(support::HERE)
}

/// The answer to somebody who is not in: the way to the step that is left, or the page to sign in on, which leads back here.
async fn halted(app: &Arc<App>, parts: &mut Parts, language: Language) -> Response {
    let asked = parts.uri.path_and_query().map_or("", |asked| asked.as_str());
    let asked = if parts.method == Method::GET { asked.to_owned() } else { String::new() };
    let browser = Browser::read(parts, app).await;
    let step = match session_stage(&app.engine, app.now(), browser.secret()).await {
        Ok(Some(Stage::SecondFactor)) => CODE,
        Ok(Some(Stage::SetUp)) => SET_UP,
        Ok(Some(Stage::In) | None) => return not_signed_in(app, language, &asked).into_response(),
        Err(failure) => return unavailable(app, language, &failure).into_response(),
    };
    DeskPage::see_other(&with_next(step, &asked)).into_response()
}

/// Answers GET.
pub(crate) fn get<F, Fut>(page: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Desk) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<DeskPage, Failure>> + Send,
{
    routing::get(move |desk: Desk| async move {
        let frame = desk.frame();
        page(desk).await.unwrap_or_else(|failure| frame.failure(&failure, status_of(&failure)))
    })
}

/// Answers POST of a form that has only the `known` fields and was shown in this session.
pub(crate) fn post<F, Fut>(known: &'static [&'static str], page: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Desk, Form) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<DeskPage, Failure>> + Send,
{
    let all = move |_: &Desk| Ok(known.iter().map(|name| (*name).to_owned()).collect());
    post_of(all, page)
}

/// Answers POST of a form whose fields follow from the address, and which was shown in this session.
pub(crate) fn post_of<K, F, Fut>(known: K, page: F) -> MethodRouter<Arc<App>>
where
    K: Fn(&Desk) -> Result<Vec<String>, Failure> + Clone + Send + Sync + 'static,
    F: Fn(Desk, Form) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<DeskPage, Failure>> + Send,
{
    let answer = move |desk: Desk, request: Request| async move {
        let (frame, language, action) = (desk.frame(), desk.caller.language, request.uri().to_string());
        let (request, known) = match admitted(&desk, request, &known).await {
            Ok(admitted) => admitted,
            Err(response) => return response,
        };
        let known: Vec<&str> = known.iter().map(String::as_str).chain([token::FIELD]).collect();
        let mut form = match read(request, DESK_BODY_BYTES, &known).await {
            Ok(form) => form,
            Err(problem) => return unreadable(&desk.app, language, &problem).into_response(),
        };
        if !desk.has_shown(&form.take(token::FIELD)) {
            return frame.again(&action, &form, false).into_response();
        }
        let page = page(desk, form).await;
        page.unwrap_or_else(|failure| frame.failure(&failure, status_of(&failure))).into_response()
    };
    routing::post(answer)
}

/// A form that there is, and what it may hold; otherwise the answer, when it has been read.
pub(super) async fn admitted<T>(
    desk: &Desk,
    request: Request,
    known: impl Fn(&Desk) -> Result<T, Failure>,
) -> Result<(Request, T), Response> {
    match known(desk) {
        Ok(known) => Ok((request, known)),
        Err(failure) => {
            drain(request.into_body()).await;
            Err(desk.frame().failure(&failure, status_of(&failure)).into_response())
        }
    }
}
