//! Erasure (GDPR art. 17): the plan line by line, and carrying out exactly that plan.

use crate::demo::Step;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::requests::DESK;
use crate::words::Words;
use axum::http::StatusCode;
use engine::privacy::{Action, Erased, PlanLine, PlanView, Reason, erase, plan_erasure};
use engine::requests::take_receipt;
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let plan = plan_erasure(&desk.app.engine, &desk.caller, id, desk.caller.language, day_of(desk.now)).await?;
    let request = desk.query("request").unwrap_or_default();
    Ok(page(&desk, id, &plan, (false, &request)))
}

pub(super) async fn carry_out(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let (engine, language) = (&desk.app.engine, desk.caller.language);
    match erase(engine, &desk.caller, desk.now, id, form.get("fingerprint"), language).await? {
        Erased::Done(receipt) => match RowId::from_str(form.get("request")) {
            // The request that asked for it takes the receipt over.
            Ok(request) => {
                take_receipt(engine, &desk.caller, desk.now, request, receipt).await?;
                Ok(DeskPage::see_other(&format!("{DESK}/{request}")))
            }
            Err(_) => Ok(DeskPage::see_other(&format!("/desk/receipts/{receipt}"))),
        },
        Erased::Changed(plan) => Ok(page(&desk, id, &plan, (true, form.get("request"))).status(StatusCode::CONFLICT)),
    }
}

/// `request` is the one that asked for it; empty where none did.
fn page(desk: &Desk, id: RowId, plan: &PlanView, (changed, request): (bool, &str)) -> DeskPage {
    let words = desk.words();
    let (stays, goes): (Vec<&PlanLine>, Vec<&PlanLine>) =
        plan.lines.iter().partition(|line| line.action == Action::Keep);
    let main = html! {
        p.crumb { a href={ "/desk/people/" (id) } { (words.say("erase-back")) } }
        h1 { (words.say("erase-title")) }
        @if changed && plan.does_something {
            div.notice.bad role="alert" { h2 { (words.say("erase-changed-title")) } p { (words.say("erase-changed")) } }
        }
        p.lead { (words.say(if plan.does_something { "erase-lead" } else { "erase-nothing" })) }
        (lines(words, "erase-goes", &goes))
        (lines(words, "erase-stays", &stays))
        @if plan.does_something {
            form.actions method="post" action={ "/desk/people/" (id) "/erase" } {
                input type="hidden" name="fingerprint" value=(plan.fingerprint);
                @if !request.is_empty() { input type="hidden" name="request" value=(request); }
                button.button.danger { (words.say("erase-do")) }
                a href={ "/desk/people/" (id) } { (words.say("erase-cancel")) }
            }
            p.hint { (words.say("erase-hint")) }
        }
    };
    desk.page(Place::People, &words.say("erase-title"), Some(Step::Erase), &main)
}

/// The lines of a plan under a heading; nothing where there are none.
pub(crate) fn lines(words: Words, title: &str, lines: &[&PlanLine]) -> Markup {
    html! {
        @if !lines.is_empty() {
            h2 { (words.say(title)) }
            ul.rows.plan {
                @for line in lines {
                    li.row {
                        span.who { strong { (line.kind) } span.muted { (line.label) } }
                        span.what { (reason_words(words, line)) }
                        span.when { (action(words, line)) }
                    }
                }
            }
        }
    }
}

fn action(words: Words, line: &PlanLine) -> Markup {
    match &line.action {
        Action::Delete => html! { span.badge.bad { (words.say("action-delete")) } },
        Action::Clear(_) => {
            html! { span.badge.warn { (words.with("action-clear", &[("fields", &line.fields.join(", "))])) } }
        }
        Action::Keep => html! { span.badge { (words.say("action-keep")) } },
    }
}

/// Why something is done with a row.
fn reason_words(words: Words, line: &PlanLine) -> String {
    words.say(match line.reason {
        Reason::Law { until, .. } => {
            return words.with("reason-law", &[("law", &line.law), ("day", &words.day(until))]);
        }
        Reason::Asked => "reason-asked",
        Reason::Junk => "reason-junk",
        Reason::Removed => "reason-removed",
        Reason::Due => "reason-due",
        Reason::Unclaimed => "reason-unclaimed",
        Reason::Again => "reason-again",
        Reason::Mention => "reason-mention",
        Reason::Ongoing => "reason-ongoing",
    })
}
