//! What a person must be told, and what anyone may ask about.
//!
//! It must not know how it is told.

use serde::{Serialize, Serializer};

/// A thing that the person must be told (GDPR art. 13, 14 and 21(4)), or that anyone may ask for (art. 15(1), and section
/// 18 first paragraph of the Norwegian act of 2000, from which the general information comes). In JSON, the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Who the controller is, with its address.
    Controller,
    /// Whom to turn to about data protection.
    Contact,
    /// The role that answers for it day to day.
    Responsible,
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
    /// The right to object, apart from everything else.
    Objection,
    /// Consent may be withdrawn.
    Withdrawal,
    /// Where to complain.
    Complaint,
    /// Whether the person must provide the data.
    Obligation,
    /// Whether a machine alone decides.
    Automation,
    /// Which kinds of data.
    Categories,
    /// Where the data come from.
    Source,
    /// What is done for security, in general.
    Security,
}

impl Duty {
    /// Every duty, in the order of the articles.
    pub const ALL: [Self; 17] = [
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
        Self::Objection,
        Self::Responsible,
        Self::Security,
    ];

    /// Where it stands first: a point of the GDPR, as `13(1)(a)`, or a letter of the general information.
    pub fn article(self) -> &'static str {
        self.points().first().copied().unwrap_or_default()
    }

    /// Every point that it answers. `general (a)` to `(g)` are name and address, who is responsible day to day, purpose,
    /// kinds of data, sources, recipients, and security in general.
    pub fn points(self) -> &'static [&'static str] {
        match self {
            Self::Controller => &["13(1)(a)", "14(1)(a)", "general (a)"],
            Self::Contact => &["13(1)(b)", "14(1)(b)"],
            Self::Responsible => &["general (b)"],
            Self::Purpose => &["13(1)(c)", "14(1)(c)", "general (c)"],
            Self::Interest => &["13(1)(d)", "14(2)(b)"],
            Self::Recipients => &["13(1)(e)", "14(1)(e)", "general (f)"],
            Self::Transfers => &["13(1)(f)", "14(1)(f)"],
            Self::Period => &["13(2)(a)", "14(2)(a)"],
            Self::Rights => &["13(2)(b)", "14(2)(c)"],
            Self::Objection => &["21(4)"],
            Self::Withdrawal => &["13(2)(c)", "14(2)(d)"],
            Self::Complaint => &["13(2)(d)", "14(2)(e)"],
            Self::Obligation => &["13(2)(e)"],
            Self::Automation => &["13(2)(f)", "14(2)(g)"],
            Self::Categories => &["14(1)(d)", "general (d)"],
            Self::Source => &["14(2)(f)", "general (e)"],
            Self::Security => &["general (g)"],
        }
    }

    /// Whether every activity must answer it for itself; otherwise one answer holds for all of them.
    pub fn is_of_the_activity(self) -> bool {
        match self {
            Self::Responsible
            | Self::Purpose
            | Self::Interest
            | Self::Recipients
            | Self::Period
            | Self::Obligation
            | Self::Categories
            | Self::Source => true,
            Self::Controller
            | Self::Contact
            | Self::Transfers
            | Self::Rights
            | Self::Objection
            | Self::Withdrawal
            | Self::Complaint
            | Self::Automation
            | Self::Security => false,
        }
    }
}

impl Serialize for Duty {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.article())
    }
}
