//! The rows of a list and its groups, each as a table; its pages, and what is to be done with rows that are chosen.

use super::super::address::{of_entity, of_export};
use super::super::overview::{is_empty, is_plain, value};
use super::menus::ordered;
use super::state::{GROUP, ROW, State};
use crate::form_body::encode;
use crate::records::address::FIELD;
use crate::words::{Text, Words, grouped};
use engine::records::{Align, Column, GroupName, Groups, List, ListRow, Way};
use maud::{Markup, PreEscaped, html};

/// The list that a record was opened from, in the record's address; and the one that rows were chosen from.
pub(crate) const WITH_LIST: &str = "from";

/// The rows, in a form that leads to what is done with some of them.
pub(super) fn rows(words: Words, state: &State, list: &List) -> Markup {
    let query = state.query();
    let address = around_id(list, &query);
    html! {
        form.several method="get" action={ (of_entity(&list.head.key)) "/several" } {
            input type="hidden" name=(WITH_LIST) value=(query);
            div.sheet tabindex="0" role="region" aria-label=(list.head.name) {
                table.data.tabular aria-label=(list.head.name) {
                    thead {
                        tr {
                            th.pick scope="col" { span.unseen data-all=(words.say("lists-choose-all")) { (words.say("lists-choose")) } }
                            @for (at, column) in list.columns.iter().enumerate() { (heading(words, state, list, (at, column))) }
                        }
                    }
                    tbody { @for row in &list.rows { (line(words, list, row, &address)) } }
                }
            }
            div.foot {
                (pager(words, state, list))
                div.bulk {
                    a.button.quiet.small href=(of_export(&list.head.key, &state.without("").query())) { (words.say("lists-export")) }
                    @if list.head.way != Way::Shown {
                        button.button.quiet.small { (words.say("lists-with-chosen")) }
                        button.button.quiet.small name="all" value="yes" { (words.say("lists-with-all")) }
                    }
                }
            }
        }
    }
}

/// A column's heading; a link that orders the list by it, or turns the order round.
fn heading(words: Words, state: &State, list: &List, (at, column): (usize, &Column)) -> Markup {
    let present = list.order.as_ref().filter(|(key, _)| *key == column.key).map(|(_, down)| *down);
    let (sort, arrow) = match present {
        None => (None, ""),
        Some(false) => (Some("ascending"), "↑"),
        Some(true) => (Some("descending"), "↓"),
    };
    html! {
        th class=[(at > 0 && column.align == Align::Number).then_some("number")] scope="col" aria-sort=[sort] {
            @if column.is_ordered {
                a href=(ordered(state, list, column)) title=(words.with("data-order", &[("field", &column.name)])) {
                    (column.name)
                    @if !arrow.is_empty() { " " span aria-hidden="true" { (arrow) } }
                }
            } @else { (column.name) }
        }
    }
}

/// The address of a row before its id, and behind it; escaped once.
fn around_id(list: &List, query: &str) -> (Markup, Markup) {
    let (before, behind) = (of_entity(&list.head.key), format!("?{WITH_LIST}={}", encode(query)));
    (html! { (before) "/" }, html! { (behind) })
}

/// A row. What the columns are called stands above them alone; in a narrow window a script puts it beside each cell.
fn line(words: Words, list: &List, row: &ListRow, (before, behind): &(Markup, Markup)) -> Markup {
    // Digits and dashes.
    let id = PreEscaped(row.id.to_string());
    // What heads the row, and what its box is called.
    let head = row.cells.first().map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).unwrap_or(&row.label);
    html! {
        tr id=(id) {
            td.pick {
                label { input type="checkbox" name=(ROW) value=(id) aria-label=(Text(head)); }
            }
            @for (at, (column, cell)) in list.columns.iter().zip(&row.cells).enumerate() {
                @if at == 0 {
                    th scope="row" {
                        a data-open href={ (before) (id) (behind) } { (Text(head)) }
                    }
                } @else {
                    td class=[class(column.align)] {
                        @if column.align == Align::Badge && !cell.text.is_empty() { span.badge { (Text(&cell.text)) } }
                        @else if is_plain(cell) { (Text(&cell.text)) }
                        @else if !is_empty(cell) { (value(words, cell)) }
                    }
                }
            }
        }
    }
}

/// What the cells of a column look like.
fn class(align: Align) -> Option<&'static str> {
    match align {
        Align::Number => Some("number"),
        Align::Day => Some("day"),
        Align::Text | Align::Badge => None,
    }
}

fn pager(words: Words, state: &State, list: &List) -> Markup {
    let key = &list.head.key;
    html! {
        @if list.previous.is_some() || list.next.is_some() {
            nav.pager aria-label=(words.say("pager-label")) {
                @if let Some(first) = list.previous {
                    a.button.quiet.small href=(state.without("").at(key)) { (words.say("lists-first")) }
                    a.button.quiet.small href=(state.before(first).at(key)) rel="prev" { (words.say("lists-previous")) }
                }
                @if let Some(last) = list.next {
                    a.button.quiet.small href=(state.after(last).at(key)) rel="next" { (words.say("lists-next-page")) }
                }
            }
        }
    }
}

/// The groups, each a link that narrows the list to it.
pub(super) fn groups(words: Words, state: &State, list: &List, groups: &Groups) -> Markup {
    let (key, rest) = (&list.head.key, state.without(GROUP));
    html! {
        div.sheet tabindex="0" role="region" aria-label=(list.head.name) {
            table.data.tabular aria-label=(words.with("lists-grouped", &[("field", &groups.name)])) {
                thead {
                    tr {
                        th scope="col" { (groups.name) }
                        th.number scope="col" { (words.say("lists-rows")) }
                        @for sum in &groups.sums { th.number scope="col" { (words.with("lists-sum", &[("field", sum)])) } }
                    }
                }
                tbody {
                    @for group in &groups.groups {
                        tr {
                            th scope="row" {
                                a data-open href=(rest.with(&format!("{FIELD}{}", group.filter.0), [group.filter.1.clone()]).at(key)) {
                                    (group_name(words, &group.name))
                                }
                            }
                            td.number { (grouped(group.rows)) }
                            @for sum in &group.sums { td.number { (sum) } }
                        }
                    }
                }
            }
        }
        @if groups.more { p.hint { (words.with("lists-more-groups", &[("groups", &engine::GROUPS.to_string())])) } }
    }
}

fn group_name(words: Words, name: &GroupName) -> String {
    match name {
        GroupName::Value(text) => text.clone(),
        GroupName::Month(first) => engine::documents::month(*first, words.0),
        GroupName::Empty => words.say("data-none"),
        GroupName::Hidden => words.say("data-hidden"),
    }
}
