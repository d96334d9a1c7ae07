//! The rules of the register that carry a routine out: words of activities, laws, entities and systems, each with what it stands
//! for. Two things may share a word; then both are meant, or `law.requests` means one of them.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::control::{RoutineRow, RoutineState};
use documents::period;
use model::{Column, Language, Model, RowId};
use rights::Operation;
use std::collections::BTreeMap;
use store::{Condition, Query, Stored};

/// What kind of rule it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    /// A processing activity.
    Activity,
    /// A provision of law.
    Law,
    /// A thing stored.
    Entity,
    /// A place outside.
    System,
}

/// A word and the rules that it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleWord {
    /// As it was written.
    pub word: String,
    /// The rules, each with its text; none where the register has no such rule.
    pub rules: Vec<Rule>,
}

/// One rule of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What kind.
    pub kind: RuleKind,
    /// The word in the register.
    pub key: String,
    /// What it says.
    pub text: String,
}

/// The words of `text`, a space or a comma between, with what each means.
pub fn carried_out(model: &Model, text: &str, language: Language) -> Vec<RuleWord> {
    let words = text.split([' ', ',', ';', '\n']).filter(|word| !word.is_empty());
    words.map(|word| RuleWord { word: word.to_owned(), rules: rules(model, word, language) }).collect()
}

/// Those of the words that mean nothing.
pub(crate) fn unknown(model: &Model, text: &str) -> Vec<String> {
    let words = carried_out(model, text, Language::En).into_iter();
    words.filter(|word| word.rules.is_empty()).map(|word| word.word).collect()
}

fn rules(model: &Model, word: &str, language: Language) -> Vec<Rule> {
    let (kind, key) = match word.split_once('.') {
        Some((kind, key)) => (Some(kind), key),
        None => (None, word),
    };
    let is = |of: &str| kind.is_none_or(|kind| kind == of);
    let rule = |kind, text: String| Rule { kind, key: key.to_owned(), text };
    let mut rules = Vec::new();
    if let Some(activity) = model.activities.iter().find(|one| one.key == key && is("activity")) {
        rules.push(rule(RuleKind::Activity, activity.purpose.get(language).to_owned()));
    }
    if let Some(law) = model.laws.iter().find(|one| one.key == key && is("law")) {
        rules.push(rule(RuleKind::Law, law.title.get(language).to_owned()));
    }
    if let Some(entity) = model.entity_named(key).filter(|_| is("entity")) {
        let text = format!("{}: {}", model[entity].name.get(language), period(model, entity, language));
        rules.push(rule(RuleKind::Entity, text));
    }
    if let Some(system) = model.systems.iter().find(|one| one.key == key && is("system")) {
        rules.push(rule(RuleKind::System, format!("{}: {}", system.name, system.holds.get(language))));
    }
    rules
}

/// The routines in force that a rule carries out, by the kind and the word of the rule: as far as the caller may read them.
pub async fn routines_by_rule(
    engine: &Engine,
    caller: &Caller,
) -> Result<BTreeMap<(&'static str, String), Vec<(RowId, String)>>, Failure> {
    let table = &engine.tables().routine;
    let Ok(scope) = engine.scope(caller, table.f.entity, Operation::Read) else { return Ok(BTreeMap::new()) };
    let in_force = Condition::Is(table.f.state, RoutineState::InForce.write());
    let found = table.find(engine.store(), Query::over(&scope).matching(in_force)).await?;
    let mut by_rule: BTreeMap<(&'static str, String), Vec<(RowId, String)>> = BTreeMap::new();
    for Stored { id, row, .. } in found {
        let RoutineRow { carried_out: Some(text), title, .. } = row else { continue };
        for rule in carried_out(engine.model(), &text, caller.language).into_iter().flat_map(|word| word.rules) {
            let kind = match rule.kind {
                RuleKind::Activity => "activity",
                RuleKind::Law => "law",
                RuleKind::Entity => "entity",
                RuleKind::System => "system",
            };
            by_rule.entry((kind, rule.key)).or_default().push((id, title.clone()));
        }
    }
    Ok(by_rule)
}
