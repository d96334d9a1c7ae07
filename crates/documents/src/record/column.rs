//! The columns of the record, and which point of GDPR art. 30(1) each of them answers.

use super::{Record, RecordEntry};
use crate::document::Block;
use crate::words::texts;
use model::Language;

/// One thing that the record says of every activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Name, number and address of the controller.
    Controller,
    /// Whom to turn to about data protection, and how.
    Contact,
    /// The purpose.
    Purpose,
    /// The ground. The article does not demand it.
    Ground,
    /// Categories of persons.
    Subjects,
    /// Kinds of data.
    Kinds,
    /// The fields. The article does not demand them.
    Data,
    /// Those who receive the data.
    Recipients,
    /// Transfers out of the European Economic Area.
    Transfers,
    /// When the data are erased.
    Periods,
    /// Security measures.
    Security,
    /// The role that answers for it day to day. The article does not demand it.
    Responsible,
}

impl Column {
    /// Every column, in the order in which they stand.
    pub const ALL: [Self; 12] = [
        Self::Controller,
        Self::Contact,
        Self::Purpose,
        Self::Ground,
        Self::Subjects,
        Self::Kinds,
        Self::Data,
        Self::Recipients,
        Self::Transfers,
        Self::Periods,
        Self::Security,
        Self::Responsible,
    ];

    /// The point of the GDPR that it answers, as `30(1)(a)`; none where it is only useful.
    pub fn article(self) -> Option<&'static str> {
        match self {
            Self::Controller | Self::Contact => Some("30(1)(a)"),
            Self::Purpose => Some("30(1)(b)"),
            Self::Subjects | Self::Kinds => Some("30(1)(c)"),
            Self::Recipients => Some("30(1)(d)"),
            Self::Transfers => Some("30(1)(e)"),
            Self::Periods => Some("30(1)(f)"),
            Self::Security => Some("30(1)(g)"),
            Self::Ground | Self::Data | Self::Responsible => None,
        }
    }

    /// What it is called.
    pub fn heading(self, language: Language) -> &'static str {
        let texts = texts(language);
        let words = &texts.record;
        match self {
            Self::Controller => words.controller,
            Self::Contact => texts.controller.contact,
            Self::Purpose => words.purpose,
            Self::Ground => texts.activity.ground,
            Self::Subjects => words.subjects,
            Self::Kinds => words.kinds,
            Self::Data => words.data,
            Self::Recipients => words.recipients,
            Self::Transfers => words.transfers,
            Self::Periods => words.periods,
            Self::Security => words.security,
            Self::Responsible => texts.activity.responsible,
        }
    }

    /// What it says of `entry`, a line each.
    pub fn cell(self, record: &Record, entry: &RecordEntry) -> Vec<String> {
        match self {
            Self::Controller => record.named(),
            Self::Contact => record.contact(),
            Self::Purpose => vec![entry.purpose.clone()],
            Self::Ground => entry.ground.clone(),
            Self::Subjects => vec![entry.subjects.clone()],
            Self::Kinds => entry.kinds.clone(),
            Self::Data => entry.data.clone(),
            Self::Recipients => entry.recipients.clone(),
            Self::Transfers => entry.transfers.clone(),
            Self::Periods => entry.periods.clone(),
            Self::Security => record.measures(),
            Self::Responsible => vec![entry.responsible.clone()],
        }
    }

    /// It as a block of the document; the fields are folded away.
    pub(super) fn block(self, record: &Record, entry: &RecordEntry) -> Block {
        let (heading, cell) = (self.heading(record.language), self.cell(record, entry));
        if self == Self::Data { Block::fold(heading, cell) } else { Block::definition(heading, cell) }
    }

    /// Whether it differs from activity to activity and is not the heading above the others.
    pub(super) fn is_of_the_activity(self) -> bool {
        match self {
            Self::Controller | Self::Contact | Self::Purpose | Self::Security => false,
            Self::Ground
            | Self::Subjects
            | Self::Kinds
            | Self::Data
            | Self::Recipients
            | Self::Transfers
            | Self::Periods
            | Self::Responsible => true,
        }
    }
}

impl Record {
    /// Name, number and address of the controller.
    pub(super) fn named(&self) -> Vec<String> {
        let it = &self.controller;
        vec![it.name.clone(), it.organisation_number.clone(), it.address.clone()]
    }

    /// Whom to turn to about data protection, and how.
    pub(super) fn contact(&self) -> Vec<String> {
        let it = &self.controller;
        vec![it.contact.clone(), it.email.clone(), it.phone.clone()]
    }

    /// The security measures, and what the program cannot know of them.
    pub(super) fn measures(&self) -> Vec<String> {
        self.security.iter().chain([&self.security_note]).cloned().collect()
    }
}
