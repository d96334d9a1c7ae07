//! Work that takes time: somebody asks for it and goes on with something else; a worker does it in slices, and the result
//! waits for whoever asked.
//!
//! Where it stands is in its row, so that a slice which was begun twice is done once, and closing a page loses nothing. What
//! the work is stands elsewhere (`records`); here is what all of it has in common. It is one's own: nobody sees another's.

mod copies;
mod rows;
mod run;
mod view;

pub use rows::{Why, WorkKind, WorkState};
pub use view::{Tally, WorkView, cancel, result, work, works};

pub(crate) use copies::let_go;
pub(crate) use rows::{LongJob, LongJobPart};
pub(crate) use run::{Turn, give_up, run};
pub(crate) use view::view;

use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{LONG_JOB_OPEN_SECONDS, LONG_JOB_RESULT_SECONDS, LONG_JOBS_OF_A_USER};
use model::{Column, FieldId, Moment, RowId, Value};
use rights::Viewer;
use store::{Changes, Condition, Stored};

/// What was asked for.
pub(crate) struct Asked<'a> {
    pub(crate) kind: WorkKind,
    /// The word of the entity.
    pub(crate) of: &'a str,
    pub(crate) settings: Option<String>,
    pub(crate) source: Option<RowId>,
    pub(crate) total: u64,
    /// What the ledger says at once, before anything is done.
    pub(crate) deed: Option<Deed>,
}

/// Takes the work up; it begins at once, unless it waits for whoever asked to say more. None where they have as much under
/// way as anybody may.
pub(crate) async fn take_up(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (state, asked): (WorkState, Asked<'_>),
) -> Result<Option<RowId>, Failure> {
    let (Some(user), Viewer::Staff { roles, .. }) = (caller.user, &caller.viewer) else { return Err(Failure::Denied) };
    let table = &engine.tables().long_job;
    let unfinished = WorkState::UNFINISHED.map(|state| state.write());
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    let query = query.matching(Condition::OneOf(table.f.state, unfinished.to_vec()));
    if engine.store().count(query).await? >= u64::try_from(LONG_JOBS_OF_A_USER).unwrap_or(u64::MAX) {
        return Ok(None);
    }
    let roles: Vec<&str> = roles.iter().map(|role| engine.model()[*role].key.as_str()).collect();
    let (id, mut changes) = (engine.new_id(now), Changes::new());
    let row = LongJob {
        user,
        kind: asked.kind,
        of: asked.of.to_owned(),
        state,
        why: None,
        roles: roles.join(" "),
        language: caller.language.into(),
        settings: asked.settings,
        source: asked.source,
        result: None,
        total: count(asked.total),
        done: 0,
        made: 0,
        updated: 0,
        skipped: 0,
        wrong: 0,
        asked_at: now,
        ended_at: None,
        expires_at: now.plus_seconds(LONG_JOB_OPEN_SECONDS),
    };
    table.insert(&mut changes, id, &row)?;
    if let Some(deed) = asked.deed {
        changes.record(deed.entry(engine, now, caller.actor(), (table.f.entity, id)));
    }
    if state == WorkState::Waiting {
        changes.enqueue(JobKind::LongJob.about(engine, id, now));
    }
    changes.enqueue(JobKind::LongJob.about(engine, id, row.expires_at));
    engine.store().apply(changes).await?;
    Ok(Some(id))
}

/// Adds to `changes` that the work is in another state, with other values for some fields.
pub(crate) fn become_of(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    work: &Stored<LongJob>,
    (state, mut cells): (WorkState, Vec<(FieldId, Value)>),
) -> Result<(), Failure> {
    let table = &engine.tables().long_job;
    cells.push((table.f.state, state.write()));
    let lasts = match state {
        WorkState::Open => Some(LONG_JOB_OPEN_SECONDS),
        WorkState::Waiting | WorkState::Running => None,
        WorkState::Done | WorkState::Failed | WorkState::Cancelled => {
            cells.push((table.f.ended_at, Value::Moment(now)));
            Some(LONG_JOB_RESULT_SECONDS)
        }
    };
    if let Some(seconds) = lasts {
        let until = now.plus_seconds(seconds);
        cells.push((table.f.expires_at, Value::Moment(until)));
        changes.enqueue(JobKind::LongJob.about(engine, work.id, until));
    }
    if state == WorkState::Waiting {
        changes.enqueue(JobKind::LongJob.about(engine, work.id, now));
    }
    Ok(changes.update(&table.write, work.id, work.version, cells)?)
}

/// What the work does not need any more when it is over: what was to be done, and the file that was brought.
pub(crate) fn used_up(engine: &Engine) -> Vec<(FieldId, Value)> {
    let fields = &engine.tables().long_job.f;
    vec![(fields.settings, Value::Null), (fields.source, Value::Null)]
}

/// The work `id`, where it is the caller's own.
pub(crate) async fn own(engine: &Engine, caller: &Caller, id: RowId) -> Result<Stored<LongJob>, Failure> {
    let found = engine.tables().long_job.get(engine.store(), id).await?;
    found.filter(|work| caller.user == Some(work.row.user)).ok_or(Failure::NotFound)
}

/// The parts of the work, in their order.
pub(crate) async fn parts(engine: &Engine, work: RowId) -> Result<Vec<Stored<LongJobPart>>, Failure> {
    let table = &engine.tables().long_job_part;
    let query = table.all().matching(Condition::Is(table.f.work, Value::Id(work))).oldest_first(table.f.number);
    table.find(engine.store(), query).await
}

/// A count as the store takes it.
pub(crate) fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
