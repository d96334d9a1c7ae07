//! Export: the rows of a list as a file, with the list's own words, filters and order, and nothing that the list would not
//! show to whoever asks.
//!
//! A short one is handed over at once, a long one is made by the worker. Each row is put on the ledger together with what
//! makes the file theirs. It must not know HTTP.

use super::known::known;
use super::links::{cell, linked};
use super::list::{Wanted, columns, ordered, query};
use super::value::in_cell;
use super::way::{entity, is_partly_known};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::files::take_in;
use crate::limits::{BATCH_ROWS, EXPORT_AT_ONCE_ROWS, EXPORT_ATTEMPTS, EXPORT_ROWS};
use crate::longwork::{Asked, LongJob, Turn, WorkKind, WorkState, become_of, count, take_up, used_up};
use crate::show::Show;
use documents::sheet::{Cell, Format, SheetWriter};
use model::{Column, Day, EntityId, FieldId, FieldKind, Moment, Record, RowId, Value};
use rights::Scope;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{ApplyError, Changes, Cursor, Query, Stored};

/// Which rows are exported, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportWish {
    /// The list.
    pub wanted: Wanted,
    /// Every field that the caller may see, not only the columns of the list.
    pub every_field: bool,
    /// As what.
    pub format: Format,
}

/// What an export would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOffer {
    /// What the entity is called.
    pub name: String,
    /// How many rows it has; none where the caller may know only some of them.
    pub rows: Option<u64>,
    /// The names of the list's columns.
    pub columns: Vec<String>,
    /// How many fields the caller may see.
    pub every_field: usize,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exported {
    /// The file.
    File {
        /// What it is called.
        name: String,
        /// What stands in it.
        bytes: Vec<u8>,
    },
    /// It is made meanwhile, as this work.
    Work(RowId),
    /// The caller has as much under way as anybody may.
    Busy,
    /// There are more rows than one file takes.
    TooMany,
}

/// The wish as the row of the work keeps it, sealed: the words that somebody searched for may name a person.
#[derive(Serialize, Deserialize)]
struct Kept {
    words: String,
    order: Option<String>,
    filters: Vec<(String, String)>,
    rows: Option<Vec<String>>,
    columns: Vec<String>,
    every_field: bool,
    xlsx: bool,
}

impl From<ExportWish> for Kept {
    fn from(wish: ExportWish) -> Self {
        let ExportWish { wanted, every_field, format } = wish;
        let Wanted { words, order, filters, rows, columns, group: _, after: _, before: _ } = wanted;
        let rows = rows.map(|rows| rows.iter().map(RowId::to_string).collect());
        Self { words, order, filters, rows, columns, every_field, xlsx: format == Format::Xlsx }
    }
}

impl From<Kept> for ExportWish {
    fn from(kept: Kept) -> Self {
        let Kept { words, order, filters, rows, columns, every_field, xlsx } = kept;
        let rows = rows.map(|rows| rows.iter().filter_map(|id| id.parse().ok()).collect());
        let format = if xlsx { Format::Xlsx } else { Format::Csv };
        Self { wanted: Wanted { words, order, filters, rows, columns, ..Wanted::default() }, every_field, format }
    }
}

/// What exporting this list of the entity `key` would give.
pub async fn export_offer(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    wanted: &Wanted,
    today: Day,
) -> Result<ExportOffer, Failure> {
    let wish = ExportWish { wanted: wanted.clone(), every_field: false, format: Format::Csv };
    let selection = Selection::new(engine, caller, key, &wish, today)?;
    Ok(ExportOffer {
        name: selection.title(),
        rows: selection.count().await?,
        columns: selection.headings(),
        every_field: selection.scope.fields().iter().filter(|field| is_written(engine, **field)).count(),
    })
}

