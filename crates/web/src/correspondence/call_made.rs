//! A call that is there: who it was, where that is still to be confirmed, and what was said.

use super::call::{PATH, matched};
use crate::desk::parts::{Tone, alternatives, area, badge};
use crate::desk::{Desk, DeskPage, Place, Toast};
use crate::form_body::Form;
use crate::limits::OTHERS_OFFERED;
use crate::parties::of_person;
use crate::records::{of_row, page_of};
use crate::website::version;
use crate::words::{Words, phone};
use axum::http::StatusCode;
use engine::correspondence::calls::{CallView, Recognised, call, confirm, summarise};
use engine::parties::{PersonLine, search};
use engine::{CALL_SUMMARY_CHARACTERS, Failure, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let found = call(&desk.app.engine, &desk.caller, desk.id()?, day_of(desk.now)).await?;
    desk.opened("phone_call", found.id).await?;
    page(&desk, &found, None, None).await
}

pub(super) async fn confirm_it(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (engine, id) = (&desk.app.engine, desk.id()?);
    let found = call(engine, &desk.caller, id, day_of(desk.now)).await?;
    if !found.may_write {
        return Err(Failure::Denied);
    }
    let person = RowId::from_str(form.get("person")).map_err(|_| Failure::NotFound);
    let done = match person {
        Ok(person) => confirm(engine, &desk.caller, desk.now, id, version(&form)?, person).await,
        Err(nobody) => Err(nobody),
    };
    match done {
        Ok(()) => Ok(desk.see_other(&format!("{PATH}/{id}"), Toast::Saved)),
        Err(Failure::NotFound) => {
            let problem = desk.words().say("call-nobody");
            Ok(page(&desk, &found, Some(&problem), None).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

pub(super) async fn summarise_it(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (engine, id, text) = (&desk.app.engine, desk.id()?, form.get("summary"));
    match summarise(engine, &desk.caller, desk.now, (id, version(&form)?), text).await {
        Ok(()) => Ok(desk.see_other(&format!("{PATH}/{id}"), Toast::Saved)),
        Err(Failure::TooLarge) => {
            let found = call(engine, &desk.caller, id, day_of(desk.now)).await?;
            let problem = desk.words().with("too-long", &[("characters", &CALL_SUMMARY_CHARACTERS.to_string())]);
            let page = page(&desk, &found, Some(&problem), Some(text)).await?;
            Ok(page.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(other) => Err(other),
    }
}

/// What may come of a call, in the words of the register.
pub(super) fn outcome_alternatives(desk: &Desk) -> Vec<(String, String)> {
    alternatives(desk, "phone_call", "outcome")
}

async fn page(desk: &Desk, found: &CallView, problem: Option<&str>, typed: Option<&str>) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let name = if found.person.1.is_empty() { words.say("person-nameless") } else { found.person.1.clone() };
    let title = words.with("call-with", &[("name", &name)]);
    let is_open = found.matched == Recognised::Maybe && found.may_write;
    let others = if is_open { others(desk, found).await? } else { Vec::new() };
    let main = html! {
        p.crumb { a href=(of_person(found.person.0)) { (name) } }
        header.title {
            h1 { (title) }
            @if found.matched == Recognised::Maybe { (badge(Tone::Warn, &words.say("call-maybe"))) }
            div.actions { a.button.quiet.small href=(of_row("phone_call", found.id)) { (words.say("records-as-record")) } }
        }
        @if let Some(problem) = problem { div.notice.bad role="alert" { p { (problem) } } }
        div.split {
            div {
                @if is_open { (who(desk, found, &others)) }
                (summary(words, found, typed))
            }
            aside { (facts(desk, found)) }
        }
    };
    Ok(desk.page(Place::Nowhere, &title, None, &main))
}

/// People that were sought by name, address or number.
async fn others(desk: &Desk, found: &CallView) -> Result<Vec<PersonLine>, Failure> {
    let Some(sought) = desk.query("q").filter(|sought| !sought.trim().is_empty()) else { return Ok(Vec::new()) };
    let mut others = search(&desk.app.engine, &desk.caller, &sought, day_of(desk.now)).await?;
    others.retain(|other| !found.matches.iter().any(|one| one.person == Some(other.id)));
    others.truncate(OTHERS_OFFERED);
    Ok(others)
}

fn who(desk: &Desk, found: &CallView, others: &[PersonLine]) -> Markup {
    let words = desk.words();
    let sought = desk.query("q").unwrap_or_default();
    let choice = |person: RowId, says: &Markup| {
        html! { label.choice { input type="radio" name="person" value=(person); span.who { (says) } } }
    };
    html! {
        section.card {
            h2 { (words.say("call-confirm-title")) }
            p { (words.say("call-confirm-lead")) }
            form.search role="search" method="get" action={ (PATH) "/" (found.id) } {
                label for="q" { (words.say("call-other")) }
                div {
                    input #q name="q" type="search" value=(sought) autocomplete="off";
                    button.button.quiet { (words.say("people-find")) }
                }
            }
            form method="post" action={ (PATH) "/" (found.id) "/confirm" } {
                input type="hidden" name="version" value=(found.version);
                fieldset.newcomer {
                    legend { (words.say("call-who")) }
                    @for one in &found.matches {
                        @if let Some(person) = one.person { (choice(person, &matched(words, one))) }
                    }
                    @for other in others {
                        (choice(other.id, &html! { strong { (other.name) } span.muted { (other.addresses.join(", ")) } }))
                    }
                }
                button.button { (words.say("call-confirm")) }
            }
        }
    }
}

fn summary(words: Words, found: &CallView, typed: Option<&str>) -> Markup {
    let text = typed.unwrap_or(&found.summary);
    html! {
        @if found.may_write {
            form.card method="post" action={ (PATH) "/" (found.id) "/summary" } {
                input type="hidden" name="version" value=(found.version);
                (area(&words.say("call-summary"), Some(&words.say("call-summary-hint")), "summary", 7, text))
                button.button { (words.say("call-save-summary")) }
            }
        } @else if !found.summary.is_empty() {
            section.card { h2 { (words.say("call-summary")) } p.written { (found.summary) } }
        }
    }
}

fn facts(desk: &Desk, found: &CallView) -> Markup {
    let words = desk.words();
    let named = |field: &str, key: &str| {
        let all = alternatives(desk, "phone_call", field);
        all.into_iter().find(|(known, _)| known == key).map(|(_, name)| name).unwrap_or_default()
    };
    html! {
        section.card {
            h2 { (words.say("call-facts")) }
            dl.facts {
                dt { (words.say("call-began")) } dd { (words.moment(found.began_at)) }
                @if let Some(minutes) = found.minutes {
                    dt { (words.say("call-minutes")) } dd { (minutes) }
                }
                dt { (words.say("call-direction")) } dd { (named("direction", found.direction.key())) }
                dt { (words.say("call-outcome")) } dd { (named("outcome", found.outcome.key())) }
                @if !found.number.is_empty() {
                    dt { (words.say("call-number")) } dd { a href={ "tel:" (found.number) } { (phone(&found.number)) } }
                }
                @if let Some((case, name)) = &found.case {
                    dt { (words.say("call-case")) } dd { a href=(page_of("case", *case)) { (name) } }
                }
                @if !found.taken_by.is_empty() {
                    dt { (words.say("call-taken-by")) } dd { (found.taken_by) }
                }
            }
        }
    }
}
