//! What would come of a file, line by line and cell by cell; what came of it; and the word to begin.

use super::columns::Target;
use super::entries::{Entry, Fate, read, write};
use super::judge::Import;
use super::{OnDuplicate, Settings, open_work, sheet_of};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::PREVIEW_LINES;
use crate::longwork::{LongJobPart, WorkKind, WorkState, WorkView, become_of, own, parts, view};
use crate::records::links::{label, linked};
use crate::records::value::{Mistake, Other};
use crate::records::way::{Head, entity, head};
use crate::show::Show;
use model::{Moment, RowId, Value};
use std::collections::HashMap;
use store::{Changes, Condition, Query, Stored};

model::choice! {
    /// Which lines are shown.
    pub enum Which {
        /// All of them.
        All = "all",
        /// Those that become rows.
        Ready = "ready",
        /// Those whose rows are there.
        There = "there",
        /// Those in which something is to be mended.
        Wrong = "wrong",
        /// Those that are passed over as somebody said no.
        No = "no",
    }
}

/// What becomes of a line, or became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It becomes a row.
    Ready,
    /// Its row is there: which, where the caller may know, and what somebody chose for this line alone.
    There(Option<Other>, Option<OnDuplicate>),
    /// An earlier line says the same.
    Twice(u32),
    /// Something is to be mended in what these columns hold: their words in the register.
    Wrong(Vec<String>),
    /// Whoever it names has said no to marketing.
    SaidNo,
    /// It became a row, or filled one in.
    Done,
    /// The row that it became is gone again.
    Undone,
    /// The row that it became stays, as it was changed or is in use.
    Kept(RowId),
}

/// A line of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewLine {
    /// The number that a spreadsheet shows beside it.
    pub number: u32,
    /// What becomes of it.
    pub verdict: Verdict,
    /// The cells of the columns that are taken, in their order.
    pub cells: Vec<PreviewCell>,
    /// What is wrong with something that no column holds.
    pub besides: Vec<(Target, Mistake)>,
}

/// A cell of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewCell {
    /// What stands in it.
    pub text: String,
    /// What is wrong with it.
    pub mistake: Option<Mistake>,
}

/// A page of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The work, with its counts.
    pub work: WorkView,
    /// What the lines become.
    pub head: Head,
    /// Which lines are shown.
    pub which: Which,
    /// The headings of the columns that are taken.
    pub headings: Vec<String>,
    /// The lines.
    pub lines: Vec<PreviewLine>,
    /// The last line, where there are more.
    pub more: Option<u32>,
    /// What becomes of lines whose rows are there.
    pub duplicates: OnDuplicate,
}

impl Which {
    fn shows(self, fate: &Fate) -> bool {
        match self {
            Self::All => true,
            Self::Ready => matches!(fate, Fate::Ready),
            Self::There => matches!(fate, Fate::Duplicate(..) | Fate::Twice(_)),
            Self::Wrong => matches!(fate, Fate::Wrong(_)),
            Self::No => matches!(fate, Fate::SaidNo),
        }
    }
}

/// A page of what would come of the caller's own work `id`: the lines behind `after`.
pub async fn import_preview(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, RowId),
    (which, after): (Which, u32),
) -> Result<Preview, Failure> {
    let work = open_work(engine, caller, (key, id), WorkState::Open).await?;
    if work.row.kind != WorkKind::Import {
        return Err(Failure::NotFound);
    }
    let sheet = sheet_of(engine, &work).await?.map_err(|_| Failure::NotFound)?;
    let import = Import::new(engine, caller, now, (&work.row, &sheet)).await?;
    let entries = entries(&parts(engine, id).await?);
    let mut wanted = entries.into_iter().filter(|entry| entry.line > after && which.shows(&entry.fate));
    let page: Vec<Entry> = wanted.by_ref().take(PREVIEW_LINES).collect();
    let more = wanted.next().and(page.last()).map(|last| last.line);
    let others = others(engine, caller, now, key, &page).await?;
    let taken: Vec<(usize, &String)> =
        import.settings.columns.iter().enumerate().filter_map(|(at, key)| Some((at, key.as_ref()?))).collect();
    let mut lines = Vec::new();
    for Entry { line: number, fate } in page {
        let Some(line) = sheet.lines.iter().find(|line| line.number == number) else { continue };
        let problems = if matches!(fate, Fate::Wrong(_)) { import.judge(line).await?.problems } else { Vec::new() };
        let mistake =
            |key: &String| problems.iter().find(|(wrong, _)| wrong == key).map(|(_, mistake)| mistake.clone());
        let cell = |(at, key): &(usize, &String)| PreviewCell { text: line.cells[*at].clone(), mistake: mistake(key) };
        let besides = problems.iter().filter(|(wrong, _)| !taken.iter().any(|(_, key)| *key == wrong));
        let target = |key: &String| import.offer.targets.iter().find(|target| target.key() == key).cloned();
        let besides = besides.filter_map(|(key, mistake)| Some((target(key)?, mistake.clone())));
        lines.push(PreviewLine {
            number,
            verdict: verdict(fate, &others),
            cells: taken.iter().map(cell).collect(),
            besides: besides.collect(),
        });
    }
    Ok(Preview {
        head: head(engine, caller, import.offer.open.entity),
        which,
        headings: taken.iter().map(|(at, _)| sheet.headings[*at].clone()).collect(),
        lines,
        more,
        duplicates: import.settings.on_duplicate(),
        work: view(engine, caller, &work),
    })
}

