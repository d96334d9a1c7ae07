//! The page on which a contact says how it went, behind the link in their mail. Opening it changes nothing.

use super::portal::ended;
use crate::app::App;
use crate::desk::parts::among;
use crate::public::{Frame, PublicPage, Sent, Visit, call_us, frame, not_taken, to_mend, unavailable};
use crate::router::Route;
use crate::words::Words;
use axum::http::StatusCode;
use engine::Language;
use engine::support::{
    FeedbackPage, FeedbackProblem, FeedbackSaid, FeedbackTaken, How, answer_feedback, feedback_page,
};
use maud::{Markup, html};

pub(super) fn public_routes() -> Vec<Route> {
    let of = |language: Language| {
        let page = crate::public::get(move |visit| show(visit, language));
        let answer = crate::public::post(language, &["how", "comment"], move |sent| answer(sent, language));
        (format!("{}/{{secret}}", path(language)), page.merge(answer))
    };
    Language::ALL.into_iter().map(of).collect()
}

/// Below what the pages stand.
pub(super) fn path(language: Language) -> &'static str {
    match language {
        Language::Nb => "/hvordan-gikk-det",
        Language::En => "/how-did-it-go",
    }
}

async fn show(visit: Visit, language: Language) -> PublicPage {
    let (app, path) = (&visit.app, visit.uri.path());
    match feedback_page(&app.engine, app.now(), secret(path)).await {
        Ok(Some(asked)) => page(app, (path, language), &asked, ("", None), None),
        Ok(None) => gone(app, language),
        Err(failure) => unavailable(app, language, &failure),
    }
}

async fn answer(sent: Sent, language: Language) -> PublicPage {
    let Sent { app, form, uri, network, .. } = sent;
    let (path, comment) = (uri.path(), form.get("comment"));
    let how = among(How::ALL, How::key, form.get("how"));
    let said = (secret(path), FeedbackSaid { how, comment });
    let note = match answer_feedback(&app.engine, app.now(), said, network).await {
        Ok(FeedbackTaken::Received) => return PublicPage::see_other(path),
        Ok(FeedbackTaken::Gone) => return gone(&app, language),
        Ok(FeedbackTaken::Mend(problem)) => Note::Mend(problem),
        Ok(FeedbackTaken::TooMany) => Note::TooMany,
        Err(failure) => return unavailable(&app, language, &failure),
    };
    match feedback_page(&app.engine, app.now(), secret(path)).await {
        Ok(Some(asked)) => page(&app, (path, language), &asked, (comment, how), Some(note)).status(note.status()),
        Ok(None) => gone(&app, language),
        Err(failure) => unavailable(&app, language, &failure),
    }
}

/// Why an answer was not taken.
#[derive(Clone, Copy)]
enum Note {
    Mend(FeedbackProblem),
    TooMany,
}

impl Note {
    fn status(self) -> StatusCode {
        match self {
            Self::Mend(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
        }
    }

    fn said(self, app: &App, words: Words) -> Markup {
        let mend = |id: &'static str, text: String| to_mend(&words.say("feedback-not-title"), [(id, text)].into_iter());
        match self {
            Self::Mend(FeedbackProblem::Missing) => mend("good", words.say("feedback-missing")),
            Self::Mend(FeedbackProblem::TooLong(most)) => {
                mend("comment", words.with("too-long", &[("characters", &most.to_string())]))
            }
            Self::Mend(FeedbackProblem::Sensitive) => mend("comment", words.say("feedback-sensitive")),
            Self::TooMany => not_taken(&words.say("too-many-title"), &call_us(app, words, "too-many-text")),
        }
    }
}

fn page(
    app: &App,
    (path, language): (&str, Language),
    asked: &FeedbackPage,
    (comment, how): (&str, Option<How>),
    note: Option<Note>,
) -> PublicPage {
    let words = Words(language);
    let title = match asked.how {
        Some(_) => words.say("feedback-thanks"),
        None => words.say("feedback-title"),
    };
    let shown = if note.is_some() { words.with("error-before-title", &[("title", &title)]) } else { title.clone() };
    let main = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (words.with("feedback-about", &[("number", &asked.number.to_string()), ("title", &asked.title)])) }
            @if let Some(note) = note { (note.said(app, words)) }
            @match asked.how {
                Some(how) => p { (words.with("feedback-said", &[("how", &said(words, how))])) }
                None => (form(words, path, comment, how)),
            }
        }
    };
    // A page behind a link is kept by no browser.
    frame(&Frame { app, language, title: &shown, page: None, step: None }, &main).status(StatusCode::OK)
}

/// What a contact may say, in words.
pub(super) fn said(words: Words, how: How) -> String {
    words.say(match how {
        How::Good => "feedback-good",
        How::Middling => "feedback-middling",
        How::Poor => "feedback-poor",
    })
}

fn form(words: Words, path: &str, comment: &str, chosen: Option<How>) -> Markup {
    html! {
        form method="post" action=(path) novalidate {
            fieldset.options {
                legend { (words.say("feedback-title")) }
                @for how in How::ALL {
                    label.option { input id=(how.key()) type="radio" name="how" value=(how.key()) required checked[chosen == Some(*how)]; " " (said(words, *how)) }
                }
            }
            div.field {
                label for="comment" { (words.say("feedback-comment")) " " span.optional { (words.say("field-optional")) } }
                p.hint { (words.say("portal-hint")) }
                textarea #comment name="comment" rows="5" { "\n" (comment) }
            }
            p.hint { (words.say("feedback-kept")) }
            button.button { (words.say("portal-send")) }
        }
    }
}

/// The link was too old, or never was, or somebody else asks in the case.
fn gone(app: &App, language: Language) -> PublicPage {
    ended(app, language, "feedback-gone")
}

/// The secret that ends the address.
fn secret(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
