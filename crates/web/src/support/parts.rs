//! What a case is made of, beside it: a checklist that is ticked without a script, parts, and cases that it hangs together with.

use super::actions::FIELDS;
use super::of_case;
use super::words::state_badge;
use crate::desk::parts::among;
use crate::desk::{Desk, DeskPage, Place, Toast};
use crate::form_body::Form;
use crate::words::Words;
use axum::http::StatusCode;
use engine::support::{CaseView, Item, LinkKind, LinkedCase, OtherCase, TaskAct, child, link, task, unlink};
use engine::{Failure, RowId};
use maud::{Markup, html};
use std::str::FromStr;

pub(super) fn parts(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    html! {
        @if view.may_write || !view.parts.items.is_empty() { (checklist(desk, view)) }
        @if view.may_write || !view.parts.links.is_empty() {
            section.card #parts {
                h2 { (words.say("case-parts")) }
                @if !view.parts.links.is_empty() {
                    ul.plainly { @for one in &view.parts.links { li { (linked(words, view, one)) } } }
                }
                @if view.may_write { (adding(words, view)) }
            }
        }
    }
}

fn checklist(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    let items = &view.parts.items;
    let done = items.iter().filter(|item| item.done_at.is_some()).count();
    html! {
        section.card #tasks {
            h2 { (words.say("case-tasks")) @if !items.is_empty() { " " span.muted { (done) "/" (items.len()) } } }
            ul.plainly { @for one in items { li { (item(words, view, one)) } } }
            @if view.may_write {
                form method="post" action={ (of_case(view.id)) "/task" } {
                    div.field {
                        label for="item" { (words.say("case-task-new")) }
                        input #item name="title" maxlength="200" required autocomplete="off";
                    }
                    button.button.quiet.small { (words.say("case-task-add")) }
                }
            }
        }
    }
}

fn item(words: Words, view: &CaseView, one: &Item) -> Markup {
    let is_done = one.done_at.is_some();
    let (mark, key, to) = if is_done { ("☑", "case-task-undo", "undone") } else { ("☐", "case-task-done", "done") };
    let text = html! { @if is_done { s { (one.title) } } @else { (one.title) } };
    html! {
        @if view.may_write {
            form.inline method="post" action={ (of_case(view.id)) "/task" } {
                button.plain name="do" value={ (to) ":" (one.id) } aria-label=(words.with(key, &[("title", &one.title)])) { (mark) } " " (text) " "
                button.plain name="do" value={ "remove:" (one.id) } aria-label=(words.with("case-task-remove", &[("title", &one.title)])) { "×" }
            }
        } @else { (mark) " " (text) }
        @if let Some(at) = one.done_at {
            br; span.muted { @if !one.done_by.is_empty() { (one.done_by) ", " } (words.moment(at)) }
        }
    }
}

fn linked(words: Words, view: &CaseView, one: &LinkedCase) -> Markup {
    let key = match (one.kind, one.is_from_here) {
        (LinkKind::Related, _) => "case-link-related",
        (LinkKind::BlockedBy, true) => "case-link-blocked-by",
        (LinkKind::BlockedBy, false) => "case-link-blocks",
        (LinkKind::Duplicate, _) => "case-link-duplicate",
    };
    let number = one.number.to_string();
    html! {
        span.muted { (words.say(key)) } " "
        a href=(of_case(one.case)) { "#" (number) " " (one.title) } " " (state_badge(words, one.state))
        @if view.may_write {
            form.inline method="post" action={ (of_case(view.id)) "/unlink" } {
                button.plain name="link" value=(one.id) aria-label=(words.with("case-unlink", &[("number", &number)])) { "×" }
            }
        }
    }
}

