//! A document as a fragment of HTML: elements with meaning, no style, no script, no link out.

use super::{Block, Content, Document, Level};
use maud::{Markup, html};

/// Writes `document` as one `<article>` with its language, its title as `<h1>`, and an id on every
/// heading below.
pub fn to_html(document: &Document) -> String {
    let article = html! {
        article lang=(document.language.tag()) {
            h1 { (document.title) }
            (blocks(&document.blocks))
        }
    };
    article.into_string()
}

/// The blocks alone. Definitions that follow each other share one `<dl>`.
pub(crate) fn blocks(blocks: &[Block]) -> Markup {
    let runs = blocks.chunk_by(|one, next| is_definition(one) && is_definition(next));
    html! {
        @for run in runs {
            @if run.first().is_some_and(is_definition) {
                dl { @for one in run { (block(one)) } }
            } @else {
                @for one in run { (block(one)) }
            }
        }
    }
}

fn is_definition(block: &Block) -> bool {
    matches!(block.content, Content::Definition { .. })
}

fn block(block: &Block) -> Markup {
    match &block.content {
        Content::Heading { level: Level::Chapter, id, text } => html! { h2 id=(id) { (text) } },
        Content::Heading { level: Level::Part, id, text } => html! { h3 id=(id) { (text) } },
        Content::Paragraph { text } => html! { p { (text) } },
        Content::List { items } => html! { ul { @for item in items { li { (item) } } } },
        Content::Definition { term, details } => html! {
            dt { (term) }
            @for detail in details { dd { (detail) } }
        },
    }
}
