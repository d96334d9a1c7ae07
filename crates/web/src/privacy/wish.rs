//! What a person wants done with all that is held about them (GDPR art. 17 and 18): the plan line by line, and carrying out
//! exactly that plan.

use crate::demo::Step;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::requests::DESK;
use crate::words::Words;
use axum::http::StatusCode;
use engine::privacy::{Action, Carried, PlanLine, PlanView, Reason, Wish, carry_out, plan_wish, reason_key};
use engine::requests::take_receipt;
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

/// The last part of the address of its page, and the beginning of its words.
pub(super) fn word(wish: Wish) -> &'static str {
    match wish {
        Wish::Erasure => "erase",
        Wish::Restriction => "restrict",
        Wish::Lifting => "lift",
    }
}

pub(super) async fn show(desk: Desk, wish: Wish) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let (engine, language) = (&desk.app.engine, desk.caller.language);
    let plan = plan_wish(engine, &desk.caller, (id, wish), language, day_of(desk.now)).await?;
    let request = desk.query("request").unwrap_or_default();
    Ok(page(&desk, (id, wish), &plan, (None, &request)))
}

pub(super) async fn attempt(desk: Desk, form: Form, wish: Wish) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let (engine, language) = (&desk.app.engine, desk.caller.language);
    // The person is to know before (art. 18(3)).
    if wish == Wish::Lifting && form.get("told") != "yes" {
        let plan = plan_wish(engine, &desk.caller, (id, wish), language, day_of(desk.now)).await?;
        return Ok(page(&desk, (id, wish), &plan, (Some("untold"), form.get("request")))
            .status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    match carry_out(engine, &desk.caller, desk.now, (id, wish), form.get("fingerprint"), language).await? {
        Carried::Done(receipt) => match RowId::from_str(form.get("request")) {
            // The request that asked for it takes the receipt over.
            Ok(request) => {
                take_receipt(engine, &desk.caller, desk.now, request, receipt).await?;
                Ok(DeskPage::see_other(&format!("{DESK}/{request}")))
            }
            Err(_) => Ok(DeskPage::see_other(&format!("/desk/receipts/{receipt}"))),
        },
        Carried::Changed(plan) => {
            let said = (Some("changed"), form.get("request"));
            Ok(page(&desk, (id, wish), &plan, said).status(StatusCode::CONFLICT))
        }
    }
}

/// `problem` is what stood against it, as the words about it are called; `request` the one that asked for it, empty where
/// none did.
fn page(desk: &Desk, (id, wish): (RowId, Wish), plan: &PlanView, (problem, request): (Option<&str>, &str)) -> DeskPage {
    let words = desk.words();
    let word = word(wish);
    let say = |rest: &str| words.say(&format!("{word}-{rest}"));
    let (stays, goes): (Vec<&PlanLine>, Vec<&PlanLine>) =
        plan.lines.iter().partition(|line| line.action == Action::Keep);
    let main = html! {
        p.crumb { a href={ "/desk/people/" (id) } { (words.say("wish-back")) } }
        h1 { (say("title")) }
        @if let Some(problem) = problem.filter(|_| plan.does_something) {
            div.notice.bad role="alert" {
                h2 { (words.say(&format!("wish-{problem}-title"))) }
                p { (words.say(&format!("wish-{problem}"))) }
            }
        }
        p.lead { (say(if plan.does_something { "lead" } else { "nothing" })) }
        (lines(words, &format!("{word}-goes"), &goes))
        (lines(words, "wish-stays", &stays))
        @if plan.does_something {
            form.actions method="post" action={ "/desk/people/" (id) "/" (word) } {
                input type="hidden" name="fingerprint" value=(plan.fingerprint);
                @if !request.is_empty() { input type="hidden" name="request" value=(request); }
                @if wish == Wish::Lifting {
                    label.check { input type="checkbox" name="told" value="yes" required; (words.say("lift-told")) }
                }
                button.button.danger[wish == Wish::Erasure] { (say("do")) }
                a href={ "/desk/people/" (id) } { (words.say("wish-cancel")) }
            }
            p.hint { (say("hint")) }
        }
    };
    desk.page(Place::People, &say("title"), Some(Step::Erase), &main)
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
        Action::Restrict(_) => html! { span.badge.warn { (words.say("action-restrict")) } },
        Action::Lift => html! { span.badge.good { (words.say("action-lift")) } },
        Action::Keep => html! { span.badge { (words.say("action-keep")) } },
    }
}

/// Why something is done with a row.
fn reason_words(words: Words, line: &PlanLine) -> String {
    let key = format!("reason-{}", reason_key(line.reason));
    match line.reason {
        Reason::Law { until, .. } => words.with(&key, &[("law", &line.law), ("day", &words.day(until))]),
        Reason::Hold { review_on } => words.with(&key, &[("day", &words.day(review_on))]),
        Reason::Asked
        | Reason::Junk
        | Reason::Removed
        | Reason::Due
        | Reason::Unclaimed
        | Reason::Again
        | Reason::Mention
        | Reason::Restricted
        | Reason::Lifted
        | Reason::Ongoing => words.say(&key),
    }
}
