//! The page for rights: what may be asked, and the same answer for everybody who asks.
//!
//! The answer comes after a fixed time, so that how long it takes tells nothing of whether the address is known.

use super::say;
use crate::app::App;
use crate::form_body::Form;
use crate::public::{
    Frame, Line, Page, PublicPage, Sent, TRAP, Visit, call_us, contact_block, evenly, frame, line, mistake,
    mistake_words, mistaken, not_taken, notice, to_mend, trap,
};
use crate::words::Words;
use axum::http::StatusCode;
use engine::requests::{AskPage, Asked, Kind, Taken, page, receive as take};
use engine::website::{Field, Mistake, Problem};
use engine::{Failure, Language};
use maud::{Markup, html};

/// The hidden field that carries the signed time.
const TOKEN: &str = "token";
/// Every field that the form may have.
pub(super) const FIELDS: [&str; 6] = ["kind", "name", "email", "text", TOKEN, TRAP];

/// What is said above the form.
enum Note {
    Fresh,
    Mend { no_kind: bool, problems: Vec<Problem> },
    Expired,
    TooMany,
    NotStored,
}

/// What somebody typed.
#[derive(Default)]
struct Typed {
    kind: Option<Kind>,
    name: String,
    email: String,
    text: String,
}

pub(super) fn show(visit: &Visit, language: Language) -> PublicPage {
    whole(&visit.app, language, &Typed::default(), &Note::Fresh)
}

pub(super) async fn receive(sent: Sent, language: Language) -> PublicPage {
    evenly(answer(sent, language)).await
}

async fn answer(sent: Sent, language: Language) -> PublicPage {
    let Sent { app, form, network, .. } = sent;
    let typed = typed(&form);
    let asked = Asked {
        language,
        kind: typed.kind,
        name: typed.name.clone(),
        email: typed.email.clone(),
        text: typed.text.clone(),
        token: form.get(TOKEN).to_owned(),
        trap: form.get(TRAP).to_owned(),
        network,
    };
    let (status, note) = match take(&app.engine, app.now(), &asked).await {
        Ok(Taken::Received) => return PublicPage::see_other(Page::RightsSent.path(language)),
        Ok(Taken::Mend { no_kind, problems }) => (StatusCode::UNPROCESSABLE_ENTITY, Note::Mend { no_kind, problems }),
        Ok(Taken::Expired) => (StatusCode::UNPROCESSABLE_ENTITY, Note::Expired),
        Ok(Taken::TooMany) => (StatusCode::TOO_MANY_REQUESTS, Note::TooMany),
        Err(failure) => (status_of(&failure), Note::NotStored),
    };
    whole(&app, language, &typed, &note).status(status)
}

fn status_of(failure: &Failure) -> StatusCode {
    crate::failure::status_of(failure)
}

fn typed(form: &Form) -> Typed {
    let get = |field| form.get(field).to_owned();
    let kind = Kind::ALL.iter().copied().find(|kind| kind.key() == form.get("kind"));
    Typed { kind, name: get("name"), email: get("email"), text: get("text") }
}

fn whole(app: &App, language: Language, typed: &Typed, note: &Note) -> PublicPage {
    let words = Words(language);
    let title = words.say("rights-title");
    let shown = match note {
        Note::Fresh => title.clone(),
        Note::Mend { .. } | Note::Expired | Note::TooMany | Note::NotStored => {
            words.with("error-before-title", &[("title", &title)])
        }
    };
    let page = page(&app.engine, app.now(), language);
    let main = html! {
        h1 { (title) }
        (above(app, words, note))
        div.split.first {
            (notice(words, "rights-data", &page.notices))
            div {
                (form(words, &page, typed, note))
                h2 { (words.say("contact-other-ways")) }
                (contact_block(app, words))
            }
        }
    };
    frame(&Frame { app, language, title: &shown, page: Some(Page::Rights), step: None }, &main)
}

fn form(words: Words, page: &AskPage, typed: &Typed, note: &Note) -> Markup {
    let wrong = |field| problem(note, field).map(|mistake| mistake_words(words, field, mistake));
    html! {
        form method="post" action=(Page::Rights.path(words.0)) novalidate accept-charset="utf-8" {
            (kinds(words, page, typed, matches!(note, Note::Mend { no_kind: true, .. })))
            (line(&Line {
                name: "name",
                kind: "text",
                label: words.say("field-name"),
                hint: String::new(),
                value: &typed.name,
                wrong: wrong(Field::Name),
            }))
            (line(&Line {
                name: "email",
                kind: "email",
                label: words.say("field-email"),
                hint: words.say("rights-email-hint"),
                value: &typed.email,
                wrong: wrong(Field::Email),
            }))
            div.field.wrong[wrong(Field::Message).is_some()] {
                label for="text" { (words.say("rights-text")) " " span.optional { (words.say("field-optional")) } }
                p.hint #text-hint { (words.say("rights-text-hint")) }
                @if let Some(wrong) = wrong(Field::Message) { p.error #text-error { (wrong) } }
                textarea #text name="text" rows="5" aria-describedby="text-hint" { "\n" (typed.text) }
            }
            (trap(words))
            input type="hidden" name=(TOKEN) value=(page.token);
            button.button { (words.say("rights-send")) }
        }
    }
}

fn kinds(words: Words, page: &AskPage, typed: &Typed, wrong: bool) -> Markup {
    let described = wrong.then_some("kind-error");
    html! {
        div.field.wrong[wrong] {
            label for="kind" { (words.say("rights-kind")) }
            @if wrong { p.error #kind-error { (words.say("rights-no-kind")) } }
            select #kind name="kind" required aria-describedby=[described] aria-invalid=[wrong.then_some("true")] {
                option value="" { (words.say("rights-choose")) }
                @for (kind, _) in &page.kinds {
                    option value=(kind.key()) selected[typed.kind == Some(*kind)] { (say::wish(words, *kind)) }
                }
            }
        }
    }
}

fn problem(note: &Note, field: Field) -> Option<Mistake> {
    let Note::Mend { problems, .. } = note else { return None };
    mistake(problems, field)
}

fn above(app: &App, words: Words, note: &Note) -> Markup {
    match note {
        Note::Fresh => html! { p.lead { (words.say("rights-lead")) } },
        Note::Mend { no_kind, problems } => {
            let kind = no_kind.then(|| ("kind", words.say("rights-no-kind")));
            to_mend(&words.say("rights-mend"), kind.into_iter().chain(mistaken(words, problems)))
        }
        Note::Expired => not_taken(&words.say("expired-title"), &words.say("expired-text")),
        Note::TooMany => not_taken(&words.say("too-many-title"), &call_us(app, words, "too-many-text")),
        Note::NotStored => not_taken(&words.say("not-stored-title"), &call_us(app, words, "not-stored-text")),
    }
}
