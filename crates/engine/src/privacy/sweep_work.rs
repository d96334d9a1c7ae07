//! A sweep that somebody asked for: work that takes time, which tells how far it has come.
//!
//! Each plan of it is a transaction of its own, so that one which is ended or interrupted leaves the rest for the next.

use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::longwork::{Asked, LongJob, Turn, WorkKind, WorkState, become_of, count, take_up};
use crate::privacy::sweep::{SweepReport, sweep, sweep_telling};
use model::{Column, Day, FieldId, Moment, RowId, Value};
use store::{Changes, Stored};

/// What a sweep on `today` would do, in numbers, for those who carry out rights.
pub async fn due_in_numbers(engine: &Engine, caller: &Caller, now: Moment, today: Day) -> Result<SweepReport, Failure> {
    engine.demand_rights(caller)?;
    sweep(engine, now, today, true).await
}

/// Takes up a sweep of all that is due now. None where the caller has as much under way as anybody may.
pub async fn ask_sweep(engine: &Engine, caller: &Caller, now: Moment) -> Result<Option<RowId>, Failure> {
    engine.demand_rights(caller)?;
    let deed = Some(Deed::SweepAsked);
    let asked = Asked { kind: WorkKind::Sweep, of: "receipt", settings: None, source: None, total: 0, deed };
    take_up(engine, caller, now, (WorkState::Waiting, asked)).await
}

/// Sweeps. What an earlier turn has done is not due any more, and stays counted.
pub(crate) async fn run_sweep(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    work: Stored<LongJob>,
) -> Result<Turn, Failure> {
    engine.demand_rights(caller)?;
    let (id, today) = (work.id, rights::day_of(now));
    let due = sweep(engine, now, today, true).await?;
    let mut progress = Progress::new(work, &due);
    match swept(engine, now, today, &mut progress).await {
        Ok(()) => Ok(Turn::Over),
        // Whoever asked wants no more of it, or it was touched otherwise and goes on. What is done counts all the same.
        Err(Failure::Stale) => {
            let table = &engine.tables().long_job;
            let Some(again) = table.get(engine.store(), id).await? else { return Ok(Turn::Over) };
            let mut changes = Changes::new();
            changes.update(&table.write, id, again.version, progress.latest)?;
            engine.store().apply(changes).await?;
            Ok(if again.row.state.is_under_way() { Turn::Again } else { Turn::Over })
        }
        Err(other) => Err(other),
    }
}

async fn swept(engine: &Engine, now: Moment, today: Day, progress: &mut Progress) -> Result<(), Failure> {
    progress.tell(engine, &SweepReport::default()).await?;
    let report = sweep_telling(engine, now, today, progress).await?;
    let mut changes = Changes::new();
    let mut cells = progress.cells(engine, &report);
    let table = &engine.tables().long_job;
    cells.push((table.f.wrong, number(report.put_off)));
    become_of(engine, now, &mut changes, &progress.work, (WorkState::Done, cells))?;
    Ok(engine.store().apply(changes).await?)
}

/// How far a sweep has come, in the row of the work.
pub(super) struct Progress {
    work: Stored<LongJob>,
    /// What earlier turns removed and emptied.
    before: (i64, i64),
    /// All that there is to do, as far as was known at the beginning.
    total: i64,
    /// What was noted last, or was about to be.
    latest: Vec<(FieldId, Value)>,
}

impl Progress {
    fn new(work: Stored<LongJob>, due: &SweepReport) -> Self {
        let before = (work.row.made, work.row.updated);
        let total = before.0 + before.1 + count((due.removed() + due.emptied()) as u64);
        Self { work, before, total, latest: Vec::new() }
    }

    /// Notes how far it has come.
    ///
    /// # Errors
    /// [`Failure::Stale`] where it is not to go on.
    pub(super) async fn tell(&mut self, engine: &Engine, report: &SweepReport) -> Result<(), Failure> {
        let (table, mut changes) = (&engine.tables().long_job, Changes::new());
        let mut cells = self.cells(engine, report);
        self.latest.clone_from(&cells);
        cells.push((table.f.state, WorkState::Running.write()));
        changes.update(&table.write, self.work.id, self.work.version, cells)?;
        engine.store().apply(changes).await?;
        self.work.version += 1;
        Ok(())
    }

    fn cells(&self, engine: &Engine, report: &SweepReport) -> Vec<(FieldId, Value)> {
        let fields = &engine.tables().long_job.f;
        let removed = self.before.0 + count(report.removed() as u64);
        let emptied = self.before.1 + count(report.emptied() as u64);
        let done = removed + emptied;
        vec![
            (fields.made, Value::Integer(removed)),
            (fields.updated, Value::Integer(emptied)),
            (fields.skipped, number(report.stopped.values().sum())),
            (fields.done, Value::Integer(done)),
            // What goes may free more than was due at first.
            (fields.total, Value::Integer(self.total.max(done))),
        ]
    }
}

fn number(of: usize) -> Value {
    Value::Integer(count(of as u64))
}
