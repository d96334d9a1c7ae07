//! The customer's page of a case, behind the link in their mail.

use super::file_word;
use super::parts::{Problem, Typed, form, part, row, talk};
use crate::app::App;
use crate::public::{Download, Frame, Page, PublicPage, SentFiles, Visit, contact_block, frame, unavailable};
use crate::words::Words;
use axum::http::{StatusCode, Uri};
use engine::Language;
use engine::support::{Portal, PortalAnswered, PortalSaid, answer_in_portal, file_in_portal, portal};
use maud::html;
use std::sync::Arc;

pub(super) fn path(language: Language) -> &'static str {
    match language {
        Language::Nb => "/sak",
        Language::En => "/case",
    }
}

pub(super) async fn show(visit: Visit, language: Language) -> PublicPage {
    match found(&visit.app, visit.uri.path(), language).await {
        Ok(case) => page(&visit.app, visit.uri.path(), language, &case, &Typed::default()),
        Err(refusal) => refusal,
    }
}

async fn found(app: &App, path: &str, language: Language) -> Result<Portal, PublicPage> {
    match portal(&app.engine, app.now(), link(path)).await {
        Ok(Some(case)) => Ok(case),
        Ok(None) => Err(gone(app, language)),
        Err(failure) => Err(unavailable(app, language, &failure)),
    }
}

/// Whether the link that files are sent to holds.
pub(super) async fn admit(app: Arc<App>, uri: Uri, language: Language) -> Result<(), PublicPage> {
    found(&app, uri.path(), language).await.map(drop)
}

pub(super) async fn answer(sent: SentFiles, language: Language) -> PublicPage {
    let (app, path, text) = (&sent.app, sent.uri.path(), sent.sent.form.get("text"));
    let problem = match taken(&sent).await {
        Ok(Taken::Answered(PortalAnswered::Received)) => return PublicPage::see_other(path),
        Ok(Taken::Answered(answered)) => Problem::of(answered),
        Ok(Taken::TooLarge) => Some(Problem::File),
        Err(failure) => return unavailable(app, language, &failure),
    };
    match (found(app, path, language).await, problem) {
        (Ok(case), Some(problem)) => {
            let typed = Typed { text, problem: Some(problem), files_came: sent.sent.files_came() };
            page(app, path, language, &case, &typed).status(problem.status())
        }
        (Ok(_), None) => gone(app, language),
        (Err(refusal), _) => refusal,
    }
}

enum Taken {
    Answered(PortalAnswered),
    TooLarge,
}

async fn taken(sent: &SentFiles) -> Result<Taken, engine::Failure> {
    let (app, files) = (&sent.app, &sent.sent);
    if !files.too_large.is_empty() {
        return Ok(Taken::TooLarge);
    }
    let named = engine::files::named(&app.engine, &files.ids()).await?;
    let said = PortalSaid { text: files.form.get("text"), files: &named };
    let answered = answer_in_portal(&app.engine, app.now(), (link(sent.uri.path()), said), sent.network).await?;
    Ok(Taken::Answered(answered))
}

pub(super) async fn file(visit: Visit, language: Language) -> Result<Download, PublicPage> {
    let (app, path) = (&visit.app, visit.uri.path());
    let Some(id) = row(path) else { return Err(gone(app, language)) };
    let failed = |failure| unavailable(app, language, &failure);
    match file_in_portal(&app.engine, app.now(), (link(path), id)).await.map_err(failed)? {
        Some(file) => Download::of(file).await.map_err(failed),
        None => Err(gone(app, language)),
    }
}

/// The link was ended with the case or the contact, or never was.
fn gone(app: &App, language: Language) -> PublicPage {
    ended(app, language, "portal-gone-text")
}

/// A link that leads nowhere any more; `why` is the key of the words that say so.
pub(in crate::support) fn ended(app: &App, language: Language, why: &str) -> PublicPage {
    let words = Words(language);
    let title = words.say("portal-gone-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p { (words.say(why)) }
            p { a.button href=(Page::Contact.path(language)) { (words.say("contact-title")) } }
            h2 { (words.say("contact-other-ways")) }
            (contact_block(app, words))
        }
    };
    frame(&Frame { app, language, title: &title, page: None, step: None }, &main).status(StatusCode::GONE)
}

/// The part of the path that opens the page.
fn link(path: &str) -> &str {
    part(path, 2)
}

fn page(app: &App, path: &str, language: Language, case: &Portal, typed: &Typed<'_>) -> PublicPage {
    let words = Words(language);
    let title = words.with("portal-title", &[("number", &case.number.to_string())]);
    let shown =
        if typed.problem.is_some() { words.with("error-before-title", &[("title", &title)]) } else { title.clone() };
    let main = html! {
        div.narrow {
            h1 { (title) }
            (talk(words, case, &format!("{path}/{}", file_word(language))))
            (form(words, path, case.is_shared, typed))
            h2 { (words.say("contact-other-ways")) }
            (contact_block(app, words))
        }
    };
    // What was written is kept by no browser.
    frame(&Frame { app, language, title: &shown, page: None, step: None }, &main).status(StatusCode::OK)
}
