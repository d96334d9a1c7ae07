//! The company: who answers for the processing, who works there, who receives data.

use crate::{ActivityId, CategoryId, Day, RoleId, Words};

/// The controller, as GDPR art. 13(1)(a) wants it named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Controller {
    /// Registered name.
    pub name: String,
    /// Organisation number, nine digits, check digit verified.
    pub organisation_number: String,
    /// Postal address on one line.
    pub address: String,
    /// The named person to turn to.
    pub contact: String,
    /// That person's title.
    pub contact_title: Words,
    /// Address for questions about privacy.
    pub email: String,
    /// Telephone, E.164.
    pub phone: String,
    /// Where to complain: the supervisory authority.
    pub authority: Words,
    /// The company's own bank accounts, eleven digits each, check digits verified: letters may name them.
    pub accounts: Vec<String>,
    /// The last day of the fiscal year.
    pub fiscal_year_end: YearDay,
}

/// A day of any year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearDay {
    /// 1 to 12.
    pub month: u8,
    /// 1 to the month's last; 29 February counts as the 28th where there is none.
    pub day: u8,
}

impl YearDay {
    /// 31 December.
    pub const LAST: Self = Self { month: 12, day: 31 };
}

/// Copies of the data that are kept for safety.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backup {
    /// How old one may become.
    pub keep_days: u16,
}

impl Default for Backup {
    /// What holds where the register says nothing.
    fn default() -> Self {
        Self { keep_days: 35 }
    }
}

/// What somebody who works here does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// The word in the register.
    pub key: String,
    /// What people call it.
    pub name: Words,
    /// Carries out the rights of the persons concerned: sees everything held about a person, gives
    /// access packages, erases.
    pub rights: bool,
    /// In an emergency a colleague without it may take it for some hours, with a reason that every owner is told.
    pub break_glass: bool,
    /// Whoever has it must show a second factor besides the password to come in.
    pub second_factor: bool,
}

/// Somebody outside who receives data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The word in the register.
    pub key: String,
    /// Its own name.
    pub name: String,
    /// In which part it receives the data.
    pub kind: RecipientKind,
    /// What it does for the company.
    pub task: Words,
    /// Which kinds of data it receives; empty where that is not told apart.
    pub categories: Vec<CategoryId>,
    /// ISO 3166 country code, two capital letters.
    pub country: String,
    /// With a processor: the agreement, which has every point of GDPR art. 28(3).
    pub agreement: Option<Agreement>,
    /// Outside the European Economic Area: what protects the data there.
    pub transfer: Option<Transfer>,
}

/// A place outside Ryddig where the company keeps personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// The word in the register.
    pub key: String,
    /// Its own name.
    pub name: String,
    /// What is in it.
    pub holds: Words,
    /// The activities whose data it keeps.
    pub activities: Vec<ActivityId>,
    /// Which kinds of data it keeps; empty where that is not told apart.
    pub categories: Vec<CategoryId>,
    /// What is done there when somebody asks or leaves.
    pub routine: Option<Words>,
    /// How long it keeps them; goes on from "they are".
    pub keep: Words,
    /// The role that sees to it.
    pub owner: RoleId,
    /// Where it keeps them, ISO 3166, where that is told.
    pub country: Option<String>,
    /// Outside the European Economic Area: what protects the data there.
    pub transfer: Option<Transfer>,
}

/// An agreement with a processor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agreement {
    /// The day it bears.
    pub dated: Day,
    /// Its last day, if it has one.
    pub expires: Option<Day>,
}

/// The ground of a transfer out of the European Economic Area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transfer {
    /// The Commission has found the country's protection adequate (GDPR art. 45).
    Adequacy,
    /// The Commission's standard clauses (art. 46(2)(c)).
    StandardClauses,
    /// Binding corporate rules (art. 47).
    BindingRules,
    /// The person has explicitly agreed (art. 49(1)(a)).
    Consent,
}

/// The part a recipient plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecipientKind {
    /// Acts on our instructions (GDPR art. 28).
    Processor,
    /// Decides for itself.
    Controller,
    /// A public authority.
    Authority,
}
