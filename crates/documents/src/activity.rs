//! What is told about a processing activity, wherever it is told.
//!
//! It must not know in which document: statement, notice and package say the same.

mod data;

pub(crate) use data::{
    capital, conditions, data_lines, for_customers, kinds, longest_line, named, needs, own_entities, period_lines,
    protected, things, with_persons,
};

use crate::words::{country, in_eea, texts};
use model::{
    ActivityId, Ground, Language, Marketing, Model, Recipient, RecipientId, RecipientKind, Source, System, Transfer,
};
use serde::Serialize;

/// One purpose and everything that follows from it, in words (GDPR art. 13(1)(c)–(e), 14(2)(f)).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActivityInfo {
    /// The word in the register.
    pub key: String,
    /// The purpose, as the register says it.
    pub purpose: String,
    /// Whose data.
    pub subjects: String,
    /// What the ground is called.
    pub ground: String,
    /// The article of law that the ground is.
    pub article: String,
    /// What the ground demands be told: interest and balancing, the law, or the words agreed to.
    pub reasons: Vec<Labelled>,
    /// To whom marketing goes, a sentence.
    pub marketing: Option<String>,
    /// Where the data come from, a sentence.
    pub source: String,
    /// How and when the person is told of data from elsewhere, a sentence.
    pub notice: Option<String>,
    /// Those outside who receive the data: name, country, part and task.
    pub recipients: Vec<String>,
    /// Where else the company keeps the data: for each place a sentence or two.
    pub systems: Vec<String>,
    /// The role that answers for it day to day.
    pub responsible: String,
}

/// Words under a term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Labelled {
    /// The term.
    pub label: String,
    /// The words.
    pub text: String,
}

impl ActivityInfo {
    /// What the register says about `activity`.
    pub fn of(model: &Model, activity: ActivityId, language: Language) -> Self {
        let it = &model[activity];
        let words = &texts(language).grounds;
        Self {
            key: it.key.clone(),
            purpose: it.purpose.get(language).to_owned(),
            subjects: it.subjects.get(language).to_owned(),
            ground: ground(&it.ground, language).to_owned(),
            article: (words.article)(it.ground.letter()),
            reasons: reasons(model, &it.ground, language),
            marketing: it.marketing.map(|it| marketing(model, it, language)),
            source: source(it.source, language).to_owned(),
            notice: it.notice.as_ref().map(|notice| notice.get(language).to_owned()),
            recipients: it.recipients.iter().map(|&id| recipient(model, id, language)).collect(),
            systems: systems(model, activity, language),
            responsible: model[it.responsible].name.get(language).to_owned(),
        }
    }

    /// Ground and article in one sentence.
    pub(crate) fn ground_sentence(&self, language: Language) -> String {
        (texts(language).grounds.sentence)(&self.ground, &self.article)
    }

    /// The recipients, or that there are none.
    pub(crate) fn recipients_or_none(&self, language: Language) -> Vec<String> {
        if self.recipients.is_empty() {
            return vec![texts(language).activity.no_recipient.to_owned()];
        }
        self.recipients.clone()
    }
}

fn ground(ground: &Ground, language: Language) -> &'static str {
    let words = &texts(language).grounds;
    match ground {
        Ground::Consent { .. } => words.consent,
        Ground::Contract => words.contract,
        Ground::LegalObligation { .. } => words.legal_obligation,
        Ground::VitalInterests => words.vital_interests,
        Ground::PublicTask { .. } => words.public_task,
        Ground::LegitimateInterests { .. } => words.legitimate_interests,
    }
}

fn reasons(model: &Model, ground: &Ground, language: Language) -> Vec<Labelled> {
    let words = &texts(language).grounds;
    let labelled =
        |label: &str, text: &model::Words| Labelled { label: label.to_owned(), text: text.get(language).to_owned() };
    match ground {
        Ground::Consent { text } => vec![labelled(words.consent_text, text)],
        Ground::Contract | Ground::VitalInterests => Vec::new(),
        Ground::LegalObligation { laws } | Ground::PublicTask { laws } => {
            laws.iter().map(|&law| labelled(words.law, &model[law].title)).collect()
        }
        Ground::LegitimateInterests { interest, balancing } => {
            vec![labelled(words.interest, interest), labelled(words.balancing, balancing)]
                .into_iter()
                .map(ended)
                .collect()
        }
    }
}

