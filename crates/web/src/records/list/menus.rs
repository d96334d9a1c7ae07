//! The menus above a list: by what it can be narrowed, which columns it has, in which order, and how it
//! is put together.

use super::state::{COLUMN, GROUP, ORDER, State};
use super::{ADD, hidden};
use crate::desk::Desk;
use crate::form_body::encode;
use crate::records::address::of_entity;
use crate::words::Words;
use engine::records::{Column, List};
use maud::{Markup, html};

/// The buttons that move a column.
const UP: &str = "up";
const DOWN: &str = "down";

/// The list with a column moved, if somebody asked for that.
pub(super) fn moved(desk: &Desk, state: &State) -> Option<State> {
    let (column, up) = match (desk.query(UP), desk.query(DOWN)) {
        (Some(column), _) => (column, true),
        (None, Some(column)) => (column, false),
        (None, None) => return None,
    };
    let mut columns: Vec<String> = state.all(COLUMN).map(str::to_owned).collect();
    if let Some(at) = columns.iter().position(|known| *known == column) {
        let to = if up { at.saturating_sub(1) } else { (at + 1).min(columns.len() - 1) };
        columns.swap(at, to);
    }
    Some(state.with(COLUMN, columns))
}

/// The fields that a filter can be asked about.
pub(super) fn filter(words: Words, state: &State, list: &List) -> Markup {
    let asking = state.with(ADD, [String::new()]).at(&list.head.key);
    html! {
        details.menu {
            summary.button.quiet.small { (words.say("lists-filter")) }
            ul {
                @for (key, name) in &list.narrows {
                    li { a href={ (asking) (encode(key)) } { (name) } }
                }
            }
        }
    }
}

/// The columns: those that stand there in their order, then the others.
pub(super) fn columns(words: Words, state: &State, list: &List) -> Markup {
    let end = list.columns.len().saturating_sub(1);
    html! {
        details.menu {
            summary.button.quiet.small { (words.say("lists-columns")) }
            form method="get" action=(of_entity(&list.head.key)) {
                (hidden(&state.without(COLUMN)))
                // Enter in the form shows what is ticked, and moves nothing.
                button.unseen tabindex="-1" aria-hidden="true" {}
                ol.ticks {
                    @for (at, column) in list.columns.iter().enumerate() {
                        li {
                            (tick(column, true))
                            span {
                                (mover(words, column, UP, at == 0))
                                (mover(words, column, DOWN, at == end))
                            }
                        }
                    }
                    @for column in &list.others { li { (tick(column, false)) } }
                }
                div.actions {
                    button.button.small { (words.say("data-show")) }
                    a href=(state.without(COLUMN).at(&list.head.key)) { (words.say("lists-usual")) }
                }
            }
        }
    }
}

fn tick(column: &Column, ticked: bool) -> Markup {
    html! { label { input type="checkbox" name=(COLUMN) value=(column.key) checked[ticked]; " " (column.name) } }
}

fn mover(words: Words, column: &Column, way: &str, at_end: bool) -> Markup {
    let (key, arrow) = if way == UP { ("lists-up", "↑") } else { ("lists-down", "↓") };
    html! {
        button name=(way) value=(column.key) disabled[at_end] aria-label=(words.with(key, &[("field", &column.name)])) {
            (arrow)
        }
    }
}

/// By which column the rows are ordered: for narrow screens, which show no headings.
pub(super) fn order(words: Words, state: &State, list: &List) -> Markup {
    html! {
        details.menu.order {
            summary.button.quiet.small { (words.say("lists-order")) }
            ul {
                @for column in list.columns.iter().filter(|column| column.is_ordered) {
                    @let present = list.order.as_ref().filter(|(key, _)| *key == column.key).map(|(_, down)| *down);
                    li {
                        a href=(ordered(state, list, column)) aria-current=[present.is_some().then_some("true")] {
                            (column.name)
                            @if let Some(down) = present { " " span aria-hidden="true" { (if down { "↓" } else { "↑" }) } }
                        }
                    }
                }
            }
        }
    }
}

/// The list ordered by a column, or turned round where it is already.
pub(super) fn ordered(state: &State, list: &List, column: &Column) -> String {
    let is_up = list.order.as_ref().is_some_and(|(key, down)| *key == column.key && !down);
    state.with(ORDER, [format!("{}{}", if is_up { "-" } else { "" }, column.key)]).at(&list.head.key)
}

/// By what the rows can be put together.
pub(super) fn group(words: Words, state: &State, list: &List) -> Markup {
    let key = &list.head.key;
    let present = list.groups.as_ref().map(|groups| groups.key.as_str());
    html! {
        @if !list.groups_by.is_empty() {
            details.menu {
                summary.button.quiet.small { (words.say("lists-group")) }
                ul {
                    li { a href=(state.without(GROUP).at(key)) aria-current=[present.is_none().then_some("true")] { (words.say("lists-ungrouped")) } }
                    @for (field, name) in &list.groups_by {
                        li {
                            a href=(state.with(GROUP, [field.clone()]).at(key)) aria-current=[(present == Some(field)).then_some("true")] { (name) }
                        }
                    }
                }
            }
        }
    }
}
