use crate::Language;
use crate::correspondence::WORDS;

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
fn every_word_of_the_ledger_has_a_message() {
    let source = [
        include_str!("../privacy/execute.rs"),
        include_str!("../privacy/access.rs"),
        include_str!("../website/receive.rs"),
        include_str!("../website/moderate.rs"),
        include_str!("../correspondence/answer.rs"),
        include_str!("../system/users.rs"),
        include_str!("../system/sign_in.rs"),
    ];
    let words = source.iter().flat_map(|text| text.lines()).filter_map(|line| {
        let line = line.trim();
        let word = line
            .strip_prefix("action: \"")
            .or_else(|| line.strip_prefix("(Action::")?.split_once("=> \"").map(|it| it.1));
        word?.split('"').next()
    });
    let words: Vec<&str> = words.collect();
    assert!(words.len() >= 10, "the words are found in the source: {words:?}");
    for word in words {
        let key = format!("ledger-{}", word.replace(' ', "-"));
        assert!(WORDS.keys().any(|known| known == key), "{key}");
    }
}
