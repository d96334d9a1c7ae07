//! A document as data: a title and blocks, which know what duty to inform they fulfil.
//!
//! It must not know what the document is about. HTML, Markdown and JSON are three ways to write it.

mod from_markdown;
mod html;
mod kept;
mod markdown;

pub use from_markdown::from_markdown;
pub(crate) use html::blocks as blocks_to_html;
pub use html::{to_html, to_marked_html};
pub use kept::{Kept, Rule};
pub use markdown::to_markdown;

use crate::plain;
use model::Language;
use serde::{Serialize, Serializer};

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
}

/// How deep a heading lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Straight below the title.
    Chapter,
    /// Below a chapter.
    Part,
}

impl Block {
    pub(crate) fn chapter(id: &str, text: &str) -> Self {
        Self::from(Content::Heading { level: Level::Chapter, id: id.to_owned(), text: text.to_owned() })
    }

    pub(crate) fn part(id: &str, text: &str) -> Self {
        Self::from(Content::Heading { level: Level::Part, id: id.to_owned(), text: text.to_owned() })
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

    pub(crate) fn answering(mut self, duties: &[Duty]) -> Self {
        self.answers.extend_from_slice(duties);
        self
    }

    pub(crate) fn enforced(self, rule: Rule) -> Self {
        Self { kept: Some(Kept::Enforced(rule)), ..self }
    }

    pub(crate) fn own_words(self) -> Self {
        Self { kept: Some(Kept::OwnWords), ..self }
    }
}

impl From<Content> for Block {
    fn from(content: Content) -> Self {
        Self { content, answers: Vec::new(), kept: None }
    }
}

/// A thing that GDPR art. 13 or 14 says the person must be told. In JSON, the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Who the controller is.
    Controller,
    /// Whom to turn to about data protection.
    Contact,
    /// The purposes and the ground of each.
    Purpose,
    /// The legitimate interest pursued.
    Interest,
    /// Who receives the data.
    Recipients,
    /// Whether data leave the European Economic Area.
    Transfers,
    /// How long the data are kept.
    Period,
    /// Access, rectification, erasure, restriction, objection, portability.
    Rights,
    /// Consent may be withdrawn.
    Withdrawal,
    /// Where to complain.
    Complaint,
    /// Whether the person must provide the data.
    Obligation,
    /// Whether a machine alone decides.
    Automation,
    /// Which kinds of data, where they do not come from the person.
    Categories,
    /// Where the data come from.
    Source,
}

impl Duty {
    /// Every duty, in the order of the articles.
    pub const ALL: [Self; 14] = [
        Self::Controller,
        Self::Contact,
        Self::Purpose,
        Self::Interest,
        Self::Recipients,
        Self::Transfers,
        Self::Period,
        Self::Rights,
        Self::Withdrawal,
        Self::Complaint,
        Self::Obligation,
        Self::Automation,
        Self::Categories,
        Self::Source,
    ];

    /// The article of the GDPR, as `13(1)(a)`.
    pub fn article(self) -> &'static str {
        match self {
            Self::Controller => "13(1)(a)",
            Self::Contact => "13(1)(b)",
            Self::Purpose => "13(1)(c)",
            Self::Interest => "13(1)(d)",
            Self::Recipients => "13(1)(e)",
            Self::Transfers => "13(1)(f)",
            Self::Period => "13(2)(a)",
            Self::Rights => "13(2)(b)",
            Self::Withdrawal => "13(2)(c)",
            Self::Complaint => "13(2)(d)",
            Self::Obligation => "13(2)(e)",
            Self::Automation => "13(2)(f)",
            Self::Categories => "14(1)(d)",
            Self::Source => "14(2)(f)",
        }
    }
}

impl Serialize for Duty {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.article())
    }
}

#[cfg(test)]
mod tests;
