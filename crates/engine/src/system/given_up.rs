//! Jobs that were given up after their last attempt: those who carry out rights see them, and decide whether each is
//! tried again or let go.
//!
//! A job says its kind and why it failed. What it is about is a random identifier and is not followed here.

use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::PAGE_ROWS;
use crate::{breaches, correspondence};
use model::{Language, Moment, RowId};
use store::{Changes, GivenUpJob};

/// A job that was given up, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenUp {
    /// The job.
    pub id: RowId,
    /// What was to be done, in the register's words.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was given up.
    pub at: Moment,
    /// Why the last attempt failed, without any value of a row.
    pub failure: Option<String>,
}

/// The jobs that were given up, the longest ago first: a page of them.
pub async fn given_up(engine: &Engine, caller: &Caller, language: Language) -> Result<Vec<GivenUp>, Failure> {
    engine.demand_rights(caller)?;
    let found = engine.store().given_up_jobs(PAGE_ROWS).await?;
    Ok(found.into_iter().map(|job| show(engine, job, language)).collect())
}

/// How many there are, for whoever may decide about them; none for others.
pub async fn count_given_up(engine: &Engine, caller: &Caller) -> Result<u64, Failure> {
    match engine.demand_rights(caller) {
        Ok(()) => Ok(engine.store().jobs_given_up().await?),
        Err(_) => Ok(0),
    }
}

/// The job `id` is tried again at once, with all its attempts before it.
pub async fn try_again(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<(), Failure> {
    let job = job(engine, caller, id).await?;
    let mut changes = if job.kind == JobKind::DeliverEmail.key() {
        correspondence::jobs::queue_again(engine, job.target).await?
    } else if job.kind == JobKind::DeliverThreadEmail.key() {
        correspondence::send::queue_again(engine, job.target).await?
    } else if job.kind == JobKind::TellAffected.key() {
        breaches::jobs::queue_again(engine, job.target).await?
    } else {
        Changes::new()
    };
    changes.try_again(&job, now);
    decided(engine, caller, now, Deed::TriedAgain, id, changes).await
}

/// The job `id` is not tried any more and leaves the queue.
pub async fn let_go(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<(), Failure> {
    let job = job(engine, caller, id).await?;
    let mut changes = Changes::new();
    changes.let_go(&job);
    decided(engine, caller, now, Deed::LetGo, id, changes).await
}

async fn job(engine: &Engine, caller: &Caller, id: RowId) -> Result<GivenUpJob, Failure> {
    engine.demand_rights(caller)?;
    engine.store().given_up_job(id).await?.ok_or(Failure::NotFound)
}

async fn decided(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    deed: Deed,
    id: RowId,
    mut changes: Changes,
) -> Result<(), Failure> {
    let job = engine.model().entity_named("job").ok_or(Failure::NotFound)?;
    changes.record(deed.entry(engine, now, caller.actor(), (job, id)));
    Ok(engine.store().apply(changes).await?)
}

fn show(engine: &Engine, job: GivenUpJob, language: Language) -> GivenUp {
    let model = engine.model();
    let field = model.entity_named("job").and_then(|entity| model.field_named(entity, "kind"));
    let known = field.and_then(|field| model.alternatives(field)).unwrap_or(&[]);
    let kind = known.iter().find(|one| one.key == job.kind);
    let kind = kind.map_or(job.kind, |one| one.name.get(language).to_owned());
    GivenUp { id: job.id, kind, attempts: job.attempts, at: job.at, failure: job.failure }
}