/// Exports the list of the entity `key`.
pub async fn export(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    key: &str,
    wish: ExportWish,
) -> Result<Exported, Failure> {
    let selection = Selection::new(engine, caller, key, &wish, rights::day_of(now))?;
    let total = selection.count().await?;
    if total.is_some_and(|total| total > EXPORT_ROWS) {
        return Ok(Exported::TooMany);
    }
    // Whether it is made at once must not tell how many rows there are that the caller may not know.
    if total.is_none_or(|total| total > EXPORT_AT_ONCE_ROWS) {
        let total = total.unwrap_or_default();
        let settings = serde_json::to_string(&Kept::from(wish)).map_err(|it| Failure::Unavailable(it.to_string()))?;
        let asked =
            Asked { kind: WorkKind::Export, of: key, settings: Some(settings), source: None, total, deed: None };
        let taken = take_up(engine, caller, now, (WorkState::Waiting, asked)).await?;
        return Ok(taken.map_or(Exported::Busy, Exported::Work));
    }
    let (mut file, mut rows, mut after) = (selection.begin(wish.format), Vec::new(), None);
    while let Some(batch) = selection.next(&mut after).await? {
        rows.extend(batch.iter().map(|(id, _)| *id));
        for (_, cells) in &batch {
            file.line(cells);
        }
    }
    let mut changes = Changes::new();
    for entry in engine.exported(caller, now, selection.entity, rows) {
        changes.record(entry);
    }
    engine.store().apply(changes).await?;
    Ok(Exported::File { name: name(key, now, wish.format), bytes: file.finish() })
}

/// `prospect-2026-11-29.csv`.
fn name(key: &str, now: Moment, format: Format) -> String {
    format!("{key}-{}.{}", documents::iso_day(rights::day_of(now)), format.extension())
}

/// Makes the file of a long export. It changes no row, so that one which was interrupted begins anew.
pub(crate) async fn run_export(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    mut work: Stored<LongJob>,
) -> Result<Turn, Failure> {
    let kept: Option<Kept> = work.row.settings.as_deref().and_then(|text| serde_json::from_str(text).ok());
    let Some(kept) = kept else { return Err(Failure::NotFound) };
    let wish = ExportWish::from(kept);
    for _ in 0..EXPORT_ATTEMPTS {
        if let Some((file, rows)) = write(engine, caller, now, (&mut work, &wish)).await? {
            match hand_over(engine, caller, now, (&work, file, rows)).await {
                Ok(()) => return Ok(Turn::Over),
                Err(failure) => {
                    crate::files::discard(engine, &[file]).await?;
                    match failure {
                        Failure::Stale => {}
                        other => return Err(other),
                    }
                }
            }
        }
        // Whoever asked wants no more of it; or rows went that may stand in it, and it begins anew.
        let again = engine.tables().long_job.get(engine.store(), work.id).await?;
        let Some(again) = again.filter(|work| work.row.state.is_under_way()) else {
            return Ok(Turn::Over);
        };
        work = again;
    }
    Err(Failure::Stale)
}

/// The file and the rows that stand in it; none where the work was changed meanwhile.
async fn write(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (work, wish): (&mut Stored<LongJob>, &ExportWish),
) -> Result<Option<(RowId, Vec<RowId>)>, Failure> {
    let selection = Selection::new(engine, caller, &work.row.of, wish, rights::day_of(now))?;
    let mut incoming = take_in(engine, now, &name(&work.row.of, now, wish.format)).await?;
    let (mut sheet, mut rows, mut after) = (selection.begin(wish.format), Vec::new(), None);
    while let Some(batch) = selection.next(&mut after).await? {
        rows.extend(batch.iter().map(|(id, _)| *id));
        if rows.len() as u64 > EXPORT_ROWS {
            incoming.discard().await;
            return Err(Failure::TooLarge);
        }
        for (_, cells) in &batch {
            sheet.line(cells);
        }
        incoming.write(&sheet.taken()).await?;
        if !progress(engine, work, rows.len()).await? {
            incoming.discard().await;
            return Ok(None);
        }
    }
    incoming.write(&sheet.finish()).await?;
    Ok(Some((incoming.finish().await?, rows)))
}

