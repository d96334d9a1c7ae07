//! The short notice where data are collected (GDPR art. 13): beside a form, before it is sent.
//!
//! It must not know the form. The statement says the rest.

use crate::activity::{ActivityInfo, capital, data_lines, kinds, named, own_entities, protected};
use crate::period::period_under;
use model::{ActivityId, EntityId, Keep, Language, Model, Term};
use serde::Serialize;

/// What somebody must know before they send a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Who answers for the data.
    pub controller: String,
    /// The purpose, as the register says it.
    pub purpose: String,
    /// What is kept: the kinds of data; per thing its name and the names of its fields where the register tells no kinds.
    pub data: Vec<String>,
    /// How long, as the end of a sentence; per thing with a clock of its own.
    pub period: String,
    /// The ground with its article, and what it demands be told.
    pub ground: String,
}

/// The notice for data collected under `activity`.
pub fn notice(model: &Model, activity: ActivityId, language: Language) -> Notice {
    let info = ActivityInfo::of(model, activity, language);
    let reasons = info.reasons.iter().map(|it| format!("{}: {}.", it.label, it.text.trim_end_matches('.')));
    let ground: Vec<String> = std::iter::once(info.ground_sentence(language)).chain(reasons).collect();
    Notice {
        controller: model.controller.name.clone(),
        data: data(model, activity, language),
        period: clocked_periods(model, activity, language),
        purpose: info.purpose,
        ground: ground.join(" "),
    }
}

/// The same for a form that makes a row of `entity`: how long that is kept, with what goes along with it, and nothing of what else the
/// activity holds.
pub fn notice_of(model: &Model, activity: ActivityId, entity: EntityId, language: Language) -> Notice {
    Notice { period: line(model, entity, activity, language), ..notice(model, activity, language) }
}

fn data(model: &Model, activity: ActivityId, language: Language) -> Vec<String> {
    let kinds = kinds(model, activity);
    if kinds.is_empty() {
        return data_lines(model, activity, language);
    }
    let protected = protected(model, activity, language).into_iter().map(|(sentence, _)| sentence);
    std::iter::once(capital(&named(model, &kinds, language)) + ".").chain(protected).collect()
}

/// The periods of those entities that have a clock of their own; all else follows them.
fn clocked_periods(model: &Model, activity: ActivityId, language: Language) -> String {
    let clocked = own_entities(model, activity).filter(|&entity| match &model[entity].keep {
        Keep::Terms(terms) => terms.iter().all(|term| matches!(term, Term::After { .. })),
        Keep::Always | Keep::WhileClaimed => false,
    });
    clocked.map(|entity| line(model, entity, activity, language)).collect::<Vec<_>>().join("; ")
}

fn line(model: &Model, entity: EntityId, activity: ActivityId, language: Language) -> String {
    format!("{}: {}", model[entity].name.get(language), period_under(model, entity, activity, language))
}

#[cfg(test)]
mod tests;
