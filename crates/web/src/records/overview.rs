//! The overview: every entity that may be read, under its purpose.

use super::address::{of_entity, of_file};
use crate::desk::parts::row;
use crate::desk::{Desk, DeskPage, Place};
use crate::words::{Words, grouped};
use engine::Failure;
use engine::records::{Cell, Group, Head, Kind, Way, kinds};
use maud::{Markup, html};

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let groups = kinds(&desk.app.engine, &desk.caller).await?;
    let main = html! {
        h1 { (words.say("data-title")) }
        p.lead { (words.say("data-lead")) }
        p { a.button.quiet href=(crate::charts::FIGURES) { (words.say("charts-title")) } }
        @if groups.is_empty() { p.empty { (words.say("data-nothing")) } }
        @for group in &groups {
            h2 {
                @match group {
                    Group::Purpose(purpose, _) => (purpose),
                    Group::Shared(_) => (words.say("register-shared-title")),
                    Group::Impersonal(_) => (words.say("register-impersonal-title")),
                }
            }
            ul.rows { @for kind in group.kinds() { li { (line(words, kind)) } } }
        }
    };
    Ok(desk.page(Place::Data, &words.say("data-title"), None, &main))
}

fn line(words: Words, kind: &Kind) -> Markup {
    let (what, when) = list_line(words, kind);
    row(&of_entity(&kind.head.key), &html! { strong { (kind.head.name) } }, &what, &when)
}

/// What a line that leads to a list tells of it: how long its rows live, and how many there are.
pub(crate) fn list_line(words: Words, kind: &Kind) -> (Markup, Markup) {
    let when = html! {
        @if let Some(rows) = kind.rows { span.count { (rows_words(words, rows)) } }
        @match kind.head.way {
            Way::Shown => { span.badge { (words.say("data-read-only")) } }
            Way::Changed | Way::Made => {}
        }
    };
    (html! { (words.with("register-period", &[("period", &kind.head.period)])) }, when)
}

/// `1 row`, `12 rows`.
pub(super) fn rows_words(words: Words, rows: u64) -> String {
    if rows == 1 { words.say("data-row") } else { words.with("data-rows", &[("rows", &grouped(rows))]) }
}

/// Why rows of the entity are held, and for how long.
pub(super) fn purpose(words: Words, head: &Head) -> Markup {
    let quoted = |purpose: &String| words.with("data-purpose", &[("purpose", purpose)]);
    let why = match head.purposes.as_slice() {
        [] => String::new(),
        [one] => words.with("data-held", &[("purpose", &quoted(one))]),
        [several @ .., last] => {
            let several = several.iter().map(quoted).collect::<Vec<_>>().join(", ");
            words.with("data-held-several", &[("purposes", &several), ("last", &quoted(last))])
        }
    };
    html! {
        p.hint { (why) " " (words.with("register-period", &[("period", &head.period)])) }
    }
}

/// Whether there is no value.
pub(super) fn is_empty(cell: &Cell) -> bool {
    cell.link.is_none() && cell.file.is_none() && cell.text.is_empty()
}

/// Whether a value is shown as its text and nothing else.
pub(super) fn is_plain(cell: &Cell) -> bool {
    cell.link.is_none() && cell.file.is_none() && !cell.is_web_address && !cell.text.is_empty()
}

/// A value, or a dash; a link leads to its row, and a file is fetched.
pub(super) fn value(words: Words, cell: &Cell) -> Markup {
    match &cell.link {
        Some(to) if to.hidden => html! { span.muted { (words.say("data-hidden")) } },
        Some(to) => html! { a href=(super::address::of_row(&to.entity, to.id)) { (cell.text) } },
        None if cell.file.is_some() => html! {
            @if let Some(at) = &cell.file { a href=(of_file(&at.entity, at.row, &at.field)) download { (cell.text) } }
        },
        None if cell.is_web_address => html! { a href=(cell.text) rel="noreferrer" { (cell.text) } },
        None if cell.text.is_empty() => html! { span.muted { "–" } },
        None => html! { (cell.text) },
    }
}
