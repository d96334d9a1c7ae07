//! The parts of a report, and what each is called.

use crate::words::Words;

/// A part of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What comes in and is solved.
    Load,
    /// How soon.
    Answers,
    /// How old open cases are.
    Ages,
    /// Who has them.
    Owners,
    /// For whom they are.
    Customers,
    /// How it went.
    Feedback,
}

impl Part {
    pub(super) const ALL: [Self; 6] =
        [Self::Load, Self::Answers, Self::Ages, Self::Owners, Self::Customers, Self::Feedback];

    /// Its word in an address.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Load => "load",
            Self::Answers => "answers",
            Self::Ages => "ages",
            Self::Owners => "owners",
            Self::Customers => "customers",
            Self::Feedback => "feedback",
        }
    }

    pub(super) fn title(self, words: Words) -> String {
        words.say(match self {
            Self::Load => "reports-load",
            Self::Answers => "reports-answers",
            Self::Ages => "reports-ages",
            Self::Owners => "reports-owners",
            Self::Customers => "reports-customers",
            Self::Feedback => "reports-feedback",
        })
    }

    /// What it is reckoned over.
    pub(super) fn hint(self, words: Words) -> String {
        words.say(match self {
            Self::Load => "reports-load-hint",
            Self::Answers => "reports-answers-hint",
            Self::Ages => "reports-ages-hint",
            Self::Owners => "reports-owners-hint",
            Self::Customers => "reports-customers-hint",
            Self::Feedback => "reports-feedback-hint",
        })
    }
}
