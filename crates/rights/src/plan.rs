//! Plans: what is to be done with each row, why, and a fingerprint of the whole.
//!
//! Finding, deciding and acting are one list: a plan is shown before it runs, and the executor runs
//! exactly this list. Each step names the version of the row it was decided on, so a changed world
//! stops the plan.

use crate::claims::{Holding, holdings};
use crate::due::{Until, own_due};
use model::{Day, EntityId, FieldId, FieldKind, Keep, Model, Record, RowId};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fmt::Write;

/// Everything stored that a decision about one person needs.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The rows about the person.
    pub rows: Vec<Record>,
    /// Rows of others that mention one of them.
    pub mentions: Vec<Record>,
}

/// What is to be done with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// The row goes.
    Delete,
    /// These fields are emptied.
    Clear(Vec<FieldId>),
    /// It stays as it is.
    Keep,
}

/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The person asked, and nothing stands against it (GDPR art. 17(1)).
    Asked,
    /// Somebody judged the message to be junk.
    Junk,
    /// Its period has ended (GDPR art. 5(1)(e)).
    Due,
    /// No living purpose needs it any more.
    Unclaimed,
    /// It points at a row that goes.
    Mention,
    /// A relation that goes on needs it (GDPR art. 17(1)(a) does not apply).
    Ongoing,
}

/// One row of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub entity: EntityId,
    /// Which one.
    pub id: RowId,
    /// The version that was decided on.
    pub version: i64,
    /// What is to be done.
    pub action: Action,
    /// Why.
    pub reason: Reason,
}

/// What is to be done, in the order in which it is done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Each row once.
    pub steps: Vec<Step>,
}

impl Plan {
    /// SHA-256 over every step, hexadecimal: two plans with the same one do the same to the same rows.
    pub fn fingerprint(&self, model: &Model) -> String {
        let mut hash = Sha256::new();
        for step in &self.steps {
            let fields: Vec<&str> = match &step.action {
                Action::Delete => vec!["delete"],
                Action::Keep => vec!["keep"],
                Action::Clear(fields) => fields.iter().map(|field| model[*field].key.as_str()).collect(),
            };
            let line = format!(
                "{} {} {} {:?} {}\n",
                model[step.entity].key,
                step.id,
                step.version,
                step.reason,
                fields.join(",")
            );
            hash.update(line);
        }
        hash.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// Whether it changes anything.
    pub fn does_something(&self) -> bool {
        self.steps.iter().any(|step| step.action != Action::Keep)
    }

    /// The rows that go.
    pub fn deletions(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.action == Action::Delete)
    }
}

/// Decides an erasure that the person asks for: everything goes but what a relation that goes on needs.
pub fn erasure(model: &Model, facts: &Facts) -> Plan {
    let held = holdings(model, &facts.rows, |until| until == Until::Open);
    decide(model, facts, &held, None, |_| Reason::Asked)
}

/// Decides what is due on `today`. Rows that stay as they are are left out.
pub fn due(model: &Model, facts: &Facts, today: Day) -> Plan {
    let held = holdings(model, &facts.rows, |until| until.lives(today));
    let reason = |record: &Record| match model[record.entity].keep {
        Keep::WhileClaimed => Reason::Unclaimed,
        Keep::Always | Keep::Terms(_) => Reason::Due,
    };
    let mut plan = decide(model, facts, &held, None, reason);
    plan.steps.retain(|step| step.action != Action::Keep);
    plan
}

/// Decides the removal of one row at the hand of staff, and of what nothing else needs then.
pub fn removal(model: &Model, facts: &Facts, row: RowId, today: Day) -> Plan {
    let rest: Vec<Record> = facts.rows.iter().filter(|record| record.id != row).cloned().collect();
    let held = holdings(model, &rest, |until| until.lives(today));
    let reason = |record: &Record| match &model[record.entity].keep {
        Keep::WhileClaimed => Reason::Unclaimed,
        keep if !own_due(keep, record).lives(today) => Reason::Due,
        Keep::Always | Keep::Terms(_) => Reason::Junk,
    };
    let removed = facts.rows.iter().find(|record| record.id == row);
    let mut plan = decide(model, facts, &held, removed, reason);
    plan.steps.retain(|step| step.action != Action::Keep);
    plan
}

/// Turns holdings into steps. `removed` goes whatever holds it; `reason` says why a row goes.
fn decide(
    model: &Model,
    facts: &Facts,
    held: &[Holding],
    removed: Option<&Record>,
    reason: impl Fn(&Record) -> Reason,
) -> Plan {
    let dead = held.iter().filter(|holding| !holding.lives).map(|holding| &holding.record);
    let going: Vec<Step> = removed
        .map(|record| step(record, Action::Delete, Reason::Junk))
        .into_iter()
        .chain(dead.map(|record| step(record, Action::Delete, reason(record))))
        .collect();
    let gone: HashSet<RowId> = going.iter().map(|step| step.id).collect();
    let staying = held.iter().filter(|holding| holding.lives);
    let staying = staying.map(|holding| stay(model, holding, &gone, reason(&holding.record)));
    let others = facts.mentions.iter().filter(|record| !gone.contains(&record.id));
    let others = others.filter_map(|record| {
        let fields = mentioning(model, record, &gone);
        (!fields.is_empty()).then(|| step(record, Action::Clear(fields), Reason::Mention))
    });
    let mut steps: Vec<Step> = going.into_iter().chain(staying).chain(others).collect();
    // Rows in the order in which they were found, those of others last.
    let place = |id: RowId| facts.rows.iter().position(|record| record.id == id).unwrap_or(usize::MAX);
    steps.sort_by_key(|step| place(step.id));
    Plan { steps }
}

/// A row that stays: emptied of what nothing needs and of mentions of rows that go, otherwise kept.
fn stay(model: &Model, holding: &Holding, gone: &HashSet<RowId>, unneeded: Reason) -> Step {
    let record = &holding.record;
    let mut fields = mentioning(model, record, gone);
    let why = if holding.unused.is_empty() { Reason::Mention } else { unneeded };
    fields.extend(&holding.unused);
    fields.sort_unstable();
    fields.dedup();
    if fields.is_empty() {
        step(record, Action::Keep, Reason::Ongoing)
    } else {
        step(record, Action::Clear(fields), why)
    }
}

fn step(record: &Record, action: Action, reason: Reason) -> Step {
    Step { entity: record.entity, id: record.id, version: record.version, action, reason }
}

/// The mentions in `record` of rows that go.
fn mentioning(model: &Model, record: &Record, gone: &HashSet<RowId>) -> Vec<FieldId> {
    let is_mention = |field: FieldId| matches!(model[field].kind, FieldKind::Link { mention: true, .. });
    let points_at_gone = |field: FieldId| record.link(field).is_some_and(|id| gone.contains(&id));
    let fields = record.cells.iter().map(|(field, _)| *field);
    fields.filter(|field| is_mention(*field) && points_at_gone(*field)).collect()
}
