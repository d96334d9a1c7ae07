//! The chapter on purposes: for each activity what, why, whence, to whom and how long, those that concern the same
//! people together.

use crate::activity::{
    ActivityInfo, capital, conditions, data_lines, kinds, longest_line, named, needs, period_lines, protected,
    with_persons,
};
use crate::document::{Block, Duty, Kept, Rule};
use crate::limits::PERIOD_LINES_MAX;
use crate::words::texts;
use model::{ActivityId, Ground, Language, LawId, Model, Source};

/// One part for each kind of people, and in it a section for every activity that holds or uses data about them.
pub(super) fn blocks(model: &Model, language: Language) -> Vec<Block> {
    let words = &texts(language).statement;
    let mut blocks =
        vec![Block::chapter("purposes", words.purposes), Block::paragraph(words.purposes_text).own_words()];
    for activities in by_subjects(model) {
        let Some(&first) = activities.first() else { continue };
        let (whom, _) = whom(model, first, language);
        blocks.push(Block::part(&format!("for-{}", model[first].key), whom));
        blocks.extend(activities.into_iter().flat_map(|activity| section(model, activity, language)));
    }
    blocks
}

/// The activities by whom they concern, in the order in which the register first names them; the same in every language.
fn by_subjects(model: &Model) -> Vec<Vec<ActivityId>> {
    let mut groups: Vec<(&str, Vec<ActivityId>)> = Vec::new();
    for activity in with_persons(model) {
        let (whom, _) = whom(model, activity, Language::Nb);
        match groups.iter_mut().find(|(known, _)| *known == whom) {
            Some((_, activities)) => activities.push(activity),
            None => groups.push((whom, vec![activity])),
        }
    }
    groups.into_iter().map(|(_, activities)| activities).collect()
}

/// Whom an activity concerns: its `subjects` up to the colon, and which of them, where something stands behind it.
fn whom(model: &Model, activity: ActivityId, language: Language) -> (&str, Option<&str>) {
    let subjects = model[activity].subjects.get(language);
    subjects.split_once(':').map_or((subjects, None), |(whom, which)| (whom.trim(), Some(which.trim())))
}

fn section(model: &Model, activity: ActivityId, language: Language) -> Vec<Block> {
    let words = &texts(language).activity;
    let info = ActivityInfo::of(model, activity, language);
    let heading = Block::section(&format!("activity-{}", info.key), &info.purpose);
    let mut blocks = vec![heading.answering(&[Duty::Purpose]).own_words()];
    let (_, which) = whom(model, activity, language);
    blocks.extend(which.map(|which| Block::definition(words.subjects, vec![capital(which) + "."]).own_words()));
    blocks.extend(data_blocks(model, activity, language));
    blocks.extend(ground_blocks(model, activity, &info, language));
    let source = &model[activity].source;
    let sources = std::iter::once(&info.source).chain(&info.notice).cloned().collect();
    blocks.extend([
        Block::definition(words.source, sources).answering(&[Duty::Source]).own_words(),
        Block::definition(words.obligation, vec![obligation(*source, &model[activity].ground, language).to_owned()])
            .answering(&[Duty::Obligation])
            .own_words(),
        Block::definition(words.recipients, info.recipients_or_none(language))
            .answering(&[Duty::Recipients])
            .enforced(Rule::Recipients),
    ]);
    blocks.extend(period_blocks(model, activity, language));
    // What lies outside is out of the program's reach: it can say so, and keep nothing.
    blocks.extend((!info.systems.is_empty()).then(|| Block::definition(words.systems, info.systems).own_words()));
    let responsible = Block::definition(words.responsible, vec![info.responsible]);
    blocks.push(responsible.answering(&[Duty::Responsible]).own_words());
    blocks.into_iter().map(|block| Block { activity: Some(info.key.clone()), ..block }).collect()
}