/// Notes how many rows are written; whether the work goes on.
async fn progress(engine: &Engine, work: &mut Stored<LongJob>, rows: usize) -> Result<bool, Failure> {
    let (table, mut changes) = (&engine.tables().long_job, Changes::new());
    let done = count(u64::try_from(rows).unwrap_or(u64::MAX));
    let cells = vec![(table.f.state, WorkState::Running.write()), (table.f.done, Value::Integer(done))];
    changes.update(&table.write, work.id, work.version, cells)?;
    match engine.store().apply(changes).await {
        Ok(()) => {
            work.version += 1;
            Ok(true)
        }
        Err(ApplyError::Stale { .. }) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

async fn hand_over(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (work, file, rows): (&Stored<LongJob>, RowId, Vec<RowId>),
) -> Result<(), Failure> {
    let (table, mut changes) = (&engine.tables().long_job, Changes::new());
    let total = Value::Integer(count(u64::try_from(rows.len()).unwrap_or(u64::MAX)));
    let mut cells = used_up(engine);
    cells.extend([(table.f.result, Value::Id(file)), (table.f.total, total.clone()), (table.f.done, total)]);
    become_of(engine, now, &mut changes, work, (WorkState::Done, cells))?;
    if let Some(entity) = engine.model().entity_named(&work.row.of) {
        for entry in engine.exported(caller, now, entity, rows) {
            changes.record(entry);
        }
    }
    Ok(engine.store().apply(changes).await?)
}

/// A line of the file, with the row that it shows.
type Written = (RowId, Vec<Cell>);

/// The rows and fields that are exported.
struct Selection<'a> {
    engine: &'a Engine,
    caller: &'a Caller,
    entity: EntityId,
    scope: Arc<Scope>,
    fields: Vec<FieldId>,
    wanted: Wanted,
    today: Day,
}

impl<'a> Selection<'a> {
    fn new(engine: &'a Engine, caller: &'a Caller, key: &str, wish: &ExportWish, today: Day) -> Result<Self, Failure> {
        let (entity, scope) = entity(engine, caller, key)?;
        let every = || scope.fields().iter().copied().filter(|field| is_written(engine, *field)).collect();
        let fields = if wish.every_field { every() } else { columns(engine, entity, &scope, &wish.wanted.columns) };
        Ok(Self { engine, caller, entity, scope, fields, wanted: wish.wanted.clone(), today })
    }

    /// The rows of the list, without their order, and the order.
    fn query(&self) -> (Query<'_>, Option<(FieldId, bool)>) {
        query(self.engine, self.caller, &self.scope, &self.wanted, self.today)
    }

    /// How many rows there are; none where the caller may know only some of them.
    async fn count(&self) -> Result<Option<u64>, Failure> {
        if is_partly_known(self.engine, self.caller, self.entity) {
            return Ok(None);
        }
        Ok(Some(self.engine.store().count(self.query().0).await?))
    }

    fn title(&self) -> String {
        self.engine.model()[self.entity].name.get(self.caller.language).to_owned()
    }

    fn headings(&self) -> Vec<String> {
        let name = |field: &FieldId| self.engine.model()[*field].name.get(self.caller.language).to_owned();
        self.fields.iter().map(name).collect()
    }

    fn begin(&self, format: Format) -> SheetWriter {
        SheetWriter::new(format, &self.title(), &self.headings())
    }

    /// The next lines behind `after`, which moves on; none at the end.
    async fn next(&self, after: &mut Option<Record>) -> Result<Option<Vec<Written>>, Failure> {
        let (query, order) = self.query();
        let mut query = ordered(query, order).limit(BATCH_ROWS);
        if let Some(last) = after {
            let by_id = Cursor { value: Value::Null, id: last.id };
            query = query.after(order.map_or(by_id, |(by, _)| Cursor::behind(last, by)));
        }
        let batch = self.engine.store().find(query).await?;
        let Some(last) = batch.last() else { return Ok(None) };
        *after = Some(last.clone());
        let rows = known(self.engine, self.caller, batch, self.today).await?;
        let more = linked(self.engine, self.caller, &rows, self.today).await?;
        let show = Show::new(self.engine.model(), self.caller.language, rows.iter().chain(&more));
        let line = |row: &Record| (row.id, self.fields.iter().map(|field| self.cell(&show, row, *field)).collect());
        Ok(Some(rows.iter().map(line).collect()))
    }

    fn cell(&self, show: &Show<'_>, row: &Record, field: FieldId) -> Cell {
        let model = self.engine.model();
        let value = row.get(field).unwrap_or(&Value::Null);
        if model.target(field).is_some() || model[field].kind == FieldKind::File {
            let text = cell(model, show, row, field).text;
            return if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
        }
        in_cell(model, &model[field].kind, value, self.caller.language)
    }
}

/// What is counted and not stored has no column.
fn is_written(engine: &Engine, field: FieldId) -> bool {
    !matches!(engine.model()[field].kind, FieldKind::Links { .. })
}
