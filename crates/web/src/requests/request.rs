//! One request: what was asked, by when, what is outside, what was written, and every step that is left.

use super::outside::{answer, refused};
use super::{DESK, say};
use crate::correspondence::delivery;
use crate::desk::parts::entry;
use crate::desk::{Desk, DeskPage, Place};
use crate::parties::of_person;
use crate::privacy::counted_texts;
use crate::words::Words;
use axum::http::StatusCode;
use engine::requests::{
    Authority, HERE, Identity, Kind, LINK_MARK, Obstacle, Outcome, State, Task, TaskState, View, aim_of, request,
};
use engine::{Failure, Language, RowId, day_of};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let page = page(&desk, id, None, &Typed::default()).await?;
    desk.opened("request", id).await?;
    Ok(page)
}

/// What was typed into a form that was not taken.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) text: Option<String>,
    pub(super) reason: String,
    pub(super) outcome: Option<Outcome>,
    pub(super) why: String,
}

/// The page of the request, with what stood against a step.
pub(super) async fn page(
    desk: &Desk,
    id: RowId,
    obstacle: Option<Obstacle>,
    typed: &Typed,
) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let view = request(&desk.app.engine, &desk.caller, id, day_of(desk.now)).await?;
    let carries_rights = desk.caller.viewer.carries_out_rights(desk.app.engine.model());
    let texts = if let Some(aim) = aim_of(view.kind).filter(|_| carries_rights) {
        counted_texts(desk, (view.person, aim), Some(id)).await?
    } else {
        html! {}
    };
    let number = view.number.to_string();
    let title = words.with("persons-one", &[("number", &number), ("kind", &view.kind_name)]);
    let open = view.state != State::Answered && view.may_write;
    let main = html! {
        p.crumb { a href=(DESK) { (words.say("persons-title")) } }
        header.title {
            h1 { (title) }
            (say::state(words, view.state))
            @if view.state != State::Answered { (say::due(words, view.extended_to.unwrap_or(view.due_on), view.haste)) }
        }
        @if let Some(obstacle) = obstacle { (refused(words, obstacle)) }
        (texts)
        div.split {
            div {
                @if !view.text.is_empty() {
                    (entry(&html! { strong { (words.say("persons-asked")) } }, &html! { p.written { (view.text) } }, false))
                }
                (mails(words, &view))
                @if open { (identity(words, &view)) }
                @if view.state == State::Working || !view.tasks.is_empty() { (tasks(words, &view, open)) }
                @if open { (act(words, &view)) (close(words, &view, typed)) (extend(words, &view, typed)) (pass_on(words, &view)) }
            }
            aside { (facts(words, &view)) }
        }
    };
    let page = desk.page(Place::Persons, &title, None, &main);
    Ok(if obstacle.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page })
}

fn version(view: &View) -> Markup {
    html! { input type="hidden" name="version" value=(view.version); }
}

fn facts(words: Words, view: &View) -> Markup {
    html! {
        section.card {
            h2 { (words.say("persons-facts")) }
            dl.facts {
                dt { (words.say("persons-person")) }
                dd { a href=(of_person(view.person)) { @if view.name.is_empty() { (words.say("person-nameless")) } @else { (view.name) } } }
                dt { (words.say("persons-came-by")) } dd { (say::came_by(words, view.came_by)) }
                dt { (words.say("rights-came")) } dd { (words.moment(view.received_at)) }
                dt { (words.say("rights-due")) } dd { (words.day(view.due_on)) }
                @if let Some(day) = view.extended_to {
                    dt { (words.say("persons-extended")) } dd { (words.day(day)) }
                    @if let Some(why) = &view.extended_why { dt { (words.say("rights-longer")) } dd { (why) } }
                }
                dt { (words.say("persons-answer-to")) }
                dd { @if let Some(address) = &view.answer_to { (address) } @else { (words.say("persons-no-address")) } }
                @if let Some(who) = &view.on_behalf { dt { (words.say("persons-on-behalf")) } dd { (who) } }
                @if let Some(authority) = view.authority { dt { (words.say("persons-authority")) } dd { (authority_words(words, authority)) } }
                dt { (words.say("persons-identity")) } dd { (say::identity(words, view.identity)) }
                @if let Some(outcome) = view.outcome { dt { (words.say("rights-outcome")) } dd { (say::outcome(words, outcome)) } }
                @if let Some(reason) = &view.reason { dt { (words.say("rights-reason")) } dd.written { (reason) } }
                @if let Some(at) = view.answered_at { dt { (words.say("rights-answered")) } dd { (words.moment(at)) } }
                @if let Some(receipt) = &view.receipt {
                    dt { (words.say("rights-receipt")) } dd { a href={ "/desk/receipts/" (receipt) } { (receipt) } }
                }
            }
        }
    }
}

