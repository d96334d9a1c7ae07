//! Receipts: that something was removed, when its rows went and when its bytes did. Never of whom.

use crate::demo::Step as Walk;
use crate::desk::parts::{empty, row};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::privacy::scan::{Searched, search_form};
use crate::requests::{refused, systems};
use crate::website::version;
use crate::words::Words;
use axum::http::StatusCode;
use engine::privacy::{ReceiptView, answered_by, held_until, kept_by_law, receipt, receipts};
use engine::requests::{Obstacle, Step, TaskState, answer_outside, outside_of};
use engine::{Failure, RowId};
use maud::{Markup, html};
use std::str::FromStr;

pub(super) async fn list(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let found = receipts(&desk.app.engine, &desk.caller).await?;
    let main = html! {
        header.title {
            h1 { (words.say("receipts-title")) }
            div.actions { a.button.quiet href=(super::due::PATH) { (words.say("due-title")) } }
        }
        p.lead { (words.say("receipts-lead")) }
        @if found.is_empty() {
            (empty(&words.say("receipts-empty")))
        } @else {
            ul.rows {
                @for receipt in &found {
                    @let who = html! { strong { (kind(words, receipt)) } };
                    @let what = html! { (words.with("receipt-rows", &[("rows", &receipt.rows.to_string())])) };
                    @let when = html! { (words.moment(receipt.rows_at)) (scrubbed(words, receipt)) };
                    li { (row(&format!("/desk/receipts/{}", receipt.id), &who, &what, &when)) }
                }
            }
        }
    };
    Ok(desk.page(Place::Receipts, &words.say("receipts-title"), Some(Walk::Erase), &main))
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let found = receipt(&desk.app.engine, &desk.caller, desk.id()?).await?;
    receipt_page(&desk, &found, &Searched::default(), None).await
}

/// Answers for a system outside.
pub(super) async fn answer(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (engine, id) = (&desk.app.engine, desk.id()?);
    let state = TaskState::ALL.iter().copied().find(|one| one.key() == form.get("state")).ok_or(Failure::Stale)?;
    let task = RowId::from_str(form.get("task")).map_err(|_| Failure::NotFound)?;
    let at = (task, version(&form)?);
    match answer_outside(engine, &desk.caller, desk.now, at, state, form.get("note")).await? {
        Step::Done => Ok(DeskPage::see_other(&format!("/desk/receipts/{id}"))),
        Step::Not(obstacle) => {
            let found = receipt(engine, &desk.caller, id).await?;
            receipt_page(&desk, &found, &Searched::default(), Some(obstacle)).await
        }
    }
}

/// One receipt, with what a search of the raw files found, or what stood against an answer.
pub(super) async fn receipt_page(
    desk: &Desk,
    receipt: &ReceiptView,
    searched: &Searched,
    obstacle: Option<Obstacle>,
) -> Result<DeskPage, Failure> {
    let outside = outside_of(&desk.app.engine, &desk.caller, receipt.id).await?;
    let words = desk.words();
    let title = kind(words, receipt);
    let main = html! {
        p.crumb { a href="/desk/receipts" { (words.say("receipts-title")) } }
        header.title { h1 { (title) } (scrubbed(words, receipt)) }
        @if let Some(obstacle) = obstacle { (refused(words, obstacle)) }
        @if !is_about_use(receipt) {
        ol.stages {
            li.done {
                strong { (words.say("stage-rows")) }
                span { (words.with("stage-rows-at", &[("moment", &words.moment(receipt.rows_at))])) }
            }
            li.done[receipt.bytes_at.is_some()] {
                strong { (words.say("stage-bytes")) }
                span {
                    @match receipt.bytes_at {
                        Some(at) => (words.with("stage-bytes-at", &[("moment", &words.moment(at))])),
                        None => (words.say("stage-bytes-waiting")),
                    }
                }
            }
        }
        }
        h2 { (words.with("receipt-rows", &[("rows", &receipt.rows.to_string())])) }
        (lines(desk, receipt))
        (systems(words, &outside))
        p.hint { (words.say("receipt-plan")) " " code { (receipt.plan) } }
        @if !is_about_use(receipt) { (search_form(words, receipt, searched)) }
    };
    let page = desk.page(Place::Receipts, &title, Some(Walk::Erase), &main);
    Ok(if obstacle.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page })
}

