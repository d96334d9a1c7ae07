//! The list of people, with one search box.

use super::of_person;
use crate::demo::Step;
use crate::desk::parts::{empty, row};
use crate::desk::{Desk, DeskPage, Place};
use engine::parties::search;
use engine::{Failure, day_of};
use maud::html;

pub(super) async fn list(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let wanted = desk.query("q").unwrap_or_default();
    let found = search(&desk.app.engine, &desk.caller, &wanted, day_of(desk.now)).await?;
    let main = html! {
        h1 { (words.say("people-title")) }
        form.search role="search" method="get" action=(super::PATH) {
            label for="q" { (words.say("people-search")) }
            div {
                input #q name="q" type="search" value=(wanted) autocomplete="off";
                button.button { (words.say("people-find")) }
            }
        }
        h2 { @if wanted.trim().is_empty() { (words.say("people-latest")) } @else { (words.say("people-found")) } }
        @if found.is_empty() {
            (empty(&words.say("people-empty")))
        } @else {
            ul.rows {
                @for person in &found {
                    @let who = html! {
                        strong { @if person.name.is_empty() { (words.say("person-nameless")) } @else { (person.name) } }
                    };
                    li { (row(&of_person(person.id), &who, &html! { (person.addresses.join(", ")) }, &html! {})) }
                }
            }
        }
    };
    Ok(desk.page(Place::People, &words.say("people-title"), Some(Step::Person), &main))
}
