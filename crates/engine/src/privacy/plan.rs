//! Plans in words: what a plan of [`rights`] will do, line by line.

use crate::context::Engine;
use crate::failure::Failure;
use crate::privacy::person::linked;
use crate::privacy::redaction::SharedCount;
use crate::show::Show;
use model::{Day, Language, Record, RowId};
use rights::{Action, Facts, Plan, Reason};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A plan as it is shown before it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanView {
    /// SHA-256 over the plan: running it demands the same one.
    pub fingerprint: String,
    /// Each row with what is to be done.
    pub lines: Vec<PlanLine>,
    /// Whether it changes anything.
    pub does_something: bool,
    /// Systems outside where the same must be done, which the receipt has as tasks then.
    pub outside: Vec<String>,
    /// The texts and files of others that tell of the person too: it is carried out when each is decided about.
    pub texts: SharedCount,
}

/// One row of a plan in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call such a row.
    pub kind: String,
    /// The row.
    pub id: RowId,
    /// What it is called.
    pub label: String,
    /// What is to be done; [`Action::Clear`] and [`Action::Redact`] name the fields by id, `fields` in words.
    pub action: Action,
    /// The fields that are emptied or cut, in words.
    pub fields: Vec<String>,
    /// The same by their words in the register.
    pub field_keys: Vec<String>,
    /// Why.
    pub reason: Reason,
    /// The law in words, where it is the reason.
    pub law: String,
    /// Its word in the register.
    pub law_key: Option<String>,
}

impl PlanLine {
    /// Takes in what another plan would do to the same row: going goes before being emptied.
    pub(super) fn join(&mut self, other: Self) {
        match (&mut self.action, &other.action) {
            // Nobody decides about a text where nobody asked.
            (Action::Delete | Action::Redact(_), _)
            | (_, Action::Keep | Action::Restrict(_) | Action::Lift | Action::Redact(_)) => {}
            (_, Action::Delete) | (Action::Keep | Action::Restrict(_) | Action::Lift, Action::Clear(_)) => {
                *self = other;
            }
            (Action::Clear(fields), Action::Clear(more)) => {
                for (at, field) in
                    more.iter().enumerate().filter(|(_, field)| !fields.contains(field)).collect::<Vec<_>>()
                {
                    fields.push(*field);
                    self.fields.extend(other.fields.get(at).cloned());
                    self.field_keys.extend(other.field_keys.get(at).cloned());
                }
                if self.reason == Reason::Mention {
                    self.reason = other.reason;
                }
            }
        }
    }

    /// One word for what is to be done, and one for why, as in a receipt.
    pub fn keys(&self) -> (&'static str, &'static str) {
        (action_key(&self.action), reason_key(self.reason))
    }
}

/// Puts `plan` in words.
pub(crate) async fn view(engine: &Engine, facts: &Facts, plan: &Plan, language: Language) -> Result<PlanView, Failure> {
    let model = engine.model();
    let planned: HashSet<RowId> = plan.steps.iter().map(|step| step.id).collect();
    let others = facts.around.iter().filter(|record| planned.contains(&record.id));
    let known: Vec<Record> = facts.rows.iter().chain(&facts.mentions).chain(others).cloned().collect();
    let more = linked(engine, &known).await?;
    let show = Show::new(model, language, known.iter().chain(&more));
    let by_id: HashMap<RowId, &Record> = known.iter().map(|record| (record.id, record)).collect();
    let fields = |step: &rights::Step| match &step.action {
        Action::Clear(fields) => fields.clone(),
        Action::Redact(cuts) => cuts.iter().map(|cut| cut.field).collect(),
        Action::Delete | Action::Restrict(_) | Action::Lift | Action::Keep => Vec::new(),
    };
    let law = |step: &rights::Step| match step.reason {
        Reason::Law { law, .. } => Some(law),
        Reason::Asked
        | Reason::Junk
        | Reason::Removed
        | Reason::Due
        | Reason::Unclaimed
        | Reason::Again
        | Reason::Mention
        | Reason::Shared
        | Reason::Restricted
        | Reason::Request { .. }
        | Reason::Hold { .. }
        | Reason::Lifted
        | Reason::Ongoing => None,
    };
    let line = |step: &rights::Step| PlanLine {
        entity: model[step.entity].key.clone(),
        kind: model[step.entity].name.get(language).to_owned(),
        id: step.id,
        label: by_id.get(&step.id).map_or_else(String::new, |record| show.label(record)),
        fields: fields(step).iter().map(|field| model[*field].name.get(language).to_owned()).collect(),
        field_keys: fields(step).iter().map(|field| model[*field].key.clone()).collect(),
        action: step.action.clone(),
        reason: step.reason,
        law: law(step).map_or_else(String::new, |law| model[law].title.get(language).to_owned()),
        law_key: law(step).map(|law| model[law].key.clone()),
    };
    Ok(PlanView {
        fingerprint: plan.fingerprint(model),
        lines: plan.steps.iter().map(line).collect(),
        does_something: plan.does_something(),
        outside: Vec::new(),
        texts: SharedCount::default(),
    })
}

