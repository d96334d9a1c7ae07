//! What is wrong with what was typed, in words that say how to mend it.

use super::address::of_row;
use super::control::megabytes;
use super::{columns, import};
use crate::words::Words;
use engine::Language;
use engine::documents::sheet::Unreadable;
use engine::records::{Mistake, Target, Under};
use maud::{Markup, html};

/// What is wrong with what was typed or stands in a file, for whoever does not look at a page.
pub fn said_of_mistake(language: Language, mistake: &Mistake) -> String {
    text(Words(language), mistake)
}

/// Why a file cannot be read, in the same way.
pub fn said_of_file(language: Language, why: Unreadable) -> String {
    import::unreadable(Words(language), why)
}

/// What a column of a file may hold, in words.
pub fn column_name(language: Language, target: &Target) -> String {
    columns::name(Words(language), target, true)
}

pub(super) fn said(words: Words, mistake: &Mistake) -> Markup {
    match mistake {
        Mistake::Taken(Some(by)) => {
            html! { (words.say("taken-by")) " " a href=(of_row(&by.entity, by.id)) { (by.label) } "." }
        }
        other => html! { (text(words, other)) },
    }
}

/// Under which alternatives of which choice a field is filled in, by the words `key`.
pub(super) fn under(words: Words, key: &str, under: &Under) -> String {
    let or = format!(" {} ", words.say("list-or"));
    let among: Vec<&str> = under.among.iter().map(|(_, name)| name.as_str()).collect();
    words.with(key, &[("choice", &under.name), ("among", &among.join(&or))])
}

pub(crate) fn text(words: Words, mistake: &Mistake) -> String {
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
        Mistake::SaidNo => words.say("said-no"),
        Mistake::OpenParts(parts) => words.with("case-has-open-parts", &[("parts", &parts.join(", "))]),
        Mistake::SignsIn => words.say("signs-in"),
        Mistake::NotAmong => words.say("not-among"),
        Mistake::NobodyFound => words.say("nobody-found"),
        Mistake::ChooseOne => words.say("choose-one"),
        Mistake::OneOrTheOther => words.say("one-or-the-other"),
        Mistake::NamelessNewcomer => words.say("nameless-newcomer"),
        Mistake::Taken(_) => words.say("taken"),
        Mistake::BelowZero => words.say("below-zero"),
        Mistake::NotUnder(at) => under(words, "not-under", at),
        Mistake::FileTooLarge(bytes) => words.with("file-too-large", &[("size", &megabytes(*bytes))]),
        Mistake::NoSuchRule(unknown) => words.with("no-such-rule", &[("words", &unknown.join(", "))]),
        Mistake::Changed { now, .. } if now.is_empty() => words.say("changed-to-nothing"),
        Mistake::Changed { now, .. } => words.with("changed-to", &[("now", now)]),
    }
}
