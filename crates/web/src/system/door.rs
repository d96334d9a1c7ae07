//! The door: pages of those who are not in yet. One column, the company's name, and nothing that leads away.
//!
//! A handler here is given the browser's session and what else tells one attempt from another; it answers with a page or with another
//! address, and with cookies of its own.

use super::cookie;
use crate::app::App;
use crate::demo::strip;
use crate::form_body::{Form, in_query, read};
use crate::limits::DOOR_BODY_BYTES;
use crate::public::{PublicPage, document, language_of, unavailable, unreadable};
use crate::words::Words;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{self, MethodRouter};
use engine::system::Source;
use engine::website::Network;
use engine::{Failure, KNOWN_DEVICE_SECONDS, Language, SESSION_SECONDS};
use maud::{Markup, html};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

/// Who asks, as far as a browser tells.
#[derive(Debug, Clone)]
pub(crate) struct Browser {
    /// The secret of the session that it has.
    pub(crate) session: Option<String>,
    /// The token by which the device is known again.
    pub(crate) known_device: Option<String>,
    /// The secret of the sign-in through a provider that it has begun.
    pub(crate) sign_on: Option<String>,
    /// What it says it is.
    pub(crate) user_agent: String,
    /// Where it is, used to count and then forgotten.
    pub(crate) network: Network,
    /// The language that it wishes for.
    pub(crate) language: Language,
}

impl Browser {
    /// The same for the engine.
    pub(crate) fn source(&self) -> Source<'_> {
        Source {
            network: self.network,
            known_device: self.known_device.as_deref(),
            user_agent: &self.user_agent,
            previous: self.session.as_deref(),
        }
    }

    /// The same for the end of a ceremony.
    pub(crate) fn ends(&self) -> engine::system::Browser<'_> {
        engine::system::Browser { user_agent: &self.user_agent, previous: self.session.as_deref() }
    }

    /// The secret of the session; nothing where there is none.
    pub(crate) fn secret(&self) -> &str {
        self.session.as_deref().unwrap_or_default()
    }

    pub(crate) async fn read(parts: &mut Parts, app: &Arc<App>) -> Self {
        let peer = ConnectInfo::<SocketAddr>::from_request_parts(parts, app).await.map(|ConnectInfo(peer)| peer.ip());
        let headers = &parts.headers;
        let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
        Self {
            session: cookie::get(app, headers, cookie::SESSION).map(str::to_owned),
            known_device: cookie::get(app, headers, cookie::DEVICE).map(str::to_owned),
            sign_on: cookie::get(app, headers, cookie::SIGN_ON).map(str::to_owned),
            user_agent: text(USER_AGENT).to_owned(),
            network: peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)).into(),
            language: language_of("", Some(text(ACCEPT_LANGUAGE))),
        }
    }
}

/// A page at the door is asked for, or a form of it was sent.
pub(super) struct Knock {
    pub(super) app: Arc<App>,
    pub(super) browser: Browser,
    /// What was sent; empty where a page is asked for.
    pub(super) form: Form,
    path: String,
    query: String,
}

impl Knock {
    pub(super) fn words(&self) -> Words {
        Words(self.browser.language)
    }

    /// The value of `name` in the query of the address.
    pub(super) fn query(&self, name: &str) -> String {
        in_query(&self.query, name).unwrap_or_default()
    }

    /// The address without its query.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The secret that ends the address.
    pub(super) fn secret(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// A page around `main`, under its title.
    pub(super) fn page(&self, title: &str, main: &Markup) -> PublicPage {
        page(&self.app, self.browser.language, title, main)
    }

    /// What stopped a use case.
    pub(super) fn failed(&self, failure: &Failure) -> Response {
        unavailable(&self.app, self.browser.language, failure).into_response()
    }
}

/// A page at the door around `main`, under its title.
pub(crate) fn page(app: &App, language: Language, title: &str, main: &Markup) -> PublicPage {
    let body = html! {
        header.top { div.wide { a.brand href="/" { (app.company()) } } }
        main #main tabindex="-1" { div.door { h1 { (title) } (main) } }
        (strip(app, language, None))
    };
    let title = format!("{title} – {}", app.company());
    PublicPage::html(language, document(language, &title, "public", &html! {}, &body)).status(StatusCode::OK)
}

/// Answers GET.
pub(super) fn get<F, Fut>(answer: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Knock) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Response> + Send,
{
    routing::get(move |State(app): State<Arc<App>>, request: Request| async move {
        let (mut parts, _) = request.into_parts();
        answer(knock(app, &mut parts).await).await
    })
}

/// Answers POST of a form that has only the `known` fields.
pub(super) fn post<F, Fut>(known: &'static [&'static str], answer: F) -> MethodRouter<Arc<App>>
where
    F: Fn(Knock) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Response> + Send,
{
    routing::post(move |State(app): State<Arc<App>>, request: Request| async move {
        let (mut parts, body) = request.into_parts();
        let mut knock = knock(app, &mut parts).await;
        let language = knock.browser.language;
        match read(Request::from_parts(parts, body), DOOR_BODY_BYTES, known).await {
            Ok(form) => knock.form = form,
            Err(problem) => return unreadable(&knock.app, language, &problem).into_response(),
        }
        answer(knock).await
    })
}

async fn knock(app: Arc<App>, parts: &mut Parts) -> Knock {
    let browser = Browser::read(parts, &app).await;
    let (path, query) = (parts.uri.path().to_owned(), parts.uri.query().unwrap_or_default().to_owned());
    Knock { app, browser, form: Form::default(), path, query }
}

/// Sends the browser to `path` of this site.
pub(super) fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    if let Ok(path) = HeaderValue::from_str(path) {
        headers.insert(LOCATION, path);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// `response` with the cookie of a session that has begun, and of a device that is known from now on.
pub(super) fn begun(app: &App, mut response: Response, session: &str, known_device: Option<&str>) -> Response {
    let cookies = [
        cookie::set(app, cookie::SESSION, session, SESSION_SECONDS),
        known_device.and_then(|token| cookie::set(app, cookie::DEVICE, token, KNOWN_DEVICE_SECONDS)),
    ];
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// A field of a form at the door.
pub(super) struct Field<'a> {
    pub(super) name: &'a str,
    pub(super) kind: &'a str,
    pub(super) autocomplete: &'a str,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) value: &'a str,
    pub(super) error: Option<String>,
}

/// It, with what is wrong beside it.
pub(super) fn field(field: &Field<'_>) -> Markup {
    let Field { name, kind, autocomplete, label, hint, value, error } = field;
    let (error_id, hint_id) = (format!("{name}-error"), format!("{name}-hint"));
    let described: Vec<&str> = [hint.as_ref().map(|_| hint_id.as_str()), error.as_ref().map(|_| error_id.as_str())]
        .into_iter()
        .flatten()
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    let mode = (*autocomplete == "one-time-code").then_some("numeric");
    html! {
        div.field.wrong[error.is_some()] {
            label for=(name) { (label) }
            @if let Some(hint) = hint { p.hint id=(hint_id) { (hint) } }
            @if let Some(error) = error { p.error id=(error_id) { (error) } }
            input id=(name) name=(name) type=(kind) value=(value) autocomplete=(autocomplete) inputmode=[mode] required
                aria-describedby=[described] aria-invalid=[error.as_ref().map(|_| "true")];
        }
    }
}
