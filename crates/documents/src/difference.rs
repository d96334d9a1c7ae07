//! What is different between two documents, line by line, as they are read.
//!
//! It must not know what they are about, nor which of them is newer than today.

use crate::document::{Content, Document};
use similar::{Algorithm, ChangeTag, capture_diff_slices, group_diff_ops};

/// How many unchanged lines are shown before and after a change.
const CONTEXT_LINES: usize = 1;

/// A line, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whether it stayed.
    pub fate: Fate,
    /// What it says.
    pub text: String,
}

/// What became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is in both.
    Stayed,
    /// It is in the older one only.
    Removed,
    /// It is in the newer one only.
    Added,
}

/// The places that differ, each with a line around it; none where the two say the same.
pub fn difference(older: &Document, newer: &Document) -> Vec<Vec<Line>> {
    let (older, newer) = (lines(older), lines(newer));
    let all = capture_diff_slices(Algorithm::Myers, &older, &newer);
    let places = group_diff_ops(all, CONTEXT_LINES).into_iter();
    let line = |(tag, texts): (ChangeTag, &[String])| {
        let fate = match tag {
            ChangeTag::Equal => Fate::Stayed,
            ChangeTag::Delete => Fate::Removed,
            ChangeTag::Insert => Fate::Added,
        };
        texts.iter().map(|text| Line { fate, text: text.clone() }).collect::<Vec<_>>()
    };
    places
        .map(|place| place.iter().flat_map(|part| part.iter_slices(&older, &newer)).flat_map(line).collect())
        .collect()
}

/// The document line by line: a heading, a paragraph, a point, a term with what is said of it.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = vec![document.title.clone()];
    for block in &document.blocks {
        match &block.content {
            Content::Heading { text, .. } | Content::Paragraph { text } => lines.push(text.clone()),
            Content::List { items } => lines.extend(items.iter().cloned()),
            Content::Definition { term, details } | Content::Fold { term, details } => {
                lines.extend(details.iter().map(|detail| format!("{term}: {detail}")));
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests;
