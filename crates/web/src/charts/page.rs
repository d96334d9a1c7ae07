//! The page with the figures of every area.

use super::section;
use crate::areas;
use crate::desk::{Desk, DeskPage, Place};
use engine::{Area, Failure};
use maud::html;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let mut sections = Vec::new();
    for area in Area::ALL {
        let charts = section(&desk, area).await?;
        if !charts.0.is_empty() {
            sections.push((areas::name(words, area), charts));
        }
    }
    let main = html! {
        h1 { (words.say("charts-title")) }
        @if sections.is_empty() { p.empty { (words.say("charts-none")) } }
        @for (name, charts) in &sections {
            h2 { (name) }
            (charts)
        }
    };
    Ok(desk.page(Place::Data, &words.say("charts-title"), None, &main))
}
