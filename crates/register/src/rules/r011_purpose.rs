//! R011: words missing in a language, and purposes that say nothing.

use super::Code;
use crate::finding::{At, Finding, Findings, Part, Place};
use crate::lower::resolved::Register;
use crate::patch::Mend;
use model::{Language, Words};

pub(super) const PAGE: &str = include_str!("../../../../docs/findings/R011.md");

/// Words that a purpose may hold but that are none by themselves.
const EMPTY_EN: &str = "a administrative all and any as business commercial company for general internal legitimate \
    miscellaneous necessary needed of operational or other our purpose purposes relevant required the use various when";

/// The same in Norwegian.
const EMPTY_NB: &str = "administrative alle andre annet behov bruk det diverse drift eller er etter for formål \
    forretningsformål forretningsmessige generelle interne nødvendig nødvendige når og relevante som til ulike ved vår \
    våre";

pub(super) fn check(register: &Register, findings: &mut Findings) {
    for activity in &register.activities {
        match &activity.purpose {
            Part::Absent => findings.push(
                Finding::error(Code::R011, activity.key.place, format!("`{}` has no purpose", activity.key.it))
                    .note("GDPR art. 5(1)(b): personal data are collected for specified, explicit purposes")
                    .help("add `purpose = { nb = \"…\", en = \"…\" }`")
                    .insert(activity.key.place, "purpose = { nb = \"…\", en = \"…\" }"),
            ),
            Part::Is(purpose) if says_nothing(&purpose.it) => findings.push(empty(&activity.key.it, purpose)),
            Part::Is(_) | Part::Broken => {}
        }
    }
}

fn empty(activity: &str, purpose: &At<Words>) -> Finding {
    Finding::error(Code::R011, purpose.place, format!("the purpose of `{activity}` says nothing"))
        .note("GDPR art. 5(1)(b): purposes are specified and explicit; these words would fit any processing")
        .help("say what is done for whom, as in \"Answer those who write to us through the contact form\"")
        .mend(Mend::Value { place: purpose.place, new: "{ nb = \"…\", en = \"…\" }".to_owned() })
}

fn says_nothing(purpose: &Words) -> bool {
    Language::ALL.into_iter().any(|language| {
        let empty = match language {
            Language::Nb => EMPTY_NB,
            Language::En => EMPTY_EN,
        };
        let lower = purpose.get(language).to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.all(|word| empty.split_whitespace().any(|one| one == word))
    })
}

/// Words that are missing in one language, in the table at `place`.
pub(crate) fn language_missing(key: &str, place: Place, language: Language) -> Finding {
    let line = format!("{} = \"…\"", language.tag());
    no_words(key, place, language).help(format!("add `{line}`")).insert(place, line)
}

/// Words that are blank in one language.
pub(crate) fn language_blank(key: &str, place: Place, language: Language) -> Finding {
    let finding = no_words(key, place, language).help(format!("write `{} = \"…\"`", language.tag()));
    finding.mend(Mend::Value { place, new: "\"…\"".to_owned() })
}

fn no_words(key: &str, place: Place, language: Language) -> Finding {
    let name = match language {
        Language::Nb => "Norwegian",
        Language::En => "English",
    };
    Finding::error(Code::R011, place, format!("`{key}` has no words in {name}"))
        .note("GDPR art. 12(1): people are told in a language they understand; every form and document exists in both")
}
