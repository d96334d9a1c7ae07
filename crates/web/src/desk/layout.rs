//! The frame of the desk.

use super::{Desk, DeskPage};
use crate::app::App;
use crate::demo::{Step, strip};
use crate::public::{DESK_SCRIPT, DESK_STYLE, document, reference_line};
use crate::words::Words;
use axum::http::StatusCode;
use engine::{Caller, Failure};
use maud::{Markup, PreEscaped, html};
use std::sync::Arc;

/// A part of the desk that the navigation leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// What waits.
    Today,
    /// The contact requests.
    Requests,
    /// What persons ask for by right.
    Persons,
    /// Breaches.
    Breaches,
    /// Risks, measures and routines.
    Control,
    /// The people.
    People,
    /// Everything that the register declares.
    Data,
    /// What was erased.
    Receipts,
    /// What is set up: users, the register, the record of processing, the form for the company's website.
    SetUp,
    /// None of them.
    Nowhere,
}

/// What the frame needs: kept while a handler has the [`Desk`].
#[derive(Clone)]
pub(super) struct DeskFrame {
    pub(super) app: Arc<App>,
    pub(super) caller: Caller,
    pub(super) session: String,
}

impl Desk {
    pub(super) fn frame(&self) -> DeskFrame {
        DeskFrame { app: Arc::clone(&self.app), caller: self.caller.clone(), session: self.browser.secret().to_owned() }
    }

    /// A whole page around `main`.
    pub(crate) fn page(&self, place: Place, title: &str, step: Option<Step>, main: &Markup) -> DeskPage {
        self.frame().page(place, title, step, main)
    }
}

impl DeskFrame {
    pub(super) fn page(&self, place: Place, title: &str, step: Option<Step>, main: &Markup) -> DeskPage {
        let words = Words(self.caller.language);
        let body = html! {
            (self.header(words, place))
            (crate::system::banner(&self.app, &self.caller))
            main #main tabindex="-1" { (main) }
            (strip(&self.app, words.0, step))
        };
        let head = html! {
            link rel="stylesheet" href=(*DESK_STYLE);
            script src=(*DESK_SCRIPT) defer {}
        };
        let page = document(words.0, &format!("{title} – Ryddig"), "desk", &head, &body).into_string();
        DeskPage::html(PreEscaped(self.with_token(&page)))
    }

    fn header(&self, words: Words, place: Place) -> Markup {
        let rights = self.caller.viewer.carries_out_rights(self.app.engine.model());
        let requests = engine::website::may_see(&self.app.engine, &self.caller);
        let breaches = engine::breaches::may_see(&self.app.engine, &self.caller);
        let control = engine::privacy::may_see_control(&self.app.engine, &self.caller);
        let link = |to: Place, path: &str, text: String| {
            html! { a href=(path) aria-current=[(place == to).then_some("page")] { (text) } }
        };
        html! {
            header.top {
                div.wide {
                    a.brand href="/desk" { "Ryddig" }
                    nav aria-label=(words.say("nav-label")) {
                        (link(Place::Today, "/desk", words.say("nav-today")))
                        @if requests { (link(Place::Requests, "/desk/requests", words.say("nav-requests"))) }
                        @if rights { (link(Place::Persons, "/desk/rights", words.say("nav-persons"))) }
                        @if breaches { (link(Place::Breaches, crate::breaches::DESK, words.say("nav-breaches"))) }
                        @if control { (link(Place::Control, crate::privacy::CONTROL, words.say("nav-control"))) }
                        (link(Place::People, "/desk/people", words.say("nav-people")))
                        (link(Place::Data, "/desk/data", words.say("nav-data")))
                        @if rights { (link(Place::Receipts, "/desk/receipts", words.say("nav-receipts"))) }
                        (link(Place::SetUp, crate::system::OVERVIEW, words.say("nav-set-up")))
                    }
                    form.me method="post" action="/sign-out" {
                        a.muted href=(crate::system::ACCOUNT) { (self.caller.name) }
                        button.button.quiet.small { (words.say("sign-out")) }
                    }
                }
            }
        }
    }

    /// What stopped a use case, in words.
    pub(super) fn failure(&self, failure: &Failure, status: StatusCode) -> DeskPage {
        let words = Words(self.caller.language);
        let (title, text) = match failure {
            Failure::Denied => ("denied-title", "denied-text"),
            Failure::NotFound => ("not-found-title", "gone-text"),
            Failure::Stale => ("stale-title", "stale-text"),
            Failure::Undecided(_) => ("texts-undecided-title", "texts-undecided"),
            Failure::TooLarge => ("large-title", "large-text"),
            Failure::Full => ("full-title", "full-text"),
            Failure::Unavailable(_) => ("unavailable-title", "unavailable-text"),
        };
        let title = words.say(title);
        let main = html! {
            div.narrow {
                h1 { (title) }
                p { (words.say(text)) }
                @if status.is_server_error() { (reference_line(words)) }
                p { a.button.quiet href="/desk" { (words.say("to-today")) } }
            }
        };
        self.page(Place::Nowhere, &title, None, &main).status(status)
    }
}
