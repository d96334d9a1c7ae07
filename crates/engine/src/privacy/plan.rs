//! Plans in words: what a plan of [`rights`] will do, line by line.

use crate::context::Engine;
use crate::failure::Failure;
use crate::privacy::person::linked;
use crate::show::Show;
use model::{Language, Record, RowId};
use rights::{Action, Facts, Plan, Reason};
use std::collections::{BTreeMap, HashMap};

/// A plan as it is shown before it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanView {
    /// SHA-256 over the plan: running it demands the same one.
    pub fingerprint: String,
    /// Each row with what is to be done.
    pub lines: Vec<PlanLine>,
    /// Whether it changes anything.
    pub does_something: bool,
}

/// One row of a plan in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// What people call such a row.
    pub kind: String,
    /// The row.
    pub id: RowId,
    /// What it is called.
    pub label: String,
    /// What is to be done; [`Action::Clear`] names the fields by id, `fields` in words.
    pub action: Action,
    /// The fields that are emptied, in words.
    pub fields: Vec<String>,
    /// Why.
    pub reason: Reason,
}

/// Puts `plan` in words.
pub(super) async fn view(engine: &Engine, facts: &Facts, plan: &Plan, language: Language) -> Result<PlanView, Failure> {
    let model = engine.model();
    let known: Vec<Record> = facts.rows.iter().chain(&facts.mentions).cloned().collect();
    let more = linked(engine, &known).await?;
    let show = Show::new(model, language, known.iter().chain(&more));
    let by_id: HashMap<RowId, &Record> = known.iter().map(|record| (record.id, record)).collect();
    let line = |step: &rights::Step| PlanLine {
        kind: model[step.entity].name.get(language).to_owned(),
        id: step.id,
        label: by_id.get(&step.id).map_or_else(String::new, |record| show.label(record)),
        fields: match &step.action {
            Action::Clear(fields) => fields.iter().map(|field| model[*field].name.get(language).to_owned()).collect(),
            Action::Delete | Action::Keep => Vec::new(),
        },
        action: step.action.clone(),
        reason: step.reason,
    };
    Ok(PlanView {
        fingerprint: plan.fingerprint(model),
        lines: plan.steps.iter().map(line).collect(),
        does_something: plan.does_something(),
    })
}

/// What was done, counted by entity, action and reason: `contact_request delete asked 2`, a line each.
/// Holds no value and no id, so that it may outlive the rows.
pub(super) fn summary(engine: &Engine, plan: &Plan) -> String {
    let mut counts: BTreeMap<(String, &str, &str), usize> = BTreeMap::new();
    for step in &plan.steps {
        let entity = engine.model()[step.entity].key.clone();
        *counts.entry((entity, action_key(&step.action), reason_key(step.reason))).or_default() += 1;
    }
    let lines = counts.iter().map(|((entity, action, reason), count)| format!("{entity} {action} {reason} {count}\n"));
    lines.collect()
}

/// One word for an action.
pub(super) fn action_key(action: &Action) -> &'static str {
    match action {
        Action::Delete => "delete",
        Action::Clear(_) => "clear",
        Action::Keep => "keep",
    }
}

/// One word for a reason.
pub(super) fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Asked => "asked",
        Reason::Junk => "junk",
        Reason::Due => "due",
        Reason::Unclaimed => "unclaimed",
        Reason::Mention => "mention",
        Reason::Ongoing => "ongoing",
    }
}
