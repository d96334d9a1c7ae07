use super::fact::{Fact, Facts, Unfit};
use super::{Init, WORDS, ask, file};
use engine::Language;

#[test]
fn every_message_can_be_said_in_both_languages() {
    for language in Language::ALL {
        for key in WORDS.keys() {
            assert!(!WORDS.say(language, key, &[]).trim().is_empty(), "{key}");
        }
        for fact in Fact::ALL {
            assert!([fact.question(), fact.hint()].iter().all(|key| WORDS.keys().any(|known| known == *key)));
        }
    }
}

#[test]
fn a_fact_is_taken_when_the_register_has_nothing_against_it() {
    let check = |fact: Fact, typed: &str, expected: Option<&str>| {
        let mut facts = Facts::default();
        let taken = facts.take(fact, typed);
        assert_eq!(taken, if expected.is_some() { Ok(()) } else { Err(Unfit) }, "{fact:?} {typed:?}");
        assert_eq!(facts.get(fact), expected.unwrap_or_default(), "{fact:?}");
    };
    check(Fact::Name, "  Nord \"og\" 'Sør' \\ AS\n", Some("Nord \"og\" 'Sør' \\ AS"));
    check(Fact::Name, "'''\"\"\"", Some("'''\"\"\""));
    check(Fact::Name, " \n", None);
    check(Fact::Name, "A\n[role.thief]", None);
    check(Fact::OrganisationNumber, "310000043", Some("310000043"));
    check(Fact::OrganisationNumber, "310 000 044", None);
    check(Fact::OrganisationNumber, "31000004", None);
    check(Fact::Email, "post@example.no", Some("post@example.no"));
    check(Fact::Email, "post@example", None);
    check(Fact::Phone, "+47 00 00 00 00", Some("+47 00 00 00 00"));
    check(Fact::Phone, "00 00 00 00", None);
    check(Fact::MailProviderCountry, "DE", Some("DE"));
    check(Fact::MailProviderCountry, "Norge", None);
    check(Fact::MailProviderCountry, "US", None);
    check(Fact::MailAgreementDated, "2026-02-28", Some("2026-02-28"));
    check(Fact::MailAgreementDated, "2026-02-30", None);
    check(Fact::MailAgreementDated, "2026-01-15, points = [] } #", None);
    check(Fact::FiscalYearEnds, "06-30", Some("06-30"));
    check(Fact::FiscalYearEnds, "02-30", None);
    check(Fact::Areas, " Support, sales ", Some("support,sales"));
    check(Fact::Areas, "support support", None);
    check(Fact::Areas, "ingen", Some("none"));
    check(Fact::Areas, "cooking", None);
}

#[test]
fn what_is_missing_is_asked_for_until_it_will_do() {
    let mut facts = Facts::default();
    for (fact, given) in every() {
        if !matches!(fact, Fact::Phone | Fact::MailAgreementDated) {
            facts.take(fact, given).unwrap();
        }
    }
    let mut said = Vec::new();
    let answers = "12\n+47 00 00 00 00\n\n2026-01-15\nunread\n";
    let facts = ask(facts, Language::Nb, &mut answers.as_bytes(), &mut said).ok().unwrap();
    let said = String::from_utf8(said).unwrap();
    assert_eq!(said.matches(&WORDS.say(Language::Nb, "ask-phone", &[])).count(), 2, "{said}");
    assert_eq!(said.matches(&WORDS.say(Language::Nb, "ask-mail-agreement-dated", &[])).count(), 2, "{said}");
    assert_eq!(said.matches(&WORDS.say(Language::Nb, "ask-name", &[])).count(), 0, "{said}");
    assert!(said.contains("«12»"), "{said}");
    assert_eq!(facts.missing().count(), 0);
    assert!(file::text(&facts, Language::Nb).contains("dated = 2026-01-15,"));
}

#[test]
fn the_end_of_the_input_ends_the_questions() {
    let facts = ask(Facts::default(), Language::En, &mut "A\n".as_bytes(), &mut Vec::new()).ok().unwrap();
    assert_eq!(facts.missing().count(), Fact::ALL.len() - 1);
}

#[test]
fn the_options_give_each_fact_once() {
    assert_eq!(Init::default().into_facts().map(|(fact, _)| fact), Fact::ALL);
}

fn every() -> [(Fact, &'static str); Fact::ALL.len()] {
    Fact::ALL.map(|fact| match fact {
        Fact::OrganisationNumber => (fact, "310 000 043"),
        Fact::Email => (fact, "post@example.no"),
        Fact::Phone => (fact, "+47 00 00 00 00"),
        Fact::MailProviderCountry => (fact, "NO"),
        Fact::MailAgreementDated => (fact, "2026-01-15"),
        Fact::FiscalYearEnds => (fact, "06-30"),
        Fact::Areas => (fact, "staff"),
        Fact::Name
        | Fact::Address
        | Fact::Contact
        | Fact::ContactTitleNb
        | Fact::ContactTitleEn
        | Fact::MailProvider => (fact, "Noe"),
    })
}
