//! Breaches by deadline, and how many are open.

use super::{DESK, say};
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
        nav.tabs aria-label=(title) {
            a href=(DESK) aria-current=[(!closed).then_some("page")] { (words.say("breaches-open")) }
            a href={ (DESK) "?which=closed" } aria-current=[closed.then_some("page")] { (words.say("breaches-closed")) }
        }
        (lines(words, &found))
    };
    Ok(desk.page(Place::Breaches, &title, None, &main))
}

fn lines(words: Words, found: &[Line]) -> Markup {
    html! {
        @if found.is_empty() {
            p.empty { (words.say("breaches-empty")) }
        } @else {
            ul.rows {
                @for line in found {
                    li {
                        a.row href={ (DESK) "/" (line.id) } {
                            span.who { strong { (words.with("breach-number", &[("number", &line.number.to_string())])) } }
                            span.what { (line.title) }
                            span.when {
                                (say::state(words, line.state))
                                @if line.state != State::Closed { (say::clock(words, line.clock, line.notify_by)) }
                            }
                        }
                    }
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
    let card = |figure: usize, key: &str| {
        html! { a.card href=(DESK) { span.figure { (figure) } span { (words.say(key)) } } }
    };
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
