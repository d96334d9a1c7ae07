//! The list of one's own work.

use super::work::{of_work, state, title};
use crate::desk::{Desk, DeskPage, Place};
use engine::Failure;
use engine::longwork::works;
use maud::html;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let all = works(&desk.app.engine, &desk.caller).await?;
    let main = html! {
        p.crumb { a href="/desk/data" { (words.say("data-title")) } }
        h1 { (words.say("transfer-works")) }
        p.lead { (words.say("transfer-works-lead")) }
        @if all.is_empty() {
            p.empty { (words.say("transfer-works-empty")) }
        } @else {
            ul.rows {
                @for work in &all {
                    li {
                        a.row href=(of_work(work.id)) {
                            span.who { strong { (title(words, work)) } }
                            span.what { (words.with("transfer-asked", &[("moment", &words.moment(work.asked_at))])) }
                            span.when { (state(words, work)) }
                        }
                    }
                }
            }
        }
    };
    Ok(desk.page(Place::Data, &words.say("transfer-works"), None, &main))
}
