//! How a block of a document is kept: by the program, by something with a date, or by those who wrote it.

use crate::dates::{day, iso_day};
use crate::words::{Kept as Words, texts};
use model::{Agreement, Confidence, Day, Language, Law, Recipient, Right};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// What stands behind a block. In JSON `{"how": "enforced", "rule": "sweep"}`, `{"how": "own_words"}`, or
/// `{"how": "evidenced", "by": {"agreement": "Postfjord AS"}, "on": "2026-01-15"}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// The program sees to it.
    Enforced(Rule),
    /// Something with a date shows it.
    Evidenced {
        /// What.
        by: Evidence,
        /// Its day.
        on: Day,
    },
    /// The company says so; nothing checks it.
    OwnWords,
}

/// What shows that something is as it is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// An agreement with this recipient.
    Agreement(String),
    /// Somebody read it where the law stands.
    Read(String),
    /// Somebody read an excerpt of it.
    Excerpt(String),
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
    /// A reader's roles decide what a query may read at all.
    Roles,
    /// What is done is recorded in the transaction that does it.
    Ledger,
    /// The storage is written anew after an erasure.
    Scrub,
    /// The server deletes copies that are too old, and opening a database erases again by the journal.
    Backups,
    /// A choice in the row itself decides which activity holds it.
    Choice,
}

impl Kept {
    /// By the agreement with `recipient`; the company's own words where there is none.
    pub(crate) fn by_agreement(recipient: &Recipient) -> Self {
        match recipient.agreement {
            Some(Agreement { dated, .. }) => {
                Self::Evidenced { by: Evidence::Agreement(recipient.name.clone()), on: dated }
            }
            None => Self::OwnWords,
        }
    }

    /// By somebody who looked the law up.
    pub(crate) fn by_law(law: &Law) -> Self {
        Self::looked_up(&law.source, law.confidence, law.checked_on)
    }

    /// By somebody who looked the deadline up.
    pub(crate) fn by_right(right: &Right) -> Self {
        Self::looked_up(&right.source, right.confidence, right.checked_on)
    }

    /// What is only remembered shows nothing.
    fn looked_up(source: &str, confidence: Confidence, on: Day) -> Self {
        match confidence {
            Confidence::Read => Self::Evidenced { by: Evidence::Read(source.to_owned()), on },
            Confidence::Excerpt => Self::Evidenced { by: Evidence::Excerpt(source.to_owned()), on },
            Confidence::Memory => Self::OwnWords,
        }
    }

    /// The mark in words: that it is enforced and by what, that it is evidenced, by what and when, or that it is the
    /// company's own words.
    pub fn mark(&self, language: Language) -> String {
        let words = &texts(language).kept;
        match self {
            Self::Enforced(rule) => format!("{}: {}", words.enforced, rule.words(words)),
            Self::Evidenced { by, on } => (words.evidenced)(&by.words(words), &day(*on, language)),
            Self::OwnWords => words.own_words.to_owned(),
        }
    }

    /// The word by which a style sheet knows it.
    pub(super) fn class(&self) -> &'static str {
        match self {
            Self::Enforced(_) => "enforced",
            Self::Evidenced { .. } => "evidenced",
            Self::OwnWords => "own-words",
        }
    }
}

impl Serialize for Kept {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        match self {
            Self::Enforced(rule) => {
                map.serialize_entry("how", "enforced")?;
                map.serialize_entry("rule", rule)?;
            }
            Self::Evidenced { by, on } => {
                map.serialize_entry("how", "evidenced")?;
                map.serialize_entry("by", by)?;
                map.serialize_entry("on", &iso_day(*on))?;
            }
            Self::OwnWords => map.serialize_entry("how", "own_words")?,
        }
        map.end()
    }
}

impl Evidence {
    fn words(&self, words: &Words) -> String {
        match self {
            Self::Agreement(with) => (words.agreement)(with),
            Self::Read(source) => (words.read)(place(source)),
            Self::Excerpt(source) => (words.excerpt)(place(source)),
        }
    }
}

/// Where it stands, without what the source says of itself: `LOV-2004-11-19-73 § 13 (primary documentation); as retold by …`.
fn place(source: &str) -> &str {
    source.split([';', ',']).next().and_then(|it| it.split(" (").next()).unwrap_or(source).trim()
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
            Self::Roles => words.roles,
            Self::Ledger => words.ledger,
            Self::Scrub => words.scrub,
            Self::Backups => words.backups,
            Self::Choice => words.choice,
        }
    }
}