pub(super) fn authority_words(words: Words, authority: Authority) -> String {
    words.say(match authority {
        Authority::Shown => "authority-shown",
        Authority::Missing => "authority-missing",
        Authority::Guardian => "authority-guardian",
    })
}

/// Who asks: how that can be made sure, and why more may be needed.
fn identity(words: Words, view: &View) -> Markup {
    if view.state == State::Working {
        return html! {};
    }
    html! {
        section.card {
            h2 { (words.say("identity-title")) }
            @if view.proof.link_is_enough() {
                p { (words.say("identity-link-enough")) }
            } @else {
                p {
                    (words.say("identity-link-short")) " "
                    @if view.proof.employee { (words.say("identity-employee")) " " }
                    @if !view.proof.protected.is_empty() {
                        (words.with("identity-protected", &[("kinds", &view.proof.protected.join(", "))]))
                    }
                }
            }
            @if view.state == State::New { p.hint { (words.say("identity-new")) } }
            @if view.answer_to.is_some() && view.identity == Identity::Open {
                form method="post" action={ (DESK) "/" (view.id) "/ask" } {
                    (version(view))
                    button.button.quiet { (words.say("identity-ask")) }
                }
            }
            form method="post" action={ (DESK) "/" (view.id) "/identity" } {
                (version(view))
                div.field {
                    label for="identity" { (words.say("identity-how")) }
                    select #identity name="identity" {
                        @for identity in [Identity::Known, Identity::InPerson, Identity::SignedIn] {
                            option value=(identity.key()) { (say::identity(words, identity)) }
                        }
                    }
                }
                p.hint { (words.say("identity-hint")) }
                button.button { (words.say("identity-note")) }
            }
        }
    }
}

fn tasks(words: Words, view: &View, open: bool) -> Markup {
    html! {
        section.card {
            h2 { (words.say("tasks-title")) }
            @if view.tasks.is_empty() { p.empty { (words.say("tasks-none")) } }
            @for task in &view.tasks { (one_task(words, view, task, open)) }
        }
    }
}

fn one_task(words: Words, view: &View, task: &Task, open: bool) -> Markup {
    html! {
        (entry(&html! { strong { (task.place) ": " (say::what(words, task.what)) } (say::task(words, task.state)) }, &html! {
            @if task.place == HERE { p.hint { (words.say("task-here")) } }
            @if let Some(routine) = &task.routine { p { (routine) "." } }
            @if let Some(text) = &task.note { p.written { (text) } }
            @if let Some(day) = task.done_on { p.muted { (words.day(day)) } }
            @if open && task.state == TaskState::Open {
                (answer(words, &format!("{DESK}/{}/task", view.id), (task.id, task.version)))
            }
        }, false))
    }
}

/// The screens on which what was asked is done here.
fn act(words: Words, view: &View) -> Markup {
    let person = of_person(view.person);
    let post = |path: &str, key: &str, name: &str, value: &str| {
        html! {
            form method="post" action={ (person) (path) } {
                input type="hidden" name=(name) value=(value);
                button.button { (words.say(key)) }
            }
        }
    };
    let id = view.id.to_string();
    let language = view.language.tag();
    html! {
        section.card {
            h2 { (words.say("act-title")) }
            div.actions {
                @match view.kind {
                    Kind::Access => (post("/access", "act-access", "language", language)),
                    Kind::Portability => (post("/portable", "act-portable", "language", language)),
                    Kind::Erasure => { a.button.danger href={ (person) "/erase?request=" (id) } { (words.say("act-erase")) } },
                    Kind::MarketingObjection => (post("/no-marketing", "act-no-marketing", "request", &id)),
                    Kind::Withdrawal => (post("/withdraw", "act-withdraw", "request", &id)),
                    Kind::Restriction | Kind::Objection => {
                        a.button href={ (person) "/restrict?request=" (id) } { (words.say("act-restrict")) }
                    },
                    Kind::Rectification | Kind::HumanDecision | Kind::Complaint
                        | Kind::Question => {},
                }
                a.button.quiet href=(person) { (words.say("act-person")) }
            }
            p.hint {
                (words.say(match view.kind {
                    Kind::Access | Kind::Portability => "act-hint-package",
                    Kind::Erasure => "act-hint-erase",
                    Kind::Restriction | Kind::Objection => "act-hint-restrict",
                    Kind::MarketingObjection | Kind::Withdrawal => "act-hint-at-once",
                    Kind::Rectification => "act-hint-rectify",
                    Kind::HumanDecision | Kind::Complaint | Kind::Question => "act-hint-answer",
                }))
            }
        }
    }
}

