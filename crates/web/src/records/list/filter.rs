//! Asking for a filter: the control that fits the field, and what a form that was filled in says in the address.

use super::chips::time;
use super::state::State;
use super::{ADD, hidden};
use crate::desk::Desk;
use crate::words::Words;
use engine::records::{Active, Ask, Asked, Input, List, ME, Operator, TO, Within};
use maud::{Markup, html};

/// What was chosen or typed.
const VALUE: &str = "v";
/// How it is meant.
const HOW: &str = "how";
const FROM: &str = "from";
const UNTIL: &str = "to";
const TIME: &str = "in";
const DAYS: &str = "days";
/// How many days are offered to be counted.
const USUAL_DAYS: &str = "30";
/// The words of [`TIME`] for so many days.
const LAST: &str = "last";
const NEXT: &str = "next";

/// The button of the form. Without it the form only seeks rows.
const USE: &str = "use";

/// The list narrowed by the form that was filled in, if it was.
pub(super) fn applied(desk: &Desk, state: &State) -> Option<State> {
    let (field, how) = (desk.query(ADD)?, desk.query(USE)?);
    let typed = |name: &str| desk.query(name).map(|typed| typed.trim().to_owned()).filter(|typed| !typed.is_empty());
    let presence = match how.as_str() {
        "empty" => Some(Operator::Empty),
        "filled" => Some(Operator::Filled),
        _ => None,
    };
    if let Some(operator) = presence {
        return Some(state.asking(operator, &field, ["1".to_owned()]));
    }
    let word = typed(TIME).map(|word| match word.as_str() {
        LAST | NEXT => format!("{word}_{}", typed(DAYS).unwrap_or_default()),
        _ => word,
    });
    if let Some(word) = word {
        return Some(state.asking(Operator::Within, &field, [word]));
    }
    let edges = match (typed(FROM), typed(UNTIL)) {
        (Some(from), Some(to)) => Some((Operator::Between, format!("{from}{TO}{to}"))),
        (Some(from), None) => Some((Operator::Least, from)),
        (None, Some(to)) => Some((Operator::Most, to)),
        (None, None) => None,
    };
    if let Some((operator, value)) = edges {
        return Some(state.asking(operator, &field, [value]));
    }
    let values: Vec<String> =
        desk.queries(VALUE).into_iter().filter(|(rest, _)| rest.is_empty()).map(|(_, value)| value).collect();
    let operator = match desk.query(HOW).as_deref() {
        Some("not") => Operator::Not,
        Some("words") => Operator::Words,
        Some(_) | None => Operator::Is,
    };
    Some(state.asking(operator, &field, values.into_iter().filter(|value| !value.trim().is_empty())))
}

/// The form that asks for a filter on one field.
pub(super) fn builder(words: Words, state: &State, list: &List, asked: &Asked) -> Markup {
    let key = &list.head.key;
    let present: Vec<&Active> = list.filters.iter().filter(|filter| filter.field == asked.key).collect();
    html! {
        form.builder.card method="get" action=(super::super::address::of_entity(key)) aria-labelledby="builder" {
            (hidden(state))
            input type="hidden" name=(ADD) value=(asked.key);
            h2 #builder { (words.with("lists-filter-on", &[("field", &asked.name)])) }
            @match asked.ask {
                Ask::Choice => (choices(words, asked, &present)),
                Ask::Row => (rows(words, asked, &present)),
                Ask::Text => (text(words, &present, true)),
                Ask::LongText => (text(words, &present, false)),
                Ask::Number(input) => (edges(words, &present, input)),
                Ask::Day => { (times(words, &present)) (edges(words, &present, Input::Day)) }
                Ask::Presence => {}
            }
            div.actions {
                @if asked.ask != Ask::Presence { button.button.small name=(USE) value="values" { (words.say("lists-use")) } }
                button.button.quiet.small name=(USE) value="filled" { (words.say("lists-filled")) }
                button.button.quiet.small name=(USE) value="empty" { (words.say("lists-empty")) }
                a href=(state.at(key)) { (words.say("wish-cancel")) }
            }
        }
    }
}

/// What stands in the address in this way already.
fn typed<'a>(present: &[&'a Active], operators: &[Operator]) -> Option<(&'a Active, &'a [String])> {
    let found = present.iter().find(|filter| operators.contains(&filter.operator))?;
    Some((found, &found.typed))
}

fn how(words: Words, present: &[&Active], of: &[(&str, &str, Operator)]) -> Markup {
    let chosen =
        present.iter().map(|filter| filter.operator).find(|operator| of.iter().any(|(_, _, one)| one == operator));
    html! {
        div.field {
            label for=(HOW) { (words.say("lists-how")) }
            select.short id=(HOW) name=(HOW) {
                @for (word, text, operator) in of { option value=(word) selected[chosen == Some(*operator)] { (text) } }
            }
        }
    }
}

fn is_or_not(words: Words, present: &[&Active]) -> Markup {
    let (is, not) = (words.say("lists-how-is"), words.say("lists-how-not"));
    how(words, present, &[("is", &is, Operator::Is), ("not", &not, Operator::Not)])
}

