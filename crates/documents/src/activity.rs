//! What is told about a processing activity, wherever it is told.
//!
//! It must not know in which document: statement, notice and package say the same.

use crate::period::period;
use crate::words::{country, in_eea, texts};
use model::{Activity, ActivityId, EntityId, FieldId, Ground, Held, Language, Model, Recipient, RecipientKind};
use model::{RecipientId, Source, Subject, System};
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
        }
    }
}

fn source(source: Source, language: Language) -> &'static str {
    let words = &texts(language).activity;
    match source {
        Source::Person => words.from_person,
        Source::Ourselves => words.from_ourselves,
        Source::OpenSources => words.from_open_sources,
        Source::ThirdParty => words.from_third_party,
    }
}

fn recipient(model: &Model, id: RecipientId, language: Language) -> String {
    let Recipient { name, kind, task, country: code, .. } = &model[id];
    let words = &texts(language).activity;
    let part = match kind {
        RecipientKind::Processor => words.processor,
        RecipientKind::Controller => words.controller,
        RecipientKind::Authority => words.authority,
    };
    format!("{name}, {} ({part}): {}", country(code, language), task.get(language))
}

fn systems(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let sentence = |system: &System| {
        let name = match &system.country {
            Some(code) => format!("{} ({})", system.name, country(code, language)),
            None => system.name.clone(),
        };
        (texts(language).activity.also_in)(&name, system.holds.get(language), system.keep.get(language))
    };
    model.systems.iter().filter(|system| system.activities.contains(&activity)).map(sentence).collect()
}

/// The recipients of `activity` outside the European Economic Area.
pub(crate) fn outside_eea(model: &Model, activity: ActivityId) -> impl Iterator<Item = RecipientId> {
    model[activity].recipients.iter().copied().filter(|&id| !in_eea(&model[id].country))
}

/// The systems with data of `activity` outside the European Economic Area, each with its country.
pub(crate) fn systems_outside_eea(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let here = model.systems.iter().filter(|system| system.activities.contains(&activity));
    let outside = here.filter_map(|system| Some((system, system.country.as_ref().filter(|code| !in_eea(code))?)));
    outside.map(|(system, code)| format!("{} ({})", system.name, country(code, language))).collect()
}

/// A recipient with its country alone: `Postfjord AS (Norge)`.
pub(crate) fn named_with_country(model: &Model, id: RecipientId, language: Language) -> String {
    format!("{} ({})", model[id].name, country(&model[id].country, language))
}

/// The activities that hold or use data about persons, in the order of the register.
pub(crate) fn with_persons(model: &Model) -> impl Iterator<Item = ActivityId> {
    model.activity_ids().filter(|&activity| !data(model, activity).is_empty())
}

/// The entities that `activity` holds itself, in the order of the register.
pub(crate) fn own_entities(model: &Model, activity: ActivityId) -> impl Iterator<Item = EntityId> {
    model.entity_ids().filter(move |&entity| match &model[entity].held {
        Held::By(activities) => activities.contains(&activity),
        Held::Impersonal | Held::AsClaimed => false,
    })
}

/// Everything about persons that `activity` holds or uses: per entity the fields that tell
/// something about the person. The link that only says whom a row is about is left out.
fn data(model: &Model, activity: ActivityId) -> Vec<(EntityId, Vec<FieldId>)> {
    let Activity { uses, .. } = &model[activity];
    let own = own_entities(model, activity).map(|entity| (entity, model.fields_of(entity)));
    let used = uses.iter().map(|one| (one.entity, one.fields.as_slice()));
    let personal = own.chain(used).map(|(entity, fields)| {
        let owner = match &model[entity].subject {
            Subject::Path(path) => path.first(),
            Subject::None | Subject::Itself => None,
        };
        let tells = |field: &&FieldId| model[**field].impersonal.is_none() && Some(*field) != owner;
        (entity, fields.iter().filter(tells).copied().collect::<Vec<_>>())
    });
    personal.filter(|(_, fields)| !fields.is_empty()).collect()
}

/// One line per entity: its name and the names of the fields.
pub(crate) fn data_lines(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let line = |(entity, fields): (EntityId, Vec<FieldId>)| {
        let names: Vec<&str> = fields.iter().map(|&field| model[field].name.get(language)).collect();
        format!("{}: {}", model[entity].name.get(language), names.join(", "))
    };
    data(model, activity).into_iter().map(line).collect()
}

/// How long each thing is kept that the activity holds or uses; things with the same period share
/// a line.
pub(crate) fn period_lines(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let used = model[activity].uses.iter().map(|one| one.entity);
    let entities: Vec<EntityId> = own_entities(model, activity).chain(used).collect();
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for entity in entities {
        let name = model[entity].name.get(language).to_owned();
        let period = period(model, entity, language);
        match lines.iter_mut().find(|(known, _)| *known == period) {
            Some((_, names)) => names.push(name),
            None => lines.push((period, vec![name])),
        }
    }
    let sentence = |(period, names): (String, Vec<String>)| format!("{}: {period}", texts(language).joined(&names));
    lines.into_iter().map(sentence).collect()
}
