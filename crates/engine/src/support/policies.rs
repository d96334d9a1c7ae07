//! The policies by which deadlines are reckoned, as they are stored: what is to be done how soon, when people are at work, and what is
//! done by itself when it is late.

use super::clock::{Escalation, Policy, Target};
use super::rows::{Case, DeadlineTarget, EscalationStep};
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use model::{RowId, Value};
use rights::{Opening, OpeningHours};
use std::collections::HashMap;
use store::{Condition, Stored};

const MINUTE_SECONDS: i64 = 60;

/// The policies of some queues, or of the agreement under which a case is.
pub(super) struct Policies {
    of_queues: HashMap<RowId, RowId>,
    agreed: Option<RowId>,
    by_row: HashMap<RowId, Policy>,
    pub(super) names: HashMap<RowId, String>,
    /// The steps of escalation of all of them.
    pub(super) steps: HashMap<RowId, EscalationStep>,
}

impl Policies {
    pub(super) async fn of(
        engine: &Engine,
        case: &Case,
        queues: impl IntoIterator<Item = RowId>,
    ) -> Result<Self, Failure> {
        let (tables, store) = (engine.tables(), engine.store());
        let queues = tables.queue.all().matching(Condition::Ids(queues.into_iter().collect()));
        let queues = tables.queue.find(store, queues).await?;
        let agreement = match case.agreement {
            Some(agreement) => tables.service_agreement.get(store, agreement).await?,
            None => None,
        };
        let agreed = agreement.map(|agreement| agreement.row.policy);
        let of_queues: HashMap<RowId, RowId> = queues.iter().map(|queue| (queue.id, queue.row.policy)).collect();
        let mut these =
            Self { of_queues, agreed, by_row: HashMap::new(), names: HashMap::new(), steps: HashMap::new() };
        let ids: Vec<RowId> = these.of_queues.values().copied().chain(agreed).collect();
        for id in ids {
            if !these.by_row.contains_key(&id)
                && let Some((name, policy, steps)) = policy(engine, id).await?
            {
                these.steps.extend(steps.into_iter().map(|step| (step.id, step.row)));
                these.by_row.insert(id, policy);
                these.names.insert(id, name);
            }
        }
        Ok(these)
    }

    pub(super) fn of_queue(&self, queue: RowId) -> Option<&Policy> {
        self.by_row.get(&self.agreed.or_else(|| self.of_queues.get(&queue).copied())?)
    }
}

/// When people are at work by this policy.
pub(super) async fn hours_of(engine: &Engine, id: RowId) -> Result<OpeningHours, Failure> {
    Ok(policy(engine, id).await?.map_or_else(OpeningHours::always, |(_, policy, _)| policy.hours))
}

/// What a policy is called, what it says, and its steps of escalation.
type Rules = (String, Policy, Vec<Stored<EscalationStep>>);

/// A policy as it is stored. Without opening hours the clock never stands still; hours that hold twice hold once.
async fn policy(engine: &Engine, id: RowId) -> Result<Option<Rules>, Failure> {
    let (tables, store) = (engine.tables(), engine.store());
    let Some(stored) = tables.deadline_policy.get(store, id).await? else { return Ok(None) };
    let f = &tables.deadline_target.f;
    let targets = tables.deadline_target.all().matching(Condition::Is(f.policy, Value::Id(id))).limit(BATCH_ROWS);
    let targets = tables.deadline_target.find(store, targets).await?;
    let f = &tables.opening_hours.f;
    let hours = tables.opening_hours.all().matching(Condition::Is(f.policy, Value::Id(id))).limit(BATCH_ROWS);
    let hours = tables.opening_hours.find(store, hours).await?;
    let f = &tables.escalation_step.f;
    let steps = tables.escalation_step.all().matching(Condition::Is(f.policy, Value::Id(id)));
    let steps = steps.matching(Condition::Is(f.open, Value::Boolean(true))).limit(BATCH_ROWS);
    let steps = tables.escalation_step.find(store, steps).await?;
    let closed = tables.closed_day.find(store, tables.closed_day.all().limit(BATCH_ROWS)).await?;
    let minute = |minutes: i64| u16::try_from(minutes).unwrap_or(u16::MAX);
    let mut openings: Vec<Opening> = Vec::new();
    let mut open = OpeningHours::always();
    for row in &hours {
        let opening = Opening {
            weekday: row.row.weekday,
            opens_minute: minute(row.row.opens),
            closes_minute: minute(row.row.closes),
        };
        let with = openings.iter().copied().chain([opening]);
        let days = closed.iter().map(|closed| closed.row.day);
        if let Ok(these) = OpeningHours::new(with, stored.row.holidays, days) {
            openings.push(opening);
            open = these;
        }
    }
    let target = |row: &Stored<DeadlineTarget>| Target {
        kind: row.row.kind,
        priority: row.row.priority,
        within_seconds: row.row.within.saturating_mul(MINUTE_SECONDS),
    };
    let step = |row: &Stored<EscalationStep>| Escalation {
        id: row.id,
        kind: row.row.kind,
        side: row.row.moment,
        shift_seconds: row.row.shift.saturating_mul(MINUTE_SECONDS),
    };
    let policy = Policy {
        id,
        hours: open,
        targets: targets.iter().map(target).collect(),
        pauses: stored.row.pauses,
        warning_seconds: stored.row.warning.map(|warning| warning.saturating_mul(MINUTE_SECONDS)),
        steps: steps.iter().map(step).collect(),
    };
    Ok(Some((stored.row.name, policy, steps)))
}
