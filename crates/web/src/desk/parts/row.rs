//! Rows and cards that lead somewhere, figures, entries, and the way to the next page.

use crate::records::page_of;
use crate::words::Words;
use engine::records::Line;
use maud::{Markup, html};

/// A row of a list that is one link: who or what, more of it, and when or how it stands.
pub(crate) fn row(path: &str, who: &Markup, what: &Markup, when: &Markup) -> Markup {
    html! {
        a.row href=(path) data-open { span.who { (who) } span.what { (what) } @if !when.0.is_empty() { span.when { (when) } } }
    }
}

/// Rows of the register as a list; of which kind each is, where they are of several.
pub(crate) fn lines(lines: &[Line], with_kind: bool) -> Markup {
    html! {
        ul.rows {
            @for line in lines {
                li {
                    (row(
                        &page_of(&line.entity, line.id),
                        &html! { strong { (line.label) } },
                        &html! { (line.about.join(" · ")) },
                        &html! { @if with_kind { (line.kind) } },
                    ))
                }
            }
        }
    }
}

/// A number that leads to what it counts; where it leads nowhere it is only told.
pub(crate) fn figure(path: Option<&str>, number: &str, text: &str) -> Markup {
    let inside = html! { span.figure { (number) } span { (text) } };
    html! {
        @match path {
            Some(path) => a.card href=(path) { (inside) },
            None => div.card { (inside) },
        }
    }
}

/// A card of a board: what it is, which one link opens, with what tells how it stands below.
pub(crate) fn board_card(path: &str, title: &str, about: &str, marks: &Markup) -> Markup {
    html! {
        article.card.board {
            h3 { a href=(path) data-open { (title) } }
            @if !about.is_empty() { p.muted { (about) } }
            p.marks { (marks) }
        }
    }
}

/// Something that was said or done: who or what and when, and below it the rest. Ours stand a little in from theirs.
pub(crate) fn entry(head: &Markup, inside: &Markup, is_ours: bool) -> Markup {
    html! { article.entry.ours[is_ours] { header { (head) } (inside) } }
}

/// The way on, where there are more.
pub(crate) fn pager(words: Words, next: Option<&str>) -> Markup {
    html! {
        @if let Some(path) = next {
            nav.pager aria-label=(words.say("pager-label")) { a.button.quiet href=(path) rel="next" { (words.say("pager-more")) } }
        }
    }
}
