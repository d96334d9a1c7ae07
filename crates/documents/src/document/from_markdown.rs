//! Reads what [`to_markdown`](super::to_markdown) wrote: how a published version becomes a document again.
//!
//! It knows that subset of Markdown and no more. Everything else is text, so that nothing stored can become
//! more than text on a page.

use super::{Block, Content, Document, Level};
use model::Language;

/// The document that `text` was written from. Which duty a block fulfils, and the names of its headings, are not in
/// the text: headings are numbered instead.
pub fn from_markdown(text: &str, language: Language) -> Document {
    let mut document = Document { title: String::new(), language, blocks: Vec::new() };
    for piece in text.split("\n\n").map(|piece| piece.trim_matches('\n')).filter(|piece| !piece.is_empty()) {
        match piece.strip_prefix("# ") {
            Some(title) => document.title = unescape(title),
            None => add(&mut document.blocks, piece),
        }
    }
    document
}

fn add(blocks: &mut Vec<Block>, piece: &str) {
    let heading =
        |level, text: &str| Content::Heading { level, id: format!("section-{}", blocks.len()), text: unescape(text) };
    let content = if let Some(text) = piece.strip_prefix("## ") {
        heading(Level::Chapter, text)
    } else if let Some(text) = piece.strip_prefix("### ") {
        heading(Level::Part, text)
    } else if let Some(text) = piece.strip_prefix("#### ") {
        heading(Level::Section, text)
    } else if let Some((term, detail)) = piece.strip_prefix("**").and_then(|rest| rest.split_once(":**")) {
        let details = detail.strip_prefix(' ').map(unescape).into_iter().collect();
        Content::Definition { term: unescape(term), details }
    } else if piece.starts_with("- ") {
        let items: Vec<String> = piece.lines().map(|line| unescape(line.strip_prefix("- ").unwrap_or(line))).collect();
        // A term with nothing beside it has its details below it.
        if let Some(Content::Definition { details, .. }) = blocks.last_mut().map(|block| &mut block.content)
            && details.is_empty()
        {
            *details = items;
            return;
        }
        Content::List { items }
    } else {
        Content::Paragraph { text: unescape(piece) }
    };
    blocks.push(Block::from(content));
}

/// The text without the backslashes that kept its signs from meaning something.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        out.push(if sign == '\\' { signs.next().unwrap_or(sign) } else { sign });
    }
    out
}

#[cfg(test)]
mod tests;
