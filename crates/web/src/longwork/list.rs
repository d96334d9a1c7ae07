//! The list of one's own work.

use super::PATH;
use super::work::{of_work, state, title};
use crate::desk::parts::{alert, empty, row};
use crate::desk::{Desk, DeskPage, Place};
use axum::http::StatusCode;
use engine::Failure;
use engine::longwork::works;
use maud::html;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let all = works(&desk.app.engine, &desk.caller).await?;
    let main = html! {
        p.crumb { a href=(Place::Data.path()) { (words.say("data-title")) } }
        h1 { (words.say("transfer-works")) }
        p.lead { (words.say("transfer-works-lead")) }
        @if all.is_empty() {
            (empty(&words.say("transfer-works-empty")))
        } @else {
            ul.rows {
                @for work in &all {
                    @let asked = words.with("transfer-asked", &[("moment", &words.moment(work.asked_at))]);
                    li { (row(&of_work(work.id), &html! { strong { (title(words, work)) } }, &html! { (asked) }, &state(words, work))) }
                }
            }
        }
    };
    Ok(desk.page(Place::Data, &words.say("transfer-works"), None, &main))
}

/// That the caller has as much under way as anybody may, with the way to it.
pub(crate) fn busy(desk: &Desk) -> DeskPage {
    let words = desk.words();
    let title = words.say("transfer-works");
    let main = html! {
        h1 { (title) }
        (alert(&words.say("transfer-busy")))
        p { a.button href=(PATH) { (title) } }
    };
    desk.page(Place::Data, &title, None, &main).status(StatusCode::CONFLICT)
}
