//! The worker's part: so many lines in one transaction, together with how far the work has come.
//!
//! A slice that cannot be written whole, because somebody wrote the same at the same time or a value is taken, is written
//! line by line.

use super::entries::{Entry, Fate, read, write};
use super::judge::{Import, NotMade};
use super::sheet_of;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{IMPORT_SLICE_LINES, IMPORT_TURN_LINES, INTAKE_ATTEMPTS};
use crate::longwork::{LongJob, LongJobPart, Turn, WorkKind, WorkState, become_of, used_up};
use crate::records::newcomer::Fresh;
use documents::sheet::{Line, Sheet};
use model::{Column, FieldId, Moment, Value};
use std::ops::Range;
use store::{ApplyError, Changes, Condition, Stored};

/// Looks through lines, or makes rows of them, until others have their turn.
pub(crate) async fn run_import(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    mut work: Stored<LongJob>,
) -> Result<Turn, Failure> {
    let sheet = sheet_of(engine, &work).await?.map_err(|_| Failure::NotFound)?;
    let row = work.row.clone();
    let import = Import::new(engine, caller, now, (&row, &sheet)).await?;
    let slices = Slices { engine, now, import, sheet };
    let mut turn = 0;
    while turn < IMPORT_TURN_LINES {
        let Some(lines) = slices.next(&work.row) else { return Ok(Turn::Over) };
        turn += lines.len();
        match slices.write(&work, lines).await? {
            Some(then) => work = then,
            None => return Ok(Turn::Over),
        }
    }
    Ok(if slices.next(&work.row).is_some() { Turn::Again } else { Turn::Over })
}

struct Slices<'a> {
    engine: &'a Engine,
    now: Moment,
    import: Import<'a>,
    sheet: Sheet,
}

/// What became of a transaction.
enum Written {
    Whole,
    /// Somebody wrote the same, or the work itself.
    Stale,
    /// A value is another row's.
    Taken(FieldId),
}

