//! One control of a form: its label, what is wrong, and the box, list or lines to fill in.

use super::address::{FIELD, FIND, GOES, WITHOUT, WORDS};
use super::mistake::{said, under};
use crate::words::Words;
use engine::RowId;
use engine::records::{Control, FieldView, Input, Mistake};
use maud::{Markup, html};

/// What every kind of box has in common.
struct Box<'a> {
    name: String,
    typed: &'a str,
    required: bool,
    described: Option<String>,
    invalid: Option<&'static str>,
    focus: bool,
}

/// The control of `field`; `focus` where the page is about it.
pub(crate) fn control(words: Words, field: &FieldView, focus: bool) -> Markup {
    let name = format!("{FIELD}{}", field.key);
    let error = format!("{name}.error");
    let at = Box {
        typed: &field.typed,
        required: field.required,
        described: field.mistake.as_ref().map(|_| error.clone()),
        invalid: field.mistake.as_ref().map(|_| "true"),
        focus,
        name: name.clone(),
    };
    html! {
        div.field.wrong[field.mistake.is_some()] data-field=[field.when.as_ref().filter(|_| field.mistake.is_none()).map(|_| &field.key)] {
            label for=(name) {
                (field.name)
                @if let Some(unit) = unit(words, &field.control) { ", " (unit) }
                @if !field.required { " " span.optional { (words.say("field-optional")) } }
            }
            @if let Some(when) = &field.when { p.hint.only-under { (under(words, "only-under", when)) } }
            @if let Some(mistake) = &field.mistake { p.error id=(error) { (said(words, mistake)) } }
            @match &field.control {
                Control::Line { input, .. } => (line(*input, &at)),
                Control::Lines(_) => (lines(&at)),
                Control::YesNo => {
                    (choice(words, &at, true, &[("yes".to_owned(), words.say("data-yes")), ("no".to_owned(), words.say("data-no"))]))
                }
                Control::Alternatives(of) => (choice(words, &at, true, of)),
                Control::File(title) => (file(words, field, &at, title.as_deref())),
                Control::Rows { offered, words: sought, more } => (rows(words, field, &at, (offered, sought, *more))),
            }
        }
    }
}

/// What a number is counted in, and how a length of time is written.
fn unit(words: Words, control: &Control) -> Option<String> {
    let Control::Line { input, .. } = control else { return None };
    match input {
        Input::Money => Some(words.say("hint-money")),
        Input::Percent => Some(words.say("hint-percent")),
        Input::Duration => Some(words.say("hint-duration")),
        Input::Text
        | Input::Email
        | Input::Phone
        | Input::Url
        | Input::Whole
        | Input::Decimal
        | Input::Day
        | Input::Moment => None,
    }
}

/// A line of its own with a label: for somebody new.
pub(super) fn plain(
    words: Words,
    label: &str,
    kind: &str,
    (name, typed): (&str, &str),
    mistake: Option<&Mistake>,
) -> Markup {
    let error = format!("{name}.error");
    html! {
        div.field.wrong[mistake.is_some()] {
            label for=(name) { (label) }
            @if let Some(mistake) = mistake { p.error id=(error) { (said(words, mistake)) } }
            input id=(name) name=(name) type=(kind) value=(typed) autocomplete="off"
                aria-describedby=[mistake.map(|_| &error)] aria-invalid=[mistake.map(|_| "true")];
        }
    }
}

fn line(input: Input, at: &Box<'_>) -> Markup {
    let (kind, mode, short) = match input {
        Input::Text => ("text", None, false),
        Input::Email => ("email", None, false),
        Input::Phone => ("tel", None, true),
        Input::Url => ("text", Some("url"), false),
        Input::Whole => ("text", Some("numeric"), true),
        Input::Decimal | Input::Money | Input::Percent => ("text", Some("decimal"), true),
        Input::Duration => ("text", None, true),
        Input::Day => ("date", None, true),
        Input::Moment => ("datetime-local", None, true),
    };
    html! {
        input.short[short] id=(at.name) name=(at.name) type=(kind) value=(at.typed) inputmode=[mode] autocomplete="off"
            required[at.required] aria-describedby=[&at.described] aria-invalid=[at.invalid] autofocus[at.focus];
    }
}

/// A file to choose, and whether the one that is there stays.
fn file(words: Words, field: &FieldView, at: &Box<'_>, title: Option<&str>) -> Markup {
    let without = format!("{WITHOUT}{}", field.key);
    let most = words.with("file-most", &[("size", &megabytes(engine::FILE_BYTES))]);
    html! {
        @if let Some(title) = title {
            p.hint { (words.with("file-there", &[("title", title)])) }
            @if !field.required {
                select.short name=(without) aria-label=(words.with("file-there", &[("title", title)])) {
                    option value="" { (words.say("file-keep")) }
                    option value=(GOES) { (words.say("file-without")) }
                }
            }
        }
        p.hint { (most) }
        input id=(at.name) name=(at.name) type="file" required[at.required && title.is_none()]
            aria-describedby=[&at.described] aria-invalid=[at.invalid];
    }
}

/// `25`.
pub(super) fn megabytes(bytes: u64) -> String {
    (bytes / (1024 * 1024)).to_string()
}

fn lines(at: &Box<'_>) -> Markup {
    html! {
        textarea id=(at.name) name=(at.name) rows="6" required[at.required]
            aria-describedby=[&at.described] aria-invalid=[at.invalid] { "\n" (at.typed) }
    }
}

fn choice(words: Words, at: &Box<'_>, short: bool, of: &[(String, String)]) -> Markup {
    let none = words.say(if at.required { "data-choose" } else { "data-none" });
    html! {
        select.short[short] id=(at.name) name=(at.name) required[at.required]
            aria-describedby=[&at.described] aria-invalid=[at.invalid] autofocus[at.focus] {
            option value="" { (none) }
            @for (key, text) in of { option value=(key) selected[at.typed == key] { (text) } }
        }
    }
}

/// A list of rows to choose from; where there are more, a box to seek among all of them by label.
fn rows(
    words: Words,
    field: &FieldView,
    at: &Box<'_>,
    (offered, sought, more): (&[(RowId, String)], &str, bool),
) -> Markup {
    let seek = format!("{WORDS}{}", field.key);
    let label = |label: &str| if label.is_empty() { words.say("data-hidden") } else { label.to_owned() };
    let of: Vec<(String, String)> = offered.iter().map(|(id, text)| (id.to_string(), label(text))).collect();
    html! {
        @if more || !sought.is_empty() {
            div.seek {
                input id=(seek) name=(seek) type="search" value=(sought) autocomplete="off"
                    aria-label=(words.with("data-seek", &[("field", &field.name)]));
                button.button.quiet name=(FIND) value=(field.key) formnovalidate { (words.say("people-find")) }
            }
            @if of.is_empty() { p.hint { (words.say("people-empty")) } }
            @else if more { p.hint { (words.say("data-seek-more")) } }
        }
        (choice(words, at, false, &of))
    }
}
