//! What the forms of public pages share: a line to type in, the field that no human sees, and what is said of what is wrong.

use crate::app::App;
use crate::words::{Words, phone};
use engine::website::{Field, Mistake, Problem};
use maud::{Markup, html};

/// The field that no human sees.
pub(crate) const TRAP: &str = "website";

/// A line to type in, which must be filled in.
pub(crate) struct Line<'a> {
    /// Its name, and what browsers fill it in with.
    pub(crate) name: &'a str,
    /// As browsers know it: `text`, `email`.
    pub(crate) kind: &'a str,
    /// What people call it.
    pub(crate) label: String,
    /// What helps; may be empty.
    pub(crate) hint: String,
    /// What was typed.
    pub(crate) value: &'a str,
    /// What is wrong with that.
    pub(crate) wrong: Option<String>,
}

pub(crate) fn line(line: &Line<'_>) -> Markup {
    let error = format!("{}-error", line.name);
    let is_wrong = line.wrong.is_some();
    html! {
        div.field.wrong[is_wrong] {
            label for=(line.name) { (line.label) }
            @if !line.hint.is_empty() { p.hint { (line.hint) } }
            @if let Some(wrong) = &line.wrong { p.error id=(error) { (wrong) } }
            input id=(line.name) name=(line.name) type=(line.kind) value=(line.value) autocomplete=(line.name) required
                aria-describedby=[is_wrong.then_some(error.as_str())] aria-invalid=[is_wrong.then_some("true")];
        }
    }
}

/// The field that no human sees.
pub(crate) fn trap(words: Words) -> Markup {
    html! {
        div.trap aria-hidden="true" {
            label for=(TRAP) { (words.say("contact-trap")) }
            input id=(TRAP) name=(TRAP) type="text" tabindex="-1" autocomplete="off";
        }
    }
}

/// What is wrong with `field`, if anything is.
pub(crate) fn mistake(problems: &[Problem], field: Field) -> Option<Mistake> {
    problems.iter().find(|problem| problem.field == field).map(|problem| problem.mistake)
}

/// What is wrong, and how to mend it.
pub(crate) fn mistake_words(words: Words, field: Field, mistake: Mistake) -> String {
    match mistake {
        Mistake::Missing => words.say(match field {
            Field::Name => "missing-name",
            Field::Email => "missing-email",
            Field::Message => "missing-message",
            Field::Phone | Field::Organisation => "missing-any",
        }),
        Mistake::TooLong(characters) => words.with("too-long", &[("characters", &characters.to_string())]),
        Mistake::NotAnAddress => words.say("not-an-address"),
        Mistake::NotANumber => words.say("not-a-number"),
        Mistake::NotText => words.say("not-text"),
    }
}

/// What a field is called in the forms that ask for a name, an address and a text.
pub(crate) fn name_of(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Email => "email",
        Field::Message | Field::Phone | Field::Organisation => "text",
    }
}

/// What is wrong with fields, each with the id of its own.
pub(crate) fn mistaken(words: Words, problems: &[Problem]) -> impl Iterator<Item = (&'static str, String)> {
    let of = move |problem: &Problem| (name_of(problem.field), mistake_words(words, problem.field, problem.mistake));
    problems.iter().map(of)
}

/// All that is to be mended before a form can be taken, each a way to its field.
pub(crate) fn to_mend(title: &str, problems: impl Iterator<Item = (&'static str, String)>) -> Markup {
    html! {
        div.notice.bad role="alert" {
            h2 { (title) }
            ul { @for (id, text) in problems { li { a href={ "#" (id) } { (text) } } } }
        }
    }
}

/// That a form was not taken, and why.
pub(crate) fn not_taken(title: &str, text: &str) -> Markup {
    html! { div.notice.bad role="alert" { h2 { (title) } p { (text) } } }
}

/// Words that say by which number we are reached instead.
pub(crate) fn call_us(app: &App, words: Words, key: &str) -> String {
    words.with(key, &[("phone", &phone(&app.engine.model().controller.phone))])
}
