//! One request: the message, who sent it, the mails about it, and what can be done.

use crate::correspondence::{Draft, answer_form, mails};
use crate::demo::Step;
use crate::desk::parts::entry;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::parties::of_person;
use crate::records::page_of;
use crate::requests::from_contact;
use crate::words::{Words, phone};
use axum::http::StatusCode;
use engine::website::{self, CameFrom, Doubt, RequestView, State};
use engine::{Failure, Language};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let request = website::request(&desk.app.engine, &desk.caller, desk.id()?).await?;
    desk.opened("contact_request", desk.id()?).await?;
    Ok(request_page(&desk, &request, &Draft::default()))
}

pub(super) async fn accept(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    website::accept(&desk.app.engine, &desk.caller, desk.now, id, version(&form)?).await?;
    Ok(DeskPage::see_other(&format!("/desk/requests/{id}")))
}

pub(super) async fn discard(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    website::discard(&desk.app.engine, &desk.caller, desk.now, desk.id()?, version(&form)?).await?;
    Ok(DeskPage::see_other("/desk/requests?which=doubtful"))
}

/// The version that a form was written to. One without belongs to nothing that is shown.
pub(crate) fn version(form: &Form) -> Result<i64, Failure> {
    form.get("version").parse().map_err(|_| Failure::Stale)
}

/// The page of `request`, with an answer begun.
pub(crate) fn request_page(desk: &Desk, request: &RequestView, draft: &Draft) -> DeskPage {
    let words = desk.words();
    let main = html! {
        p.crumb { a href="/desk/requests" { (words.say("requests-title")) } }
        header.title {
            h1 { (request.name) }
            (state(words, request.state))
        }
        div.split {
            div {
                (message(words, request))
                (mails(words, request))
                (goes_on(words, request))
                @match request.state {
                    State::Doubtful => (judge(words, request)),
                    State::New | State::Answered => (answer_form(desk, request, draft)),
                }
            }
            aside {
                (sender(words, request))
                @if request.state == State::New { (from_contact(desk, request)) }
            }
        }
    };
    let page = desk.page(Place::Requests, &request.name, Some(Step::Answer), &main);
    if draft.problem.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page }
}

fn state(words: Words, state: State) -> Markup {
    match state {
        State::New => html! { span.badge { (words.say("state-new")) } },
        State::Answered => html! { span.badge.good { (words.say("state-answered")) } },
        State::Doubtful => html! { span.badge.warn { (words.say("state-doubtful")) } },
    }
}

fn message(words: Words, request: &RequestView) -> Markup {
    html! {
        (entry(
            &html! {
                strong { (words.with("request-wrote", &[("name", &request.name)])) }
                span.muted { (words.moment(request.received_at)) }
            },
            &html! { p.written lang=(request.language.tag()) { (request.message) } },
            false,
        ))
    }
}

/// That it goes on in cases, where what is written next belongs.
fn goes_on(words: Words, request: &RequestView) -> Markup {
    html! {
        @for (case, number) in &request.cases {
            p.notice { a href=(page_of("case", *case)) { (words.with("request-goes-on", &[("number", &number.to_string())])) } }
        }
    }
}

fn sender(words: Words, request: &RequestView) -> Markup {
    html! {
        section.card {
            h2 { (words.say("request-sender")) }
            dl.facts {
                dt { (words.say("field-email")) } dd { a href={ "mailto:" (request.email) } { (request.email) } }
                @for number in &request.phones {
                    dt { (words.say("field-phone")) } dd { a href={ "tel:" (number) } { (phone(number)) } }
                }
                @if !request.organisation.is_empty() {
                    dt { (words.say("field-organisation")) } dd { (request.organisation) }
                }
                dt { (words.say("request-language")) } dd { (language(words, request.language)) }
                dt { (words.say("request-came-from")) } dd { (came_from(words, request.came_from)) }
            }
            p { a href=(of_person(request.person)) { (words.say("request-person")) } }
        }
    }
}

fn language(words: Words, language: Language) -> String {
    words.say(match language {
        Language::Nb => "language-nb",
        Language::En => "language-en",
    })
}

fn came_from(words: Words, from: CameFrom) -> String {
    words.say(match from {
        CameFrom::Here => "came-from-here",
        CameFrom::Website => "came-from-website",
    })
}

/// Why a message is doubtful.
pub(crate) fn doubt_words(words: Words, doubt: Doubt) -> String {
    words.say(match doubt {
        Doubt::HiddenField => "doubt-hidden-field",
        Doubt::TooQuick => "doubt-too-quick",
        Doubt::NoToken => "doubt-no-token",
        Doubt::TooMany => "doubt-too-many",
        Doubt::Links => "doubt-links",
        Doubt::NoProof => "doubt-no-proof",
    })
}

/// The choice about a doubtful message.
fn judge(words: Words, request: &RequestView) -> Markup {
    let version = request.version;
    html! {
        section.card {
            h2 { (words.say("judge-title")) }
            @if let Some(doubt) = request.doubt {
                p { (words.with("judge-why", &[("reason", &doubt_words(words, doubt))])) }
            }
            @if request.may_write {
                div.actions {
                    form method="post" action={ "/desk/requests/" (request.id) "/accept" } {
                        input type="hidden" name="version" value=(version);
                        button.button { (words.say("judge-accept")) }
                    }
                    form method="post" action={ "/desk/requests/" (request.id) "/discard" } {
                        input type="hidden" name="version" value=(version);
                        button.button.danger { (words.say("judge-discard")) }
                    }
                }
                p.hint { (words.say("judge-hint")) }
            }
        }
    }
}
