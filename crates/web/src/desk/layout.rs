//! The frame of the desk: a line with the search, the navigation at the side, and the page.

use super::navigation::{Here, ID, navigation, new_menu};
use super::parts::menu;
use super::{Desk, DeskPage, Place};
use crate::app::App;
use crate::demo::{Step, strip};
use crate::public::{DESK_SCRIPT, DESK_STYLE, document, reference_line};
use crate::records::entity_of_page;
use crate::words::Words;
use axum::http::StatusCode;
use engine::{Caller, Failure};
use maud::{Markup, PreEscaped, html};
use std::sync::Arc;

/// What the frame needs: kept while a handler has the [`Desk`].
#[derive(Clone)]
pub(super) struct DeskFrame {
    pub(super) app: Arc<App>,
    pub(super) caller: Caller,
    pub(super) session: String,
    /// The entity that the address names, or whose own page stands there.
    pub(super) entity: Option<String>,
    /// What stands in the box of the search.
    pub(super) sought: String,
    pub(super) unread: usize,
}

impl Desk {
    pub(super) fn frame(&self) -> DeskFrame {
        DeskFrame {
            app: Arc::clone(&self.app),
            caller: self.caller.clone(),
            session: self.browser.secret().to_owned(),
            entity: self.param("entity").ok().or_else(|| entity_of_page(&self.path)).map(str::to_owned),
            sought: self.sought(),
            unread: self.unread,
        }
    }

    /// A whole page around `main`.
    pub(crate) fn page(&self, place: Place, title: &str, step: Option<Step>, main: &Markup) -> DeskPage {
        self.frame().page(place, title, step, main)
    }
}

impl DeskFrame {
    pub(super) fn page(&self, place: Place, title: &str, step: Option<Step>, main: &Markup) -> DeskPage {
        let words = Words(self.caller.language);
        let here = Here { place, entity: self.entity.as_deref() };
        let body = html! {
            (self.bar(words))
            (navigation(&self.app, &self.caller, &here))
            div.stage {
                (crate::system::banner(&self.app, &self.caller))
                main #main tabindex="-1" { (self.app.toasts.take(&self.caller)) (main) }
            }
            (strip(&self.app, words.0, step))
        };
        let head = html! {
            link rel="stylesheet" href=(*DESK_STYLE);
            script src=(*DESK_SCRIPT) defer {}
        };
        let page = document(words.0, &format!("{title} – Ryddig"), "desk", &head, &body).into_string();
        DeskPage::html(PreEscaped(self.with_token(&page)))
    }

    /// The line at the top.
    fn bar(&self, words: Words) -> Markup {
        html! {
            header.bar {
                button.button.quiet.small.fold type="button" popovertarget=(ID) { (words.say("frame-menu")) }
                a.brand href="/desk" { "Ryddig" }
                form.find role="search" method="get" action=(super::search::PATH) aria-label=(words.say("frame-search-label")) {
                    label.unseen for="find" { (words.say("frame-search-label")) }
                    input #find name="q" type="search" value=(self.sought) placeholder=(words.say("frame-search-hint")) autocomplete="off"
                        data-suggest=(super::search::SUGGEST) data-found=(words.say("frame-search-found"));
                }
                div.tools {
                    (new_menu(&self.app, &self.caller))
                    (crate::notices::bell(words, self.unread))
                    (self.own_menu(words))
                }
            }
        }
    }

    /// What is the caller's own.
    fn own_menu(&self, words: Words) -> Markup {
        let inside = html! {
            ul {
                li { a href=(crate::system::ACCOUNT) { (words.say("account-title")) } }
                li { a href=(crate::system::ROLES) { (words.say("my-roles-title")) } }
                li { a href=(crate::longwork::PATH) { (words.say("transfer-works")) } }
                li { a href=(super::keys::PATH) data-help data-close=(words.say("frame-close")) { (words.say("frame-keys-title")) } }
            }
            form method="post" action="/sign-out" { button.button.quiet.small { (words.say("sign-out")) } }
        };
        menu("own", &self.caller.name, &inside)
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
