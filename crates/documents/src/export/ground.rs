//! Grounds and sources, by their words.

use super::words;
use model::{Ground, LawId, Model, Source, Special, SpecialGround};
use serde_json::{Value, json};

pub(super) fn ground(model: &Model, it: &Ground) -> Value {
    let article = format!("6(1)({})", it.letter());
    match it {
        Ground::Consent { text } => json!({ "kind": "consent", "article": article, "text": words(text) }),
        Ground::Contract => json!({ "kind": "contract", "article": article }),
        Ground::LegalObligation { laws } => {
            json!({ "kind": "legal-obligation", "article": article, "laws": keys(model, laws) })
        }
        Ground::VitalInterests => json!({ "kind": "vital-interests", "article": article }),
        Ground::PublicTask { laws } => json!({ "kind": "public-task", "article": article, "laws": keys(model, laws) }),
        Ground::LegitimateInterests { interest, balancing } => json!({
            "kind": "legitimate-interests",
            "article": article,
            "interest": words(interest),
            "balancing": words(balancing),
        }),
    }
}

pub(super) fn special(model: &Model, it: &Special) -> Value {
    let kind = match it.ground {
        SpecialGround::ExplicitConsent => "explicit-consent",
        SpecialGround::EmploymentLaw => "employment-law",
        SpecialGround::VitalInterests => "vital-interests",
        SpecialGround::Members => "members",
        SpecialGround::MadePublic => "made-public",
        SpecialGround::LegalClaims => "legal-claims",
        SpecialGround::PublicInterest => "public-interest",
        SpecialGround::HealthCare => "health-care",
        SpecialGround::PublicHealth => "public-health",
        SpecialGround::Research => "research",
    };
    json!({ "kind": kind, "article": format!("9(2)({})", it.ground.letter()), "laws": keys(model, &it.laws) })
}

pub(super) fn source(it: Source) -> &'static str {
    match it {
        Source::Person => "the person",
        Source::Ourselves => "ourselves",
        Source::OpenSources => "open sources",
        Source::ThirdParty => "third party",
        Source::PersonAndOthers => "the person and others",
    }
}

fn keys(model: &Model, laws: &[LawId]) -> Value {
    laws.iter().map(|&id| model[id].key.as_str()).collect()
}
