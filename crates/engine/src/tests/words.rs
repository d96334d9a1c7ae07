//! The words of mails and of the ledger, in both languages.

use crate::deed::Deed;
use crate::{Catalogue, Language};

/// Each key is said in both languages when it is given `names`; a name that is missing would stand there as `{$name}`.
fn check(words: &Catalogue, names: &[&str]) {
    let given: Vec<(&str, &str)> = names.iter().map(|name| (*name, "X")).collect();
    for language in Language::ALL {
        for key in words.keys() {
            let said = words.say(language, key, &given);
            assert!(!said.trim().is_empty() && !said.contains("{$"), "{key}: {said}");
        }
    }
}

#[test]
fn every_message_can_be_said_in_both_languages() {
    check(
        &crate::correspondence::WORDS,
        &[
            "address",
            "answer",
            "at",
            "author",
            "company",
            "from",
            "link",
            "name",
            "number",
            "phone",
            "quoted",
            "received",
            "statement",
            "subject",
            "title",
            "to",
            "when",
            "why",
            "worked",
        ],
    );
}

#[test]
fn every_deed_has_a_message() {
    for deed in Deed::ALL {
        assert!(crate::correspondence::WORDS.keys().any(|known| known == deed.message()), "{deed:?}");
    }
    assert_eq!(Deed::say("a word of an older program", Language::En), "a word of an older program");
}

#[test]
fn every_mail_about_a_request_can_be_said_in_both_languages() {
    check(
        &crate::requests::WORDS,
        &[
            "address",
            "author",
            "authority",
            "company",
            "customer",
            "due",
            "forget",
            "kind",
            "lead",
            "link",
            "more",
            "number",
            "person",
            "phone",
            "reason",
            "receipt",
            "received",
            "text",
            "until",
            "why",
        ],
    );
}

#[test]
fn every_word_about_breaches_can_be_said_in_both_languages() {
    check(
        &crate::breaches::WORDS,
        &[
            "at",
            "authority",
            "aware",
            "before",
            "began",
            "breach",
            "by",
            "company",
            "contact",
            "day",
            "email",
            "fields",
            "ground",
            "hours",
            "lead",
            "link",
            "mails",
            "measure",
            "missing",
            "number",
            "org",
            "people",
            "phone",
            "reference",
            "risk",
            "stopped",
            "title",
            "to",
            "why",
            "without",
        ],
    );
}

#[test]
fn every_mail_about_notices_can_be_said_in_both_languages() {
    check(&crate::notices::WORDS, &["company", "kind", "lines", "link"]);
}

#[test]
fn every_word_about_who_may_come_in_can_be_said_in_both_languages() {
    check(&crate::system::WORDS, &["company", "link", "role", "until"]);
}

#[test]
fn every_mail_about_secure_messages_can_be_said_in_both_languages() {
    check(&crate::correspondence::secure::WORDS, &["code", "company", "link", "until"]);
}

#[test]
fn every_mail_from_the_portal_can_be_said_in_both_languages() {
    check(
        &crate::support::PORTAL_WORDS,
        &["company", "customer", "lead", "link", "number", "phone", "sees", "statement", "until"],
    );
}
