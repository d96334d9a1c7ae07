//! Junk: what a case says of it, how it is undone, and blocking its sender with it.

use super::inbox::{asked, at, query};
use super::words::state_badge;
use super::{PATH, of_case};
use crate::desk::parts::alert;
use crate::desk::{Desk, DeskPage, Place, Toast, Undo};
use crate::form_body::Form;
use crate::website::version;
use axum::http::StatusCode;
use engine::support::{Blocked, CaseView, Familiar, block as do_block};
use engine::{Failure, RowId};
use maud::{Markup, html};

/// That the case is junk, when it goes, and the way back.
pub(super) fn junk(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    let Some(since) = view.junk.since else { return html! {} };
    let gone = view.junk.goes_on.unwrap_or(since);
    html! {
        div.notice {
            p { (words.with("case-junk-since", &[("day", &words.day(since)), ("gone", &words.day(gone))])) }
            @if view.junk.is_blocked { p { (words.say("case-junk-blocked")) } }
            @if view.may_write {
                form method="post" action={ (of_case(view.id)) "/act?" (query(asked(desk))) } {
                    input type="hidden" name="version" value=(view.version);
                    button.button.quiet.small name="do" value="not-junk" { (words.say("case-not-junk")) }
                }
                (block_form(desk, view))
            }
        }
    }
}

/// The form that blocks the sender of a case, and says that it is junk where that is not said yet.
pub(super) fn block_form(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    let block = words.say(if view.junk.since.is_some() { "case-block-only" } else { "case-block" });
    html! {
        @if let (true, Some(address)) = (view.junk.may_block, &view.answer_to) {
            details {
                summary { (block) }
                form method="post" action={ (of_case(view.id)) "/block?" (query(asked(desk))) } {
                    input type="hidden" name="version" value=(view.version);
                    p.hint { (words.with("case-block-hint", &[("address", address)])) }
                    button.button.quiet { (block) }
                }
            }
        }
    }
}

/// The inbox, from which these cases have gone, with the way back.
pub(super) fn out_of_inbox(desk: &Desk, cases: &[RowId]) -> DeskPage {
    let (words, from) = (desk.words(), asked(desk));
    let said = match cases {
        [_] => words.say("case-junk-one"),
        several => words.with("case-junk-many", &[("count", &several.len().to_string())]),
    };
    let ticked = cases.iter().enumerate().map(|(place, case)| (format!("c{place}"), case.to_string()));
    let fields = ticked.chain([("do".to_owned(), "not-junk".to_owned())]).collect();
    let action = format!("{PATH}/several?{}", query(from));
    desk.see_other(&at(from), Toast::Undoable(Undo { said, action, fields }))
}

pub(super) async fn block(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (id, version, anyway) = (desk.id()?, version(&form)?, form.get("anyway") == "yes");
    match do_block(&desk.app.engine, &desk.caller, desk.now, (id, version), anyway).await? {
        Blocked::Done => Ok(out_of_inbox(&desk, &[id])),
        Blocked::Asks(known) => Ok(asks(&desk, (id, version), &known)),
        Blocked::Colleague => Ok(said(&desk, id, &alert(&desk.words().say("case-block-colleague")))),
    }
}

/// Asks whether somebody who is known is to be blocked.
fn asks(desk: &Desk, (id, version): (RowId, i64), known: &Familiar) -> DeskPage {
    let words = desk.words();
    let inside = html! {
        @if known.is_customers { p { strong { (words.say("case-block-customer")) } } }
        @if known.has_cases { p { strong { (words.say("case-block-cases")) } } }
        @if !known.parts.is_empty() {
            p { (words.say("case-block-parts")) }
            ul.plainly {
                @for part in &known.parts {
                    li { a href=(of_case(part.id)) { "#" (part.number) " " (part.title) } " " (state_badge(words, part.state)) }
                }
            }
        }
        p { (words.say("case-block-lead")) }
        form method="post" {
            input type="hidden" name="version" value=(version);
            input type="hidden" name="anyway" value="yes";
            button.button { (words.say("case-block-anyway")) }
        }
    };
    said(desk, id, &inside)
}

fn said(desk: &Desk, id: RowId, inside: &Markup) -> DeskPage {
    let words = desk.words();
    let title = words.say("case-block-title");
    let main = html! {
        p.crumb { a href={ (of_case(id)) "?" (query(asked(desk))) } { (words.say("case-back")) } }
        h1 { (title) }
        (inside)
    };
    desk.page(Place::Cases, &title, None, &main).status(StatusCode::UNPROCESSABLE_ENTITY)
}
