//! The facts of a company file, and whether one will do. Knows neither options nor terminal.

use super::file;
use crate::company::today;
use engine::Language;
use register::{Severity, SourceFile};
use std::collections::BTreeMap;

/// Something that the company file says of the company or of the one who delivers its mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fact {
    Name,
    OrganisationNumber,
    Address,
    Contact,
    ContactTitleNb,
    ContactTitleEn,
    Email,
    Phone,
    MailProvider,
    MailProviderCountry,
    MailAgreementDated,
    FiscalYearEnds,
    Areas,
}

/// The words for no area at all, in each language.
const NONE: [&str; 2] = ["none", "ingen"];

/// An answer that will not do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unfit;

impl Fact {
    /// Every fact, in the order of the questions.
    pub(super) const ALL: [Self; 13] = [
        Self::Name,
        Self::OrganisationNumber,
        Self::Address,
        Self::Contact,
        Self::ContactTitleNb,
        Self::ContactTitleEn,
        Self::Email,
        Self::Phone,
        Self::MailProvider,
        Self::MailProviderCountry,
        Self::MailAgreementDated,
        Self::FiscalYearEnds,
        Self::Areas,
    ];

    /// Its option, which is also the end of the key of its question.
    pub(super) fn flag(self) -> String {
        self.question().replacen("ask-", "--", 1)
    }

    /// The key of its question.
    pub(super) fn question(self) -> &'static str {
        match self {
            Self::Name => "ask-name",
            Self::OrganisationNumber => "ask-organisation-number",
            Self::Address => "ask-address",
            Self::Contact => "ask-contact",
            Self::ContactTitleNb => "ask-contact-title-nb",
            Self::ContactTitleEn => "ask-contact-title-en",
            Self::Email => "ask-email",
            Self::Phone => "ask-phone",
            Self::MailProvider => "ask-mail-provider",
            Self::MailProviderCountry => "ask-mail-provider-country",
            Self::MailAgreementDated => "ask-mail-agreement-dated",
            Self::FiscalYearEnds => "ask-fiscal-year-ends",
            Self::Areas => "ask-areas",
        }
    }

    /// The key of what an answer has to be.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::OrganisationNumber => "hint-organisation-number",
            Self::Email => "hint-email",
            Self::Phone => "hint-phone",
            Self::MailProviderCountry => "hint-country",
            Self::MailAgreementDated => "hint-date",
            Self::FiscalYearEnds => "hint-year-day",
            Self::Areas => "hint-areas",
            Self::Name
            | Self::Address
            | Self::Contact
            | Self::ContactTitleNb
            | Self::ContactTitleEn
            | Self::MailProvider => "hint-line",
        }
    }

    /// Something that will do: the rest of the file in which another fact is tried.
    fn example(self) -> &'static str {
        match self {
            Self::OrganisationNumber => "310 000 043",
            Self::Email => "personvern@fjordlys.example",
            Self::Phone => "+47 00 00 00 00",
            Self::MailProviderCountry => "NO",
            Self::MailAgreementDated => "2026-01-15",
            Self::FiscalYearEnds => "12-31",
            Self::Areas => NONE[0],
            Self::Name
            | Self::Address
            | Self::Contact
            | Self::ContactTitleNb
            | Self::ContactTitleEn
            | Self::MailProvider => "x",
        }
    }
}

/// Facts that will do, as far as they are known.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Facts(BTreeMap<Fact, String>);

/// The areas that were typed, with commas between; whether they are any is the register's to say.
fn areas(typed: &str) -> String {
    let words = typed.split([',', ' ']).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    match words.as_slice() {
        [none] if NONE.contains(&none.as_str()) => NONE[0].to_owned(),
        _ => words.join(","),
    }
}

impl Facts {
    /// Takes what was typed for a fact: one line that is not blank, and that the register has nothing against.
    pub(super) fn take(&mut self, fact: Fact, typed: &str) -> Result<(), Unfit> {
        let line = typed.trim();
        if line.is_empty() || line.contains(char::is_control) {
            return Err(Unfit);
        }
        let line = match fact {
            // A date stands in the file without quotes: only what was read as one may come there.
            Fact::MailAgreementDated => line.parse::<jiff::civil::Date>().map_err(|_| Unfit)?.to_string(),
            Fact::Areas => areas(line),
            _ => line.to_owned(),
        };
        let mut trial = Self(Fact::ALL.iter().map(|&it| (it, it.example().to_owned())).collect());
        trial.0.insert(fact, line.clone());
        if !trial.fit() {
            return Err(Unfit);
        }
        self.0.insert(fact, line);
        Ok(())
    }

    /// Whether a file of them compiles with the standard register.
    fn fit(&self) -> bool {
        let mut files = register::standard();
        files.push(SourceFile { name: String::new(), text: file::text(self, Language::En) });
        register::compile(&files, today()).findings.iter().all(|finding| finding.severity != Severity::Error)
    }

    /// The facts that are not known yet.
    pub(super) fn missing(&self) -> impl Iterator<Item = Fact> {
        Fact::ALL.into_iter().filter(|fact| !self.0.contains_key(fact))
    }

    /// The areas in use, each by its word.
    pub(super) fn areas(&self) -> Vec<&str> {
        let areas = self.get(Fact::Areas);
        if areas == NONE[0] { Vec::new() } else { areas.split(',').filter(|area| !area.is_empty()).collect() }
    }

    /// A fact; empty where it is not known.
    pub(super) fn get(&self, fact: Fact) -> &str {
        self.0.get(&fact).map_or("", String::as_str)
    }
}
