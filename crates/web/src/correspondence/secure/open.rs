//! The page behind a link: a button that sends a code, the message for whoever types it, an answer; or the button that confirms
//! a message of theirs. Opening it changes nothing.

use super::begin::{agree, text_field};
use crate::app::App;
use crate::public::{Frame, Page, PublicPage, Sent, Visit, contact_block, frame, unavailable};
use crate::words::Words;
use axum::http::StatusCode;
use engine::correspondence::secure::{
    Answered, Gate, Parcel, Shown, Typed, answer, ask_code, confirm, fetch, look, read,
};
use engine::website::Mistake;
use engine::{Failure, Language, Moment};
use maud::{Markup, html};

/// Every field that a form of this page may have.
pub(super) const FIELDS: [&str; 5] = ["do", "asked", "code", "text", "agree"];

/// The secret that ends the address.
fn secret(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn whole(app: &App, language: Language, title: &str, inside: &Markup) -> PublicPage {
    let main = html! { div.narrow { h1 { (title) } (inside) } };
    // It is a person's own page: no browser keeps it.
    frame(&Frame { app, language, title, page: None, step: None }, &main).status(StatusCode::OK)
}

pub(super) async fn show(visit: Visit, language: Language) -> PublicPage {
    let (app, words, path) = (&visit.app, Words(language), visit.uri.path());
    let button = |does: &str, name: String| {
        html! {
            form method="post" action=(path) {
                input type="hidden" name="do" value=(does);
                button.button { (name) }
            }
        }
    };
    match look(&app.engine, app.now(), secret(path)).await {
        Ok(Some(Shown::Waits)) => {
            let inside = html! {
                p.lead { (words.with("secure-open-lead", &[("company", app.company())])) }
                (button("code", words.say("secure-open-code")))
                p.hint { (words.say("secure-open-hint")) }
            };
            whole(app, language, &words.say("secure-open-title"), &inside)
        }
        Ok(Some(Shown::ToConfirm)) => {
            let inside = html! {
                p.lead { (words.say("secure-confirm-lead")) }
                (button("confirm", words.say("secure-confirm-button")))
                p.hint { (words.say("secure-confirm-hint")) }
            };
            whole(app, language, &words.say("secure-confirm-title"), &inside)
        }
        Ok(None) => gone(app, language),
        Err(failure) => unavailable(app, language, &failure),
    }
}

/// A button was pressed.
pub(super) async fn act(sent: Sent, language: Language) -> PublicPage {
    let done = match sent.form.get("do") {
        "code" => code(&sent, language).await,
        "file" => file(&sent, language).await,
        "answer" => answered(&sent, language).await,
        "confirm" => confirmed(&sent, language).await,
        _ => message(&sent, language).await,
    };
    done.unwrap_or_else(|failure| unavailable(&sent.app, language, &failure))
}

fn typed(sent: &Sent) -> Typed<'_> {
    let (asked, code) = (sent.form.get("asked"), sent.form.get("code"));
    Typed { secret: secret(sent.uri.path()), asked, code, network: sent.network }
}

/// An answer that was begun goes along with each form: where its code has grown old meanwhile, it waits in the page and nowhere else.
fn carried(sent: &Sent) -> Markup {
    let text = sent.form.get("text");
    html! {
        @if !text.is_empty() {
            input type="hidden" name="text" value=(text);
            @if sent.form.get("agree") == "yes" { input type="hidden" name="agree" value="yes"; }
        }
    }
}

async fn code(sent: &Sent, language: Language) -> Result<PublicPage, Failure> {
    let app = &sent.app;
    let asked = ask_code(&app.engine, app.now(), secret(sent.uri.path()), sent.network).await?;
    Ok(match asked {
        Gate::Open(asked) => typing(sent, language, &asked, None),
        Gate::Wait(until) => wait(sent, language, until),
        Gate::Gone | Gate::Wrong | Gate::Old => gone(app, language),
    })
}

/// The form for the code.
fn typing(sent: &Sent, language: Language, asked: &str, wrong: Option<&str>) -> PublicPage {
    let (words, path) = (Words(language), sent.uri.path());
    let described = wrong.map(|_| "code-error");
    let inside = html! {
        p.lead { (words.say("secure-code-lead")) }
        @if !sent.form.get("text").is_empty() { p { (words.say("secure-code-carried")) } }
        form method="post" action=(path) autocomplete="off" novalidate {
            input type="hidden" name="do" value="read";
            input type="hidden" name="asked" value=(asked);
            (carried(sent))
            div.field.wrong[wrong.is_some()] {
                label for="code" { (words.say("secure-code")) }
                @if let Some(wrong) = wrong { p.error #code-error { (wrong) } }
                input #code name="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required
                    aria-describedby=[described] aria-invalid=[wrong.map(|_| "true")];
            }
            button.button { (words.say("secure-code-open")) }
        }
        form method="post" action=(path) {
            input type="hidden" name="do" value="code";
            (carried(sent))
            button.button.quiet { (words.say("secure-code-again")) }
        }
    };
    let page = whole(&sent.app, language, &words.say("secure-open-title"), &inside);
    if wrong.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page }
}

