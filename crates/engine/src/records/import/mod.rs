//! Import: the lines of a file become rows of an entity, as though each had been typed into its form.
//!
//! A file is brought, its columns are matched, every line is looked through, and what is in order becomes rows. Nothing is
//! written before somebody has seen what would be; and what was made can be taken back. The file is kept encrypted and goes
//! as soon as its rows are in. It knows persons and their addresses, whom lines bring along, and no other
//! entity; nor HTTP.

mod columns;
mod entries;
mod guess;
mod judge;
mod preview;
mod slices;
mod undo;

pub use columns::{ColumnView, ColumnsView, Matched, Part, Target, import_columns, match_columns, usually_matched};
pub use preview::{Preview, PreviewCell, PreviewLine, Verdict, Which, import_preview, import_report, start_import};
pub use undo::undo_import;

pub(crate) use slices::run_import;
pub(crate) use undo::run_undo;

use super::form::Open;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::longwork::{Asked, LongJob, WorkKind, WorkState, own, take_up};
use documents::sheet::{self, Sheet, Unreadable};
use model::{Moment, RowId};
use serde::{Deserialize, Serialize};
use store::{Changes, Stored};

model::choice! {
    /// What becomes of a line whose row is there already.
    pub enum OnDuplicate {
        /// Nothing.
        Skip = "skip",
        /// What is empty in the row is filled in.
        Update = "update",
        /// Another row is made.
        Make = "make",
    }
}

/// What becomes of a file that was brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Brought {
    /// It can be read, and its columns are to be matched in this work.
    Work(RowId),
    /// It cannot be read.
    Unreadable(Unreadable),
    /// The caller has as much under way as anybody may.
    Busy,
}

/// What was said of a file so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Settings {
    /// For each column, what it holds.
    columns: Vec<Option<String>>,
    /// What holds where a line says nothing.
    fixed: Vec<(String, String)>,
    /// What becomes of lines whose rows are there.
    duplicates: String,
}

impl Settings {
    fn of(work: &LongJob) -> Self {
        work.settings.as_deref().and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    fn text(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|cause| Failure::Unavailable(cause.to_string()))
    }

    fn on_duplicate(&self) -> OnDuplicate {
        OnDuplicate::ALL.iter().copied().find(|one| one.key() == self.duplicates).unwrap_or(OnDuplicate::Skip)
    }
}

/// Whether the caller may make rows of the entity `key`.
pub async fn may_import(engine: &Engine, caller: &Caller, now: Moment, key: &str) -> Result<super::Head, Failure> {
    let open = Open::new(engine, caller, key, None, rights::day_of(now)).await?;
    Ok(super::way::head(engine, caller, open.entity))
}

/// Takes the file up that was brought for the entity `key`.
pub async fn bring_file(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    key: &str,
    file: RowId,
) -> Result<Brought, Failure> {
    may_import(engine, caller, now, key).await?;
    let asked = Asked { kind: WorkKind::Check, of: key, settings: None, source: Some(file), total: 0, deed: None };
    let Some(id) = take_up(engine, caller, now, (WorkState::Open, asked)).await? else { return Ok(Brought::Busy) };
    let (table, mut changes) = (&engine.tables().long_job, Changes::new());
    let work = own(engine, caller, id).await?;
    let read = sheet_of(engine, &work).await?;
    match &read {
        Ok(sheet) => {
            let total = i64::try_from(sheet.lines.len()).unwrap_or(i64::MAX);
            changes.update(&table.write, id, work.version, vec![(table.f.total, model::Value::Integer(total))])?;
        }
        Err(_) => changes.delete(&table.write, id, work.version)?,
    }
    engine.store().apply(changes).await?;
    Ok(read.map_or_else(Brought::Unreadable, |_| Brought::Work(id)))
}

/// The caller's own work `id` on a file for the entity `key`, in this state.
async fn open_work(
    engine: &Engine,
    caller: &Caller,
    (key, id): (&str, RowId),
    state: WorkState,
) -> Result<Stored<LongJob>, Failure> {
    let work = own(engine, caller, id).await?;
    if work.row.of == key && work.row.state == state { Ok(work) } else { Err(Failure::NotFound) }
}

/// The file, read.
async fn sheet_of(engine: &Engine, work: &Stored<LongJob>) -> Result<Result<Sheet, Unreadable>, Failure> {
    let table = &engine.tables().long_job;
    let file = engine.store().read_file(&table.read, work.id, table.f.source).await?.ok_or(Failure::NotFound)?;
    Ok(sheet::read(&file.whole().await?))
}