fn choices(words: Words, asked: &Asked, present: &[&Active]) -> Markup {
    let chosen = typed(present, &[Operator::Is, Operator::Not]).map_or(&[][..], |(_, typed)| typed);
    html! {
        (is_or_not(words, present))
        fieldset.ticks {
            legend.unseen { (asked.name) }
            @for one in &asked.alternatives {
                label {
                    input type="checkbox" name=(VALUE) value=(one.key) checked[chosen.contains(&one.key)];
                    " " (one.text)
                    @if let Some(rows) = one.rows { " " span.muted.count { "(" (rows) ")" } }
                }
            }
        }
    }
}

fn rows(words: Words, asked: &Asked, present: &[&Active]) -> Markup {
    let chosen = typed(present, &[Operator::Is, Operator::Not]).and_then(|(_, typed)| typed.first());
    let offered = chosen.is_none_or(|chosen| chosen == ME || asked.alternatives.iter().any(|one| one.key == *chosen));
    let said = present.first().and_then(|filter| filter.said.first());
    html! {
        (is_or_not(words, present))
        @if asked.more || !asked.words.is_empty() {
            div.field {
                label for="seek" { (words.with("data-seek", &[("field", &asked.name)])) }
                div.seek {
                    input #seek name="seek" type="search" value=(asked.words) autocomplete="off";
                    button.button.quiet { (words.say("people-find")) }
                }
                @if asked.alternatives.is_empty() { p.hint { (words.say("people-empty")) } }
                @else if asked.more { p.hint { (words.say("data-seek-more")) } }
            }
        }
        div.field {
            label for=(VALUE) { (asked.name) }
            select id=(VALUE) name=(VALUE) {
                @if asked.me { option value=(ME) selected[chosen.is_some_and(|chosen| chosen == ME)] { (words.say("lists-me")) } }
                @if let (false, Some(chosen), Some(engine::records::Said::Value(label))) = (offered, chosen, said) {
                    option value=(chosen) selected { (label) }
                }
                @for one in &asked.alternatives {
                    option value=(one.key) selected[chosen == Some(&one.key)] { (one.text) }
                }
            }
        }
    }
}

fn text(words: Words, present: &[&Active], whole: bool) -> Markup {
    let stands = typed(present, &[Operator::Words, Operator::Is, Operator::Not])
        .map_or_else(String::new, |(_, typed)| typed.join(" "));
    let (has, is, not) = (words.say("lists-how-has"), words.say("lists-how-is"), words.say("lists-how-not"));
    html! {
        @if whole {
            (how(words, present, &[("words", &has, Operator::Words), ("is", &is, Operator::Is), ("not", &not, Operator::Not)]))
        } @else {
            input type="hidden" name=(HOW) value="words";
        }
        div.field {
            label for=(VALUE) { (words.say(if whole { "lists-value" } else { "lists-how-has" })) }
            input.short id=(VALUE) name=(VALUE) value=(stands) autocomplete="off" autofocus;
        }
    }
}

/// From one value to another; one of them is enough.
fn edges(words: Words, present: &[&Active], input: Input) -> Markup {
    let stands = typed(present, &[Operator::Between, Operator::Least, Operator::Most, Operator::Is]);
    let (from, to) = match stands {
        Some((filter, [value, ..])) => match (filter.operator, value.split_once(TO)) {
            (Operator::Between, Some(both)) => both,
            (Operator::Most, _) => ("", value.as_str()),
            (Operator::Is, _) => (value.as_str(), value.as_str()),
            (
                Operator::Least
                | Operator::Between
                | Operator::Not
                | Operator::Words
                | Operator::Within
                | Operator::Empty
                | Operator::Filled,
                _,
            ) => (value.as_str(), ""),
        },
        Some((_, [])) | None => ("", ""),
    };
    let (kind, from_words, to_words) = if input == Input::Day {
        ("date", "lists-from-day-label", "lists-to-day-label")
    } else {
        ("text", "lists-least-label", "lists-most-label")
    };
    html! {
        div.pair {
            @for (name, label, value) in [(FROM, from_words, from), (UNTIL, to_words, to)] {
                div.field {
                    label for=(name) { (words.say(label)) }
                    input.short id=(name) name=(name) type=(kind) value=(value) autocomplete="off";
                }
            }
        }
    }
}

fn times(words: Words, present: &[&Active]) -> Markup {
    let stands = typed(present, &[Operator::Within]).and_then(|(_, typed)| typed.first()).map_or("", String::as_str);
    let counted = |word: &str| stands.strip_prefix(word).and_then(|rest| rest.strip_prefix('_'));
    let counted = |word: &str| counted(word).filter(|days| days.bytes().all(|byte| byte.is_ascii_digit()));
    let days = counted(LAST).or_else(|| counted(NEXT)).unwrap_or(USUAL_DAYS);
    html! {
        div.pair {
            div.field {
                label for=(TIME) { (words.say("lists-time")) }
                select.short id=(TIME) name=(TIME) {
                    option value="" { (words.say("lists-any-time")) }
                    @for (word, within) in Within::named() { option value=(word) selected[word == stands] { (time(words, within)) } }
                    option value=(LAST) selected[counted(LAST).is_some()] { (words.say("lists-last")) }
                    option value=(NEXT) selected[counted(NEXT).is_some()] { (words.say("lists-next")) }
                }
            }
            div.field {
                label for=(DAYS) { (words.say("lists-days")) }
                input.short id=(DAYS) name=(DAYS) type="number" min="1" max=(engine::WITHIN_DAYS) value=(days);
            }
        }
    }
}
