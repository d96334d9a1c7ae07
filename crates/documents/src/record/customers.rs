//! The second part of the record: what is done for customers, and which point of GDPR art. 30(2) each column answers.
//!
//! It must not know where the agreements are kept; they are handed in.

use super::{Record, kinds_of, transfers};
use crate::activity::{for_customers, named_with_country, with_country};
use crate::dates::day;
use crate::words::{in_eea, texts};
use model::{ActivityId, Day, Language, Model, RecipientId, Transfer};
use serde::Serialize;

/// An agreement by which we process data for a customer, as far as the record needs it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CustomerAgreement {
    /// The customer's registered name.
    pub customer: String,
    /// Organisation number and postal address, as far as they are known.
    pub reach: Vec<String>,
    /// Whom to turn to there: name, e-mail address, telephone.
    pub contact: Vec<String>,
    /// The customer's representative in the European Economic Area (GDPR art. 27).
    pub representative: Option<String>,
    /// The customer's data protection officer.
    pub officer: Option<String>,
    /// What is done for the customer, with which data about whom, in words of the agreement.
    pub processing: Vec<String>,
    /// Those outside who do part of it under this agreement alone.
    pub sub_processors: Vec<SubProcessor>,
    /// What is done for security under this agreement, besides what is done always.
    pub security: Vec<String>,
    /// The activities that do it; all activities for customers, where none is named.
    pub activities: Vec<ActivityId>,
    /// The day the agreement bears.
    pub dated: Option<Day>,
    /// Its last day, if it has one that is still to come.
    pub expires: Option<Day>,
    /// The last day it was valid, where that is past.
    pub expired: Option<Day>,
}

/// One who does part of what is done for a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubProcessor {
    /// The registered name.
    pub name: String,
    /// What is done there.
    pub task: String,
    /// The country, as ISO 3166-1 names it in two letters.
    pub country: String,
    /// What protects the data, where that lies outside the European Economic Area.
    pub transfer: Option<Transfer>,
}

/// One customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomerEntry {
    /// The customer's name.
    pub name: String,
    /// Name, organisation number, address and representative.
    pub customer: Vec<String>,
    /// Whom to turn to there, and the data protection officer.
    pub contact: Vec<String>,
    /// What is done, with which kinds of data about whom.
    pub processing: Vec<String>,
    /// Those outside who do part of it; or that there are none.
    pub sub_processors: Vec<String>,
    /// Transfers out of the European Economic Area; or that there are none.
    pub transfers: Vec<String>,
    /// What is done for security for this customer besides.
    pub security: Vec<String>,
    /// From when and until when the agreement holds.
    pub agreement: Vec<String>,
}

impl CustomerEntry {
    pub(super) fn of(model: &Model, it: &CustomerAgreement, language: Language) -> Self {
        let words = &texts(language).record.customers;
        let activities = if it.activities.is_empty() { for_customers(model).collect() } else { it.activities.clone() };
        let representative = it.representative.as_deref().map(words.representative);
        let officer = it.officer.as_deref().map(words.officer);
        let dated = it.dated.map(|it| (words.dated)(&day(it, language)));
        let expires = it.expires.map(|it| (words.expires)(&day(it, language)));
        let over = it.expired.map(|it| (words.expired)(&day(it, language)));
        let name = std::iter::once(&it.customer);
        let outside = it.sub_processors.iter().filter(|it| !in_eea(&it.country));
        let besides: Vec<String> =
            outside.map(|it| with_country(&it.name, &it.country, it.transfer, language)).collect();
        Self {
            name: it.customer.clone(),
            customer: name.chain(&it.reach).cloned().chain(representative).collect(),
            contact: it.contact.iter().cloned().chain(officer).collect(),
            processing: processing(model, it, &activities, language),
            sub_processors: sub_processors(model, it, &activities, language),
            transfers: transfers(model, &activities, &besides, language),
            security: it.security.clone(),
            agreement: dated.into_iter().chain(expires).chain(over).collect(),
        }
    }
}

