//! A thread of mail: what was written in it, on what it stands, and the form that goes on with it.

use super::letter;
use super::letter_typed::Letter;
use crate::desk::{Desk, DeskPage, Place};
use crate::notices::follow_button;
use crate::parties::of_person;
use crate::records::{of_entity, of_row, page_of};
use crate::support::mails_shown;
use axum::http::StatusCode;
use engine::correspondence::{ThreadView, mail_offer, thread};
use engine::{Failure, RowId};
use maud::{Markup, html};

/// Where threads stand.
pub(crate) const PATH: &str = "/desk/threads";

const ENTITY: &str = "email_thread";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    desk.opened(ENTITY, id).await?;
    page(&desk, id, None).await
}

/// The page of a thread, with an answer: as it is in `letter`, or begun before.
pub(super) async fn page(desk: &Desk, id: RowId, letter: Option<Letter>) -> Result<DeskPage, Failure> {
    let (words, engine) = (desk.words(), &desk.app.engine);
    let view = thread(engine, &desk.caller, desk.now, id).await?;
    // In a case it is answered on the page of that.
    let offer = match view.case {
        None if view.may_write => Some(mail_offer(engine, &desk.caller, desk.now, (ENTITY, id)).await?),
        None | Some(_) => None,
    };
    let letter = match (letter, &offer) {
        (Some(letter), _) => letter,
        (None, Some(_)) => letter::begun(desk, (ENTITY, id)).await?,
        (None, None) => Letter::default(),
    };
    if letter.wrong.is_some() && offer.is_none() {
        return Err(Failure::Denied);
    }
    let main = html! {
        p.crumb { a href=(of_entity(ENTITY)) { (words.say("letter-threads")) } }
        header.title {
            h1 { (view.subject) }
            div.actions {
                @if view.may_write { a.button.quiet.small href={ (of_row(ENTITY, id)) "/edit" } { (words.say("letter-tie")) } }
                (follow_button(desk, (ENTITY, id), &page_of(ENTITY, id)).await?)
            }
        }
        div.split {
            div {
                (mails_shown(desk, &view.entries))
                @if let Some(offer) = &offer { (letter::form(desk, (ENTITY, id), offer, &letter)) }
            }
            aside { (facts(desk, &view)) }
        }
    };
    let shown = desk.page(Place::Data, &view.subject, None, &main);
    Ok(if letter.wrong.is_some() { shown.status(StatusCode::UNPROCESSABLE_ENTITY) } else { shown })
}

fn facts(desk: &Desk, view: &ThreadView) -> Markup {
    let words = desk.words();
    let name = if view.person.name.is_empty() { words.say("person-nameless") } else { view.person.name.clone() };
    html! {
        section.card {
            h2 { (words.say("letter-about")) }
            dl.facts {
                dt { (words.say("letter-with")) } dd { a href=(of_person(view.person.id)) { (name) } }
                @for link in &view.about { dt { (link.field) } dd { a href=(page_of(&link.entity, link.id)) { (link.label) } } }
                dt { (words.say("letter-part")) } dd { (view.part_of) }
            }
            p { a href=(of_row(ENTITY, view.id)) { (words.say("records-as-record")) } }
        }
    }
}
