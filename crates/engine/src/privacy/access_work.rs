//! Giving the access package: at once where it is short, otherwise as work that takes time.
//!
//! That it was given is put on the ledger together with what makes the file theirs. Whom a package is about stands in its row,
//! sealed, as long as it is there: when rows about them go, the package goes with them.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::files::{discard, take_in};
use crate::limits::{PACKAGE_AT_ONCE_FILES, PACKAGE_AT_ONCE_ROWS, PACKAGE_FILES_BYTES};
use crate::longwork::{Asked, LongJob, Turn, WorkKind, WorkState, become_of, count, take_up};
use crate::privacy::access::{Ready, is_file, note, noted, put_together, ready};
use crate::privacy::dossier::gather;
use documents::package::archive;
use model::{Language, Moment, RowId, Value};
use rights::Step;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::{Changes, Stored};

/// How the package is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// Here: a ZIP archive of HTML and JSON.
    Archive(Vec<u8>),
    /// It is put together meanwhile, as this work.
    Work(RowId),
    /// The caller has as much under way as anybody may.
    Busy,
}

/// What the row of the work keeps.
#[derive(Serialize, Deserialize)]
struct Kept {
    person: String,
    language: String,
}

impl Kept {
    fn of(work: &LongJob) -> Option<(RowId, Language)> {
        let kept: Self = serde_json::from_str(work.settings.as_deref()?).ok()?;
        Some((kept.person.parse().ok()?, Language::from_tag(&kept.language)?))
    }
}

/// Whom a package that is work is about.
pub(crate) fn whose(work: &LongJob) -> Option<RowId> {
    Kept::of(work).map(|(person, _)| person)
}

/// Gives the package about `person`.
///
/// # Errors
/// [`Failure::Undecided`] while a text that tells of others too waits for a decision.
pub async fn give_access(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    person: RowId,
    language: Language,
) -> Result<Given, Failure> {
    engine.demand_rights(caller)?;
    let ready = ready(engine, person, language).await?;
    if is_short(engine, &ready) {
        note(engine, caller.actor(), now, person).await?;
        let package = put_together(engine, now, ready, (person, language), PACKAGE_FILES_BYTES).await?;
        return Ok(Given::Archive(archive(&package)));
    }
    let kept = Kept { person: person.to_string(), language: language.tag().to_owned() };
    let settings = serde_json::to_string(&kept).map_err(|error| Failure::Unavailable(error.to_string()))?;
    let total = ready.facts.rows.len() as u64;
    let asked =
        Asked { kind: WorkKind::Package, of: "person", settings: Some(settings), source: None, total, deed: None };
    let taken = take_up(engine, caller, now, (WorkState::Waiting, asked)).await?;
    Ok(taken.map_or(Given::Busy, Given::Work))
}

fn is_short(engine: &Engine, ready: &Ready) -> bool {
    let cells = ready.facts.rows.iter().flat_map(|row| &row.cells);
    let files = cells.filter(|(field, value)| is_file(engine.model(), *field, value)).count();
    ready.facts.rows.len() <= PACKAGE_AT_ONCE_ROWS && files <= PACKAGE_AT_ONCE_FILES
}

/// Puts a package together. It changes no row, so that one which was interrupted begins anew; so does one whose rows were
/// touched meanwhile.
pub(crate) async fn run_package(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    work: Stored<LongJob>,
) -> Result<Turn, Failure> {
    engine.demand_rights(caller)?;
    let Some((person, language)) = Kept::of(&work.row) else { return Err(Failure::NotFound) };
    let ready = ready(engine, person, language).await?;
    let total = count(ready.facts.rows.len() as u64);
    let package = put_together(engine, now, ready, (person, language), PACKAGE_FILES_BYTES).await?;
    let mut incoming = take_in(engine, now, &archive_name(language, now)).await?;
    incoming.write(&archive(&package)).await?;
    let file = incoming.finish().await?;
    let (table, mut changes) = (&engine.tables().long_job, Changes::new());
    let total = Value::Integer(total);
    let cells = vec![(table.f.result, Value::Id(file)), (table.f.total, total.clone()), (table.f.done, total)];
    become_of(engine, now, &mut changes, &work, (WorkState::Done, cells))?;
    noted(engine, &mut changes, caller.actor(), now, person);
    match engine.store().apply(changes).await.map_err(Failure::from) {
        Ok(()) => Ok(Turn::Over),
        Err(failure) => {
            discard(engine, &[file]).await?;
            match failure {
                Failure::Stale => Ok(Turn::Again),
                other => Err(other),
            }
        }
    }
}

/// Whether something that `steps` take may stand in the package that `work` is, or makes.
pub(crate) async fn shows_any(engine: &Engine, work: &LongJob, steps: &[&Step]) -> Result<bool, Failure> {
    let Some(person) = whose(work) else { return Ok(true) };
    let touched: HashSet<RowId> = steps.iter().map(|step| step.id).collect();
    Ok(gather(engine, person).await?.rows.iter().any(|row| touched.contains(&row.id)))
}

/// `innsyn-2026-11-29.zip`.
pub fn archive_name(language: Language, now: Moment) -> String {
    let word = match language {
        Language::Nb => "innsyn",
        Language::En => "access",
    };
    format!("{word}-{}.zip", documents::iso_day(rights::day_of(now)))
}
