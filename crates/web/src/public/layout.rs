//! The frame of the public pages.

use super::paths::Page;
use super::{ICON, PublicPage, STYLE};
use crate::app::App;
use crate::demo::{Step, strip};
use crate::words::{Words, phone};
use engine::Language;
use engine::documents::ControllerInfo;
use maud::{DOCTYPE, Markup, html};

/// What the frame of a page needs to know of it.
pub(crate) struct Frame<'a> {
    pub(crate) app: &'a App,
    pub(crate) language: Language,
    pub(crate) title: &'a str,
    /// Which page it is; none for those that say what went wrong.
    pub(crate) page: Option<Page>,
    /// Where the guided tour stands.
    pub(crate) step: Option<Step>,
}

/// A whole public page around `main`.
pub(crate) fn frame(frame: &Frame<'_>, main: &Markup) -> PublicPage {
    let Frame { app, language, title, page, step } = *frame;
    let words = Words(language);
    let body = html! {
        (header(app, language, page))
        main #main tabindex="-1" { (main) }
        (footer(app, words))
        (strip(app, language, step))
    };
    let title =
        if page == Some(Page::Front) { app.company().to_owned() } else { format!("{title} – {}", app.company()) };
    PublicPage::html(language, document(language, &title, "public", &html! {}, &body))
}

/// The document around any body, public or not; `head` stands at the end of its head.
pub(crate) fn document(language: Language, title: &str, class: &str, head: &Markup, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                link rel="stylesheet" href=(*STYLE);
                link rel="icon" href=(*ICON) type="image/svg+xml";
                (head)
            }
            body class=(class) {
                a.skip href="#main" { (Words(language).say("skip-to-content")) }
                (body)
            }
        }
    }
}

fn header(app: &App, language: Language, page: Option<Page>) -> Markup {
    let words = Words(language);
    let link = |to: Page, text: String| {
        let current = (page == Some(to)).then_some("page");
        html! { a href=(to.path(language)) aria-current=[current] { (text) } }
    };
    html! {
        header.top {
            div.wide {
                a.brand href=(Page::Front.path(language)) { (app.company()) }
                nav aria-label=(words.say("nav-label")) {
                    (link(Page::Contact, words.say("nav-contact")))
                    (link(Page::Statement, words.say("nav-statement")))
                    @for other in Language::ALL.into_iter().filter(|other| *other != language) {
                        a.language href=(page.unwrap_or(Page::Front).path(other)) hreflang=(other.tag()) lang=(other.tag()) {
                            (Words(other).say("language-name"))
                        }
                    }
                }
            }
        }
    }
}

fn footer(app: &App, words: Words) -> Markup {
    let controller = ControllerInfo::of(app.engine.model(), words.0);
    html! {
        footer.bottom {
            div.wide {
                p {
                    strong { (controller.name) } br;
                    (words.with("organisation-number", &[("number", &controller.organisation_number)])) br;
                    (controller.address)
                }
                p {
                    (words.say("footer-promise")) br;
                    a href=(Page::Rights.path(words.0)) { (words.say("footer-rights")) } " · "
                    a href=(Page::Secure.path(words.0)) { (words.say("footer-secure")) }
                }
            }
        }
    }
}

/// How to reach the company without the form.
pub(crate) fn contact_block(app: &App, words: Words) -> Markup {
    let controller = &app.engine.model().controller;
    let tel: String = controller.phone.chars().filter(|c| !c.is_whitespace()).collect();
    html! {
        dl.facts {
            dt { (words.say("contact-phone")) }
            dd { a href={ "tel:" (tel) } { (phone(&controller.phone)) } }
            dt { (words.say("contact-email")) }
            dd { a href={ "mailto:" (controller.email) } { (controller.email) } }
            dt { (words.say("contact-address")) }
            dd { (controller.address) }
        }
    }
}
