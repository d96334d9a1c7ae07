//! What a list is narrowed to, each in a sentence of its own that can be taken away.

use super::super::mistake;
use super::ADD;
use super::state::{GROUP, ROW, State, WORDS};
use crate::form_body::encode;
use crate::words::Words;
use engine::records::{Active, Ask, List, Operator, Said, Unit, Within};
use maud::{Markup, html};

pub(super) fn all(words: Words, state: &State, list: &List) -> Markup {
    let key = &list.head.key;
    let (good, bad): (Vec<&Active>, Vec<&Active>) = list.filters.iter().partition(|filter| filter.mistake.is_none());
    let rows = state.all(ROW).count();
    let any = !good.is_empty() || !list.words.is_empty() || list.groups.is_some() || rows > 0;
    html! {
        @if list.unknown || !bad.is_empty() {
            div.notice.bad role="status" {
                @for filter in bad {
                    p {
                        (words.with("lists-not-used", &[("field", &filter.name)])) " "
                        @if let Some(mistake) = &filter.mistake { (mistake::text(words, mistake)) }
                    }
                }
                @if list.unknown { p { (words.say("lists-unknown")) } }
            }
        }
        @if any {
            ul.chips aria-label=(words.say("lists-narrowed")) {
                @if !list.words.is_empty() {
                    (chip(words, &words.with("lists-searched", &[("words", &list.words)]), None, &state.without(WORDS).at(key)))
                }
                @for filter in good {
                    @let name = format!("{}{}", super::super::address::FIELD, filter.operator.name(&filter.field));
                    @let edit = format!("{}&{ADD}={}", state.at(key), encode(&filter.field));
                    (chip(words, &sentence(words, filter), Some(&edit), &state.without(&name).at(key)))
                }
                @if rows > 0 {
                    (chip(words, &words.with("lists-chosen", &[("rows", &rows.to_string())]), None, &state.without(ROW).at(key)))
                }
                @if let Some(groups) = &list.groups {
                    (chip(words, &words.with("lists-grouped", &[("field", &groups.name)]), None, &state.without(GROUP).at(key)))
                }
                li { a href=(state.without(GROUP).whole().at(key)) { (words.say("lists-all")) } }
            }
        }
    }
}

fn chip(words: Words, text: &str, edit: Option<&str>, without: &str) -> Markup {
    html! {
        li.chip {
            @if let Some(edit) = edit { a href=(edit) { (text) } } @else { span { (text) } }
            a.away href=(without) aria-label=(words.with("lists-without", &[("filter", text)])) { span aria-hidden="true" { "×" } }
        }
    }
}

/// A filter in plain words: *Status er ny eller kontaktet*.
pub(super) fn sentence(words: Words, filter: &Active) -> String {
    let said: Vec<String> = filter.said.iter().map(|said| value(words, said)).collect();
    let of = |at: usize| said.get(at).map_or("", String::as_str);
    let is_day = filter.ask == Ask::Day;
    let field = filter.name.as_str();
    let with = |key: &str, value: &str| words.with(key, &[("field", field), ("value", value)]);
    match filter.operator {
        Operator::Is => with("lists-is", &either(words, &said)),
        Operator::Not => with("lists-is-not", &either(words, &said)),
        Operator::Words => with("lists-has", &said.join(" ")),
        Operator::Least if is_day => with("lists-from-day", of(0)),
        Operator::Least => with("lists-least", of(0)),
        Operator::Most if is_day => with("lists-to-day", of(0)),
        Operator::Most => with("lists-most", of(0)),
        Operator::Between => words.with("lists-between", &[("field", field), ("from", of(0)), ("to", of(1))]),
        Operator::Within => with("lists-within", of(0)),
        Operator::Empty => words.with("lists-is-empty", &[("field", field)]),
        Operator::Filled => words.with("lists-is-filled", &[("field", field)]),
    }
}

fn value(words: Words, said: &Said) -> String {
    match said {
        Said::Value(text) => text.clone(),
        Said::Me => words.say("lists-me"),
        Said::Hidden => words.say("data-hidden"),
        Said::Time(within) => time(words, *within),
    }
}

/// `a`, `a eller b`, `a, b eller c`.
fn either(words: Words, said: &[String]) -> String {
    match said {
        [several @ .., last] if !several.is_empty() => {
            format!("{} {} {last}", several.join(", "), words.say("list-or"))
        }
        [] => String::new(),
        [one, ..] => one.clone(),
    }
}

/// A time that moves, in words.
pub(super) fn time(words: Words, within: Within) -> String {
    let key = match within {
        Within::Last(1) => "lists-last-day",
        Within::Next(1) => "lists-next-day",
        Within::Last(days) => return words.with("lists-last-days", &[("days", &days.to_string())]),
        Within::Next(days) => return words.with("lists-next-days", &[("days", &days.to_string())]),
        Within::Overdue => "lists-overdue",
        Within::The(Unit::Day, ..0) => "lists-yesterday",
        Within::The(Unit::Day, 0) => "lists-today",
        Within::The(Unit::Day, 1..) => "lists-tomorrow",
        Within::The(Unit::Week, ..0) => "lists-last-week",
        Within::The(Unit::Week, 0) => "lists-this-week",
        Within::The(Unit::Week, 1..) => "lists-next-week",
        Within::The(Unit::Month, ..0) => "lists-last-month",
        Within::The(Unit::Month, 0) => "lists-this-month",
        Within::The(Unit::Month, 1..) => "lists-next-month",
        Within::The(Unit::Year, ..0) => "lists-last-year",
        Within::The(Unit::Year, 0) => "lists-this-year",
        Within::The(Unit::Year, 1..) => "lists-next-year",
    };
    words.say(key)
}
