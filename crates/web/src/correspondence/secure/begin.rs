//! The page on which anybody starts a secure message, and the same answer for everybody who did.

use crate::app::App;
use crate::form_body::Form;
use crate::public::{
    Frame, Line, Page, PublicPage, Sent, TRAP, Visit, call_us, contact_block, evenly, frame, line, mistake,
    mistake_words, mistaken, not_taken, notice, to_mend, trap,
};
use crate::words::Words;
use axum::http::StatusCode;
use engine::Language;
use engine::correspondence::secure::{Started, Taken, page, receive as take};
use engine::website::{Field, Mistake, Problem};
use maud::{Markup, html};

/// The hidden field that carries the signed time.
const TOKEN: &str = "token";
/// Every field that the form may have.
pub(super) const FIELDS: [&str; 6] = ["name", "email", "text", "agree", TOKEN, TRAP];

/// What is said above the form.
enum Note {
    Fresh,
    Mend { problems: Vec<Problem>, not_agreed: bool },
    Again,
    TooMany,
    NotStored,
}

/// What somebody typed.
#[derive(Default)]
struct Typed {
    name: String,
    email: String,
    text: String,
    agreed: bool,
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
    let started = Started {
        language,
        name: typed.name.clone(),
        email: typed.email.clone(),
        text: typed.text.clone(),
        agreed: typed.agreed,
        token: form.get(TOKEN).to_owned(),
        trap: form.get(TRAP).to_owned(),
        network,
    };
    let (status, note) = match take(&app.engine, app.now(), &started).await {
        Ok(Taken::Received) => return PublicPage::see_other(Page::SecureSent.path(language)),
        Ok(Taken::Mend { problems, not_agreed }) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Note::Mend { problems, not_agreed })
        }
        Ok(Taken::Again) => (StatusCode::UNPROCESSABLE_ENTITY, Note::Again),
        Ok(Taken::TooMany) => (StatusCode::TOO_MANY_REQUESTS, Note::TooMany),
        Err(failure) => (crate::failure::status_of(&failure), Note::NotStored),
    };
    whole(&app, language, &typed, &note).status(status)
}

fn typed(form: &Form) -> Typed {
    let get = |field| form.get(field).to_owned();
    Typed { name: get("name"), email: get("email"), text: get("text"), agreed: form.get("agree") == "yes" }
}

fn whole(app: &App, language: Language, typed: &Typed, note: &Note) -> PublicPage {
    let words = Words(language);
    let title = words.say("secure-title");
    let shown = match note {
        Note::Fresh => title.clone(),
        Note::Mend { .. } | Note::Again | Note::TooMany | Note::NotStored => {
            words.with("error-before-title", &[("title", &title)])
        }
    };
    let page = page(&app.engine, app.now(), language);
    let main = html! {
        h1 { (title) }
        (above(app, words, note))
        div.split.first {
            (notice(words, "secure-data", &page.notices))
            div {
                (form(words, &page.token, typed, note))
                h2 { (words.say("contact-other-ways")) }
                (contact_block(app, words))
            }
        }
    };
    frame(&Frame { app, language, title: &shown, page: Some(Page::Secure), step: None }, &main)
}

fn form(words: Words, token: &str, typed: &Typed, note: &Note) -> Markup {
    let wrong = |field| problem(note, field).map(|mistake| mistake_words(words, field, mistake));
    let not_agreed = matches!(note, Note::Mend { not_agreed: true, .. });
    html! {
        form method="post" action=(Page::Secure.path(words.0)) novalidate accept-charset="utf-8" autocomplete="off" {
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
                hint: String::new(),
                value: &typed.email,
                wrong: wrong(Field::Email),
            }))
            (text_field(words, &typed.text, problem(note, Field::Message)))
            (agree(words, typed.agreed, not_agreed))
            (trap(words))
            input type="hidden" name=(TOKEN) value=(token);
            button.button { (words.say("secure-send")) }
        }
    }
}

/// The text of a message.
pub(super) fn text_field(words: Words, text: &str, mistake: Option<Mistake>) -> Markup {
    let described = mistake.map(|_| "text-error");
    html! {
        div.field.wrong[mistake.is_some()] {
            label for="text" { (words.say("secure-text")) }
            @if let Some(mistake) = mistake { p.error #text-error { (mistake_words(words, Field::Message, mistake)) } }
            textarea #text name="text" rows="8" required autocomplete="off" aria-describedby=[described]
                aria-invalid=[mistake.map(|_| "true")] { "\n" (text) }
        }
    }
}

/// Agreeing that we read what is sensitive (GDPR art. 9(2)(a)): never ticked beforehand.
pub(super) fn agree(words: Words, agreed: bool, wrong: bool) -> Markup {
    html! {
        div.field.wrong[wrong] {
            @if wrong { p.error #agree-error { (words.say("secure-not-agreed")) } }
            label for="agree" {
                input #agree type="checkbox" name="agree" value="yes" required checked[agreed]
                    aria-describedby=[wrong.then_some("agree-error")] aria-invalid=[wrong.then_some("true")];
                " " (words.say("secure-agree"))
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
        Note::Fresh => html! { p.lead { (words.say("secure-lead")) } },
        Note::Mend { problems, not_agreed } => {
            let agreed = not_agreed.then(|| ("agree", words.say("secure-not-agreed")));
            to_mend(&words.say("mend-title"), mistaken(words, problems).chain(agreed))
        }
        Note::Again => not_taken(&words.say("secure-again-title"), &words.say("secure-again-text")),
        Note::TooMany => not_taken(&words.say("too-many-title"), &call_us(app, words, "too-many-text")),
        Note::NotStored => not_taken(&words.say("not-stored-title"), &call_us(app, words, "not-stored-text")),
    }
}

/// What follows: a mail, whoever wrote.
pub(super) fn sent(visit: &Visit, language: Language) -> PublicPage {
    let words = Words(language);
    let title = words.say("secure-sent-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (words.say("secure-sent-lead")) }
            p { (words.say("secure-sent-text")) }
            p.actions { a.button.quiet href=(Page::Front.path(language)) { (words.say("thanks-back")) } }
            h2 { (words.say("contact-other-ways")) }
            (contact_block(&visit.app, words))
        }
    };
    frame(&Frame { app: &visit.app, language, title: &title, page: Some(Page::SecureSent), step: None }, &main)
}