impl Slices<'_> {
    /// The lines whose turn is next: up to the end of their part.
    fn next(&self, work: &LongJob) -> Option<Range<usize>> {
        let done = usize::try_from(work.done).unwrap_or(usize::MAX);
        let end = (done / IMPORT_SLICE_LINES + 1).saturating_mul(IMPORT_SLICE_LINES).min(self.sheet.lines.len());
        (done < end && matches!(work.state, WorkState::Waiting | WorkState::Running)).then_some(done..end)
    }

    /// Writes a slice; the work as it is then, or none where whoever asked wants no more of it.
    async fn write(&self, work: &Stored<LongJob>, lines: Range<usize>) -> Result<Option<Stored<LongJob>>, Failure> {
        let whole = self.attempt(work, lines.clone(), None).await?;
        if matches!(whole, Written::Whole) {
            return self.reread(work).await;
        }
        let mut work = self.reread(work).await?;
        for at in lines {
            let Some(now) = &work else { return Ok(None) };
            if self.next(&now.row).is_none_or(|next| next.start != at) {
                return Ok(work);
            }
            self.write_one(now, at).await?;
            work = self.reread(now).await?;
        }
        Ok(work)
    }

    async fn write_one(&self, work: &Stored<LongJob>, at: usize) -> Result<(), Failure> {
        let mut taken = None;
        for _ in 0..INTAKE_ATTEMPTS {
            match self.attempt(work, at..at + 1, taken).await? {
                Written::Whole => return Ok(()),
                Written::Taken(field) => taken = Some(field),
                // Whether the work was changed the caller looks.
                Written::Stale => {
                    let now = self.reread(work).await?;
                    if now.is_none_or(|now| now.version != work.version) {
                        return Ok(());
                    }
                }
            }
        }
        Err(Failure::Stale)
    }

    async fn reread(&self, work: &Stored<LongJob>) -> Result<Option<Stored<LongJob>>, Failure> {
        let now = self.engine.tables().long_job.get(self.engine.store(), work.id).await?;
        Ok(now.filter(|work| work.row.state.is_unfinished()))
    }

    /// One transaction over these lines; with `taken`, the one line is wrong there.
    async fn attempt(
        &self,
        work: &Stored<LongJob>,
        lines: Range<usize>,
        taken: Option<FieldId>,
    ) -> Result<Written, Failure> {
        let (mut changes, mut fresh) = (Changes::new(), Fresh::new());
        let (part, mut entries) = self.part(work, lines.start).await?;
        for line in &self.sheet.lines[lines.clone()] {
            let fate = match taken {
                Some(field) => Fate::Wrong(vec![self.engine.model()[field].key.clone()]),
                None => self.line(work, line, &entries, (&mut changes, &mut fresh)).await?,
            };
            let entry = Entry { line: line.number, fate };
            match entries.iter_mut().find(|known| known.line == line.number) {
                Some(known) => *known = entry,
                None => entries.push(entry),
            }
        }
        self.note_part(work, &mut changes, part, (lines.start, &entries))?;
        let numbers: Vec<u32> = self.sheet.lines[lines.clone()].iter().map(|line| line.number).collect();
        let now = entries.iter().filter(|entry| numbers.contains(&entry.line));
        self.note_work(work, &mut changes, (lines.end, now))?;
        match self.engine.store().apply(changes).await {
            Ok(()) => Ok(Written::Whole),
            Err(ApplyError::Stale { .. }) => Ok(Written::Stale),
            Err(ApplyError::Taken { field }) => Ok(Written::Taken(field)),
            Err(other) => Err(other.into()),
        }
    }

    /// What becomes of one line, with what that writes.
    async fn line(
        &self,
        work: &Stored<LongJob>,
        line: &Line,
        entries: &[Entry],
        (changes, fresh): (&mut Changes, &mut Fresh),
    ) -> Result<Fate, Failure> {
        let judged = self.import.judge(line).await?;
        if work.row.kind == WorkKind::Check {
            return Ok(judged.fate);
        }
        let chosen = entries.iter().find(|entry| entry.line == line.number).and_then(|entry| match entry.fate {
            Fate::Duplicate(_, chosen) => chosen,
            _ => None,
        });
        match self.import.make(judged, chosen, fresh).await {
            Ok((fate, made)) => {
                changes.join(made);
                Ok(fate)
            }
            Err(NotMade::Wrong(columns)) => Ok(Fate::Wrong(columns)),
            Err(NotMade::Failed(failure)) => Err(failure),
        }
    }

    /// The part in which the line at this place stands, and what stands there.
    async fn part(
        &self,
        work: &Stored<LongJob>,
        at: usize,
    ) -> Result<(Option<Stored<LongJobPart>>, Vec<Entry>), Failure> {
        let table = &self.engine.tables().long_job_part;
        let query = table.all().matching(Condition::Is(table.f.work, Value::Id(work.id)));
        let query = query.matching(Condition::Is(table.f.number, Value::Integer(number(at))));
        let part = table.first(self.engine.store(), query).await?;
        let entries = part.as_ref().map_or_else(Vec::new, |part| read(&part.row.lines));
        Ok((part, entries))
    }

    fn note_part(
        &self,
        work: &Stored<LongJob>,
        changes: &mut Changes,
        part: Option<Stored<LongJobPart>>,
        (at, entries): (usize, &[Entry]),
    ) -> Result<(), Failure> {
        let table = &self.engine.tables().long_job_part;
        let lines = write(entries);
        if let Some(part) = part {
            changes.update(&table.write, part.id, part.version, vec![(table.f.lines, Value::Text(lines))])?;
        } else {
            let row = LongJobPart { work: work.id, number: number(at), lines };
            table.insert(changes, self.engine.new_id(self.now), &row)?;
        }
        Ok(())
    }

    /// How far the work has come; at the end of a check it waits for whoever asked, at the end of an import it is over.
    fn note_work<'e>(
        &self,
        work: &Stored<LongJob>,
        changes: &mut Changes,
        (end, entries): (usize, impl Iterator<Item = &'e Entry>),
    ) -> Result<(), Failure> {
        let (f, row) = (&self.engine.tables().long_job.f, &work.row);
        let mut counts = [(f.made, row.made), (f.updated, row.updated), (f.skipped, row.skipped), (f.wrong, row.wrong)];
        for entry in entries {
            let at = match (&entry.fate, row.kind) {
                (Fate::Ready | Fate::Made(_), _) => 0,
                (Fate::Updated(_), _) | (Fate::Duplicate(..) | Fate::Twice(_), WorkKind::Check) => 1,
                (Fate::Wrong(_), _) => 3,
                (Fate::Duplicate(..) | Fate::Twice(_) | Fate::SaidNo | Fate::Undone | Fate::Kept(_), _) => 2,
            };
            counts[at].1 += 1;
        }
        let mut cells: Vec<(FieldId, Value)> =
            counts.into_iter().map(|(field, count)| (field, Value::Integer(count))).collect();
        let done = i64::try_from(end).unwrap_or(i64::MAX);
        let is_last = end == self.sheet.lines.len();
        let state = match row.kind {
            _ if !is_last => WorkState::Running,
            WorkKind::Check => {
                cells.push((f.kind, WorkKind::Import.write()));
                WorkState::Open
            }
            WorkKind::Import | WorkKind::Export | WorkKind::Undo | WorkKind::Package | WorkKind::Sweep => {
                cells.extend(used_up(self.engine));
                WorkState::Done
            }
        };
        // Lines that were looked through are still to become rows.
        let done = if state == WorkState::Open { 0 } else { done };
        cells.push((f.done, Value::Integer(done)));
        become_of(self.engine, self.now, changes, work, (state, cells))
    }
}

/// The number of the part in which the line at this place stands.
fn number(at: usize) -> i64 {
    i64::try_from(at / IMPORT_SLICE_LINES).unwrap_or(i64::MAX)
}
