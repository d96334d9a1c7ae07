//! A document as a fragment of HTML: elements with meaning, no style, no script, no link out.

use super::{Block, Content, Document, Duty, Kept, Level};
use crate::limits::CONTENTS_CHAPTERS_MIN;
use crate::page::whole;
use crate::words::texts;
use maud::{Markup, PreEscaped, html};
use model::Language;

/// Writes `document` as one `<article>` with its language, its title as `<h1>`, and an id on every
/// heading below. A long one has a table of contents before its first chapter.
pub fn to_html(document: &Document) -> String {
    article(document, Marks::Hidden, &html! {})
}

/// Writes `document` as a whole page that opens anywhere.
pub fn to_page(document: &Document) -> String {
    let article = PreEscaped(to_html(document));
    whole(document.language, &document.title, &html! { (article) })
}

/// The same with a mark after each block that says how it is kept, and what the marks mean at the top.
pub fn to_marked_html(document: &Document) -> String {
    let explanation = html! { p { (texts(document.language).kept.explanation) } };
    article(document, Marks::Shown(document.language), &explanation)
}

/// Whether the marks of blocks are written.
#[derive(Debug, Clone, Copy)]
enum Marks {
    Hidden,
    Shown(Language),
}

fn article(document: &Document, marks: Marks, explanation: &Markup) -> String {
    let is_heading = |block: &Block| matches!(block.content, Content::Heading { .. });
    let first = document.blocks.iter().position(is_heading).unwrap_or(document.blocks.len());
    let (opening, rest) = document.blocks.split_at(first);
    let article = html! {
        article lang=(document.language.tag()) {
            h1 { (document.title) }
            (explanation)
            (runs(opening, marks))
            (contents(document))
            (runs(rest, marks))
        }
    };
    article.into_string()
}

/// Links to the chapters, and below a chapter to its parts.
fn contents(document: &Document) -> Markup {
    let headings = document.blocks.iter().filter_map(|block| match &block.content {
        Content::Heading { level, id, text } => match level {
            Level::Chapter | Level::Part => Some((*level, id, text)),
            Level::Section => None,
        },
        Content::Paragraph { .. } | Content::List { .. } | Content::Definition { .. } | Content::Fold { .. } => None,
    });
    let headings: Vec<(Level, &String, &String)> = headings.collect();
    let chapters = headings.chunk_by(|_, (level, ..)| *level == Level::Part);
    if chapters.clone().count() < CONTENTS_CHAPTERS_MIN {
        return html! {};
    }
    let link = |id: &str, text: &str| html! { a href={ "#" (id) } { (text) } };
    html! {
        nav.contents aria-labelledby="contents" {
            h2 id="contents" { (texts(document.language).statement.contents) }
            ul {
                @for chapter in chapters {
                    @if let [(_, id, text), parts @ ..] = chapter {
                        li {
                            (link(id, text))
                            @if !parts.is_empty() { ul { @for (_, id, text) in parts { li { (link(id, text)) } } } }
                        }
                    }
                }
            }
        }
    }
}

/// The blocks alone, without marks.
pub(crate) fn blocks(blocks: &[Block]) -> Markup {
    runs(blocks, Marks::Hidden)
}

/// Definitions that follow each other share one `<dl>`.
fn runs(blocks: &[Block], marks: Marks) -> Markup {
    let runs = blocks.chunk_by(|one, next| is_definition(one) && is_definition(next));
    html! {
        @for run in runs {
            @if run.first().is_some_and(is_definition) {
                dl { @for one in run { (block(one, marks)) } }
            } @else {
                @for one in run { (block(one, marks)) }
            }
        }
    }
}

fn is_definition(block: &Block) -> bool {
    matches!(block.content, Content::Definition { .. } | Content::Fold { .. })
}

fn block(block: &Block, marks: Marks) -> Markup {
    let mark = match (marks, &block.kept) {
        (Marks::Shown(language), Some(kept)) => Some(badge(kept, language)),
        (Marks::Shown(_), None) | (Marks::Hidden, _) => None,
    };
    let below = |element: Markup| html! { (element) @if let Some(mark) = &mark { p { (mark) } } };
    match &block.content {
        Content::Heading { level: Level::Chapter, id, text } => below(html! { h2 id=(id) { (text) } }),
        Content::Heading { level: Level::Part, id, text } => below(html! { h3 id=(id) { (text) } }),
        Content::Heading { level: Level::Section, id, text } => below(html! { h4 id=(id) { (text) } }),
        Content::Paragraph { text } => html! { p { (text) @if let Some(mark) = &mark { " " (mark) } } },
        Content::List { items } => below(html! { ul { @for item in items { li { (item) } } } }),
        Content::Definition { term, details } => html! {
            dt { (term) }
            @if let Some((last, others)) = details.split_last() {
                @for detail in others { dd { (detail) } }
                dd { (last) @if let Some(mark) = &mark { " " (mark) } }
            }
        },
        Content::Fold { term, details } => html! {
            dd {
                details.fields[block.answers.contains(&Duty::Categories)] {
                    summary { (term) }
                    ul { @for detail in details { li { (detail) } } }
                    @if let Some(mark) = &mark { p { (mark) } }
                }
            }
        },
    }
}

fn badge(kept: &Kept, language: Language) -> Markup {
    html! { small class={ "mark " (kept.class()) } { (kept.mark(language)) } }
}
