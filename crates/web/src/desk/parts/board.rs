//! A card of a board, and an entry of a timeline.

use maud::{Markup, html};

/// A card: what it is, which one link opens, with what tells how it stands below.
pub(crate) fn board_card(path: &str, title: &str, about: &str, marks: &Markup) -> Markup {
    html! {
        article.card.board {
            h3 { a href=(path) data-open { (title) } }
            @if !about.is_empty() { p.muted { (about) } }
            p.marks { (marks) }
        }
    }
}

/// An entry: who did what, when, and what was said. Ours stand a little in from theirs.
pub(crate) fn entry(who: &str, when: &str, text: &str, is_ours: bool) -> Markup {
    html! {
        article.entry.ours[is_ours] {
            header { strong { (who) } span.muted { (when) } }
            p.written { (text) }
        }
    }
}
