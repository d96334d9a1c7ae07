//! Who is at the desk: the session behind a request, and the two ways in for handlers.

use super::DeskPage;
use crate::app::App;
use crate::failure::status_of;
use crate::form_body::{Form, drain, in_query, in_query_from, read};
use crate::limits::DESK_BODY_BYTES;
use crate::origin::{Origin, origin};
use crate::public::{language_of, not_signed_in, refused, unavailable, unreadable};
use crate::system::{Browser, CODE, SET_UP, with_next};
use crate::words::Words;
use axum::extract::{FromRequestParts, RawPathParams, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
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
    params: Vec<(String, String)>,
    query: String,
}

impl Desk {
    pub(crate) fn words(&self) -> Words {
        Words(self.caller.language)
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

    /// Every value in the query of the address whose name begins with `start`, by the rest of its name.
    pub(crate) fn queries(&self, start: &str) -> Vec<(String, String)> {
        in_query_from(&self.query, start)
    }
}

/// The cookie's name. `__Host-` binds it to this very host over HTTPS (RFC 6265bis, 4.1.3.2).
pub(crate) fn cookie_name(app: &App) -> &'static str {
    if app.engine.settings().url.starts_with("https://") { "__Host-ryddig" } else { "ryddig" }
}

/// The secret in the session cookie.
pub(crate) fn session_cookie<'a>(app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(|line| line.split(';')).filter_map(|cookie| cookie.trim().split_once('='));
    cookies.find(|(name, _)| *name == cookie_name(app)).map(|(_, secret)| secret)
}

impl FromRequestParts<Arc<App>> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Response> {
        let wished = parts.headers.get(ACCEPT_LANGUAGE).and_then(|wished| wished.to_str().ok());
        let language = language_of(parts.uri.path(), wished);
        let now = app.now();
        let caller = match session_cookie(app, &parts.headers) {
            Some(secret) => engine::system::signed_in(&app.engine, now, secret).await,
            None => Ok(None),
        };
        let caller = match caller {
            Ok(Some(caller)) => caller,
            Ok(None) => return Err(halted(app, parts, language).await),
            Err(failure) => return Err(unavailable(app, language, &failure).into_response()),
        };
        let browser = Browser::read(parts, app).await;
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let params = RawPathParams::from_request_parts(parts, app).await.ok();
        let params = params.iter().flat_map(RawPathParams::iter);
        let params = params.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Ok(Self { app: Arc::clone(app), caller, now, browser, params, query })
    }
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

/// Answers POST of a form that has only the `known` fields and comes from this site.
pub(crate) fn post<F, Fut>(known: &'static [&'static str], page: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Desk, Form) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<DeskPage, Failure>> + Send,
{
    let all = move |_: &Desk| Ok(known.iter().map(|name| (*name).to_owned()).collect());
    post_of(all, page)
}

/// Answers POST of a form whose fields follow from the address, and which comes from this site.
pub(crate) fn post_of<K, F, Fut>(known: K, page: F) -> MethodRouter<Arc<App>>
where
    K: Fn(&Desk) -> Result<Vec<String>, Failure> + Clone + Send + Sync + 'static,
    F: Fn(Desk, Form) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<DeskPage, Failure>> + Send,
{
    let answer = move |State(app): State<Arc<App>>, headers: HeaderMap, desk: Desk, request: Request| async move {
        let (frame, language) = (desk.frame(), desk.caller.language);
        let (request, known) = match admitted(&app, &headers, &desk, request, &known).await {
            Ok(admitted) => admitted,
            Err(response) => return response,
        };
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        let form = match read(request, DESK_BODY_BYTES, &known).await {
            Ok(form) => form,
            Err(problem) => return unreadable(&app, language, &problem).into_response(),
        };
        let page = page(desk, form).await;
        page.unwrap_or_else(|failure| frame.failure(&failure, status_of(&failure))).into_response()
    };
    routing::post(answer)
}

/// A form that comes from this site, and what it may hold; otherwise the answer, when it has been read.
pub(super) async fn admitted<T>(
    app: &App,
    headers: &HeaderMap,
    desk: &Desk,
    request: Request,
    known: impl Fn(&Desk) -> Result<T, Failure>,
) -> Result<(Request, T), Response> {
    if origin(headers, &app.engine.settings().url, &[]) != Origin::Here {
        drain(request.into_body()).await;
        return Err(refused(app, desk.caller.language).into_response());
    }
    match known(desk) {
        Ok(known) => Ok((request, known)),
        Err(failure) => {
            drain(request.into_body()).await;
            Err(desk.frame().failure(&failure, status_of(&failure)).into_response())
        }
    }
}
