//! A document as data: a title and blocks, which know what duty to inform they fulfil.
//!
//! It must not know what the document is about. HTML, Markdown and JSON are three ways to write it.

mod duty;
mod from_markdown;
mod html;
mod kept;
mod markdown;

pub use duty::Duty;
pub use from_markdown::from_markdown;
pub(crate) use html::blocks as blocks_to_html;
pub use html::{to_html, to_marked_html, to_page};
pub use kept::{Evidence, Kept, Rule};
pub use markdown::to_markdown;

use crate::plain;
use model::Language;
use serde::Serialize;

/// A document. As JSON it is the machine-readable twin of what people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The heading above everything.
    pub title: String,
    /// The language of all of it; a BCP 47 tag in JSON.
    #[serde(serialize_with = "plain::language")]
    pub language: Language,
    /// What stands in it, in order.
    pub blocks: Vec<Block>,
}

/// One piece of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// What it says.
    #[serde(flatten)]
    pub content: Content,
    /// The duties to inform that it fulfils.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Duty>,
    /// How it is kept. None where it says nothing that could be: the heading of a chapter, a text read back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<Kept>,
    /// The activity it is about, by its word in the register; none where it is about all of them, or read back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
}

/// What a block says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// A heading over what follows.
    Heading {
        /// How deep.
        level: Level,
        /// A name for links; the same in every language, and stable from version to version.
        id: String,
        /// The words.
        text: String,
    },
    /// A paragraph.
    Paragraph {
        /// The words.
        text: String,
    },
    /// Points without order.
    List {
        /// The points.
        items: Vec<String>,
    },
    /// A term and what is said of it. Definitions that follow each other form one list.
    Definition {
        /// The term.
        term: String,
        /// One or more things said of it.
        details: Vec<String>,
    },
    /// More of what the definition before it says, folded away until somebody wants it.
    Fold {
        /// What is folded away.
        term: String,
        /// The points.
        details: Vec<String>,
    },
}

/// How deep a heading lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Straight below the title.
    Chapter,
    /// Below a chapter.
    Part,
    /// Below a part.
    Section,
}

impl Block {
    pub(crate) fn chapter(id: &str, text: &str) -> Self {
        Self::from(Content::Heading { level: Level::Chapter, id: id.to_owned(), text: text.to_owned() })
    }

    pub(crate) fn part(id: &str, text: &str) -> Self {
        Self::from(Content::Heading { level: Level::Part, id: id.to_owned(), text: text.to_owned() })
    }

    pub(crate) fn section(id: &str, text: &str) -> Self {
        Self::from(Content::Heading { level: Level::Section, id: id.to_owned(), text: text.to_owned() })
    }

    pub(crate) fn paragraph(text: impl Into<String>) -> Self {
        Self::from(Content::Paragraph { text: text.into() })
    }

    pub(crate) fn list(items: &[&str]) -> Self {
        Self::from(Content::List { items: items.iter().map(|&item| item.to_owned()).collect() })
    }

    pub(crate) fn definition(term: &str, details: Vec<String>) -> Self {
        Self::from(Content::Definition { term: term.to_owned(), details })
    }

    pub(crate) fn fold(term: &str, details: Vec<String>) -> Self {
        Self::from(Content::Fold { term: term.to_owned(), details })
    }

    pub(crate) fn answering(mut self, duties: &[Duty]) -> Self {
        self.answers.extend_from_slice(duties);
        self
    }

    pub(crate) fn kept(self, kept: Kept) -> Self {
        Self { kept: Some(kept), ..self }
    }

    pub(crate) fn enforced(self, rule: Rule) -> Self {
        self.kept(Kept::Enforced(rule))
    }

    pub(crate) fn own_words(self) -> Self {
        self.kept(Kept::OwnWords)
    }

    /// What it says, in sentences; nothing for the headings of chapters and parts.
    pub(crate) fn sentences(&self) -> Vec<String> {
        match &self.content {
            Content::Heading { level: Level::Chapter | Level::Part, .. } => Vec::new(),
            Content::Heading { level: Level::Section, text, .. } | Content::Paragraph { text } => vec![text.clone()],
            Content::List { items } => items.clone(),
            Content::Definition { term, details } | Content::Fold { term, details } => {
                details.iter().map(|detail| format!("{term}: {detail}")).collect()
            }
        }
    }
}

impl From<Content> for Block {
    fn from(content: Content) -> Self {
        Self { content, answers: Vec::new(), kept: None, activity: None }
    }
}

#[cfg(test)]
mod tests;
