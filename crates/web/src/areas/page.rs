//! The page of an area: what it holds for the caller, and what they can begin there.

use super::{Entry, entries, head_of, is_finished, is_shown, name};
use crate::charts;
use crate::desk::parts::{row, unfinished};
use crate::desk::{Desk, DeskPage, Place};
use crate::records::{list_line, of_entity};
use crate::words::{Words, grouped};
use engine::records::{Kind, Seen, kind_of, sight};
use engine::{Area, Failure};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (app, words) = (&desk.app, desk.words());
    let area = Area::named(desk.param("area")?).filter(|area| head_of(*area) == Some(*area) && is_shown(app, *area));
    let area = area.ok_or(Failure::NotFound)?;
    let sight = sight(&app.engine, &desk.caller);
    let entries = entries(app, &desk.caller, &sight, area);
    let lists: Vec<Seen> =
        sight.iter().copied().filter(|seen| head_of(seen.area) == Some(area) && is_shown(app, seen.area)).collect();
    if entries.is_empty() && lists.is_empty() {
        return Err(Failure::Denied);
    }
    let title = name(words, area);
    let charts = charts::section(&desk, area).await?;
    let main = html! {
        header.title { h1 { (title) } @if !is_finished(area) { (unfinished(words)) } }
        p.lead { (lead(words, area)) }
        (screens(&desk, &entries, &lists).await?)
        @if !charts.0.is_empty() { h2.unseen { (words.say("charts-title")) } (charts) }
        (all(&desk, &lists).await?)
    };
    Ok(desk.page(Place::Area(area), &title, None, &main))
}

/// The area's own screens, each with the number of what it is about, where it is about one kind of rows.
async fn screens(desk: &Desk, entries: &[Entry], lists: &[Seen]) -> Result<Markup, Failure> {
    let mut tiles = Vec::new();
    for entry in entries.iter().filter(|entry| entry.place.is_some()) {
        let about = lists.iter().find(|seen| stands_for(**seen, desk) == entry.place);
        let rows = match about {
            Some(seen) => kind_of(&desk.app.engine, &desk.caller, *seen).await?.rows,
            None => None,
        };
        tiles.push((entry, rows));
    }
    Ok(html! {
        @if !tiles.is_empty() {
            ul.tiles {
                @for (entry, rows) in &tiles {
                    li { a.card href=(entry.path) data-open { (entry.name) @if let Some(rows) = rows { " " span.count { (grouped(*rows)) } } } }
                }
            }
        }
    })
}

/// The screen that is about rows of this kind and no other.
fn stands_for(seen: Seen, desk: &Desk) -> Option<Place> {
    Place::instead_of(seen.key(&desk.app.engine)).filter(|place| *place != Place::Control)
}

/// Every list of the area with its number of rows: those that people open by themselves, and what belongs to them.
async fn all(desk: &Desk, lists: &[Seen]) -> Result<Markup, Failure> {
    let words = desk.words();
    let (mut chief, mut beside) = (Vec::new(), Vec::new());
    for seen in lists.iter().filter(|seen| stands_for(**seen, desk).is_none()) {
        let kind = kind_of(&desk.app.engine, &desk.caller, *seen).await?;
        if seen.is_chief { chief.push((*seen, kind)) } else { beside.push((*seen, kind)) }
    }
    Ok(html! {
        (rows(words, &chief))
        @if !beside.is_empty() {
            details open[chief.is_empty()] {
                summary { (words.with("frame-area-beside", &[("lists", &beside.len().to_string())])) }
                (rows(words, &beside))
            }
        }
    })
}

fn rows(words: Words, kinds: &[(Seen, Kind)]) -> Markup {
    html! {
        @if !kinds.is_empty() {
            ul.rows { @for (seen, kind) in kinds { li { (line(words, *seen, kind)) } } }
        }
    }
}

fn line(words: Words, seen: Seen, kind: &Kind) -> Markup {
    let line = list_line(words, kind);
    let mark = html! { @if !is_finished(seen.area) { (unfinished(words)) } };
    row(&of_entity(&kind.head.key), &html! { strong { (kind.head.name) } (mark) }, &line.0, &line.1)
}

fn lead(words: Words, area: Area) -> String {
    words.say(match area {
        Area::Parties | Area::Website | Area::Correspondence => "frame-about-parties",
        Area::Newsletter => "frame-about-newsletter",
        Area::Sales => "frame-about-sales",
        Area::Support => "frame-about-support",
        Area::Projects => "frame-about-projects",
        Area::Staff => "frame-about-staff",
        Area::Privacy => "frame-about-privacy",
        Area::Company | Area::System => "frame-about-company",
    })
}