fn kind(words: Words, receipt: &ReceiptView) -> String {
    match receipt.kind {
        "erasure" => words.say("receipt-erasure"),
        "sweep" => words.say("receipt-sweep"),
        "discard" => words.say("receipt-discard"),
        "removal" => words.say("receipt-removal"),
        "objection" => words.say("receipt-objection"),
        "withdrawal" => words.say("receipt-withdrawal"),
        "replay" => words.say("receipt-replay"),
        "restriction" => words.say("receipt-restriction"),
        "lifting" => words.say("receipt-lifting"),
        other => other.to_owned(),
    }
}

/// Whether nothing went: rows were restricted, or are used again.
fn is_about_use(receipt: &ReceiptView) -> bool {
    matches!(receipt.kind, "restriction" | "lifting")
}

fn scrubbed(words: Words, receipt: &ReceiptView) -> Markup {
    if is_about_use(receipt) {
        html! {}
    } else if receipt.bytes_at.is_some() {
        html! { span.badge.good { (words.say("receipt-scrubbed")) } }
    } else {
        html! { span.badge.warn { (words.say("receipt-waiting")) } }
    }
}

fn lines(desk: &Desk, receipt: &ReceiptView) -> Markup {
    let words = desk.words();
    let model = desk.app.engine.model();
    let name = |entity: &str| {
        let found = model.entity_named(entity);
        found.map_or_else(|| entity.to_owned(), |entity| model[entity].name.get(words.0).to_owned())
    };
    html! {
        ul.rows {
            @for [entity, action, reason, count] in &receipt.lines {
                li.row {
                    span.who { strong { (name(entity)) } span.muted { "× " (count) } }
                    span.what { (reason_words(desk, reason)) }
                    span.when { span.badge { (action_words(words, action)) } }
                }
            }
        }
    }
}

/// What was done, from the word in the receipt. An unknown word is shown as it is.
fn action_words(words: Words, action: &str) -> String {
    match action {
        "delete" => words.say("done-delete"),
        "clear" => words.say("done-clear"),
        "redact" => words.say("done-redact"),
        "keep" => words.say("done-keep"),
        "restrict" => words.say("done-restrict"),
        "lift" => words.say("done-lift"),
        other => other.to_owned(),
    }
}

/// Why, from the word in the receipt. An unknown word is shown as it is.
fn reason_words(desk: &Desk, reason: &str) -> String {
    let words = desk.words();
    if let Some((law, until)) = kept_by_law(reason) {
        let known = desk.app.engine.model().laws.iter().find(|one| one.key == law);
        let title = known.map_or(law, |law| law.title.get(words.0));
        return words.with("reason-law", &[("law", title), ("day", &words.day(until))]);
    }
    if let Some(day) = held_until(reason) {
        return words.with("reason-hold", &[("day", &words.day(day))]);
    }
    if let Some(day) = answered_by(reason) {
        return words.with("reason-request", &[("day", &words.day(day))]);
    }
    match reason {
        "asked" => words.say("reason-asked"),
        "junk" => words.say("reason-junk"),
        "removed" => words.say("reason-removed"),
        "due" => words.say("reason-due"),
        "unclaimed" => words.say("reason-unclaimed"),
        "again" => words.say("reason-again"),
        "mention" => words.say("reason-mention"),
        "shared" => words.say("reason-shared"),
        "ongoing" => words.say("reason-ongoing"),
        "restricted" => words.say("reason-restricted"),
        "lifted" => words.say("reason-lifted"),
        other => other.to_owned(),
    }
}
