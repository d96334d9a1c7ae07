//! What a person wants done with all that is held about them (GDPR art. 17 and 18): the plan line by line, and carrying out
//! exactly that plan.

use super::texts::{notice, or_undecided};
use crate::demo::Step;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::parties::of_person;
use crate::requests::DESK;
use crate::words::Words;
use axum::http::StatusCode;
use engine::privacy::{Action, Aim, Carried, PlanLine, PlanView, Reason, Wish, carry_out, plan_wish, reason_key};
use engine::requests::take_receipt;
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

/// What its page says, by the keys of the words.
struct Texts {
    title: &'static str,
    lead: &'static str,
    nothing: &'static str,
    goes: &'static str,
    button: &'static str,
    hint: &'static str,
}

const ERASURE: Texts = Texts {
    title: "erase-title",
    lead: "erase-lead",
    nothing: "erase-nothing",
    goes: "erase-goes",
    button: "erase-do",
    hint: "erase-hint",
};

const RESTRICTION: Texts = Texts {
    title: "restrict-title",
    lead: "restrict-lead",
    nothing: "restrict-nothing",
    goes: "restrict-goes",
    button: "restrict-do",
    hint: "restrict-hint",
};

const LIFTING: Texts = Texts {
    title: "lift-title",
    lead: "lift-lead",
    nothing: "lift-nothing",
    goes: "lift-goes",
    button: "lift-do",
    hint: "lift-hint",
};

fn texts(wish: Wish) -> &'static Texts {
    match wish {
        Wish::Erasure => &ERASURE,
        Wish::Restriction => &RESTRICTION,
        Wish::Lifting => &LIFTING,
    }
}

/// The last part of the address of its page.
pub(super) fn word(wish: Wish) -> &'static str {
    match wish {
        Wish::Erasure => "erase",
        Wish::Restriction => "restrict",
        Wish::Lifting => "lift",
    }
}

/// What stands against carrying a plan out, by the keys of the words.
#[derive(Clone, Copy)]
struct Problem {
    title: &'static str,
    text: &'static str,
}

const UNTOLD: Problem = Problem { title: "wish-untold-title", text: "wish-untold" };
const CHANGED: Problem = Problem { title: "wish-changed-title", text: "wish-changed" };

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
        return Ok(page(&desk, (id, wish), &plan, (Some(UNTOLD), form.get("request")))
            .status(StatusCode::UNPROCESSABLE_ENTITY));
    }
    let request = RowId::from_str(form.get("request")).ok();
    let carried = match carry_out(engine, &desk.caller, desk.now, (id, wish), form.get("fingerprint"), language).await {
        Ok(carried) => carried,
        Err(failure) => return or_undecided(&desk, (id, Aim::Erasure), request, failure),
    };
    match carried {
        Carried::Done(receipt) => match request {
            // The request that asked for it takes the receipt over.
            Some(request) => {
                take_receipt(engine, &desk.caller, desk.now, request, receipt).await?;
                Ok(DeskPage::see_other(&format!("{DESK}/{request}")))
            }
            None => Ok(DeskPage::see_other(&format!("/desk/receipts/{receipt}"))),
        },
        Carried::Changed(plan) => {
            let said = (Some(CHANGED), form.get("request"));
            Ok(page(&desk, (id, wish), &plan, said).status(StatusCode::CONFLICT))
        }
    }
}

/// `problem` is what stood against it; `request` the one that asked for it, empty where none did.
fn page(
    desk: &Desk,
    (id, wish): (RowId, Wish),
    plan: &PlanView,
    (problem, request): (Option<Problem>, &str),
) -> DeskPage {
    let words = desk.words();
    let texts = texts(wish);
    let (stays, goes): (Vec<&PlanLine>, Vec<&PlanLine>) =
        plan.lines.iter().partition(|line| line.action == Action::Keep);
    let main = html! {
        p.crumb { a href=(of_person(id)) { (words.say("wish-back")) } }
        h1 { (words.say(texts.title)) }
        @if let Some(problem) = problem.filter(|_| plan.does_something) {
            div.notice.bad role="alert" {
                h2 { (words.say(problem.title)) }
                p { (words.say(problem.text)) }
            }
        }
        p.lead { (words.say(if plan.does_something { texts.lead } else { texts.nothing })) }
        (notice(words, (id, Aim::Erasure), RowId::from_str(request).ok(), plan.texts))
        (lines(words, texts.goes, &goes))
        (lines(words, "wish-stays", &stays))
        @if plan.does_something && !plan.outside.is_empty() {
            h2 { (words.say("outside-title")) }
            p { (words.say("outside-will")) }
            ul { @for system in &plan.outside { li { (system) } } }
        }
        @if plan.does_something && plan.texts.open == 0 {
            form.actions method="post" action={ (of_person(id)) "/" (word(wish)) } {
                input type="hidden" name="fingerprint" value=(plan.fingerprint);
                @if !request.is_empty() { input type="hidden" name="request" value=(request); }
                @if wish == Wish::Lifting {
                    label.check { input type="checkbox" name="told" value="yes" required; (words.say("lift-told")) }
                }
                button.button.danger[wish == Wish::Erasure] { (words.say(texts.button)) }
                a href=(of_person(id)) { (words.say("wish-cancel")) }
            }
            p.hint { (words.say(texts.hint)) }
        }
    };
    desk.page(Place::People, &words.say(texts.title), Some(Step::Erase), &main)
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
                        span.what { (reason_words(words, line.reason, &line.law)) }
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
        Action::Redact(_) => {
            html! { span.badge.warn { (words.with("action-redact", &[("fields", &line.fields.join(", "))])) } }
        }
        Action::Restrict(_) => html! { span.badge.warn { (words.say("action-restrict")) } },
        Action::Lift => html! { span.badge.good { (words.say("action-lift")) } },
        Action::Keep => html! { span.badge { (words.say("action-keep")) } },
    }
}

/// Why something is done with a row; `law` is what the law is called, where it is one.
pub(super) fn reason_words(words: Words, reason: Reason, law: &str) -> String {
    let key = format!("reason-{}", reason_key(reason));
    match reason {
        Reason::Law { until, .. } => words.with(&key, &[("law", law), ("day", &words.day(until))]),
        Reason::Hold { review_on: day } | Reason::Request { due_on: day } => {
            words.with(&key, &[("day", &words.day(day))])
        }
        Reason::Asked
        | Reason::Junk
        | Reason::Removed
        | Reason::Due
        | Reason::Unclaimed
        | Reason::Again
        | Reason::Mention
        | Reason::Shared
        | Reason::Restricted
        | Reason::Lifted
        | Reason::Ongoing => words.say(&key),
    }
}
