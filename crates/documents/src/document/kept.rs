//! How a block of a document is kept: by the program, or by those who wrote it.

use crate::words::{Kept as Words, texts};
use model::Language;
use serde::Serialize;

/// What stands behind a block. In JSON: `{"how": "enforced", "rule": "sweep"}` or `{"how": "own_words"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "how", content = "rule", rename_all = "snake_case")]
pub enum Kept {
    /// The program sees to it.
    Enforced(Rule),
    /// The company says so; nothing checks it.
    OwnWords,
}

/// A rule of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// The sweep deletes what has reached its period.
    Sweep,
    /// The database has a column for what the register declares, and for nothing else.
    Columns,
    /// What is said is worked out from the recipients that the register names.
    Recipients,
    /// The type of a public page has no way to set a cookie or to fetch anything from others; tests look.
    PublicPages,
    /// The access package is gathered over every entity of the register.
    AccessPackage,
    /// An erasure carries out the plan that was shown, and a receipt is written from what was done.
    ErasurePlan,
    /// The day is set when a changed text is published.
    Publication,
}

impl Kept {
    /// The mark in words: that it is enforced and by what, or that it is the company's own words.
    pub fn mark(self, language: Language) -> String {
        let words = &texts(language).kept;
        match self {
            Self::Enforced(rule) => format!("{}: {}", words.enforced, rule.words(words)),
            Self::OwnWords => words.own_words.to_owned(),
        }
    }

    /// The word by which a style sheet knows it.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Enforced(_) => "enforced",
            Self::OwnWords => "own-words",
        }
    }
}

impl Rule {
    fn words(self, words: &Words) -> &'static str {
        match self {
            Self::Sweep => words.sweep,
            Self::Columns => words.columns,
            Self::Recipients => words.recipients,
            Self::PublicPages => words.public_pages,
            Self::AccessPackage => words.access_package,
            Self::ErasurePlan => words.erasure_plan,
            Self::Publication => words.publication,
        }
    }
}
