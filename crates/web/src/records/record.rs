//! A record: its fields, what holds it up, and what links to it.

use super::address::{linked, of_entity, of_row, own_page};
use super::overview::{purpose, rows_words, value};
use crate::desk::{Desk, DeskPage, Place};
use crate::privacy::{carried_out, hold_words};
use crate::words::Words;
use engine::records::{Back, Record, Way, record};
use engine::{Failure, day_of};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let found = record(&desk.app.engine, &desk.caller, desk.entity()?, desk.id()?, day_of(desk.now)).await?;
    let words = desk.words();
    let main = html! {
        p.crumb { a href=(of_entity(&found.head.key)) { (found.head.name) } }
        header.title {
            h1 { (found.label) }
            (actions(words, &found))
        }
        div.split {
            div {
                section.card {
                    h2 { (found.head.name) }
                    dl.facts {
                        @for cell in &found.cells { dt { (cell.name) } dd.written[cell.long] { (value(words, cell)) } }
                    }
                }
                (carried_out(&desk, &found))
                @if !found.back.is_empty() { (back(words, &found)) }
            }
            aside { (why(words, &found)) }
        }
    };
    Ok(desk.page(Place::Data, &found.label, None, &main))
}

fn actions(words: Words, record: &Record) -> Markup {
    let here = of_row(&record.head.key, record.id);
    let own = own_page(&record.head.key, record.id);
    let (may_change, may_remove) = match record.head.way {
        Way::Shown => (false, false),
        Way::Changed => (true, false),
        Way::Made => (true, true),
    };
    html! {
        @if may_change || own.is_some() {
            div.actions {
                @if let Some(own) = own { a.button.quiet href=(own) { (words.say("data-own-page")) } }
                @if may_change { a.button href={ (here) "/edit" } { (words.say("data-edit")) } }
                @if may_remove { a.button.quiet href={ (here) "/remove" } { (words.say("data-remove")) } }
            }
        }
    }
}

fn why(words: Words, record: &Record) -> Markup {
    html! {
        section.card {
            h2 { (words.say("data-why")) }
            @match (record.person, record.holds.is_empty()) {
                (Some(_), true) => { p { (words.say("held-by-nothing")) } }
                (Some(_), false) => { ul.why { @for hold in &record.holds { li { (hold_words(words, hold)) } } } }
                (None, _) => (purpose(words, &record.head)),
            }
            @if let Some(person) = record.person {
                p { a href={ "/desk/people/" (person) } { (words.say("request-person")) } }
            }
        }
    }
}

/// The rows that link here, counted, each kind with a way to its list.
fn back(words: Words, record: &Record) -> Markup {
    html! {
        h2 { (words.say("data-back")) }
        ul.rows {
            @for back in &record.back {
                li.row {
                    span.who { a href=(linked(&back.entity, "", &back.field, record.id)) { (back.name) } }
                    span.what { (words.with("data-as", &[("field", &back.field_name)])) }
                    span.when { (counted(words, record, back)) }
                }
            }
        }
    }
}

fn counted(words: Words, record: &Record, back: &Back) -> Markup {
    html! {
        @if let Some(rows) = back.rows { span.count { (rows_words(words, rows)) } }
        @if back.way == Way::Made {
            a href=(linked(&back.entity, "/new", &back.field, record.id))
                aria-label=(words.with("data-new-of", &[("kind", &back.name)])) { (words.say("data-new")) }
        }
    }
}