/// What is said where the page does not open.
fn shut<T>(sent: &Sent, language: Language, gate: &Gate<T>) -> PublicPage {
    let words = Words(language);
    match gate {
        Gate::Wrong => typing(sent, language, sent.form.get("asked"), Some(&words.say("secure-code-wrong"))),
        Gate::Old => typing(sent, language, sent.form.get("asked"), Some(&words.say("secure-code-old"))),
        Gate::Wait(until) => wait(sent, language, *until),
        Gate::Gone | Gate::Open(_) => gone(&sent.app, language),
    }
}

async fn message(sent: &Sent, language: Language) -> Result<PublicPage, Failure> {
    let app = &sent.app;
    Ok(match read(&app.engine, app.now(), &typed(sent)).await? {
        Gate::Open(parcel) => {
            let (text, agreed) = (sent.form.get("text").to_owned(), sent.form.get("agree") == "yes");
            opened(sent, language, &parcel, &Answering { text, agreed, ..Answering::default() })
        }
        other => shut(sent, language, &other),
    })
}

/// An answer that could not be taken yet.
#[derive(Default)]
struct Answering {
    text: String,
    agreed: bool,
    mistake: Option<Mistake>,
    not_agreed: bool,
}

fn opened(sent: &Sent, language: Language, parcel: &Parcel, answering: &Answering) -> PublicPage {
    let (app, words, path) = (&sent.app, Words(language), sent.uri.path());
    let along = html! {
        input type="hidden" name="asked" value=(sent.form.get("asked"));
        input type="hidden" name="code" value=(sent.form.get("code"));
    };
    let inside = html! {
        p.lead { (words.with("secure-read-lead", &[("company", app.company()), ("at", &words.moment(parcel.written_at))])) }
        p.written { (parcel.text) }
        @if let Some(name) = &parcel.file {
            form method="post" action=(path) {
                input type="hidden" name="do" value="file";
                (along)
                button.button.quiet { (words.with("secure-read-file", &[("name", name)])) }
            }
        }
        p.hint { (words.with("secure-read-until", &[("until", &words.moment(parcel.expires_at))])) }
        h2 { (words.say("secure-answer-title")) }
        form method="post" action=(path) autocomplete="off" novalidate {
            input type="hidden" name="do" value="answer";
            (along)
            (text_field(words, &answering.text, answering.mistake))
            (agree(words, answering.agreed, answering.not_agreed))
            button.button { (words.say("secure-answer-send")) }
        }
    };
    let page = whole(app, language, &words.say("secure-read-title"), &inside);
    let is_wrong = answering.mistake.is_some() || answering.not_agreed;
    if is_wrong { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page }
}

async fn file(sent: &Sent, language: Language) -> Result<PublicPage, Failure> {
    let app = &sent.app;
    Ok(match fetch(&app.engine, app.now(), &typed(sent)).await? {
        Gate::Open((name, bytes)) => PublicPage::file(&name, "application/octet-stream", bytes),
        other => shut(sent, language, &other),
    })
}

async fn answered(sent: &Sent, language: Language) -> Result<PublicPage, Failure> {
    let (app, words) = (&sent.app, Words(language));
    let (text, agreed) = (sent.form.get("text"), sent.form.get("agree") == "yes");
    Ok(match answer(&app.engine, app.now(), &typed(sent), (text, agreed)).await? {
        Gate::Open(Answered::Received) => {
            let inside = html! { p.lead { (words.say("secure-answered-lead")) } };
            whole(app, language, &words.say("secure-answered-title"), &inside)
        }
        Gate::Open(Answered::Mend { text: mistake, not_agreed }) => {
            match read(&app.engine, app.now(), &typed(sent)).await? {
                Gate::Open(parcel) => {
                    let answering = Answering { text: text.to_owned(), agreed, mistake, not_agreed };
                    opened(sent, language, &parcel, &answering)
                }
                other => shut(sent, language, &other),
            }
        }
        other => shut(sent, language, &other),
    })
}

async fn confirmed(sent: &Sent, language: Language) -> Result<PublicPage, Failure> {
    let (app, words) = (&sent.app, Words(language));
    if !confirm(&app.engine, app.now(), secret(sent.uri.path())).await? {
        return Ok(gone(app, language));
    }
    let inside = html! {
        p.lead { (words.say("secure-confirmed-lead")) }
        p.actions { a.button.quiet href=(Page::Front.path(language)) { (words.say("thanks-back")) } }
    };
    Ok(whole(app, language, &words.say("secure-confirmed-title"), &inside))
}

fn wait(sent: &Sent, language: Language, until: Moment) -> PublicPage {
    let words = Words(language);
    let inside = html! {
        p.lead { (words.with("secure-wait-text", &[("until", &words.moment(until))])) }
        @if !sent.form.get("text").is_empty() {
            form method="post" action=(sent.uri.path()) {
                input type="hidden" name="do" value="code";
                (carried(sent))
                button.button.quiet { (words.say("secure-code-again")) }
            }
        }
    };
    whole(&sent.app, language, &words.say("secure-wait-title"), &inside).status(StatusCode::TOO_MANY_REQUESTS)
}

/// A link has expired, was used, or never was.
fn gone(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let inside = html! {
        p { (words.say("secure-gone-text")) }
        p { a.button href=(Page::Secure.path(language)) { (words.say("secure-title")) } }
        h2 { (words.say("contact-other-ways")) }
        (contact_block(app, words))
    };
    whole(app, language, &words.say("secure-gone-title"), &inside).status(StatusCode::GONE)
}
