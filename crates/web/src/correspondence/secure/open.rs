//! The page behind a link: a button that sends a code, the message for whoever types it, an answer; or the button that confirms
//! a message of theirs. Opening it changes nothing.

use super::begin::{agree, text_field};
use crate::app::App;
use crate::public::{Frame, Names, Page, PublicPage, SentFiles, Visit, contact_block, frame, unavailable};
use crate::words::Words;
use axum::http::{StatusCode, Uri};
use engine::correspondence::secure::{
    Answered, Gate, Parcel, Reply, Shown, Typed, answer, ask_code, confirm, fetch, look, read,
};
use engine::website::Mistake;
use engine::{Failure, Language, Moment, RowId};
use maud::{Markup, html};
use std::sync::Arc;

/// The field that takes a file.
const FILE: &str = "file";
/// Every field that a form of this page may have.
pub(super) const NAMES: Names = Names { known: &["do", "asked", "code", "text", "agree"], takers: &[FILE] };

/// No file is taken in from whoever does not hold a link that works.
pub(super) async fn admit(app: Arc<App>, uri: Uri, language: Language) -> Result<(), PublicPage> {
    match look(&app.engine, app.now(), secret(uri.path())).await {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(gone(&app, language)),
        Err(failure) => Err(unavailable(&app, language, &failure)),
    }
}

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
    match look(&app.engine, app.now(), secret(path)).await {
        Ok(Some(Shown::Waits)) => {
            let inside = html! {
                p.lead { (words.with("secure-open-lead", &[("company", app.company())])) }
                form method="post" action=(path) {
                    input type="hidden" name="do" value="code";
                    button.button { (words.say("secure-open-code")) }
                }
                p.hint { (words.say("secure-open-hint")) }
            };
            whole(app, language, &words.say("secure-open-title"), &inside)
        }
        Ok(Some(Shown::ToConfirm)) => confirming(app, language, path, None),
        Ok(None) => gone(app, language),
        Err(failure) => unavailable(app, language, &failure),
    }
}

/// The button that confirms a message of theirs. Whoever has shown that the address is theirs may send a file with it.
fn confirming(app: &App, language: Language, path: &str, wrong: Option<&str>) -> PublicPage {
    let words = Words(language);
    let inside = html! {
        p.lead { (words.say("secure-confirm-lead")) }
        form method="post" action=(path) enctype="multipart/form-data" novalidate {
            input type="hidden" name="do" value="confirm";
            (file_field(words, wrong))
            button.button { (words.say("secure-confirm-button")) }
        }
        p.hint { (words.say("secure-confirm-hint")) }
    };
    whole(app, language, &words.say("secure-confirm-title"), &inside)
}

/// The field for a file; with what became of the one that came.
fn file_field(words: Words, wrong: Option<&str>) -> Markup {
    html! {
        div.field.wrong[wrong.is_some()] {
            label for=(FILE) { (words.say("secure-desk-attach")) " " span.optional { (words.say("field-optional")) } }
            @if let Some(wrong) = wrong { p.error #file-error { (wrong) } }
            input id=(FILE) name=(FILE) type="file" aria-describedby=[wrong.map(|_| "file-error")] aria-invalid=[wrong.map(|_| "true")];
        }
    }
}

/// What is to be said of the file that came with a form which is shown anew: it is not kept.
fn of_file(words: Words, sent: &SentFiles) -> Option<String> {
    match (sent.sent.too_large.is_empty(), sent.sent.files.is_empty()) {
        (false, _) => Some(words.say("portal-file-wrong")),
        (true, false) => Some(words.say("file-again")),
        (true, true) => None,
    }
}

/// The file that came.
fn came(sent: &SentFiles) -> Option<RowId> {
    sent.sent.ids().first().copied()
}

/// A button was pressed.
pub(super) async fn act(sent: SentFiles, language: Language) -> PublicPage {
    let done = match sent.sent.form.get("do") {
        "code" => code(&sent, language).await,
        "file" => file(&sent, language).await,
        "answer" => answered(&sent, language).await,
        "confirm" => confirmed(&sent, language).await,
        _ => message(&sent, language).await,
    };
    done.unwrap_or_else(|failure| unavailable(&sent.app, language, &failure))
}

fn typed(sent: &SentFiles) -> Typed<'_> {
    let (asked, code) = (sent.sent.form.get("asked"), sent.sent.form.get("code"));
    Typed { secret: secret(sent.uri.path()), asked, code, network: sent.network }
}

/// An answer that was begun goes along with each form: where its code has grown old meanwhile, it waits in the page and nowhere else.
fn carried(sent: &SentFiles) -> Markup {
    let text = sent.sent.form.get("text");
    html! {
        @if !text.is_empty() {
            input type="hidden" name="text" value=(text);
            @if sent.sent.form.get("agree") == "yes" { input type="hidden" name="agree" value="yes"; }
        }
    }
}

async fn code(sent: &SentFiles, language: Language) -> Result<PublicPage, Failure> {
    let app = &sent.app;
    let asked = ask_code(&app.engine, app.now(), secret(sent.uri.path()), sent.network).await?;
    Ok(match asked {
        Gate::Open(asked) => typing(sent, language, &asked, None),
        Gate::Wait(until) => wait(sent, language, until),
        Gate::Gone | Gate::Wrong | Gate::Old => gone(app, language),
    })
}

