//! Removing a row: what would go with it, and the button; or what stands against it.

use super::address::{linked, of_row, with};
use super::neighbours::{from_list, list_of};
use super::overview::rows_words;
use crate::desk::{Desk, DeskPage, Place, Toast};
use crate::form_body::Form;
use crate::privacy::plan_lines;
use crate::words::Words;
use axum::http::StatusCode;
use engine::Failure;
use engine::privacy::PlanLine;
use engine::records::{Removal, Removed, plan_removal, remove};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let plan = plan_removal(&desk.app.engine, &desk.caller, desk.entity()?, desk.id()?, desk.now).await?;
    Ok(page(&desk, &plan, false))
}

pub(super) async fn carry_out(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (engine, key, id) = (&desk.app.engine, desk.entity()?, desk.id()?);
    match remove(engine, &desk.caller, key, id, desk.now, form.get("fingerprint")).await? {
        Removed::Done(_) => Ok(desk.see_other(&list_of(&desk, key), Toast::Removed)),
        Removed::Changed(plan) => Ok(page(&desk, &plan, true).status(StatusCode::CONFLICT)),
    }
}

fn page(desk: &Desk, plan: &Removal, changed: bool) -> DeskPage {
    let words = desk.words();
    let title = words.with("data-remove-of", &[("label", &plan.label)]);
    let (row, from) = (of_row(&plan.head.key, plan.id), from_list(desk));
    let (here, action) = (with(&row, &[&from]), with(&format!("{row}/remove"), &[&from]));
    let lines: Vec<&PlanLine> = plan.lines.iter().collect();
    let main = html! {
        p.crumb { a href=(here) { (plan.label) } }
        h1 { (title) }
        @if plan.is_held() {
            (against(words, plan))
        } @else {
            @if changed {
                div.notice.bad role="alert" { h2 { (words.say("wish-changed-title")) } p { (words.say("wish-changed")) } }
            }
            p.lead { (words.say("erase-lead")) }
            (plan_lines(words, "erase-goes", &lines))
            @if plan.hidden > 0 { p.hint { (words.with("person-hidden", &[("rows", &plan.hidden.to_string())])) } }
            form.actions method="post" action=(action) {
                input type="hidden" name="fingerprint" value=(plan.fingerprint);
                button.button.danger { (words.say("data-remove-do")) }
                a href=(here) { (words.say("wish-cancel")) }
            }
        }
    };
    desk.page(Place::Data, &title, None, &main)
}

/// The rows that link to it, each kind with a way to its list.
fn against(words: Words, plan: &Removal) -> Markup {
    html! {
        div.notice {
            p { strong { (words.say("data-against")) } }
            ul {
                @for against in &plan.against {
                    li {
                        a href=(linked(&against.entity, "", &against.field, plan.id)) { (against.name) }
                        ": " (rows_words(words, against.rows))
                    }
                }
                @if plan.others { li { (words.say("data-against-others")) } }
            }
        }
    }
}
