//! Saved views: the tabs above a list, the form that saves one, and what becomes of it.

use super::super::address::of_entity;
use super::page;
use super::state::{COLUMN, NO_VIEW, ORDER, State, VIEW};
use crate::desk::parts;
use crate::desk::{Desk, DeskPage};
use crate::form_body::Form;
use crate::words::Words;
use engine::records::{List, NewView, SavedAs, View, remove_view, save_view, views};
use engine::{Failure, RowId};
use maud::{Markup, html};
use std::str::FromStr;

/// What a button of the form does.
const DO: &str = "do";
const REMOVE: &str = "remove";
const NEW: &str = "new";
/// What is ticked.
const YES: &str = "yes";

/// The fields of the form.
pub(in super::super) const FIELDS: &[&str] = &["title", "shared", "pinned", "list", VIEW, DO];

/// The view that the list began with.
fn present<'a>(state: &State, views: &'a [View]) -> Option<&'a View> {
    let id = state.get(VIEW)?;
    views.iter().find(|view| view.id.to_string() == id)
}

/// The list as the register has it, and the saved views.
pub(super) fn tabs(words: Words, state: &State, list: &List, views: &[View]) -> Markup {
    let present = present(state, views);
    let at = |view: &str| format!("{}?{VIEW}={view}", of_entity(&list.head.key));
    let whole = (at(NO_VIEW), html! { (words.say("lists-everything")) }, present.is_none() && state.is_bare());
    let one = |view: &View| {
        let name = html! { (view.title) @if !view.mine { " " span.muted { (words.say("lists-shared")) } } };
        (at(&view.id.to_string()), name, present == Some(view))
    };
    html! {
        @if !views.is_empty() {
            (parts::tabs(&words.say("lists-views"), &std::iter::once(whole).chain(views.iter().map(one)).collect::<Vec<_>>()))
        }
    }
}

/// The form that saves what the list shows; open, and as it was filled in, where it was refused.
pub(super) fn menu(words: Words, state: &State, list: &List, views: &[View], refused: Option<&NewView>) -> Markup {
    let mine = present(state, views).filter(|view| view.mine);
    let ticked =
        |of_new: fn(&NewView) -> bool, of_view: fn(&View) -> bool| refused.map_or(mine.is_some_and(of_view), of_new);
    let kept = mine.map_or(state.without(VIEW), |_| state.clone());
    html! {
        details.menu open[refused.is_some()] {
            summary.button.quiet.small { (words.say("lists-save-view")) }
            form method="post" action={ (of_entity(&list.head.key)) "/views" } {
                input type="hidden" name="list" value=(kept.query());
                @if let Some(view) = mine { input type="hidden" name=(VIEW) value=(view.id); }
                div.field {
                    label for="title" { (words.say("lists-view-title")) }
                    input #title name="title" required maxlength=(engine::VIEW_TITLE_CHARACTERS) autocomplete="off"
                        value=[refused.map(|new| &new.title).or(mine.map(|view| &view.title))];
                }
                (tick(&words.say("lists-view-pinned"), "pinned", ticked(|new| new.pinned, |view| view.pinned)))
                (tick(&words.say("lists-view-shared"), "shared", ticked(|new| new.shared, |view| view.shared)))
                div.actions {
                    button.button.small { (words.say("data-save")) }
                    @if mine.is_some() {
                        button.button.quiet.small name=(DO) value=(NEW) { (words.say("lists-view-new")) }
                        button.button.quiet.small name=(DO) value=(REMOVE) formnovalidate { (words.say("lists-view-remove")) }
                    }
                }
            }
        }
    }
}

fn tick(text: &str, name: &str, ticked: bool) -> Markup {
    html! { p { label.tick { input type="checkbox" name=(name) value=(YES) checked[ticked]; " " (text) } } }
}

/// Saves, changes or removes a view.
pub(in super::super) async fn save(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (engine, key) = (&desk.app.engine, desk.entity()?);
    let view = RowId::from_str(form.get(VIEW)).ok();
    if let (REMOVE, Some(view)) = (form.get(DO), view) {
        remove_view(engine, &desk.caller, key, view).await?;
        return Ok(DeskPage::see_other(&format!("{}?{VIEW}={NO_VIEW}", of_entity(key))));
    }
    let state = State::read(form.get("list"));
    let new = NewView {
        title: form.get("title").to_owned(),
        filter: state.narrowing().query(),
        columns: state.all(COLUMN).map(str::to_owned).collect(),
        order: state.get(ORDER).map(str::to_owned),
        shared: form.get("shared") == YES,
        pinned: form.get("pinned") == YES,
    };
    let words = desk.words();
    let count = |key: &str, count: usize| words.with(key, &[("count", &count.to_string())]);
    let view = view.filter(|_| form.get(DO) != NEW);
    let problem = match save_view(engine, &desk.caller, desk.now, (key, view), &new).await? {
        SavedAs::View(id) => return Ok(DeskPage::see_other(&format!("{}?{VIEW}={id}", of_entity(key)))),
        SavedAs::Title(most) => count("lists-view-untitled", most),
        SavedAs::TooLong => words.say("lists-view-long"),
        SavedAs::TooMany(most) => count("lists-views-many", most),
    };
    page(&desk, &state, &views(engine, &desk.caller, key).await?, Some((&problem, &new))).await
}
