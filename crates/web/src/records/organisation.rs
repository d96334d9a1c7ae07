//! An organisation's page: who works there, how they are reached, what is going on with it, and why it is held. What it
//! shows follows from the links to it, as on a record; here the people come first.

use super::address::{of_row, own_page, with};
use super::neighbours::{from_list, list_of};
use super::record::{facts, marks, more, why};
use super::related::tables;
use super::timeline::entries;
use crate::correspondence::mail_button;
use crate::desk::{Desk, DeskPage, Place};
use crate::notices::follow_button;
use engine::records::{Event, Related, Way, What, record, related, timeline};
use engine::{Failure, day_of};
use maud::html;

const ENTITY: &str = "organisation";
/// Who is there and how they are reached, in the order in which one asks.
const FIRST: [&str; 3] = ["position", "phone_number", "email_address"];
/// What is shown of what happened; all of it has a page.
const LATEST: usize = 6;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (engine, caller, today, id) = (&desk.app.engine, &desk.caller, day_of(desk.now), desk.id()?);
    let found = record(engine, caller, ENTITY, id, today).await?;
    desk.opened(ENTITY, id).await?;
    let mut kinds = related(engine, caller, ENTITY, id, today).await?;
    let place = |kind: &Related| FIRST.iter().position(|first| *first == kind.entity).unwrap_or(FIRST.len());
    kinds.sort_by_key(place);
    let (first, rest): (Vec<&Related>, Vec<&Related>) = kinds.iter().partition(|kind| place(kind) < FIRST.len());
    let mut latest = timeline(engine, caller, (ENTITY, id), None, today).await?.events;
    latest.truncate(LATEST);
    latest.iter_mut().for_each(shorten);
    let (words, from) = (desk.words(), from_list(&desk));
    let row = |part: &str, asked: &str| with(&format!("{}{part}", of_row(ENTITY, id)), &[asked, &from]);
    let here = own_page(ENTITY, id).unwrap_or_default();
    let main = html! {
        p.crumb { a href=(list_of(&desk, ENTITY)) { (found.head.name) } }
        header.title {
            h1 { (found.label) }
            (marks(&found))
            div.actions {
                (mail_button(&desk, ENTITY, id))
                (follow_button(&desk, (ENTITY, id), &here).await?)
                (more(&desk, &found))
                @if found.head.way != Way::Shown { a.button.small data-edit href=(row("/edit", "")) { (words.say("data-edit")) } }
            }
        }
        div.split {
            div {
                (tables(words, id, &first))
                (tables(words, id, &rest))
            }
            aside {
                (facts(&desk, &found, &here).await?)
                section.card {
                    h2 { (words.say("records-latest")) }
                    @if latest.is_empty() { p.muted { (words.say("records-nothing-happened")) } }
                    (entries(words, today, &latest))
                    p { a href=(row("", "tab=timeline")) { (words.say("records-whole-timeline")) } }
                    p { a href=(row("", "tab=history")) { (words.say("records-history")) } }
                }
                (why(words, &found))
            }
        }
    };
    Ok(desk.page(Place::Data, &found.label, None, &main))
}

/// Beside the rest of the page, what a row is called is enough.
fn shorten(event: &mut Event) {
    match &mut event.what {
        What::Row { dated, facts, .. } => {
            dated.clear();
            facts.clear();
        }
        What::Change(change) => change.fields.clear(),
    }
}
