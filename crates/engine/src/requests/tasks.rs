//! Tasks: the places outside that must be looked through, and the recipients that must be told (GDPR art. 19).
//!
//! The register names them for each activity; those of the activities that hold the person count. The request itself holds
//! the person too and counts for nothing.

use super::rows::{Kind, Request, RequestTask, TaskState, TaskWhat};
use crate::context::Engine;
use crate::failure::Failure;
use crate::newsletter::marketing;
use crate::privacy::gather;
use model::{ActivityId, Day, Ground, Moment, RowId};
use rights::{Facts, Measure, holdings};
use std::collections::BTreeSet;
use store::Changes;

/// The place where rows are that Ryddig keeps itself.
pub const HERE: &str = "Ryddig";

/// Adds the tasks of `request` to `changes`.
pub(super) async fn add(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (id, request): (RowId, &Request),
) -> Result<usize, Failure> {
    let wanted = wanted(engine, now, request).await?;
    for (place, what) in &wanted {
        let row = RequestTask {
            request: id,
            place: place.clone(),
            what: *what,
            state: TaskState::Open,
            doer: None,
            done_on: None,
            note: None,
        };
        engine.tables().request_task.insert(changes, engine.new_id(now), &row)?;
    }
    Ok(wanted.len())
}

/// Each place with what is to be done there, in the order of the register.
async fn wanted(engine: &Engine, now: Moment, request: &Request) -> Result<Vec<(String, TaskWhat)>, Failure> {
    let model = engine.model();
    let Some(what) = at_systems(request.kind) else { return Ok(Vec::new()) };
    let facts = gather(engine, request.person).await?;
    let holding = concerned(engine, request.kind, &facts, rights::day_of(now));
    let mut tasks = Vec::new();
    if what == TaskWhat::Limit && !holding.is_empty() {
        tasks.push((HERE.to_owned(), TaskWhat::Limit));
    }
    tasks.extend(systems(engine, &holding).map(|system| (system.to_owned(), what)));
    if tells_recipients(request.kind) {
        let told: BTreeSet<_> = holding.iter().flat_map(|activity| model[*activity].recipients.iter()).collect();
        tasks.extend(told.into_iter().map(|recipient| (model[*recipient].name.clone(), TaskWhat::Tell)));
    }
    Ok(tasks)
}

/// The activities that a request of this kind is about, of those that hold the person of `facts`.
pub(super) fn concerned(engine: &Engine, kind: Kind, facts: &Facts, today: Day) -> BTreeSet<ActivityId> {
    let model = engine.model();
    let mut holding = held_in(engine, today, facts);
    match kind {
        Kind::MarketingObjection => {
            let ended = marketing(engine);
            holding.retain(|activity| ended.contains(activity));
        }
        Kind::Withdrawal => holding.retain(|activity| matches!(model[*activity].ground, Ground::Consent { .. })),
        Kind::Access
        | Kind::Rectification
        | Kind::Erasure
        | Kind::Restriction
        | Kind::Portability
        | Kind::Objection
        | Kind::HumanDecision
        | Kind::Complaint
        | Kind::Question => {}
    }
    holding
}

/// The systems outside that keep data for one of these activities.
pub(super) fn systems<'a>(engine: &'a Engine, holding: &'a BTreeSet<ActivityId>) -> impl Iterator<Item = &'a str> {
    let systems = engine.model().systems.iter();
    systems.filter(|system| system.activities.iter().any(|it| holding.contains(it))).map(|system| system.name.as_str())
}

/// The activities that hold rows about `person`, without that of requests.
pub(super) async fn held_by(engine: &Engine, now: Moment, person: RowId) -> Result<BTreeSet<ActivityId>, Failure> {
    Ok(held_in(engine, rights::day_of(now), &gather(engine, person).await?))
}

/// The same of `facts` that were gathered.
fn held_in(engine: &Engine, today: Day, facts: &Facts) -> BTreeSet<ActivityId> {
    let model = engine.model();
    let held = holdings(model, facts, Measure::on(today));
    let own = model[engine.tables().request.f.entity].held.activities();
    let activities = held.iter().flat_map(|holding| holding.holds.iter().map(|hold| hold.activity));
    activities.filter(|activity| !own.contains(activity)).collect()
}

/// What a request of this kind means for a place outside.
fn at_systems(kind: Kind) -> Option<TaskWhat> {
    match kind {
        Kind::Access | Kind::Portability => Some(TaskWhat::Search),
        Kind::Rectification => Some(TaskWhat::Correct),
        Kind::Erasure | Kind::MarketingObjection | Kind::Withdrawal => Some(TaskWhat::Erase),
        Kind::Restriction | Kind::Objection => Some(TaskWhat::Limit),
        Kind::HumanDecision | Kind::Complaint | Kind::Question => None,
    }
}

/// Whether recipients must be told (GDPR art. 19).
fn tells_recipients(kind: Kind) -> bool {
    match kind {
        Kind::Rectification | Kind::Erasure | Kind::Restriction => true,
        Kind::Access
        | Kind::Portability
        | Kind::Objection
        | Kind::MarketingObjection
        | Kind::Withdrawal
        | Kind::HumanDecision
        | Kind::Complaint
        | Kind::Question => false,
    }
}
