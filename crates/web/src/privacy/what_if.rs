//! Trying another register: the two forms, and what is wrong with what was typed. Nothing is saved.

use crate::book::Change;
use crate::demo::Step;
use crate::desk::parts::row;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::{Form, encode};
use crate::limits::PERIOD_CHARACTERS;
use crate::privacy::tried::{Tried, tried};
use crate::words::Words;
use axum::http::StatusCode;
use engine::Failure;
use engine::privacy::{Changeable, changeable};
use maud::{Markup, html};

/// Where the page is.
pub(super) const PATH: &str = "/desk/register/what-if";

/// The page with the form for the period of `entity`.
pub(super) fn path_of(entity: &str) -> String {
    format!("{PATH}?entity={}", encode(entity))
}

/// What is wrong with a period that was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Problem {
    Missing,
    TooLong,
    NotText,
    Same,
}

/// An entity whose period may become another.
struct Chosen {
    key: String,
    name: String,
    /// Its period as the register has it.
    present: String,
    /// The period in the form.
    typed: String,
    problem: Option<Problem>,
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let may = changeable(&desk.app.engine, &desk.caller, desk.caller.language)?;
    let chosen = desk.query("entity").map(|entity| choose(&desk, &may, &entity)).transpose()?;
    Ok(page(&desk, &may, chosen.as_ref(), None))
}

pub(super) async fn attempt(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let may = changeable(&desk.app.engine, &desk.caller, desk.caller.language)?;
    if !form.get("activity").is_empty() {
        let activity = may.activities.iter().find(|(key, _)| key == form.get("activity"));
        let (key, purpose) = activity.ok_or(Failure::NotFound)?;
        let title = desk.words().with("what-if-without", &[("purpose", purpose)]);
        let done = tried(&desk, &Change::Without { activity: key.clone() }, title).await?;
        return Ok(page(&desk, &may, None, Some(&done)));
    }
    let mut chosen = choose(&desk, &may, form.get("entity"))?;
    form.get("period").clone_into(&mut chosen.typed);
    chosen.problem = problem(&chosen);
    if chosen.problem.is_some() {
        return Ok(page(&desk, &may, Some(&chosen), None).status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let period = chosen.typed.trim().to_owned();
    let title = desk.words().with("what-if-with", &[("kind", &chosen.name), ("period", &period)]);
    let done = tried(&desk, &Change::Period { entity: chosen.key.clone(), period }, title).await?;
    Ok(page(&desk, &may, Some(&chosen), Some(&done)))
}

fn choose(desk: &Desk, may: &Changeable, entity: &str) -> Result<Chosen, Failure> {
    let (key, name) = may.entities.iter().find(|(key, _)| key == entity).cloned().ok_or(Failure::NotFound)?;
    let present = desk.app.book.period(&key).ok_or(Failure::NotFound)?;
    Ok(Chosen { key, name, typed: present.clone(), present, problem: None })
}

fn problem(chosen: &Chosen) -> Option<Problem> {
    let typed = chosen.typed.trim();
    let same = || typed.split_whitespace().eq(chosen.present.split_whitespace());
    match typed {
        "" => Some(Problem::Missing),
        long if long.chars().count() > PERIOD_CHARACTERS => Some(Problem::TooLong),
        odd if odd.contains(char::is_control) => Some(Problem::NotText),
        _ => same().then_some(Problem::Same),
    }
}

fn page(desk: &Desk, may: &Changeable, chosen: Option<&Chosen>, done: Option<&Tried>) -> DeskPage {
    let words = desk.words();
    let main = html! {
        p.crumb { a href="/desk/register" { (words.say("register-title")) } }
        h1 { (words.say("what-if-title")) }
        p.lead { (words.say("what-if-lead")) }
        @if let Some(done) = done { (done.section(words)) }
        @match chosen {
            Some(chosen) => (period_form(words, chosen)),
            None => (periods(desk, may)),
        }
        (removal_form(words, may))
    };
    desk.page(Place::Register, &words.say("what-if-title"), Some(Step::Change), &main)
}

/// Every period that may become another.
fn periods(desk: &Desk, may: &Changeable) -> Markup {
    html! {
        h2 { (desk.words().say("what-if-periods")) }
        ul.rows {
            @for (key, name) in &may.entities {
                li {
                    @let period = html! { code { (desk.app.book.period(key).unwrap_or_default()) } };
                    (row(&path_of(key), &html! { strong { (name) } }, &period, &html! {}))
                }
            }
        }
    }
}

fn period_form(words: Words, chosen: &Chosen) -> Markup {
    let described = if chosen.problem.is_some() { "period-hint period-error" } else { "period-hint" };
    html! {
        section.card.field.wrong[chosen.problem.is_some()] {
            h2 { (words.with("what-if-period", &[("kind", &chosen.name)])) }
            p { (words.say("what-if-present")) " " code { (chosen.present) } }
            form method="post" action={ (PATH) "#result" } novalidate {
                input type="hidden" name="entity" value=(chosen.key);
                label for="period" { (words.say("what-if-new")) }
                p.hint #period-hint { (words.say("what-if-hint")) }
                @if let Some(problem) = chosen.problem {
                    p.error #period-error role="alert" { (problem_words(words, problem)) }
                }
                input #period name="period" type="text" value=(chosen.typed) required autocomplete="off" spellcheck="false"
                    aria-describedby=(described) aria-invalid=[chosen.problem.map(|_| "true")];
                div.actions {
                    button.button { (words.say("what-if-do")) }
                    a href=(PATH) { (words.say("what-if-other")) }
                }
            }
        }
    }
}

fn removal_form(words: Words, may: &Changeable) -> Markup {
    html! {
        section.card.field {
            h2 { (words.say("what-if-remove")) }
            form method="post" action={ (PATH) "#result" } {
                label for="activity" { (words.say("what-if-purpose")) }
                select #activity name="activity" {
                    @for (key, purpose) in &may.activities { option value=(key) { (purpose) } }
                }
                div.actions { button.button { (words.say("what-if-do-without")) } }
            }
        }
    }
}

fn problem_words(words: Words, problem: Problem) -> String {
    match problem {
        Problem::Missing => words.say("what-if-missing"),
        Problem::TooLong => words.with("too-long", &[("characters", &PERIOD_CHARACTERS.to_string())]),
        Problem::NotText => words.say("not-text"),
        Problem::Same => words.say("what-if-same"),
    }
}
