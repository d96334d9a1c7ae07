//! Patches of lists, and what stands beside a word: names that a list or a table holds already.

use super::Change;
use super::table::find;
use crate::finding::{At, Place};
use crate::syntax::tree::{Entry, Table, Value};

/// The names that stand beside the one at `place`: the other items of its list, or the other keys of its table.
pub(super) fn beside(tree: &Table, place: Place) -> Vec<&str> {
    if let Some(items) = list_of(tree, place) {
        let others = items.iter().filter(|item| item.place != place);
        return others
            .filter_map(|item| match &item.it {
                Value::Text(text) => Some(text.as_str()),
                Value::Integer(_)
                | Value::Boolean(_)
                | Value::Date(_)
                | Value::List(_)
                | Value::Table(_)
                | Value::Other(_) => None,
            })
            .collect();
    }
    match find(tree, place) {
        Some(found) if found.entry.key.place == place => {
            let others = found.table.0.iter().filter(|entry| entry.key.place != place);
            others.map(|entry| entry.key.it.as_str()).collect()
        }
        Some(_) | None => Vec::new(),
    }
}

/// Another item behind this one.
pub(super) fn after(tree: &Table, item: Place, new: &str) -> Option<Change> {
    list_of(tree, item).map(|_| (item.end, item.end, format!(", {new}")))
}

/// Another item at the end of the list that stands under these keys.
pub(super) fn within(table: &Entry, text: &str, keys: &[String], new: &str) -> Option<Change> {
    let mut here = table;
    for key in keys {
        here = here.value.it.table()?.get(key)?;
    }
    if let Some(item) = here.value.it.list()?.last() {
        return Some((item.place.end, item.place.end, format!(", {new}")));
    }
    let inside = here.value.place.start + 1;
    text.get(..inside)?.ends_with('[').then(|| (inside, inside, new.to_owned()))
}

/// The item goes, with the comma between it and its neighbour.
pub(super) fn out(tree: &Table, item: Place) -> Option<Change> {
    let items = list_of(tree, item)?;
    let at = items.iter().position(|one| one.place == item)?;
    let before = at.checked_sub(1).and_then(|at| items.get(at)).map(|one| one.place.end);
    let next = items.get(at + 1).map(|one| one.place.start);
    Some(match (before, next) {
        (Some(before), _) => (before, item.end, String::new()),
        (None, Some(next)) => (item.start, next, String::new()),
        (None, None) => (item.start, item.end, String::new()),
    })
}

/// The list in which the item at `place` stands.
fn list_of(tree: &Table, place: Place) -> Option<&[At<Value>]> {
    let mut left: Vec<&Value> = tree.0.iter().map(|entry| &entry.value.it).collect();
    while let Some(value) = left.pop() {
        match value {
            Value::List(items) if items.iter().any(|item| item.place == place) => return Some(items),
            Value::List(items) => left.extend(items.iter().map(|item| &item.it)),
            Value::Table(table) => left.extend(table.0.iter().map(|entry| &entry.value.it)),
            Value::Text(_) | Value::Integer(_) | Value::Boolean(_) | Value::Date(_) | Value::Other(_) => {}
        }
    }
    None
}
