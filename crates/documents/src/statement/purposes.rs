//! The chapter on purposes: for each activity what, why, whence, to whom and how long.

use crate::activity::{ActivityInfo, data, data_lines, own_entities};
use crate::document::{Block, Duty};
use crate::period::period;
use crate::words::texts;
use model::{ActivityId, EntityId, Ground, Language, Model, Source};

/// One part for every activity that holds or uses data about persons.
pub(super) fn blocks(model: &Model, language: Language) -> Vec<Block> {
    let heading = Block::chapter("purposes", texts(language).statement.purposes);
    let about_persons = model.activity_ids().filter(|&activity| !data(model, activity).is_empty());
    let parts = about_persons.flat_map(|activity| part(model, activity, language));
    std::iter::once(heading).chain(parts).collect()
}

fn part(model: &Model, activity: ActivityId, language: Language) -> Vec<Block> {
    let words = &texts(language).activity;
    let info = ActivityInfo::of(model, activity, language);
    let it = &model[activity];
    let one =
        |term: &str, text: &str, duties: &[Duty]| Block::definition(term, vec![text.to_owned()]).answering(duties);
    let mut blocks = vec![
        Block::part(&format!("activity-{}", info.key), &info.purpose).answering(&[Duty::Purpose]),
        one(words.subjects, &info.subjects, &[]),
        Block::definition(words.data, data_lines(model, activity, language)).answering(&[Duty::Categories]),
        one(words.ground, &info.ground_sentence(language), &[Duty::Purpose]),
    ];
    let why: &[Duty] = match it.ground {
        Ground::LegitimateInterests { .. } => &[Duty::Interest],
        Ground::LegalObligation { .. } | Ground::PublicTask { .. } | Ground::Consent { .. } => &[Duty::Purpose],
        Ground::Contract | Ground::VitalInterests => &[],
    };
    blocks.extend(info.reasons.iter().map(|reason| one(&reason.label, &reason.text, why)));
    let sources = std::iter::once(&info.source).chain(&info.notice).cloned().collect();
    let elsewhere = (!info.systems.is_empty())
        .then(|| Block::definition(words.systems, info.systems.clone()).answering(&[Duty::Categories, Duty::Period]));
    blocks.extend([
        Block::definition(words.source, sources).answering(&[Duty::Source]),
        one(words.obligation, obligation(it.source, &it.ground, language), &[Duty::Obligation]),
        Block::definition(words.recipients, info.recipients_or_none(language)).answering(&[Duty::Recipients]),
        one(words.responsible, &info.responsible, &[]),
        Block::definition(words.period, periods(model, activity, language)).answering(&[Duty::Period]),
    ]);
    blocks.extend(elsewhere);
    blocks
}

/// Whether the person must give the data, and what follows if they do not (GDPR art. 13(2)(e)).
fn obligation(source: Source, ground: &Ground, language: Language) -> &'static str {
    let words = &texts(language).obligation;
    match source {
        Source::Ourselves | Source::OpenSources | Source::ThirdParty => words.not_asked,
        Source::Person => match ground {
            Ground::Consent { .. } | Ground::VitalInterests => words.free,
            Ground::Contract => words.contract,
            Ground::LegalObligation { .. } | Ground::PublicTask { .. } => words.law,
            Ground::LegitimateInterests { .. } => words.wanted,
        },
    }
}

/// How long each thing is kept that the activity holds or uses; things with the same period share
/// a line.
fn periods(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
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