/// Which data: the kinds, and the fields folded away; only the fields, where the register tells no kinds.
fn data_blocks(model: &Model, activity: ActivityId, language: Language) -> Vec<Block> {
    let words = &texts(language).activity;
    let conditions = conditions(model, activity, language);
    let when = (!conditions.is_empty()).then(|| Block::definition(words.applies_when, conditions));
    let mut blocks: Vec<Block> = when.map(|block| block.enforced(Rule::Choice)).into_iter().collect();
    let lines = data_lines(model, activity, language);
    let kinds = kinds(model, activity);
    let of_data = |block: Block| block.answering(&[Duty::Categories]).enforced(Rule::Columns);
    if kinds.is_empty() {
        blocks.push(of_data(Block::definition(words.data, lines)));
    } else {
        let kinds = capital(&named(model, &kinds, language));
        blocks.push(of_data(Block::definition(words.data, vec![format!("{kinds}.")])));
        blocks.push(of_data(Block::fold(words.fields, lines)));
    }
    for (sentence, laws) in protected(model, activity, language) {
        let kept = by_laws(model, &laws);
        blocks.push(Block::definition(words.special, vec![sentence]).answering(&[Duty::Categories]).kept(kept));
    }
    let needs = needs(model, activity, language);
    blocks.extend((!needs.is_empty()).then(|| Block::definition(words.identity, needs).own_words()));
    blocks
}

/// How long: each period, or where there are many, the longest first and each folded away.
fn period_blocks(model: &Model, activity: ActivityId, language: Language) -> Vec<Block> {
    let words = &texts(language).activity;
    let lines = period_lines(model, activity, language);
    let longest = longest_line(model, activity, language);
    let blocks = if lines.len() > PERIOD_LINES_MAX {
        let first = longest.unwrap_or_else(|| words.many_periods.to_owned());
        vec![Block::definition(words.period, vec![first]), Block::fold(words.each_period, lines)]
    } else {
        vec![Block::definition(words.period, lines.into_iter().chain(longest).collect())]
    };
    blocks.into_iter().map(|block| block.answering(&[Duty::Period]).enforced(Rule::Sweep)).collect()
}

/// The ground, what it rests on, and what marketing law asks besides.
fn ground_blocks(model: &Model, activity: ActivityId, info: &ActivityInfo, language: Language) -> Vec<Block> {
    let words = &texts(language).activity;
    let (why, laws): (&[Duty], &[LawId]) = match &model[activity].ground {
        Ground::LegitimateInterests { .. } => (&[Duty::Interest], &[]),
        Ground::LegalObligation { laws } | Ground::PublicTask { laws } => (&[Duty::Purpose], laws),
        Ground::Consent { .. } => (&[Duty::Purpose], &[]),
        Ground::Contract | Ground::VitalInterests => (&[], &[]),
    };
    let one = |term: &str, text: String| Block::definition(term, vec![text]);
    let mut blocks = vec![one(words.ground, info.ground_sentence(language)).answering(&[Duty::Purpose]).own_words()];
    blocks.extend(info.reasons.iter().enumerate().map(|(at, reason)| {
        let kept = laws.get(at).map_or(Kept::OwnWords, |&law| Kept::by_law(&model[law]));
        one(&reason.label, reason.text.clone()).answering(why).kept(kept)
    }));
    blocks.extend(info.marketing.clone().map(|text| one(words.marketing, text).own_words()));
    blocks
}

/// Evidenced where every law was looked up; then by the one that was looked up first.
fn by_laws(model: &Model, laws: &[LawId]) -> Kept {
    let looked_up = laws.iter().map(|&law| Kept::by_law(&model[law]));
    let day = |kept: &Kept| match kept {
        Kept::Evidenced { on, .. } => Some(*on),
        Kept::Enforced(_) | Kept::OwnWords => None,
    };
    looked_up.min_by_key(day).unwrap_or(Kept::OwnWords)
}

/// Whether the person must give the data, and what follows if they do not (GDPR art. 13(2)(e)).
fn obligation(source: Source, ground: &Ground, language: Language) -> &'static str {
    let words = &texts(language).obligation;
    match source {
        Source::Ourselves | Source::OpenSources | Source::ThirdParty => words.not_asked,
        Source::Person | Source::PersonAndOthers => match ground {
            Ground::Consent { .. } | Ground::VitalInterests => words.free,
            Ground::Contract => words.contract,
            Ground::LegalObligation { .. } | Ground::PublicTask { .. } => words.law,
            Ground::LegitimateInterests { .. } => words.wanted,
        },
    }
}
