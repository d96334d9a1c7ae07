//! A list: a table with a search box, choices that narrow it, and columns that order it.

use super::address::{FIELD, of_entity, of_list, of_row};
use super::overview::{purpose, rows_words, value};
use crate::desk::{Desk, DeskPage, Place};
use crate::words::Words;
use engine::records::{Column, Filter, LinkFilter, List, ListRow, Wanted, Way, list};
use engine::{Failure, RowId, day_of};
use maud::{Markup, html};
use std::str::FromStr;

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let wanted = Wanted {
        words: desk.query("q").unwrap_or_default(),
        order: desk.query("order"),
        filters: desk.queries(FIELD),
        after: desk.query("after").and_then(|id| RowId::from_str(&id).ok()),
    };
    let found = list(&desk.app.engine, &desk.caller, desk.entity()?, &wanted, day_of(desk.now)).await?;
    let words = desk.words();
    let main = html! {
        p.crumb { a href="/desk/data" { (words.say("data-title")) } }
        header.title {
            h1 { (found.head.name) }
            @if found.head.way == Way::Made {
                div.actions { a.button href={ (of_entity(&found.head.key)) "/new" } { (words.say("data-new")) } }
            }
        }
        (purpose(words, &found.head))
        (narrowing(words, &found))
        @for link in &found.links {
            p.chip {
                (linked(words, link)) " "
                a href=(of_entity(&found.head.key)) { (words.say("data-all")) }
            }
        }
        @if let Some(total) = found.total { p.hint { (rows_words(words, total)) } }
        @if found.rows.is_empty() { p.empty { (words.say("data-empty")) } } @else { (table(words, &found)) }
        @if let Some(last) = found.more {
            nav.pager aria-label=(words.say("pager-label")) {
                a.button.quiet href=(of_list(&found, None, Some(last))) rel="next" { (words.say("pager-more")) }
            }
        }
    };
    Ok(desk.page(Place::Data, &found.head.name, None, &main))
}

/// To which row the list is narrowed.
fn linked(words: Words, link: &LinkFilter) -> String {
    let label = if link.label.is_empty() { words.say("data-hidden") } else { link.label.clone() };
    words.with("data-linked", &[("field", &link.name), ("label", &label)])
}

/// The search box and the choices, in one form that only asks.
fn narrowing(words: Words, list: &List) -> Markup {
    if !list.is_searchable && list.filters.is_empty() {
        return html! {};
    }
    html! {
        form.search.narrow role="search" method="get" action=(of_entity(&list.head.key)) {
            @for link in &list.links { input type="hidden" name={ (FIELD) (link.key) } value=(link.id); }
            @if list.is_searchable {
                p { label for="q" { (words.say("data-search")) } input #q name="q" type="search" value=(list.words) autocomplete="off"; }
            }
            @for filter in &list.filters { (choice(words, filter)) }
            p { button.button.quiet { (words.say("data-show")) } }
        }
    }
}

fn choice(words: Words, filter: &Filter) -> Markup {
    let name = format!("{FIELD}{}", filter.key);
    html! {
        p {
            label for=(name) { (filter.name) }
            select id=(name) name=(name) {
                option value="" { (words.say("data-any")) }
                @for one in &filter.alternatives {
                    option value=(one.key) selected[filter.chosen.as_ref() == Some(&one.key)] {
                        (one.text) @if let Some(rows) = one.rows { " (" (rows) ")" }
                    }
                }
            }
        }
    }
}

fn table(words: Words, list: &List) -> Markup {
    html! {
        table.data role="table" aria-label=(list.head.name) {
            thead role="rowgroup" {
                tr role="row" { @for column in &list.columns { (heading(words, list, column)) } }
            }
            tbody role="rowgroup" { @for row in &list.rows { (line(words, list, row)) } }
        }
    }
}

/// A column's heading; a link that orders the list by it, or turns the order round.
fn heading(words: Words, list: &List, column: &Column) -> Markup {
    let present = list.order.as_ref().filter(|(key, _)| *key == column.key).map(|(_, down)| *down);
    let (sort, arrow) = match present {
        None => (None, ""),
        Some(false) => (Some("ascending"), "↑"),
        Some(true) => (Some("descending"), "↓"),
    };
    let next = format!("{}{}", if present == Some(false) { "-" } else { "" }, column.key);
    html! {
        th role="columnheader" scope="col" aria-sort=[sort] {
            @if column.is_ordered {
                a href=(of_list(list, Some(&next), None)) title=(words.with("data-order", &[("field", &column.name)])) {
                    (column.name)
                    @if !arrow.is_empty() { " " span aria-hidden="true" { (arrow) } }
                }
            } @else { (column.name) }
        }
    }
}

fn line(words: Words, list: &List, row: &ListRow) -> Markup {
    html! {
        tr role="row" {
            @for (at, cell) in row.cells.iter().enumerate() {
                @if at == 0 {
                    th role="rowheader" scope="row" {
                        a href=(of_row(&list.head.key, row.id)) {
                            @if cell.text.is_empty() { (row.label) } @else { (cell.text) }
                        }
                    }
                } @else {
                    td role="cell" data-name=(cell.name) { (value(words, cell)) }
                }
            }
        }
    }
}