/// The same with a full stop last.
fn ended(Labelled { label, text }: Labelled) -> Labelled {
    Labelled { label, text: format!("{}.", text.trim_end_matches('.')) }
}

fn source(source: Source, language: Language) -> &'static str {
    let words = &texts(language).activity;
    match source {
        Source::Person => words.from_person,
        Source::Ourselves => words.from_ourselves,
        Source::OpenSources => words.from_open_sources,
        Source::ThirdParty => words.from_third_party,
        Source::PersonAndOthers => words.from_person_and_others,
    }
}

fn marketing(model: &Model, marketing: Marketing, language: Language) -> String {
    let words = &texts(language).activity;
    match marketing {
        Marketing::Consent => words.to_consenting.to_owned(),
        Marketing::ExistingCustomer { sale } => (words.to_customers)(model[sale].name.get(language)),
        Marketing::ImpersonalAddress => words.to_impersonal.to_owned(),
    }
}

fn recipient(model: &Model, id: RecipientId, language: Language) -> String {
    let Recipient { name, kind, task, country: code, .. } = &model[id];
    format!("{name}, {} ({}): {}", country(code, language), part(*kind, language), task.get(language))
}

/// In which part somebody receives the data.
pub(crate) fn part(kind: RecipientKind, language: Language) -> &'static str {
    let words = &texts(language).activity;
    match kind {
        RecipientKind::Processor => words.processor,
        RecipientKind::Controller => words.controller,
        RecipientKind::Authority => words.authority,
    }
}

fn systems(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let sentence = |system: &System| {
        let name = match &system.country {
            Some(code) => format!("{} ({})", system.name, country(code, language)),
            None => system.name.clone(),
        };
        let words = &texts(language).activity;
        let kinds = named(model, &system.categories, language);
        let holds = system.holds.get(language);
        let holds = if kinds.is_empty() { holds.to_owned() } else { format!("{holds} ({kinds})") };
        let sentence = (words.also_in)(&name, &holds, system.keep.get(language));
        let routine = system.routine.as_ref().map(|it| (words.routine)(it.get(language).trim_end_matches('.')));
        std::iter::once(sentence).chain(routine).collect::<Vec<_>>().join(" ")
    };
    model.systems.iter().filter(|system| system.activities.contains(&activity)).map(sentence).collect()
}

/// The recipients of `activity` outside the European Economic Area.
pub(crate) fn outside_eea(model: &Model, activity: ActivityId) -> impl Iterator<Item = RecipientId> {
    model[activity].recipients.iter().copied().filter(|&id| !in_eea(&model[id].country))
}

/// The systems with data of `activity` outside the European Economic Area, each with its country and what protects the
/// data there.
pub(crate) fn systems_outside_eea(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let here = model.systems.iter().filter(|system| system.activities.contains(&activity));
    let outside = here.filter_map(|system| Some((system, system.country.as_ref().filter(|code| !in_eea(code))?)));
    outside.map(|(system, code)| with_country(&system.name, code, system.transfer, language)).collect()
}

/// A recipient with its country, and outside the European Economic Area what protects the data there:
/// `Postfjord AS (Norge)`.
pub(crate) fn named_with_country(model: &Model, id: RecipientId, language: Language) -> String {
    let it = &model[id];
    with_country(&it.name, &it.country, it.transfer, language)
}

/// `Skytjenesten (USA): avtalen har EU-kommisjonens standardvilkår`.
pub(crate) fn with_country(name: &str, code: &str, transfer: Option<Transfer>, language: Language) -> String {
    let ground = transfer.filter(|_| !in_eea(code)).map(|it| (texts(language).statement.transfer_ground)(it));
    let ground = ground.map(|it| format!(": {it}")).unwrap_or_default();
    format!("{name} ({}){ground}", country(code, language))
}
