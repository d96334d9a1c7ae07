use crate::Language;
use crate::correspondence::WORDS;
use crate::deed::Deed;

#[test]
fn every_message_can_be_said_in_both_languages() {
    for language in Language::ALL {
        for key in WORDS.keys() {
            let said = WORDS.say(language, key, &[("company", "C"), ("phone", "P"), ("statement", "S"), ("link", "L")]);
            assert!(!said.trim().is_empty(), "{key}");
        }
    }
}

#[test]
fn every_deed_has_a_message() {
    for deed in Deed::ALL {
        assert!(WORDS.keys().any(|known| known == deed.message()), "{deed:?}");
    }
    assert_eq!(Deed::say("a word of an older program", Language::En), "a word of an older program");
}

#[test]
fn every_mail_about_a_request_can_be_said_in_both_languages() {
    for language in Language::ALL {
        for key in crate::requests::WORDS.keys() {
            assert!(!crate::requests::WORDS.say(language, key, &[("more", "M")]).trim().is_empty(), "{key}");
        }
    }
}

#[test]
fn every_word_about_breaches_can_be_said_in_both_languages() {
    for language in Language::ALL {
        for key in crate::breaches::WORDS.keys() {
            let said = crate::breaches::WORDS.say(language, key, &[("measure", "M"), ("by", "B")]);
            assert!(!said.trim().is_empty(), "{key}");
        }
    }
}

#[test]
fn every_mail_about_notices_can_be_said_in_both_languages() {
    for language in Language::ALL {
        for key in crate::notices::WORDS.keys() {
            let said = crate::notices::WORDS.say(language, key, &[("lines", "L"), ("link", "L"), ("company", "C")]);
            assert!(!said.trim().is_empty(), "{key}");
        }
    }
}

#[test]
fn every_word_about_who_may_come_in_can_be_said_in_both_languages() {
    for language in Language::ALL {
        for key in crate::system::WORDS.keys() {
            let said = crate::system::WORDS.say(language, key, &[("role", "R"), ("until", "U"), ("link", "L")]);
            assert!(!said.trim().is_empty(), "{key}");
        }
    }
}
