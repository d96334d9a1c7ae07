//! The chapter on purposes: for each activity what, why, whence, to whom and how long.

use crate::activity::{ActivityInfo, data_lines, period_lines, with_persons};
use crate::document::{Block, Duty, Rule};
use crate::words::texts;
use model::{ActivityId, Ground, Language, Model, Source};

/// One part for every activity that holds or uses data about persons.
pub(super) fn blocks(model: &Model, language: Language) -> Vec<Block> {
    let heading = Block::chapter("purposes", texts(language).statement.purposes);
    let parts = with_persons(model).flat_map(|activity| part(model, activity, language));
    std::iter::once(heading).chain(parts).collect()
}

fn part(model: &Model, activity: ActivityId, language: Language) -> Vec<Block> {
    let words = &texts(language).activity;
    let info = ActivityInfo::of(model, activity, language);
    let it = &model[activity];
    let one = |term: &str, text: &str, duties: &[Duty]| {
        Block::definition(term, vec![text.to_owned()]).answering(duties).own_words()
    };
    let mut blocks = vec![
        Block::part(&format!("activity-{}", info.key), &info.purpose).answering(&[Duty::Purpose]).own_words(),
        one(words.subjects, &info.subjects, &[]),
        Block::definition(words.data, data_lines(model, activity, language))
            .answering(&[Duty::Categories])
            .enforced(Rule::Columns),
        one(words.ground, &info.ground_sentence(language), &[Duty::Purpose]),
    ];
    let why: &[Duty] = match it.ground {
        Ground::LegitimateInterests { .. } => &[Duty::Interest],
        Ground::LegalObligation { .. } | Ground::PublicTask { .. } | Ground::Consent { .. } => &[Duty::Purpose],
        Ground::Contract | Ground::VitalInterests => &[],
    };
    blocks.extend(info.reasons.iter().map(|reason| one(&reason.label, &reason.text, why)));
    let sources = std::iter::once(&info.source).chain(&info.notice).cloned().collect();
    // What lies outside is out of the program's reach: it can say so, and keep nothing.
    let elsewhere = Block::definition(words.systems, info.systems.clone()).own_words();
    blocks.extend([
        Block::definition(words.source, sources).answering(&[Duty::Source]).own_words(),
        one(words.obligation, obligation(it.source, &it.ground, language), &[Duty::Obligation]),
        Block::definition(words.recipients, info.recipients_or_none(language))
            .answering(&[Duty::Recipients])
            .enforced(Rule::Recipients),
        one(words.responsible, &info.responsible, &[]),
        Block::definition(words.period, period_lines(model, activity, language))
            .answering(&[Duty::Period])
            .enforced(Rule::Sweep),
    ]);
    blocks.extend((!info.systems.is_empty()).then_some(elsewhere));
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
