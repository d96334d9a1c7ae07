//! Breaches by deadline, and how many are open.

use super::{DESK, say};
use crate::desk::parts::{empty, figure, row, tabs};
use crate::desk::{Desk, DeskPage, Place};
use crate::words::Words;
use engine::Failure;
use engine::breaches::{Line, State, breaches, counts};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let closed = desk.query("which").as_deref() == Some("closed");
    let found = breaches(&desk.app.engine, &desk.caller, closed, desk.now).await?;
    let may_open = engine::breaches::form(&desk.app.engine, &desk.caller).await.is_ok();
    let title = words.say("breaches-title");
    let main = html! {
        header.title {
            h1 { (title) }
            @if may_open { div.actions { a.button href={ (DESK) "/new" } { (words.say("breaches-new")) } } }
        }
        (tabs(&title, &[
            (DESK.to_owned(), html! { (words.say("breaches-open")) }, !closed),
            (format!("{DESK}?which=closed"), html! { (words.say("breaches-closed")) }, closed),
        ]))
        (lines(words, &found))
    };
    Ok(desk.page(Place::Breaches, &title, None, &main))
}

fn lines(words: Words, found: &[Line]) -> Markup {
    html! {
        @if found.is_empty() {
            (empty(&words.say("breaches-empty")))
        } @else {
            ul.rows {
                @for line in found {
                    @let number = words.with("breach-number", &[("number", &line.number.to_string())]);
                    @let stands = html! {
                        (say::state(words, line.state))
                        @if line.state != State::Closed { (say::clock(words, line.clock, line.notify_by)) }
                    };
                    li { (row(&format!("{DESK}/{}", line.id), &html! { strong { (number) } }, &html! { (line.title) }, &stands)) }
                }
            }
        }
    }
}

/// The cards on Today; nothing for those who see no breaches, or where none is open.
pub(crate) async fn today(desk: &Desk) -> Result<Markup, Failure> {
    let words = desk.words();
    let counts = counts(&desk.app.engine, &desk.caller, desk.now).await?;
    let Some(counts) = counts.filter(|counts| counts.open > 0) else { return Ok(html! {}) };
    let found = breaches(&desk.app.engine, &desk.caller, false, desk.now).await?;
    let running: Vec<Line> =
        found.into_iter().filter(|line| line.clock != engine::breaches::Clock::Stopped).take(SHOWN).collect();
    let card = |count: usize, key: &str| figure(Some(DESK), &count.to_string(), &words.say(key));
    Ok(html! {
        h2 { (words.say("breaches-title")) }
        div.three.figures {
            (card(counts.open, "today-breaches"))
            (card(counts.running, "today-breaches-running"))
            (card(counts.late, "today-breaches-late"))
        }
        @if !running.is_empty() { (lines(words, &running)) }
    })
}

/// So many whose clock runs are named on Today.
const SHOWN: usize = 5;