fn processing(model: &Model, it: &CustomerAgreement, activities: &[ActivityId], language: Language) -> Vec<String> {
    let line = |&activity: &ActivityId| {
        let one = &model[activity];
        let kinds = kinds_of(model, activity, language).join(" ");
        format!("{} ({}): {kinds}", one.purpose.get(language), one.subjects.get(language))
    };
    it.processing.iter().cloned().chain(activities.iter().map(line)).collect()
}

fn sub_processors(model: &Model, it: &CustomerAgreement, activities: &[ActivityId], language: Language) -> Vec<String> {
    let mut ids: Vec<RecipientId> = activities.iter().flat_map(|&id| model[id].recipients.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() && it.sub_processors.is_empty() {
        return vec![texts(language).record.customers.no_sub_processor.to_owned()];
    }
    let always = ids.into_iter().map(|id| named_with_country(model, id, language));
    let alone = |it: &SubProcessor| format!("{}: {}", with_country(&it.name, &it.country, None, language), it.task);
    it.sub_processors.iter().map(alone).chain(always).collect()
}

/// One thing that the record says of every customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CustomerColumn {
    /// Our name, number and address.
    Processor,
    /// Whom to turn to with us.
    ProcessorContact,
    /// The customer's name, number, address and representative.
    Customer,
    /// Whom to turn to there.
    Contact,
    /// What is done.
    Processing,
    /// Those who do part of it. The article does not demand it.
    SubProcessors,
    /// Transfers out of the European Economic Area.
    Transfers,
    /// Security measures.
    Security,
    /// The agreement. The article does not demand it.
    Agreement,
}

impl CustomerColumn {
    /// Every column, in the order in which they stand.
    pub const ALL: [Self; 9] = [
        Self::Processor,
        Self::ProcessorContact,
        Self::Customer,
        Self::Contact,
        Self::Processing,
        Self::SubProcessors,
        Self::Transfers,
        Self::Security,
        Self::Agreement,
    ];

    /// The point of the GDPR that it answers, as `30(2)(a)`; none where it is only useful.
    pub fn article(self) -> Option<&'static str> {
        match self {
            Self::Processor | Self::ProcessorContact | Self::Customer | Self::Contact => Some("30(2)(a)"),
            Self::Processing => Some("30(2)(b)"),
            Self::Transfers => Some("30(2)(c)"),
            Self::Security => Some("30(2)(d)"),
            Self::SubProcessors | Self::Agreement => None,
        }
    }

    /// What it is called.
    pub fn heading(self, language: Language) -> &'static str {
        let texts = texts(language);
        let words = &texts.record.customers;
        match self {
            Self::Processor => words.processor,
            Self::ProcessorContact => texts.controller.contact,
            Self::Customer => words.customer,
            Self::Contact => words.contact,
            Self::Processing => words.processing,
            Self::SubProcessors => words.sub_processors,
            Self::Transfers => texts.record.transfers,
            Self::Security => texts.record.security,
            Self::Agreement => words.agreement,
        }
    }

    /// What it says of `entry`, a line each.
    pub fn cell(self, record: &Record, entry: &CustomerEntry) -> Vec<String> {
        match self {
            Self::Processor => record.named(),
            Self::ProcessorContact => record.contact(),
            Self::Customer => entry.customer.clone(),
            Self::Contact => entry.contact.clone(),
            Self::Processing => entry.processing.clone(),
            Self::SubProcessors => entry.sub_processors.clone(),
            Self::Transfers => entry.transfers.clone(),
            Self::Security => entry.security.iter().cloned().chain(record.measures()).collect(),
            Self::Agreement => entry.agreement.clone(),
        }
    }

    /// Whether it differs from customer to customer.
    pub(super) fn is_of_the_customer(self) -> bool {
        match self {
            Self::Processor | Self::ProcessorContact | Self::Security => false,
            Self::Customer
            | Self::Contact
            | Self::Processing
            | Self::SubProcessors
            | Self::Transfers
            | Self::Agreement => true,
        }
    }
}

#[cfg(test)]
mod tests;
