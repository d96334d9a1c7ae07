//! What is wrong with what was typed, in words that say how to mend it.

use crate::words::Words;
use engine::records::Mistake;

pub(super) fn said(words: Words, mistake: &Mistake) -> String {
    let count = |key: &str, name: &str, count: usize| words.with(key, &[(name, &count.to_string())]);
    match mistake {
        Mistake::Missing => words.say("missing-any"),
        Mistake::TooLong(characters) => count("too-long", "characters", *characters),
        Mistake::NotText => words.say("not-text"),
        Mistake::NotAnAddress => words.say("not-an-address"),
        Mistake::NotAPhoneNumber => words.say("not-a-number"),
        Mistake::NotWhole => words.say("not-whole"),
        Mistake::NotAWebAddress => words.say("not-a-web-address"),
        Mistake::NotAnOrganisationNumber => words.say("not-an-organisation-number"),
        Mistake::NotANationalId => words.say("not-a-national-id"),
        Mistake::NotAnAccountNumber => words.say("not-an-account-number"),
        Mistake::NotANumber(decimals) => words.with("not-a-decimal", &[("decimals", &decimals.to_string())]),
        Mistake::NotADuration => words.say("not-a-duration"),
        Mistake::NotADay => words.say("not-a-day"),
        Mistake::NotAMoment => words.say("not-a-moment"),
        Mistake::NotAmong => words.say("not-among"),
        Mistake::NobodyFound => words.say("nobody-found"),
        Mistake::ChooseOne => words.say("choose-one"),
        Mistake::OneOrTheOther => words.say("one-or-the-other"),
        Mistake::NamelessNewcomer => words.say("nameless-newcomer"),
        Mistake::Taken => words.say("taken"),
        Mistake::Changed(now) if now.is_empty() => words.say("changed-to-nothing"),
        Mistake::Changed(now) => words.with("changed-to", &[("now", now)]),
    }
}
