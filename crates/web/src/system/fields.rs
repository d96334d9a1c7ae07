//! The parts that forms about who may come in have in common.

use crate::words::Words;
use engine::Day;
use engine::documents::{iso_day, read_day};
use maud::{Markup, html};

/// A label, a hint where there is one, what is wrong, and the control that `input` makes of the id of the description.
pub(super) fn field(
    (name, label): (&str, &str),
    hint: Option<&str>,
    mistake: Option<&str>,
    input: impl FnOnce(Option<&str>, Option<&str>) -> Markup,
) -> Markup {
    let (hint_id, error_id) = (format!("{name}.hint"), format!("{name}.error"));
    let described = match (mistake, hint) {
        (Some(_), _) => Some(error_id.as_str()),
        (None, Some(_)) => Some(hint_id.as_str()),
        (None, None) => None,
    };
    html! {
        div.field.wrong[mistake.is_some()] {
            label for=(name) { (label) }
            @if let Some(hint) = hint { p.hint id=(hint_id) { (hint) } }
            @if let Some(mistake) = mistake { p.error id=(error_id) { (mistake) } }
            (input(described, mistake.map(|_| "true")))
        }
    }
}

/// A day, which may be left empty.
pub(super) fn day(words: Words, name: &str, label: &str, typed: &str, mistake: Option<&str>) -> Markup {
    field((name, &words.say(label)), None, mistake, |described, invalid| {
        html! {
            input.short id=(name) name=(name) type="date" value=(typed) autocomplete="off" aria-describedby=[described]
                aria-invalid=[invalid];
        }
    })
}

/// One of several: the word of each and what people read.
pub(super) fn choice(
    words: Words,
    name: &str,
    label: &str,
    of: &[(String, String)],
    (chosen, mistake): (&str, Option<&str>),
) -> Markup {
    field((name, &words.say(label)), None, mistake, |described, invalid| {
        html! {
            select id=(name) name=(name) aria-describedby=[described] aria-invalid=[invalid] {
                @for (key, text) in of { option value=(key) selected[key == chosen] { (text) } }
            }
        }
    })
}

/// The day that was typed: none where nothing was, and an error where it is no day.
pub(super) fn typed_day(typed: &str) -> Result<Option<Day>, ()> {
    if typed.trim().is_empty() { Ok(None) } else { read_day(typed).map(Some).ok_or(()) }
}

/// The day as a form holds it.
pub(super) fn held(day: Day) -> String {
    iso_day(day)
}

/// From one day to another, as people read it.
pub(super) fn from_to(words: Words, starts_on: Option<Day>, ends_on: Option<Day>) -> String {
    let (from, to) = (starts_on.map(|day| words.day(day)), ends_on.map(|day| words.day(day)));
    match (from, to) {
        (None, None) => words.say("days-always"),
        (Some(from), None) => words.with("days-from", &[("from", &from)]),
        (None, Some(to)) => words.with("days-to", &[("to", &to)]),
        (Some(from), Some(to)) => words.with("days-from-to", &[("from", &from), ("to", &to)]),
    }
}
