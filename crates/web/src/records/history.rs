//! What the ledger tells of a record: who changed which fields, and who has looked.

use super::address::{of_row, with};
use super::neighbours::from_list;
use crate::desk::Desk;
use crate::words::Words;
use engine::records::{Change, Look, Place, Record, history};
use engine::{Failure, day_of};
use maud::{Markup, html};

pub(super) async fn show(desk: &Desk, record: &Record) -> Result<Markup, Failure> {
    let place = |name: &str| desk.query(name).and_then(|place| place.parse().ok());
    let at = (record.head.key.as_str(), record.id);
    let behind = (place("before"), place("looked"));
    let found = history(&desk.app.engine, &desk.caller, at, behind, day_of(desk.now)).await?;
    let here = with(&of_row(&record.head.key, record.id), &["tab=history", &from_list(desk)]);
    let words = desk.words();
    let older = |name: &str, more: Option<Place>| {
        html! {
            @if let Some(place) = more {
                p { a.button.quiet.small href={ (here) "&" (name) "=" (place) } { (words.say("records-older")) } }
            }
        }
    };
    Ok(html! {
        section {
            h2 { (words.say("records-changes")) }
            p.hint { (words.say("records-changes-hint")) }
            (changes(words, &found.changes))
            (older("before", found.more_changes))
        }
        @if let Some(seen) = &found.looks {
            section {
                h2 { (words.say("records-looks")) }
                p.hint { (words.say("records-looks-hint")) }
                (looks(words, seen))
                (older("looked", found.more_looks))
            }
        }
    })
}

fn changes(words: Words, all: &[Change]) -> Markup {
    html! {
        @if all.is_empty() { p.empty { (words.say("records-no-changes")) } }
        @else {
            (table(words, "records-changes", ["records-when", "records-what", "records-who", "records-which"], &html! {
                @for change in all {
                    tr role="row" {
                        th role="rowheader" scope="row" { (words.moment(change.at)) }
                        (cell(words, "records-what", &change.deed))
                        (cell(words, "records-who", &change.by))
                        (cell(words, "records-which", &change.fields.join(", ")))
                    }
                }
            }))
        }
    }
}

fn looks(words: Words, all: &[Look]) -> Markup {
    html! {
        @if all.is_empty() { p.empty { (words.say("records-no-looks")) } }
        @else {
            (table(words, "records-looks", ["records-when", "records-who", "records-roles", "records-where"], &html! {
                @for look in all {
                    tr role="row" {
                        th role="rowheader" scope="row" { (words.moment(look.at)) }
                        (cell(words, "records-who", &look.by))
                        (cell(words, "records-roles", &look.roles.join(", ")))
                        (cell(words, "records-where", &words.say(if look.among_all { "records-among-all" } else { "records-alone" })))
                    }
                }
            }))
        }
    }
}

fn table(words: Words, name: &str, columns: [&str; 4], rows: &Markup) -> Markup {
    html! {
        table.data.log role="table" aria-label=(words.say(name)) {
            thead role="rowgroup" {
                tr role="row" { @for column in columns { th role="columnheader" scope="col" { (words.say(column)) } } }
            }
            tbody role="rowgroup" { (rows) }
        }
    }
}

fn cell(words: Words, name: &str, text: &str) -> Markup {
    html! { td role="cell" data-name=(words.say(name)) { @if text.is_empty() { span.muted { "–" } } @else { (text) } } }
}
