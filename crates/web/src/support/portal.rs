//! The customer's page of a case, behind the link in their mail. What changes anything is a button.

use crate::app::App;
use crate::public::{Frame, Page, PublicPage, Sent, Visit, contact_block, frame, unavailable};
use crate::words::Words;
use axum::http::StatusCode;
use engine::Language;
use engine::support::{Portal, PortalAnswered, answer_in_portal, portal};
use maud::{Markup, html};

use super::words::state;

pub(super) fn path(language: Language) -> &'static str {
    match language {
        Language::Nb => "/sak",
        Language::En => "/case",
    }
}

/// What is wrong with an answer.
#[derive(Clone, Copy)]
enum Problem {
    Text(usize),
    TooMany,
}

pub(super) async fn show(visit: Visit, language: Language) -> PublicPage {
    let app = &visit.app;
    match portal(&app.engine, app.now(), link(visit.uri.path())).await {
        Ok(Some(case)) => page(&visit.app, visit.uri.path(), language, &case, ("", None)),
        Ok(None) => gone(app, language),
        Err(failure) => unavailable(app, language, &failure),
    }
}

pub(super) async fn answer(sent: Sent, language: Language) -> PublicPage {
    let (app, path, text) = (&sent.app, sent.uri.path(), sent.form.get("text"));
    let answered = answer_in_portal(&app.engine, app.now(), (link(path), text), sent.network).await;
    let (status, problem) = match answered {
        Ok(PortalAnswered::Received) => return PublicPage::see_other(path),
        Ok(PortalAnswered::Gone) => return gone(app, language),
        Ok(PortalAnswered::Mend(most)) => (StatusCode::UNPROCESSABLE_ENTITY, Problem::Text(most)),
        Ok(PortalAnswered::TooMany) => (StatusCode::TOO_MANY_REQUESTS, Problem::TooMany),
        Err(failure) => return unavailable(app, language, &failure),
    };
    match portal(&app.engine, app.now(), link(path)).await {
        Ok(Some(case)) => page(app, path, language, &case, (text, Some(problem))).status(status),
        Ok(None) => gone(app, language),
        Err(failure) => unavailable(app, language, &failure),
    }
}

/// The link was ended with the case or the contact, or never was.
fn gone(app: &App, language: Language) -> PublicPage {
    let words = Words(language);
    let title = words.say("portal-gone-title");
    let main = html! {
        div.narrow {
            h1 { (title) }
            p { (words.say("portal-gone-text")) }
            p { a.button href=(Page::Contact.path(language)) { (words.say("contact-title")) } }
            h2 { (words.say("contact-other-ways")) }
            (contact_block(app, words))
        }
    };
    frame(&Frame { app, language, title: &title, page: None, step: None }, &main).status(StatusCode::GONE)
}

/// The last part of the path.
fn link(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn page(
    app: &App,
    path: &str,
    language: Language,
    case: &Portal,
    (typed, problem): (&str, Option<Problem>),
) -> PublicPage {
    let words = Words(language);
    let title = words.with("portal-title", &[("number", &case.number.to_string())]);
    let shown = if problem.is_some() { words.with("error-before-title", &[("title", &title)]) } else { title.clone() };
    let main = html! {
        div.narrow {
            h1 { (title) }
            p.lead { (case.title) }
            p { (words.with("portal-state", &[("state", &state(words, case.state))])) }
            @for entry in &case.said {
                (crate::desk::parts::entry(
                    &html! {
                        strong { (words.say(if entry.is_ours { "portal-ours" } else { "portal-theirs" })) }
                        span.muted { (words.moment(entry.at)) }
                    },
                    &html! { p.written { (entry.text) } },
                    entry.is_ours,
                ))
            }
            (form(words, path, typed, problem))
            h2 { (words.say("contact-other-ways")) }
            (contact_block(app, words))
        }
    };
    // What was written is kept by no browser.
    frame(&Frame { app, language, title: &shown, page: None, step: None }, &main).status(StatusCode::OK)
}

fn form(words: Words, path: &str, typed: &str, problem: Option<Problem>) -> Markup {
    let said = problem.map(|problem| match problem {
        Problem::Text(most) => words.with("portal-text-wrong", &[("most", &most.to_string())]),
        Problem::TooMany => words.say("portal-too-many"),
    });
    let described = if said.is_some() { "text-hint text-error" } else { "text-hint" };
    html! {
        form method="post" action=(path) novalidate {
            div.field.wrong[said.is_some()] {
                label for="text" { (words.say("portal-answer")) }
                p.hint #text-hint { (words.say("portal-hint")) }
                @if let Some(said) = &said { p.error #text-error role="alert" { (said) } }
                textarea #text name="text" rows="7" required aria-describedby=(described)
                    aria-invalid=[said.is_some().then_some("true")] { "\n" (typed) }
            }
            button.button { (words.say("portal-send")) }
        }
    }
}
