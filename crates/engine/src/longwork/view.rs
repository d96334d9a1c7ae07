//! Work that takes time as whoever asked for it sees it, and what they may do with it.

use super::rows::{LongJob, Why, WorkKind, WorkState};
use super::{become_of, own, used_up};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{INTAKE_ATTEMPTS, LONG_JOBS_SHOWN};
use crate::privacy::whose;
use crate::records::readable;
use model::{Moment, RowId, Value};
use rights::Viewer;
use store::{Changes, Condition, FileReader, Stored};

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkView {
    /// Which one.
    pub id: RowId,
    /// What is done.
    pub kind: WorkKind,
    /// The word of the entity.
    pub of: String,
    /// What people call the entity.
    pub name: String,
    /// Whom it is about, where it is about one person.
    pub person: Option<RowId>,
    /// How far it has come.
    pub state: WorkState,
    /// Why it was not done, or is gone.
    pub why: Option<Why>,
    /// Rows in all; 0 where that is not known yet.
    pub total: u64,
    /// Rows that were dealt with.
    pub done: u64,
    /// What came of them.
    pub result: Tally,
    /// When it was asked for.
    pub asked_at: Moment,
    /// When it was over.
    pub ended_at: Option<Moment>,
    /// When all of it goes.
    pub expires_at: Moment,
    /// There is a file that they may fetch.
    pub has_file: bool,
}

/// What came of the lines of a file, or will.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Made, or ready to be; of an undoing, taken back; of a sweep, removed.
    pub made: u64,
    /// Updated, or there already; of a sweep, emptied of something.
    pub updated: u64,
    /// Passed over; of an undoing or a sweep, kept.
    pub skipped: u64,
    /// Not in order; of a sweep, put off.
    pub wrong: u64,
}

impl WorkView {
    /// Whether a worker has it, so that it goes on by itself.
    pub fn is_under_way(&self) -> bool {
        self.state.is_under_way()
    }

    /// Whether what it made can be taken back, or what an undoing that was broken off left.
    pub fn is_undoable(&self) -> bool {
        match self.kind {
            WorkKind::Import => !self.state.is_unfinished() && self.result.made > 0,
            WorkKind::Undo => matches!(self.state, WorkState::Failed | WorkState::Cancelled) && self.done < self.total,
            WorkKind::Export | WorkKind::Check | WorkKind::Package | WorkKind::Sweep => false,
        }
    }
}

pub(crate) fn view(engine: &Engine, caller: &Caller, work: &Stored<LongJob>) -> WorkView {
    let (row, model) = (&work.row, engine.model());
    let has_file = row.result.is_some() && may_have(engine, caller, row);
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let name = model.entity_named(&row.of).map(|entity| model[entity].name.get(caller.language).to_owned());
    WorkView {
        id: work.id,
        kind: row.kind,
        of: row.of.clone(),
        name: name.unwrap_or_else(|| row.of.clone()),
        person: (row.kind == WorkKind::Package).then(|| whose(row)).flatten(),
        state: row.state,
        why: row.why.or((row.result.is_some() && !has_file).then_some(Why::NoAccess)),
        total: count(row.total),
        done: count(row.done),
        result: Tally {
            made: count(row.made),
            updated: count(row.updated),
            skipped: count(row.skipped),
            wrong: count(row.wrong),
        },
        asked_at: row.asked_at,
        ended_at: row.ended_at,
        expires_at: row.expires_at,
        has_file,
    }
}

/// The caller's own work, the latest first.
pub async fn works(engine: &Engine, caller: &Caller) -> Result<Vec<WorkView>, Failure> {
    let Some(user) = caller.user else { return Ok(Vec::new()) };
    let table = &engine.tables().long_job;
    let query = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    let found = table.find(engine.store(), query.newest_first(table.f.asked_at).limit(LONG_JOBS_SHOWN)).await?;
    Ok(found.iter().map(|work| view(engine, caller, work)).collect())
}

/// The work `id`, where it is the caller's own.
pub async fn work(engine: &Engine, caller: &Caller, id: RowId) -> Result<WorkView, Failure> {
    Ok(view(engine, caller, &own(engine, caller, id).await?))
}

/// Ends the work where it stands: what is done stays done.
pub async fn cancel(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<(), Failure> {
    for _ in 0..INTAKE_ATTEMPTS {
        let work = own(engine, caller, id).await?;
        if !work.row.state.is_unfinished() {
            return Ok(());
        }
        let mut changes = Changes::new();
        become_of(engine, now, &mut changes, &work, (WorkState::Cancelled, used_up(engine)))?;
        match engine.store().apply(changes).await.map_err(Failure::from) {
            // A slice was ended at the same moment.
            Err(Failure::Stale) => {}
            other => return other,
        }
    }
    Err(Failure::Stale)
}

/// The file that the work `id` made. What stands in it was put on the ledger when it was made.
pub async fn result(engine: &Engine, caller: &Caller, id: RowId) -> Result<FileReader, Failure> {
    let work = own(engine, caller, id).await?;
    if !may_have(engine, caller, &work.row) {
        return Err(Failure::NotFound);
    }
    let table = &engine.tables().long_job;
    engine.store().read_file(&table.read, work.id, table.f.result).await?.ok_or(Failure::NotFound)
}

/// Whether the caller still has every role in which the work was done, and may read such rows.
fn may_have(engine: &Engine, caller: &Caller, work: &LongJob) -> bool {
    let model = engine.model();
    let Viewer::Staff { roles, .. } = &caller.viewer else { return false };
    let holds = |key: &str| roles.iter().any(|role| model[*role].key == key);
    let of = model.entity_named(&work.of);
    let may = work.kind != WorkKind::Package || caller.viewer.carries_out_rights(model);
    may && work.roles.split(' ').all(holds) && of.is_some_and(|of| readable(engine, caller, of).is_ok())
}
