//! The page of a case.

use super::aside::beside;
use super::conversation::conversation;
use super::forms::forms;
use super::inbox::{asked, at, query};
use super::junk::junk;
use super::typed::Typed;
use super::words::{due, priority_badge, state_badge};
use super::{HERE, of_case};
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use axum::http::StatusCode;
use engine::support::{Belongs, CaseView, case, draft, here as note_here, next as next_case};
use engine::{Failure, RowId};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    desk.opened("case", id).await?;
    page(&desk, id, &Typed::default()).await
}

/// The page, with what somebody has typed on it.
pub(super) async fn page(desk: &Desk, id: RowId, typed: &Typed) -> Result<DeskPage, Failure> {
    let (engine, words) = (&desk.app.engine, desk.words());
    let view = case(engine, &desk.caller, desk.now, id).await?;
    if typed.is_wrong() && !view.may_write {
        return Err(Failure::Denied);
    }
    let kept = draft(engine, &desk.caller, desk.now, id).await?;
    let title = format!("#{} {}", view.number, view.title);
    let from = asked(desk);
    let main = html! {
        nav.beside aria-label=(words.say("case-beside")) {
            a href={ (of_case(id)) "/next?" (query(from)) } rel="next" { (words.say("case-next")) }
        }
        p.crumb { a href=(at(from)) { (words.say("case-inbox")) } }
        header.title {
            h1 { (title) }
            (state_badge(words, view.state))
            (priority_badge(words, view.priority))
            @if let Some(at) = view.clocks.iter().filter(|clock| view.state.is_open() && clock.met_at.is_none() && clock.paused_since.is_none()).map(|clock| clock.due_at).min() { (due(words, desk.now, at)) }
        }
        (junk(desk, &view))
        (merged(desk, &view))
        (others(desk, &view))
        div.split {
            div {
                (conversation(desk, &view))
                @if view.may_write { (forms(desk, &view, &kept, typed)) }
            }
            aside { (beside(desk, &view, typed)) }
        }
    };
    let shown = desk.page(Place::Cases, &title, None, &main);
    Ok(if typed.is_wrong() { shown.status(StatusCode::UNPROCESSABLE_ENTITY) } else { shown })
}

/// That the case became part of another, and the way back.
fn merged(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    let into = view.cases.iter().find(|other| other.how == Belongs::MergedInto);
    html! {
        @if let Some(other) = into {
            div.notice {
                p { (words.say("case-is-merged")) " " a href=(of_case(other.id)) { "#" (other.number) " " (other.title) } }
                @if view.may_write {
                    form method="post" action={ (of_case(view.id)) "/unmerge" } {
                        input type="hidden" name="version" value=(view.version);
                        p.hint { (words.say("case-unmerge-hint")) }
                        button.button.quiet.small { (words.say("case-unmerge")) }
                    }
                }
            }
        }
    }
}

/// Who else has the case before them; the script of the desk keeps it up to date.
fn others(desk: &Desk, view: &CaseView) -> Markup {
    let said = said(desk, &view.others);
    html! { p.there role="status" data-here={ (of_case(view.id)) (HERE) } hidden[said.is_empty()] { (said) } }
}

fn said(desk: &Desk, others: &[(String, bool)]) -> String {
    let words = desk.words();
    let one = |(name, writes): &(String, bool)| {
        words.with(if *writes { "case-writes" } else { "case-looks" }, &[("name", name)])
    };
    others.iter().map(one).collect::<Vec<_>>().join(" · ")
}

/// The script says that the case is on a screen, and whether somebody writes there; it is told who else is there.
pub(super) async fn here(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let writes = match form.get("writes") {
        "yes" => Some(true),
        "gone" => None,
        _ => Some(false),
    };
    let others = note_here(&desk.app.engine, &desk.caller, desk.now, (desk.id()?, writes)).await?;
    Ok(DeskPage::json(serde_json::json!({ "said": said(&desk, &others) }).to_string()))
}

/// The case behind this one in its tray.
pub(super) async fn next(desk: Desk) -> Result<DeskPage, Failure> {
    let from = asked(&desk);
    let next = next_case(&desk.app.engine, &desk.caller, desk.now, (from, desk.id()?)).await?;
    Ok(DeskPage::see_other(&next.map_or_else(|| at(from), |next| format!("{}?{}", of_case(next), query(from)))))
}
