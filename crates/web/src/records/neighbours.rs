//! The way through a list from one of its records: to the one before, back to the list, and to the one behind.

use super::address::{of_entity, of_row, with};
use super::list::WITH_LIST;
use super::list::state::State;
use crate::desk::Desk;
use crate::form_body::encode;
use engine::records::neighbours as beside;
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};

/// The list that a record was opened from, for the query of an address; nothing where it was opened from none. It is read as
/// what a list shows and never as an address, so that nobody is led elsewhere by it.
pub(crate) fn from_list(desk: &Desk) -> String {
    desk.query(WITH_LIST).map_or_else(String::new, |query| naming(&State::read(&query)))
}

fn naming(state: &State) -> String {
    format!("{WITH_LIST}={}", encode(&state.query()))
}

/// The list of the entity `key`: as it was when the record was opened from it, or the whole.
pub(super) fn list_of(desk: &Desk, key: &str) -> String {
    desk.query(WITH_LIST).map_or_else(|| of_entity(key), |query| State::read(&query).at(key))
}

/// Links for the record `id` of the entity `key`; none where it was not opened from a list.
pub(super) async fn neighbours(desk: &Desk, key: &str, id: RowId) -> Result<Markup, Failure> {
    let Some(query) = desk.query(WITH_LIST) else { return Ok(html! {}) };
    let (words, state) = (desk.words(), State::read(&query));
    let found = beside(&desk.app.engine, &desk.caller, (key, id), &state.wanted(), day_of(desk.now)).await?;
    // Who has gone beyond the page of the list goes back to one that holds the record.
    let state = match (found.is_on_page, found.previous) {
        (true, _) => state,
        (false, Some(previous)) => state.after(previous),
        (false, None) => state.first(),
    };
    let to = |row: RowId| with(&of_row(key, row), &[&naming(&state)]);
    Ok(html! {
        nav.beside aria-label=(words.say("lists-beside")) {
            @if let Some(row) = found.previous { a rel="prev" href=(to(row)) { span aria-hidden="true" { "‹ " } (words.say("lists-previous")) } }
            a href={ (state.at(key)) "#" (id) } { (words.say("lists-back")) }
            @if let Some(row) = found.next { a rel="next" href=(to(row)) { (words.say("lists-next-page")) span aria-hidden="true" { " ›" } } }
        }
    })
}
