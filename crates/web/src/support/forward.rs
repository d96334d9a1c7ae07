//! The page on which a mail of a case is forwarded to somebody else: to whom, with which words, and which of its files.

use super::forms::over;
use super::of_case;
use super::typed::Wrong;
use super::words::state;
use crate::correspondence::{LOOKED, RELEASE, guarded, past};
use crate::desk::parts::{alert, among, area, line};
use crate::desk::{Desk, DeskPage, Place, Toast};
use crate::form_body::{Form, encode};
use axum::http::StatusCode;
use engine::support::{CaseState, Forward, Forwarding, ReplyProblem, Sent, forward, forwarding};
use engine::{FORWARDED_FILES, Failure, RowId};
use maud::{Markup, html};
use std::str::FromStr;

/// The fields of the form: a tick for each file, and the rest.
pub(super) fn names() -> Vec<String> {
    let texts = ["mail", "form", "to", "cc", "text", "then", "over", LOOKED, RELEASE];
    let files = (0..FORWARDED_FILES).map(|place| format!("f{place}"));
    texts.map(str::to_owned).into_iter().chain(files).collect()
}

/// The page for the mail `id` of a case.
pub(super) fn path(case: RowId, mail: RowId) -> String {
    format!("{}/forward?mail={mail}", of_case(case))
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let mail = desk.query("mail").and_then(|mail| RowId::from_str(&mail).ok()).ok_or(Failure::NotFound)?;
    let found = forwarding(&desk.app.engine, &desk.caller, desk.now, (id, mail)).await?;
    let all = found.files.iter().map(|(file, _)| *file).collect();
    Ok(page(&desk, id, &found, &Forward { files: all, form: found.form.to_string(), ..Forward::default() }, None))
}

pub(super) async fn send(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let mail = RowId::from_str(form.get("mail")).map_err(|_| Failure::NotFound)?;
    let is_file = |name: &str| name.strip_prefix('f').is_some_and(|place| place.parse::<usize>().is_ok());
    let files = form.fields().filter(|(name, _)| is_file(name));
    let typed = Forward {
        to: form.get("to").to_owned(),
        cc: form.get("cc").to_owned(),
        text: form.get("text").to_owned(),
        files: files.filter_map(|(_, file)| RowId::from_str(file).ok()).collect(),
        then: among(CaseState::ALL, CaseState::key, form.get("then")),
        ends_anyway: form.get("over") == "yes",
        form: form.get("form").to_owned(),
        past: past(&form),
    };
    let engine = &desk.app.engine;
    match forward(engine, &desk.caller, desk.now, (id, mail), &typed).await? {
        Sent::Queued => Ok(desk.see_other(&of_case(id), Toast::Sent)),
        Sent::Already => Ok(desk.see_other(&of_case(id), Toast::SentBefore)),
        Sent::Mend(problem) => {
            let found = forwarding(engine, &desk.caller, desk.now, (id, mail)).await?;
            Ok(page(&desk, id, &found, &typed, Some(&problem)).status(StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn page(desk: &Desk, id: RowId, found: &Forwarding, typed: &Forward, problem: Option<&ReplyProblem>) -> DeskPage {
    let words = desk.words();
    let title = words.say("case-forward");
    let named = desk.query("mail").unwrap_or_default();
    let main = html! {
        div.narrow {
            p.crumb { a href=(of_case(id)) { "#" (found.number) } }
            h1 { (title) }
            p.lead { (found.subject) }
            @if let Some(problem) = problem { (alert(&Wrong::Answer(problem.clone()).words(desk))) }
            form method="post" action={ (of_case(id)) "/forward?mail=" (encode(&named)) } novalidate {
                input type="hidden" name="mail" value=(named);
                input type="hidden" name="form" value=(typed.form);
                (line(&words.say("case-answer-to"), "to", "text", &typed.to))
                (line(&words.say("case-answer-cc"), "cc", "text", &typed.cc))
                (area(&words.say("case-forward-text"), Some(&words.say("case-forward-hint")), "text", 6, &typed.text))
                (files(desk, found, typed))
                @if let Some(ReplyProblem::Guarded(hints)) = problem { (guarded(desk, hints, found.contact)) }
                @if typed.ends_anyway || matches!(problem, Some(ReplyProblem::PartsOpen(_))) { (over(words, typed.ends_anyway)) }
                (then(desk, typed))
                div.actions {
                    button.button { (title) }
                    a href=(of_case(id)) { (words.say("wish-cancel")) }
                }
            }
            h2 { (words.say("case-forward-quoted")) }
            p.written.muted { (found.quoted) }
        }
    };
    desk.page(Place::Cases, &title, None, &main)
}

/// Its files, each of which may stay behind.
fn files(desk: &Desk, found: &Forwarding, typed: &Forward) -> Markup {
    html! {
        @if !found.files.is_empty() {
            fieldset.options {
                legend { (desk.words().say("case-forward-files")) }
                @for (place, (file, title)) in found.files.iter().enumerate() {
                    label.option { input type="checkbox" name={ "f" (place) } value=(file) checked[typed.files.contains(file)]; " " (title) }
                }
            }
        }
    }
}

/// How the case goes on.
fn then(desk: &Desk, typed: &Forward) -> Markup {
    let words = desk.words();
    html! {
        div.field {
            label for="then" { (words.say("case-then")) }
            select #then name="then" {
                option value="" { (words.say("case-forward-as-is")) }
                @for to in [CaseState::Supplier, CaseState::Open, CaseState::Solved] {
                    option value=(to.key()) selected[typed.then == Some(to)] { (state(words, to)) }
                }
            }
        }
    }
}
