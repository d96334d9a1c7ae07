//! Today: what waits, and since when.

use super::{Desk, DeskPage, Place};
use crate::demo::Step;
use crate::website::lines;
use engine::Failure;
use engine::website::{Which, count, oldest, requests};
use maud::html;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let engine = &desk.app.engine;
    let waiting = requests(engine, &desk.caller, Which::Open, None).await?;
    let open = count(engine, &desk.caller, Which::Open).await?;
    let doubtful = count(engine, &desk.caller, Which::Doubtful).await?;
    let oldest = oldest(engine, &desk.caller, Which::Open).await?;
    let main = html! {
        h1 { (words.say("today-title")) }
        div.three.figures {
            a.card href="/desk/requests" {
                span.figure { (open) }
                span { (words.say("today-open")) }
            }
            a.card href="/desk/requests?which=doubtful" {
                span.figure { (doubtful) }
                span { (words.say("today-doubtful")) }
            }
            div.card {
                span.figure { @if let Some(oldest) = oldest { (words.ago(desk.now, oldest)) } @else { "–" } }
                span { (words.say("today-oldest")) }
            }
        }
        h2 { (words.say("today-waiting")) }
        @if waiting.is_empty() {
            p.empty { (words.say("today-empty")) }
        } @else {
            (lines(&desk, &waiting))
        }
    };
    Ok(desk.page(Place::Today, &words.say("today-title"), Some(Step::Answer), &main))
}
