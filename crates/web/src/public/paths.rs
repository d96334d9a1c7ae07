//! The addresses of the public pages, in both languages.

use crate::support::is_customers;
use engine::Language;

/// A public page that exists in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Page {
    /// The front page.
    Front,
    /// The contact form.
    Contact,
    /// What follows when it was sent.
    Thanks,
    /// The privacy statement.
    Statement,
    /// Its published versions.
    Versions,
    /// The page on which people ask for what is theirs by right.
    Rights,
    /// What follows when they did.
    RightsSent,
    /// The page on which anybody starts a secure message.
    Secure,
    /// What follows when they did.
    SecureSent,
    /// The page on which a customer asks for a link to the portal.
    Portal,
    /// What follows when they did.
    PortalSent,
}

impl Page {
    pub(crate) fn path(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Front, Language::Nb) => "/",
            (Self::Front, Language::En) => "/en",
            (Self::Contact, Language::Nb) => "/kontakt",
            (Self::Contact, Language::En) => "/contact",
            (Self::Thanks, Language::Nb) => "/kontakt/takk",
            (Self::Thanks, Language::En) => "/contact/thanks",
            (Self::Statement, Language::Nb) => "/personvern",
            (Self::Statement, Language::En) => "/privacy",
            (Self::Versions, Language::Nb) => "/personvern/utgaver",
            (Self::Versions, Language::En) => "/privacy/versions",
            (Self::Rights, Language::Nb) => "/rettigheter",
            (Self::Rights, Language::En) => "/your-rights",
            (Self::RightsSent, Language::Nb) => "/rettigheter/sendt",
            (Self::RightsSent, Language::En) => "/your-rights/sent",
            (Self::Secure, Language::Nb) => "/sikker",
            (Self::Secure, Language::En) => "/secure",
            (Self::SecureSent, Language::Nb) => "/sikker/sendt",
            (Self::SecureSent, Language::En) => "/secure/sent",
            (Self::Portal, Language::Nb) => "/kundeportal",
            (Self::Portal, Language::En) => "/portal",
            (Self::PortalSent, Language::Nb) => "/kundeportal/sendt",
            (Self::PortalSent, Language::En) => "/portal/sent",
        }
    }
}

/// The language of a page at `path`; where the path tells nothing, the first known one that the
/// browser wishes for (RFC 9110, 12.5.4).
pub(crate) fn language_of(path: &str, wished: Option<&str>) -> Language {
    for language in Language::ALL {
        let pages = [Page::Contact, Page::Statement, Page::Rights, Page::Secure, Page::Portal];
        let pages = pages.map(|page| page.path(language));
        let is_known = pages.iter().any(|page| path.starts_with(page)) || is_customers(path, language);
        if path == Page::Front.path(language) || is_known {
            return language;
        }
    }
    let tags = wished.unwrap_or_default().split(',').map(|tag| tag.trim().to_ascii_lowercase());
    let known = tags.filter_map(|tag| match tag.get(..2)? {
        "nb" | "no" | "nn" | "da" | "sv" => Some(Language::Nb),
        "en" => Some(Language::En),
        _ => None,
    });
    known.into_iter().next().unwrap_or(Language::Nb)
}