/// What was done, counted by entity, action and reason: `contact_request delete asked 2`, a line each.
/// Holds no value and no id, so that it may outlive the rows. What laws keep is told with the last day of
/// all such rows, in days since 1970: `invoice keep law:bookkeeping:22280 3`.
pub(super) fn summary(engine: &Engine, plan: &Plan) -> String {
    let model = engine.model();
    let mut counts: BTreeMap<(&str, &str, String), (usize, Option<Day>)> = BTreeMap::new();
    for step in &plan.steps {
        let (reason, until) = match step.reason {
            Reason::Law { law, until } => (format!("{}:{}", reason_key(step.reason), model[law].key), Some(until)),
            Reason::Hold { review_on: day } | Reason::Request { due_on: day } => {
                (reason_key(step.reason).to_owned(), Some(day))
            }
            other @ (Reason::Asked
            | Reason::Junk
            | Reason::Removed
            | Reason::Due
            | Reason::Unclaimed
            | Reason::Again
            | Reason::Mention
            | Reason::Shared
            | Reason::Restricted
            | Reason::Lifted
            | Reason::Ongoing) => (reason_key(other).to_owned(), None),
        };
        let line = counts.entry((&model[step.entity].key, action_key(&step.action), reason)).or_default();
        *line = (line.0 + 1, line.1.max(until));
    }
    let lines = counts.iter().map(|((entity, action, reason), (count, until))| {
        let until = until.map_or_else(String::new, |day| format!(":{}", day.0));
        format!("{entity} {action} {reason}{until} {count}\n")
    });
    lines.collect()
}

/// The law's word in the register and the day, from a receipt's word for a reason; none for other reasons.
pub fn kept_by_law(reason: &str) -> Option<(&str, Day)> {
    let (law, day) = reason.strip_prefix("law:")?.split_once(':')?;
    Some((law, Day(day.parse().ok()?)))
}

/// The day on which a legal hold is judged again, from a receipt's word for a reason; none for other reasons.
pub fn held_until(reason: &str) -> Option<Day> {
    day_behind(reason, "hold:")
}

/// The day by which a person is to have an answer, from a receipt's word for a reason; none for other reasons.
pub fn answered_by(reason: &str) -> Option<Day> {
    day_behind(reason, "request:")
}

fn day_behind(reason: &str, word: &str) -> Option<Day> {
    Some(Day(reason.strip_prefix(word)?.parse().ok()?))
}

/// One word for an action.
pub(super) fn action_key(action: &Action) -> &'static str {
    match action {
        Action::Delete => "delete",
        Action::Clear(_) => "clear",
        Action::Redact(_) => "redact",
        Action::Restrict(_) => "restrict",
        Action::Lift => "lift",
        Action::Keep => "keep",
    }
}

/// One word for a reason.
pub fn reason_key(reason: Reason) -> &'static str {
    match reason {
        Reason::Asked => "asked",
        Reason::Junk => "junk",
        Reason::Removed => "removed",
        Reason::Due => "due",
        Reason::Unclaimed => "unclaimed",
        Reason::Again => "again",
        Reason::Mention => "mention",
        Reason::Shared => "shared",
        Reason::Ongoing => "ongoing",
        Reason::Law { .. } => "law",
        Reason::Restricted => "restricted",
        Reason::Request { .. } => "request",
        Reason::Hold { .. } => "hold",
        Reason::Lifted => "lifted",
    }
}
