//! The rows that link to a record: a small table of each kind, and the ways to add what is not there yet.

use super::address::{linked, of_row};
use super::overview::{rows_words, value};
use crate::words::Words;
use engine::RowId;
use engine::records::{ListRow, Related, Way};
use maud::{Markup, html};

/// Each kind of which there is something, and the others together at the end.
pub(crate) fn tables(words: Words, id: RowId, related: &[&Related]) -> Markup {
    let (there, none): (Vec<&&Related>, Vec<&&Related>) = related.iter().partition(|kind| !kind.shown.is_empty());
    let none: Vec<&&Related> = none.into_iter().filter(|kind| kind.way == Way::Made).collect();
    html! {
        @for kind in &there {
            // Two links of one kind are told apart by what they are called.
            @let is_alone = there.iter().filter(|other| other.entity == kind.entity).count() == 1;
            (table(words, id, kind, is_alone))
        }
        @if !none.is_empty() {
            details.add {
                summary { (words.say("records-add")) }
                ul.names { @for kind in none { li { (add(words, id, kind)) } } }
            }
        }
    }
}

fn add(words: Words, id: RowId, kind: &Related) -> Markup {
    let as_field = words.with("data-as", &[("field", &kind.field_name)]);
    html! { a href=(linked(&kind.entity, "/new", &kind.field, id)) title=(as_field) { (kind.name) } }
}

fn table(words: Words, id: RowId, kind: &Related, is_alone: bool) -> Markup {
    let all = linked(&kind.entity, "", &kind.field, id);
    html! {
        section.related {
            header {
                h2 { a href=(all) { (kind.name) } }
                @if !is_alone { span.muted { (words.with("data-as", &[("field", &kind.field_name)])) } }
                span.when {
                    @if let Some(rows) = kind.rows { span.count { (rows_words(words, rows)) } }
                    @if kind.way == Way::Made {
                        a href=(linked(&kind.entity, "/new", &kind.field, id))
                            aria-label=(words.with("data-new-of", &[("kind", &kind.name)])) { (words.say("data-new")) }
                    }
                }
            }
            table.data role="table" aria-label=(kind.name) {
                thead role="rowgroup" {
                    tr role="row" {
                        @for column in &kind.columns { th role="columnheader" scope="col" { (column.name) } }
                    }
                }
                tbody role="rowgroup" { @for row in &kind.shown { (line(words, kind, row)) } }
            }
            @if kind.rows.is_some_and(|rows| rows > kind.shown.len() as u64) {
                p { a href=(all) { (words.say("lists-all")) } }
            }
        }
    }
}

fn line(words: Words, kind: &Related, row: &ListRow) -> Markup {
    html! {
        tr role="row" {
            @if row.cells.is_empty() {
                th role="rowheader" scope="row" { a href=(of_row(&kind.entity, row.id)) { (row.label) } }
            }
            @for (at, (column, cell)) in kind.columns.iter().zip(&row.cells).enumerate() {
                @if at == 0 {
                    th role="rowheader" scope="row" {
                        a href=(of_row(&kind.entity, row.id)) {
                            @if cell.text.is_empty() { (row.label) } @else { (cell.text) }
                        }
                    }
                } @else {
                    td role="cell" data-name=(column.name) { (value(words, cell)) }
                }
            }
        }
    }
}