/// What became of lines that did not become rows: the first of them, by their numbers.
pub async fn import_report(engine: &Engine, caller: &Caller, id: RowId) -> Result<Vec<(u32, Verdict)>, Failure> {
    let work = own(engine, caller, id).await?;
    let told = |entry: &Entry| !matches!(entry.fate, Fate::Ready | Fate::Made(_) | Fate::Updated(_) | Fate::Undone);
    let entries = entries(&parts(engine, work.id).await?).into_iter().filter(told).take(PREVIEW_LINES);
    Ok(entries.map(|entry| (entry.line, verdict(entry.fate, &HashMap::new()))).collect())
}

fn entries(parts: &[Stored<LongJobPart>]) -> Vec<Entry> {
    parts.iter().flat_map(|part| read(&part.row.lines)).collect()
}

fn verdict(fate: Fate, others: &HashMap<RowId, Other>) -> Verdict {
    match fate {
        Fate::Ready => Verdict::Ready,
        Fate::Duplicate(row, chosen) => Verdict::There(others.get(&row).cloned(), chosen),
        Fate::Twice(earlier) => Verdict::Twice(earlier),
        Fate::Wrong(columns) => Verdict::Wrong(columns),
        Fate::SaidNo => Verdict::SaidNo,
        Fate::Made(_) | Fate::Updated(_) => Verdict::Done,
        Fate::Undone => Verdict::Undone,
        Fate::Kept(row) => Verdict::Kept(row),
    }
}

/// The rows that are there, by what they are called.
async fn others(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    key: &str,
    page: &[Entry],
) -> Result<HashMap<RowId, Other>, Failure> {
    let (entity, scope) = entity(engine, caller, key)?;
    let ids = page.iter().filter_map(|entry| match entry.fate {
        Fate::Duplicate(row, _) => Some(row),
        _ => None,
    });
    let query = Query::over(&scope).matching(Condition::Ids(ids.collect()));
    let found = engine.store().find(query).await?;
    engine.looked(caller, entity, None, found.iter().map(|row| row.id).collect())?;
    let more = linked(engine, caller, &found, rights::day_of(now)).await?;
    let show = Show::new(engine.model(), caller.language, found.iter().chain(&more));
    let other = |row: &model::Record| Other { entity: key.to_owned(), id: row.id, label: label(&show, row) };
    Ok(found.iter().map(|row| (row.id, other(row))).collect())
}

/// Takes up what becomes of lines whose rows are there, of all and of some of them; with `begin` the rows are made.
pub async fn start_import(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    (key, id): (&str, RowId),
    (all, some, begin): (OnDuplicate, &[(u32, Option<OnDuplicate>)], bool),
) -> Result<(), Failure> {
    let work = open_work(engine, caller, (key, id), WorkState::Open).await?;
    if work.row.kind != WorkKind::Import {
        return Err(Failure::NotFound);
    }
    let (tables, mut changes) = (engine.tables(), Changes::new());
    for part in parts(engine, id).await? {
        let mut entries = read(&part.row.lines);
        let before = entries.clone();
        for entry in &mut entries {
            let said = some.iter().find(|(line, _)| *line == entry.line);
            if let (Fate::Duplicate(_, chosen), Some((_, said))) = (&mut entry.fate, said) {
                *chosen = *said;
            }
        }
        if entries != before {
            let table = &tables.long_job_part;
            changes.update(&table.write, part.id, part.version, vec![(table.f.lines, Value::Text(write(&entries)))])?;
        }
    }
    let settings = Settings { duplicates: all.key().to_owned(), ..Settings::of(&work.row) };
    let f = &tables.long_job.f;
    let mut cells = vec![(f.settings, Value::Text(settings.text()?))];
    if begin {
        cells.extend([f.done, f.made, f.updated, f.skipped, f.wrong].map(|count| (count, Value::Integer(0))));
        become_of(engine, now, &mut changes, &work, (WorkState::Waiting, cells))?;
    } else {
        changes.update(&tables.long_job.write, id, work.version, cells)?;
    }
    Ok(engine.store().apply(changes).await?)
}