/// The form for the code.
fn typing(sent: &SentFiles, language: Language, asked: &str, wrong: Option<&str>) -> PublicPage {
    let (words, path) = (Words(language), sent.uri.path());
    let described = wrong.map(|_| "code-error");
    let inside = html! {
        p.lead { (words.say("secure-code-lead")) }
        @if !sent.sent.form.get("text").is_empty() { p { (words.say("secure-code-carried")) } }
        @if let Some(said) = of_file(words, sent) { p { (said) } }
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
fn shut<T>(sent: &SentFiles, language: Language, gate: &Gate<T>) -> PublicPage {
    let words = Words(language);
    match gate {
        Gate::Wrong => typing(sent, language, sent.sent.form.get("asked"), Some(&words.say("secure-code-wrong"))),
        Gate::Old => typing(sent, language, sent.sent.form.get("asked"), Some(&words.say("secure-code-old"))),
        Gate::Wait(until) => wait(sent, language, *until),
        Gate::Gone | Gate::Open(_) => gone(&sent.app, language),
    }
}

async fn message(sent: &SentFiles, language: Language) -> Result<PublicPage, Failure> {
    let app = &sent.app;
    Ok(match read(&app.engine, app.now(), &typed(sent)).await? {
        Gate::Open(parcel) => {
            let (text, agreed) = (sent.sent.form.get("text").to_owned(), sent.sent.form.get("agree") == "yes");
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
    file: Option<String>,
}

fn opened(sent: &SentFiles, language: Language, parcel: &Parcel, answering: &Answering) -> PublicPage {
    let (app, words, path) = (&sent.app, Words(language), sent.uri.path());
    let along = html! {
        input type="hidden" name="asked" value=(sent.sent.form.get("asked"));
        input type="hidden" name="code" value=(sent.sent.form.get("code"));
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
        form method="post" action=(path) enctype="multipart/form-data" autocomplete="off" novalidate {
            input type="hidden" name="do" value="answer";
            (along)
            (text_field(words, &answering.text, answering.mistake))
            (file_field(words, answering.file.as_deref()))
            (agree(words, answering.agreed, answering.not_agreed))
            button.button { (words.say("secure-answer-send")) }
        }
    };
    let page = whole(app, language, &words.say("secure-read-title"), &inside);
    let is_wrong = answering.mistake.is_some() || answering.not_agreed || answering.file.is_some();
    if is_wrong { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page }
}

async fn file(sent: &SentFiles, language: Language) -> Result<PublicPage, Failure> {
    let app = &sent.app;
    Ok(match fetch(&app.engine, app.now(), &typed(sent)).await? {
        Gate::Open((name, bytes)) => PublicPage::file(&name, "application/octet-stream", bytes),
        other => shut(sent, language, &other),
    })
}

async fn answered(sent: &SentFiles, language: Language) -> Result<PublicPage, Failure> {
    let (app, words) = (&sent.app, Words(language));
    let (text, agreed) = (sent.sent.form.get("text"), sent.sent.form.get("agree") == "yes");
    let mut answering = Answering { text: text.to_owned(), agreed, file: of_file(words, sent), ..Answering::default() };
    if sent.sent.too_large.is_empty() {
        let reply = Reply { text, file: came(sent), agreed };
        match answer(&app.engine, app.now(), &typed(sent), reply).await? {
            Gate::Open(Answered::Received) => {
                let inside = html! { p.lead { (words.say("secure-answered-lead")) } };
                return Ok(whole(app, language, &words.say("secure-answered-title"), &inside));
            }
            Gate::Open(Answered::Mend { text: mistake, not_agreed }) => {
                (answering.mistake, answering.not_agreed) = (mistake, not_agreed);
            }
            other => return Ok(shut(sent, language, &other)),
        }
    }
    Ok(match read(&app.engine, app.now(), &typed(sent)).await? {
        Gate::Open(parcel) => opened(sent, language, &parcel, &answering),
        other => shut(sent, language, &other),
    })
}

async fn confirmed(sent: &SentFiles, language: Language) -> Result<PublicPage, Failure> {
    let (app, words) = (&sent.app, Words(language));
    let path = sent.uri.path();
    if !sent.sent.too_large.is_empty() {
        let page = confirming(app, language, path, of_file(words, sent).as_deref());
        return Ok(page.status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    if !confirm(&app.engine, app.now(), secret(path), came(sent)).await? {
        return Ok(gone(app, language));
    }
    let inside = html! {
        p.lead { (words.say("secure-confirmed-lead")) }
        p.actions { a.button.quiet href=(Page::Front.path(language)) { (words.say("thanks-back")) } }
    };
    Ok(whole(app, language, &words.say("secure-confirmed-title"), &inside))
}

fn wait(sent: &SentFiles, language: Language, until: Moment) -> PublicPage {
    let words = Words(language);
    let inside = html! {
        p.lead { (words.with("secure-wait-text", &[("until", &words.moment(until))])) }
        @if let Some(said) = of_file(words, sent) { p { (said) } }
        @if !sent.sent.form.get("text").is_empty() {
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
