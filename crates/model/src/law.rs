//! Laws: what obliges, as dated facts.

use crate::{Day, Words};

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
