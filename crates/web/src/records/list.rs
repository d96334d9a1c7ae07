//! A list: saved views above it, what it is narrowed to, a table or its groups, and what can be done with some of its rows.
//!
//! All that it shows stands in its address, which [`state`] alone reads and writes; a form only leads to another one.

mod chips;
mod filter;
mod menus;
pub(super) mod state;
mod table;
mod views;

pub(crate) use table::WITH_LIST;
pub(super) use views::{FIELDS as VIEW_FIELDS, save as save_view};

use self::state::{NO_VIEW, ROW, State, VIEW};
use super::address::of_entity;
use super::overview::{purpose, rows_words};
use crate::desk::parts::alert;
use crate::desk::{Desk, DeskPage, Place};
use crate::words::{Words, grouped};
use axum::http::StatusCode;
use engine::records::{Asked, List, NewView, Total, View, Way, asked, list, view_used, views};
use engine::{Failure, day_of};
use maud::{Markup, html};

/// The field that a filter is asked about.
const ADD: &str = "add";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let key = desk.entity()?;
    let asked_for = State::of(&desk);
    if let Some(to) = filter::applied(&desk, &asked_for).or_else(|| menus::moved(&desk, &asked_for)) {
        return Ok(DeskPage::see_other(&to.at(key)));
    }
    let views = views(&desk.app.engine, &desk.caller, key).await?;
    let state = opened(&desk, asked_for, &views);
    let view = state.get(VIEW).and_then(|id| views.iter().find(|view| view.id.to_string() == id));
    if let Some(view) = view.filter(|view| view.mine) {
        view_used(&desk.app.engine, &desk.caller, desk.now, key, view.id).await?;
    }
    page(&desk, &state, &views, None).await
}

/// What an address shows that says nothing but, maybe, which saved view: what that view says.
fn opened(desk: &Desk, state: State, views: &[View]) -> State {
    let says_more = desk.queries("").iter().any(|(name, _)| name != VIEW);
    let view = match state.get(VIEW) {
        _ if says_more => None,
        Some(NO_VIEW) => None,
        Some(id) => views.iter().find(|view| view.id.to_string() == id),
        None => views.iter().find(|view| view.pinned),
    };
    view.map_or(state, State::of_view)
}

/// The page of a list; with what stopped a view from being saved.
async fn page(
    desk: &Desk,
    state: &State,
    views: &[View],
    problem: Option<(&str, &NewView)>,
) -> Result<DeskPage, Failure> {
    let (engine, today, key) = (&desk.app.engine, day_of(desk.now), desk.entity()?);
    let found = list(engine, &desk.caller, key, &state.wanted(), today).await?;
    let asked = match desk.query(ADD) {
        Some(field) => {
            let words = desk.query("seek").unwrap_or_default();
            asked(engine, &desk.caller, key, (&field, &words), &state.wanted(), today).await?
        }
        None => None,
    };
    let page =
        desk.page(Place::Data, &found.head.name, None, &body(desk.words(), state, &found, views, (asked, problem)));
    Ok(if problem.is_some() { page.status(StatusCode::UNPROCESSABLE_ENTITY) } else { page })
}

fn body(
    words: Words,
    state: &State,
    list: &List,
    views: &[View],
    (asked, problem): (Option<Asked>, Option<(&str, &NewView)>),
) -> Markup {
    let key = &list.head.key;
    html! {
        p.crumb { a href=(Place::Data.path()) { (words.say("data-title")) } }
        header.title {
            h1 { (list.head.name) }
            @if let Some(total) = list.total { span.count.muted { (total_words(words, total)) } }
            @if list.head.way == Way::Made {
                div.actions {
                    a.button.quiet.small href={ (of_entity(key)) "/import" } { (words.say("transfer-import")) }
                    a.button.small href={ (of_entity(key)) "/new" } { (words.say("data-new")) }
                }
            }
        }
        (views::tabs(words, state, list, views))
        @if let Some((problem, _)) = problem { (alert(problem)) }
        div.toolbar {
            @if list.is_searchable { (search(words, state, list)) }
            (menus::filter(words, state, list))
            (menus::columns(words, state, list))
            @if list.groups.is_none() { (menus::order(words, state, list)) }
            (menus::group(words, state, list))
            (views::menu(words, state, list, views, problem.map(|(_, new)| new)))
        }
        @if let Some(asked) = &asked { (filter::builder(words, state, list, asked)) }
        (chips::all(words, state, list))
        @if let Some(groups) = &list.groups {
            (table::groups(words, state, list, groups))
        } @else if list.rows.is_empty() {
            (empty(words, state, list))
        } @else {
            (table::rows(words, state, list))
        }
        (purpose(words, &list.head))
    }
}

/// `12 rows`, `more than 10000 rows`.
fn total_words(words: Words, total: Total) -> String {
    match total {
        Total::Rows(rows) => rows_words(words, rows),
        Total::MoreThan(rows) => words.with("lists-more-than", &[("rows", &grouped(rows))]),
    }
}

fn search(words: Words, state: &State, list: &List) -> Markup {
    html! {
        form.search role="search" method="get" action=(of_entity(&list.head.key)) {
            (hidden(&state.without(state::WORDS)))
            label.unseen for="q" { (words.say("data-search")) }
            div {
                input #q name="q" type="search" value=(list.words) autocomplete="off" placeholder=(words.say("data-search"));
                button.button.quiet { (words.say("data-show")) }
            }
        }
    }
}

/// The rest of what the list shows, in a form that changes a part of it.
fn hidden(state: &State) -> Markup {
    html! { @for (name, value) in state.pairs() { input type="hidden" name=(name) value=(value); } }
}

/// Nothing to see, and what leads on.
fn empty(words: Words, state: &State, list: &List) -> Markup {
    let key = &list.head.key;
    let narrowed = !list.filters.is_empty() || !list.words.is_empty() || state.get(ROW).is_some();
    html! {
        div.empty {
            @if narrowed {
                p { (words.say("lists-none-fit")) }
                p { a.button.quiet href=(state.whole().at(key)) { (words.say("lists-all")) } }
            } @else {
                p { (words.say("data-empty")) }
                @if list.head.way == Way::Made {
                    p { a.button.quiet href={ (of_entity(key)) "/new" } { (words.say("lists-add-first")) } }
                }
            }
        }
    }
}
