//! The contact form as plain HTML for the company's own website: to be copied.

use super::form;
use crate::desk::{Desk, DeskPage, Place};
use crate::public::{Page, TRAP};
use crate::words::Words;
use engine::documents::Notice;
use engine::website::Field;
use engine::{Failure, Language};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let settings = desk.app.engine.settings();
    let main = html! {
        h1 { (words.say("snippet-title")) }
        div.prose {
            p { (words.say("snippet-lead")) }
            h2 { (words.say("snippet-origins")) }
            @if settings.form_origins.is_empty() {
                p { (words.say("snippet-no-origins")) }
            } @else {
                ul { @for origin in &settings.form_origins { li { code { (origin) } } } }
            }
            p { (words.say("snippet-referrer")) }
        }
        @for language in Language::ALL {
            h2 { (Words(language).say("language-name")) }
            @let notices = engine::website::form(&desk.app.engine, desk.now, language).notices;
            pre.copy tabindex="0" { code { (plain_form(&settings.url, language, &notices)) } }
        }
    };
    Ok(desk.page(Place::SetUp, &words.say("snippet-title"), None, &main))
}

/// The form as text. It must stay in step with the fields that are read.
fn plain_form(url: &str, language: Language, notices: &[Notice]) -> String {
    let words = Words(language);
    let label = |field| html! { (form::label(words, field)) }.into_string();
    let statement = format!("{url}{}", Page::Statement.path(language));
    let line = |text: Markup| format!("  {}\n", text.into_string());
    let input = |name: &str, kind: &str, field, required: bool| {
        line(html! { label { (maud::PreEscaped(label(field))) " " input name=(name) type=(kind) required[required]; } })
    };
    let mut out = format!("<form method=\"post\" action=\"{url}{}\">\n", Page::Contact.path(language));
    for notice in notices {
        out += &line(html! { p { (words.say("notice-purpose")) ": " (notice.purpose) } });
        out += &line(html! { p { (words.say("notice-data")) ": " (words.say("notice-data-text")) } });
        out += &line(html! { p { (words.say("notice-period")) ": " (notice.period) } });
        out += &line(html! { p { (words.say("notice-ground")) ": " (notice.ground) } });
        out += &line(html! { p { (words.say("notice-who")) ": " (notice.controller) } });
    }
    out += &input("name", "text", Field::Name, true);
    out += &input("email", "email", Field::Email, true);
    out += &input("phone", "tel", Field::Phone, false);
    out += &input("organisation", "text", Field::Organisation, false);
    out += &line(
        html! { label { (form::label(words, Field::Message)) " " textarea name="message" rows="8" required {} } },
    );
    out += &line(html! { div hidden { input name=(TRAP) tabindex="-1" autocomplete="off"; } });
    out += &line(
        html! { p { (words.say("contact-sensitive")) " " a href=(statement) { (words.say("notice-statement")) } } },
    );
    out += &line(html! { button { (words.say("contact-send")) } });
    out + "</form>\n"
}