const OUTCOMES: [Outcome; 5] = [Outcome::Done, Outcome::Partly, Outcome::Refused, Outcome::Nothing, Outcome::Withdrawn];

fn close(words: Words, view: &View, typed: &Typed) -> Markup {
    let text = typed.text.as_deref().unwrap_or(&view.draft);
    html! {
        section.card {
            h2 { (words.say("close-title")) }
            form method="post" action={ (DESK) "/" (view.id) "/close" } novalidate {
                (version(view))
                div.field {
                    label for="outcome" { (words.say("rights-outcome")) }
                    select #outcome name="outcome" {
                        @for outcome in OUTCOMES {
                            option value=(outcome.key()) selected[typed.outcome == Some(outcome)] { (say::outcome(words, outcome)) }
                        }
                    }
                }
                div.field {
                    label for="reason" { (words.say("close-reason")) }
                    p.hint #reason-hint { (words.say("close-reason-hint")) }
                    textarea #reason name="reason" rows="3" aria-describedby="reason-hint" { "\n" (typed.reason) }
                }
                div.field {
                    label for="text" { (words.say("close-text")) }
                    p.hint #text-hint {
                        @if let Some(address) = &view.answer_to {
                            (words.with("close-text-hint", &[("address", address), ("mark", LINK_MARK)]))
                        } @else { (words.say("close-no-address")) }
                    }
                    textarea #text name="text" rows="9" lang=(view.language.tag()) aria-describedby="text-hint" { "\n" (text) }
                }
                button.button { (words.say("close-send")) }
            }
        }
    }
}

fn extend(words: Words, view: &View, typed: &Typed) -> Markup {
    let Some(day) = view.may_extend_to else { return html! {} };
    html! {
        section.card {
            h2 { (words.with("extend-title", &[("day", &words.day(day))])) }
            p.hint { (words.say("extend-hint")) }
            form method="post" action={ (DESK) "/" (view.id) "/extend" } novalidate {
                (version(view))
                div.field {
                    label for="why" { (words.say("extend-why")) }
                    input #why name="why" type="text" maxlength="500" required value=(typed.why);
                }
                button.button.quiet { (words.say(if view.answer_to.is_some() { "extend-send" } else { "extend-told" })) }
            }
        }
    }
}

fn pass_on(words: Words, view: &View) -> Markup {
    html! {
        @if !view.agreements.is_empty() {
            section.card {
                h2 { (words.say("pass-on-title")) }
                p.hint { (words.say("pass-on-hint")) }
                form method="post" action={ (DESK) "/" (view.id) "/pass-on" } {
                    (version(view))
                    div.field {
                        label for="agreement" { (words.say("pass-on-to")) }
                        select #agreement name="agreement" {
                            @for (id, name) in &view.agreements { option value=(id) { (name) } }
                        }
                    }
                    button.button.quiet { (words.say("pass-on-send")) }
                }
            }
        }
    }
}

fn mails(words: Words, view: &View) -> Markup {
    let lang: Language = view.language;
    html! {
        @for mail in &view.mails {
            @let head = html! {
                strong { (say::mail(words, mail.kind)) }
                span.muted { (words.moment(mail.sent_at.unwrap_or(mail.queued_at))) }
                (delivery(words, mail.state))
            };
            (entry(&head, &html! {
                details {
                    summary lang=(lang.tag()) { (mail.subject) }
                    p.written lang=(lang.tag()) { (mail.body) }
                }
            }, true))
        }
    }
}
