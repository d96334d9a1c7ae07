//! Undoing an import: the rows that it made go again, each as a plan like every removal, unless somebody changed one since
//! or something leads to it.
//!
//! What was filled in in other rows stays. Removing is repeated without harm: a row that is gone is gone.

use super::entries::{Entry, Fate, read, write};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{UNDO_SLICE_ROWS, UNDO_TURN_ROWS};
use crate::longwork::{LongJob, LongJobPart, Turn, WorkKind, WorkState, become_of, own, parts, view};
use crate::privacy::{ReceiptKind, execute, release};
use crate::records::remove::{Untouched, untouched};
use model::{Column, Moment, RowId, Value};
use rights::Plan;
use std::collections::BTreeSet;
use store::{ApplyError, Changes, Stored};

/// Begins to take back what the caller's own import `id` made, or goes on with that.
pub async fn undo_import(engine: &Engine, caller: &Caller, now: Moment, id: RowId) -> Result<(), Failure> {
    let work = own(engine, caller, id).await?;
    if !view(engine, caller, &work).is_undoable() || work.row.expires_at <= now {
        return Err(Failure::NotFound);
    }
    let (f, mut changes) = (&engine.tables().long_job.f, Changes::new());
    let mut cells = vec![(f.why, Value::Null)];
    // An undoing that was broken off goes on where it stood.
    if work.row.kind == WorkKind::Import {
        cells.extend([(f.kind, WorkKind::Undo.write()), (f.total, Value::Integer(work.row.made))]);
        cells.extend([f.done, f.made, f.updated, f.skipped, f.wrong].map(|count| (count, Value::Integer(0))));
    }
    become_of(engine, now, &mut changes, &work, (WorkState::Waiting, cells))?;
    Ok(engine.store().apply(changes).await?)
}

/// Takes rows back, some at a time, until others have their turn.
pub(crate) async fn run_undo(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    mut work: Stored<LongJob>,
) -> Result<Turn, Failure> {
    let mut turn = 0;
    for mut part in parts(engine, work.id).await? {
        loop {
            let mut entries = read(&part.row.lines);
            let made = entries.iter_mut().filter(|entry| matches!(entry.fate, Fate::Made(_)));
            let slice: Vec<&mut Entry> = made.take(UNDO_SLICE_ROWS).collect();
            if slice.is_empty() {
                break;
            }
            if turn >= UNDO_TURN_ROWS {
                return Ok(Turn::Again);
            }
            turn += slice.len();
            let gone = take_back(engine, caller, now, (&work.row.of, slice)).await?;
            match note(engine, now, (&work, &part), (entries, gone)).await? {
                Some(then) => (work, part) = then,
                None => return Ok(Turn::Over),
            }
        }
    }
    let mut changes = Changes::new();
    become_of(engine, now, &mut changes, &work, (WorkState::Done, Vec::new()))?;
    engine.store().apply(changes).await?;
    Ok(Turn::Over)
}

/// Removes the rows of these lines as one plan, or each by itself where somebody came between; how many are
/// gone, and how many stay.
async fn take_back(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (of, slice): (&str, Vec<&mut Entry>),
) -> Result<(u64, u64), Failure> {
    let (mut gone, mut kept) = (0, 0);
    let (mut plan, mut people) = (Plan::default(), BTreeSet::new());
    let (mut rows, mut alone) = (Vec::new(), Vec::new());
    for entry in slice {
        let Fate::Made(row) = entry.fate else { continue };
        match untouched(engine, caller, of, row, now).await? {
            Untouched::Gone => {
                entry.fate = Fate::Undone;
                gone += 1;
            }
            Untouched::No => {
                entry.fate = Fate::Kept(row);
                kept += 1;
            }
            Untouched::Yes(steps, freed) => {
                plan.steps.extend(steps.steps.iter().cloned());
                people.extend(freed.iter().copied());
                alone.push((*steps, freed));
                rows.push(entry);
            }
        }
    }
    if rows.is_empty() {
        return Ok((gone, kept));
    }
    let together = execute(engine, now, caller.actor(), ReceiptKind::Removal, &plan).await;
    let is_together = match together {
        Ok(_) => true,
        Err(Failure::Stale | Failure::TooLarge) => false,
        Err(other) => return Err(other),
    };
    if is_together {
        release(engine, now, people).await?;
    }
    for (entry, (plan, people)) in rows.into_iter().zip(alone) {
        let done = is_together || remove_one(engine, caller, now, (plan, people)).await?;
        let Fate::Made(row) = entry.fate else { continue };
        (gone, kept) = if done { (gone + 1, kept) } else { (gone, kept + 1) };
        entry.fate = if done { Fate::Undone } else { Fate::Kept(row) };
    }
    Ok((gone, kept))
}

async fn remove_one(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (plan, people): (Plan, BTreeSet<RowId>),
) -> Result<bool, Failure> {
    match execute(engine, now, caller.actor(), ReceiptKind::Removal, &plan).await {
        Ok(_) => {
            release(engine, now, people).await?;
            Ok(true)
        }
        Err(Failure::Stale) => Ok(false),
        Err(other) => Err(other),
    }
}

/// Notes what became of these lines; none where whoever asked wants no more of it.
async fn note(
    engine: &Engine,
    now: Moment,
    (work, part): (&Stored<LongJob>, &Stored<LongJobPart>),
    (entries, (gone, kept)): (Vec<Entry>, (u64, u64)),
) -> Result<Option<(Stored<LongJob>, Stored<LongJobPart>)>, Failure> {
    let (tables, mut changes) = (engine.tables(), Changes::new());
    let plus = |count: i64, more: u64| count + i64::try_from(more).unwrap_or_default();
    let mut row = work.row.clone();
    (row.made, row.skipped) = (plus(row.made, gone), plus(row.skipped, kept));
    row.done = row.made + row.skipped;
    let f = &tables.long_job.f;
    let cells = [(f.made, row.made), (f.skipped, row.skipped), (f.done, row.done)];
    let cells = cells.into_iter().map(|(field, count)| (field, Value::Integer(count))).collect();
    become_of(engine, now, &mut changes, work, (WorkState::Running, cells))?;
    row.state = WorkState::Running;
    let (table, lines) = (&tables.long_job_part, write(&entries));
    changes.update(&table.write, part.id, part.version, vec![(table.f.lines, Value::Text(lines.clone()))])?;
    match engine.store().apply(changes).await {
        Ok(()) => {
            let then = LongJobPart { lines, ..part.row.clone() };
            let part = Stored { id: part.id, version: part.version + 1, row: then };
            Ok(Some((Stored { id: work.id, version: work.version + 1, row }, part)))
        }
        Err(ApplyError::Stale { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}