fn adding(words: Words, view: &CaseView) -> Markup {
    let kinds = [
        (LinkKind::Related, "case-link-related"),
        (LinkKind::BlockedBy, "case-link-blocked-by"),
        (LinkKind::Duplicate, "case-link-duplicate"),
    ];
    html! {
        details {
            summary { (words.say("case-child-new")) }
            form method="post" action={ (of_case(view.id)) "/child" } {
                div.field {
                    label for="child" { (words.say("case-child-title")) }
                    input #child name="title" maxlength="200" required autocomplete="off";
                    p.hint { (words.say("case-child-hint")) }
                }
                button.button.quiet { (words.say("case-child-new")) }
            }
        }
        details {
            summary { (words.say("case-link-new")) }
            form method="post" action={ (of_case(view.id)) "/link" } {
                div.field {
                    label for="relation" { (words.say("case-link-how")) }
                    select #relation name="kind" { @for (kind, key) in kinds { option value=(kind.key()) { (words.say(key)) } } }
                }
                div.field {
                    label for="related" { (words.say("case-merge-into")) }
                    input #related name="into" inputmode="numeric" required;
                }
                button.button.quiet { (words.say("case-link-new")) }
            }
        }
    }
}

/// Asks whether the case is to be over while these parts of it are open; the answer is the same form again.
pub(super) fn asks(desk: &Desk, id: RowId, form: &Form, open: &[OtherCase]) -> DeskPage {
    let words = desk.words();
    let again = html! {
        form method="post" {
            // The page puts its own token into the form.
            @for (name, value) in form.fields().filter(|(name, _)| FIELDS.contains(name) && *name != "anyway") {
                input type="hidden" name=(name) value=(value);
            }
            input type="hidden" name="anyway" value="yes";
            button.button { (words.say("case-open-parts-anyway")) }
        }
    };
    list_open(desk, id, open, &again)
}

/// Says which parts are open, and what can be done about it.
pub(super) fn list_open(desk: &Desk, id: RowId, open: &[OtherCase], below: &Markup) -> DeskPage {
    let words = desk.words();
    let title = words.say("case-open-parts");
    let main = html! {
        p.crumb { a href=(of_case(id)) { (words.say("case-back")) } }
        h1 { (title) }
        ul.plainly {
            @for part in open {
                li { a href=(of_case(part.id)) { "#" (part.number) " " (part.title) } " " (state_badge(words, part.state)) }
            }
        }
        (below)
    };
    desk.page(Place::Cases, &title, None, &main).status(StatusCode::UNPROCESSABLE_ENTITY)
}

pub(super) async fn tick(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let what = match form.sent("do").map(|said| said.split_once(':').unwrap_or((said, ""))) {
        None => TaskAct::Add(form.get("title").to_owned()),
        Some(("done", item)) => TaskAct::Tick(row(item)?, true),
        Some(("undone", item)) => TaskAct::Tick(row(item)?, false),
        Some(("remove", item)) => TaskAct::Remove(row(item)?),
        Some(_) => return Err(Failure::NotFound),
    };
    task(&desk.app.engine, &desk.caller, desk.now, id, what).await?;
    Ok(DeskPage::see_other(&format!("{}#tasks", of_case(id))))
}

pub(super) async fn part(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let new = child(&desk.app.engine, &desk.caller, desk.now, desk.id()?, form.get("title")).await?;
    Ok(desk.see_other(&of_case(new), Toast::Made))
}

pub(super) async fn tie(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    let kind = among(LinkKind::ALL, LinkKind::key, form.get("kind")).ok_or(Failure::NotFound)?;
    let number = form.get("into").trim().trim_start_matches('#').parse().map_err(|_| Failure::NotFound)?;
    link(&desk.app.engine, &desk.caller, desk.now, id, (kind, number)).await?;
    Ok(desk.see_other(&format!("{}#parts", of_case(id)), Toast::Saved))
}

pub(super) async fn untie(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    unlink(&desk.app.engine, &desk.caller, desk.now, id, row(form.get("link"))?).await?;
    Ok(desk.see_other(&format!("{}#parts", of_case(id)), Toast::Saved))
}

fn row(said: &str) -> Result<RowId, Failure> {
    RowId::from_str(said).map_err(|_| Failure::NotFound)
}
