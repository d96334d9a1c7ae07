//! Laws: what obliges, as dated facts.

use crate::{Day, Span, Words};

/// A provision of law, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Law {
    /// The word in the register.
    pub key: String,
    /// Act and section, and what it says in a few words.
    pub title: Words,
    /// Where it stands.
    pub source: String,
    /// The first day on which it holds.
    pub valid_from: Day,
    /// The last day on which it holds, if there is one.
    pub valid_to: Option<Day>,
    /// When somebody last looked it up.
    pub checked_on: Day,
    /// How sure that is.
    pub confidence: Confidence,
    /// Whom it obliges.
    pub applies_to: Vec<Body>,
    /// How long it demands that something be kept, where it does.
    pub minimum: Option<Minimum>,
}

/// How long a law demands that something be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Minimum {
    /// That long.
    pub span: Span,
    /// Counted from the end of the fiscal year; otherwise from the day itself.
    pub after_fiscal_year: bool,
}

/// A deadline of law for something that a person or an authority may expect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// The word in the register.
    pub key: String,
    /// What people call it.
    pub name: Words,
    /// Where it stands.
    pub article: String,
    /// By when.
    pub deadline: Deadline,
    /// How much longer it may take where that is told in time.
    pub extension: Option<Deadline>,
    /// Where that was read.
    pub source: String,
    /// When somebody last looked it up.
    pub checked_on: Day,
    /// How sure that is.
    pub confidence: Confidence,
}

/// How long one has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// That many hours.
    Hours(u16),
    /// That many days, months or years.
    Within(Span),
}

/// How sure a fact of law is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Read in its source.
    Read,
    /// Only an excerpt or a retelling was read.
    Excerpt,
    /// From memory: to be confirmed before anybody relies on it.
    Memory,
}

/// A kind of body that a law obliges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Body {
    /// A private company.
    Company,
    /// A public body, or a private one where it exercises public authority.
    PublicBody,
}
