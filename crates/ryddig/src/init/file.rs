//! The text of a company file. Knows nothing of where its facts come from.

use super::WORDS;
use super::fact::{Fact, Facts};
use engine::Language;

/// The file with these facts, its comments in `language`.
pub(super) fn text(facts: &Facts, language: Language) -> String {
    let comment = |key| comment(&WORDS.say(language, key, &[]));
    let quoted = |fact| toml::Value::from(facts.get(fact)).to_string();
    format!(
        r#"{about}
[controller]
name                = {name}
organisation_number = {organisation_number}
address             = {address}
contact             = {contact}
contact_title       = {{ nb = {title_nb}, en = {title_en} }}
email               = {email}
phone               = {phone}
authority           = {{ nb = "Datatilsynet, www.datatilsynet.no", en = "The Norwegian Data Protection Authority, www.datatilsynet.no" }}
fiscal_year_ends    = {fiscal_year_ends}
{areas_about}areas               = {areas}

{relay}[recipient.mail-relay]
name      = {provider}
kind      = "processor"
task      = {{ nb = "leverer e-posten vår", en = "delivers our e-mail" }}
country   = {country}
{points}agreement = {{ dated = {dated}, points = ["a", "b", "c", "d", "e", "f", "g", "h"] }}

{more}"#,
        about = comment("file-about"),
        name = quoted(Fact::Name),
        organisation_number = quoted(Fact::OrganisationNumber),
        address = quoted(Fact::Address),
        contact = quoted(Fact::Contact),
        title_nb = quoted(Fact::ContactTitleNb),
        title_en = quoted(Fact::ContactTitleEn),
        email = quoted(Fact::Email),
        phone = quoted(Fact::Phone),
        fiscal_year_ends = quoted(Fact::FiscalYearEnds),
        areas_about = comment("file-areas"),
        areas = toml::Value::from(facts.areas()),
        relay = comment("file-relay"),
        provider = quoted(Fact::MailProvider),
        country = quoted(Fact::MailProviderCountry),
        points = comment("file-points"),
        dated = facts.get(Fact::MailAgreementDated),
        more = comment("file-more"),
    )
}

/// Every line behind a `#`.
fn comment(words: &str) -> String {
    words.lines().flat_map(|line| ["# ", line, "\n"]).collect()
}
