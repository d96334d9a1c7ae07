//! The senders who are blocked: how many, since when and by whom, and whether an address is one of them. The address itself is nowhere.

use super::PATH;
use crate::desk::parts::alert;
use crate::desk::{Desk, DeskPage, Place, Toast};
use crate::form_body::Form;
use crate::words::Words;
use axum::http::StatusCode;
use engine::Failure;
use engine::support::{BlockedLine, blocked_senders, find_blocked, unblock};
use maud::{Markup, html};

/// Where they stand.
pub(super) const BLOCKED: &str = "/desk/cases/blocked";

/// What came of looking up an address.
enum Found {
    Nothing,
    Is(String, Option<BlockedLine>),
    NoAddress(String),
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, Found::Nothing).await
}

/// The address is posted: what is asked for in a path would stand in logs.
pub(super) async fn look_up(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let typed = form.get("address").trim().to_owned();
    let found = match find_blocked(&desk.app.engine, &desk.caller, &typed).await {
        Ok(found) => Found::Is(typed, found),
        Err(Failure::NotFound) => Found::NoAddress(typed),
        Err(other) => return Err(other),
    };
    page(&desk, found).await
}

pub(super) async fn remove(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    unblock(&desk.app.engine, &desk.caller, desk.now, desk.id()?).await?;
    Ok(desk.see_other(BLOCKED, Toast::Removed))
}

async fn page(desk: &Desk, found: Found) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let blocked = blocked_senders(&desk.app.engine, &desk.caller).await?;
    let title = words.say("blocked-title");
    let (typed, is_wrong) = match &found {
        Found::Nothing => ("", false),
        Found::Is(typed, _) => (typed.as_str(), false),
        Found::NoAddress(typed) => (typed.as_str(), true),
    };
    let main = html! {
        p.crumb { a href=(PATH) { (words.say("case-inbox")) } }
        h1 { (title) }
        p.lead { (words.say("blocked-lead")) }
        section.card {
            @if is_wrong { (alert(&words.with("blocked-no-address", &[("typed", typed)]))) }
            @match &found {
                Found::Is(typed, Some(line)) => div role="status" { p { (words.with("blocked-is", &[("address", typed)])) } (table(words, std::slice::from_ref(line))) },
                Found::Is(typed, None) => p role="status" { (words.with("blocked-not", &[("address", typed)])) },
                Found::Nothing | Found::NoAddress(_) => {}
            }
            form method="post" {
                div.field { label for="address" { (words.say("blocked-address")) } input #address name="address" inputmode="email" required autocomplete="off" value=(typed); }
                button.button.quiet { (words.say("blocked-look")) }
            }
        }
        section {
            h2 { (words.say("blocked-latest")) }
            p { (words.with("blocked-count", &[("count", &blocked.count.to_string())])) }
            @if !blocked.lines.is_empty() { (table(words, &blocked.lines)) }
        }
    };
    let shown = desk.page(Place::Cases, &title, None, &main);
    Ok(if is_wrong { shown.status(StatusCode::UNPROCESSABLE_ENTITY) } else { shown })
}

fn table(words: Words, lines: &[BlockedLine]) -> Markup {
    html! {
        div.sheet {
            table.data {
                thead {
                    tr {
                        th scope="col" { (words.say("blocked-on")) }
                        th scope="col" { (words.say("blocked-by")) }
                    }
                }
                tbody {
                    @for line in lines {
                        tr {
                            th scope="row" data-name=(words.say("blocked-on")) { (words.day(line.on)) }
                            td data-name=(words.say("blocked-by")) {
                                @if line.by.is_empty() { span.muted { (words.say("case-unknown")) } } @else { (line.by) }
                                form method="post" action={ (BLOCKED) "/" (line.id) "/remove" } {
                                    button.button.quiet.small aria-label=(words.with("blocked-remove-of", &[("day", &words.day(line.on))])) { (words.say("blocked-remove")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
