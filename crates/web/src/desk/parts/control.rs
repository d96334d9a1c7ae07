//! Controls of forms: each with its label, and the alternatives of a choice as the register names them.

use crate::desk::Desk;
use maud::{Markup, html};

/// What the register calls the alternatives of the choice `field` of `entity`, each with its word.
pub(crate) fn alternatives(desk: &Desk, entity: &str, field: &str) -> Vec<(String, String)> {
    let model = desk.app.engine.model();
    let field = model.entity_named(entity).and_then(|entity| model.field_named(entity, field));
    let of = field.and_then(|field| model.alternatives(field)).unwrap_or_default();
    of.iter().map(|one| (one.key.clone(), one.name.get(desk.caller.language).to_owned())).collect()
}

/// The alternative with this word.
pub(crate) fn among<T: Copy>(all: &'static [T], key: impl Fn(T) -> &'static str, word: &str) -> Option<T> {
    all.iter().copied().find(|one| key(*one) == word)
}

/// A choice among `of`.
pub(crate) fn select(label: &str, name: &str, of: &[(String, String)], chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) {
                @for (key, text) in of { option value=(key) selected[key == chosen] { (text) } }
            }
        }
    }
}

/// A line of text.
pub(crate) fn line(label: &str, name: &str, kind: &str, value: &str) -> Markup {
    line_as(name, label, name, kind, value)
}

/// The same in a control with an id of its own.
pub(crate) fn line_as(id: &str, label: &str, name: &str, kind: &str, value: &str) -> Markup {
    html! {
        div.field { label for=(id) { (label) } input id=(id) name=(name) type=(kind) value=(value); }
    }
}

/// Several lines of text.
pub(crate) fn area(label: &str, hint: Option<&str>, name: &str, rows: u8, value: &str) -> Markup {
    let id = hint.map(|_| format!("{name}_hint"));
    html! {
        div.field {
            label for=(name) { (label) }
            @if let (Some(hint), Some(id)) = (hint, &id) { p.hint id=(id) { (hint) } }
            textarea id=(name) name=(name) rows=(rows) aria-describedby=[id] { "\n" (value) }
        }
    }
}
