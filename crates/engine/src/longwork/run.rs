//! The worker's part: one turn of the work, by the rights that whoever asked has now and had then.

use super::rows::{LongJob, Why, WorkKind, WorkState};
use super::{become_of, parts, used_up};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::jobs::{Done, JobKind};
use crate::privacy::{run_package, run_sweep};
use crate::records::{run_export, run_import, run_undo};
use crate::system::colleague_viewer;
use model::{Column, Moment, RowId};
use rights::Viewer;
use store::{Changes, Stored};

/// How a turn ended.
pub(crate) enum Turn {
    /// There is more to do.
    Again,
    /// It is over, or waits for whoever asked; its row says so.
    Over,
}

/// Does a turn of the work `id`, or clears it away when its time has come.
pub(crate) async fn run(engine: &Engine, now: Moment, id: RowId) -> Result<Done, Failure> {
    let Some(work) = engine.tables().long_job.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    match work.row.state {
        WorkState::Waiting | WorkState::Running => {}
        WorkState::Open | WorkState::Done | WorkState::Failed | WorkState::Cancelled => {
            let over = work.row.expires_at <= now;
            return if over { Ok(Done::FinishedWith(cleared(engine, &work).await?)) } else { Ok(Done::Finished) };
        }
    }
    let Some(caller) = caller_of(engine, now, &work.row).await? else {
        return failed(engine, now, id, Why::NoAccess).await;
    };
    let turn = match work.row.kind {
        WorkKind::Export => run_export(engine, &caller, now, work).await,
        WorkKind::Check | WorkKind::Import => run_import(engine, &caller, now, work).await,
        WorkKind::Undo => run_undo(engine, &caller, now, work).await,
        WorkKind::Package => run_package(engine, &caller, now, work).await,
        WorkKind::Sweep => run_sweep(engine, &caller, now, work).await,
    };
    match turn {
        Ok(Turn::Over) => Ok(Done::Finished),
        Ok(Turn::Again) => {
            let mut changes = Changes::new();
            changes.enqueue(JobKind::LongJob.about(engine, id, now));
            Ok(Done::FinishedWith(changes))
        }
        Err(Failure::Denied | Failure::NotFound) => failed(engine, now, id, Why::NoAccess).await,
        Err(Failure::TooLarge) => failed(engine, now, id, Why::TooLarge).await,
        Err(Failure::Undecided(_)) => failed(engine, now, id, Why::Undecided).await,
        Err(other @ (Failure::Stale | Failure::Full | Failure::Unavailable(_))) => Err(other),
    }
}

/// What is to be written when the work was tried for the last time.
pub(crate) async fn give_up(engine: &Engine, now: Moment, id: RowId) -> Result<Changes, Failure> {
    Ok(match failed(engine, now, id, Why::GaveUp).await? {
        Done::FinishedWith(changes) => changes,
        Done::Finished | Done::Later(_) => Changes::new(),
    })
}

async fn failed(engine: &Engine, now: Moment, id: RowId, why: Why) -> Result<Done, Failure> {
    let table = &engine.tables().long_job;
    let Some(work) = table.get(engine.store(), id).await? else { return Ok(Done::Finished) };
    let mut cells = used_up(engine);
    cells.push((table.f.why, why.write()));
    let mut changes = Changes::new();
    become_of(engine, now, &mut changes, &work, (WorkState::Failed, cells))?;
    Ok(Done::FinishedWith(changes))
}

/// The work with its parts and files goes.
async fn cleared(engine: &Engine, work: &Stored<LongJob>) -> Result<Changes, Failure> {
    let (tables, mut changes) = (engine.tables(), Changes::new());
    for part in parts(engine, work.id).await? {
        changes.delete(&tables.long_job_part.write, part.id, part.version)?;
    }
    changes.delete(&tables.long_job.write, work.id, work.version)?;
    Ok(changes)
}

/// Whoever asked, as they stand now, in no other roles than those in which they asked.
async fn caller_of(engine: &Engine, now: Moment, work: &LongJob) -> Result<Option<Caller>, Failure> {
    let Some(mut viewer) = colleague_viewer(engine, now, work.user).await? else { return Ok(None) };
    if let Viewer::Staff { roles, .. } = &mut viewer {
        roles.retain(|role| work.roles.split(' ').any(|key| key == engine.model()[*role].key));
    }
    Ok(Some(Caller { user: Some(work.user), viewer, ..Caller::command(work.language.into()) }))
}
