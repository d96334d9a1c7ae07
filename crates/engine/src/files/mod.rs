//! Files that fields name: coming in before a row is saved, going out to whoever may read the field, and their upkeep.
//!
//! What a file is and how it is kept is the store's affair. It must not know a particular entity.

mod name;

pub use name::clean_name;
pub use store::{Collected, FileError, FileReader, FilesReport};

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::BATCH_IDS;
use crate::privacy::where_is;
use crate::records::readable_row;
use model::{Day, EntityId, FieldKind, Model, Moment, Record, RowId, Value};
use std::collections::HashSet;
use store::{Condition, FileWriter, WholeFile};

/// How a file did not come in.
#[derive(Debug)]
pub enum Refusal {
    /// It has more bytes than a file may have.
    TooLarge,
    /// Whoever sent it went away, or the store failed.
    Failed(Failure),
}

impl From<FileError> for Failure {
    fn from(cause: FileError) -> Self {
        match cause {
            FileError::TooLarge => Self::TooLarge,
            FileError::Full => Self::Full,
            FileError::NoKeys | FileError::Missing | FileError::Damaged | FileError::Unavailable(_) => {
                Self::Unavailable(cause.to_string())
            }
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::TooLarge => Self::TooLarge,
            Refusal::Failed(failure) => failure,
        }
    }
}

impl From<FileError> for Refusal {
    fn from(cause: FileError) -> Self {
        match cause {
            FileError::TooLarge => Self::TooLarge,
            FileError::NoKeys
            | FileError::Full
            | FileError::Missing
            | FileError::Damaged
            | FileError::Unavailable(_) => Self::Failed(cause.into()),
        }
    }
}

/// A file that is coming in. One that is let go of is discarded.
pub struct Incoming {
    writer: FileWriter,
}

/// Begins to take in a file that its sender calls `title`.
pub async fn take_in(engine: &Engine, now: Moment, title: &str) -> Result<Incoming, Refusal> {
    let id = engine.new_id(now);
    Ok(Incoming { writer: engine.store().put_file(id, &clean_name(title), now).await? })
}

impl Incoming {
    /// The next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        Ok(self.writer.write(bytes).await?)
    }

    /// The end; the id by which a form that is saved next may name it.
    pub async fn finish(self) -> Result<RowId, Refusal> {
        Ok(self.writer.finish().await?.id)
    }

    /// Gives it up.
    pub async fn discard(self) {
        self.writer.discard().await;
    }
}

/// Takes in files whose bytes are all here, each with what its sender calls it; the ids by which rows may name them, in the same order.
pub(crate) async fn take_in_whole(
    engine: &Engine,
    now: Moment,
    files: &[(String, &[u8])],
) -> Result<Vec<RowId>, Failure> {
    let ids: Vec<RowId> = files.iter().map(|_| engine.new_id(now)).collect();
    let whole: Vec<WholeFile<'_>> =
        ids.iter().zip(files).map(|(id, (title, bytes))| WholeFile { id: *id, title, bytes }).collect();
    if !whole.is_empty() {
        engine.store().put_files(&whole, now).await?;
    }
    Ok(ids)
}

/// Removes those of `files` that no row has come to name.
pub async fn discard(engine: &Engine, files: &[RowId]) -> Result<(), Failure> {
    for file in files {
        engine.store().discard_file(*file).await?;
    }
    Ok(())
}

/// The file that the field `field` of the row `id` of the entity `key` names, where the caller may read that field.
pub async fn read(
    engine: &Engine,
    caller: &Caller,
    (key, id, field): (&str, RowId, &str),
    today: Day,
) -> Result<FileReader, Failure> {
    let (scope, person) = readable_row(engine, caller, key, id, today).await?;
    let field = engine.model().field_named(scope.entity(), field).filter(|field| scope.covers(*field));
    let field = field.ok_or(Failure::NotFound)?;
    let found = engine.store().read_file(&scope, id, field).await?.ok_or(Failure::NotFound)?;
    engine.looked(caller, scope.entity(), person, vec![id])?;
    Ok(found)
}

/// Removes what nobody came for, and bytes that no row is left of.
pub async fn collect(engine: &Engine, now: Moment) -> Result<Collected, Failure> {
    Ok(engine.store().collect_files(now).await?)
}

/// Holds every file against every row that names one.
pub async fn check(engine: &Engine, caller: &Caller) -> Result<FilesReport, Failure> {
    engine.demand_rights(caller)?;
    Ok(engine.store().files_report().await?)
}

/// The rows of the files that `rows` name, for what they are called: whoever may read a field may read that.
pub(crate) async fn titles(engine: &Engine, rows: &[Record]) -> Result<Vec<Record>, Failure> {
    let named: HashSet<RowId> = rows.iter().flat_map(|row| named_by(engine.model(), row)).collect();
    titles_of(engine, &named.into_iter().collect::<Vec<_>>()).await
}

/// What is known of these files.
pub(crate) async fn titles_of(engine: &Engine, named: &[RowId]) -> Result<Vec<Record>, Failure> {
    let mut found = Vec::new();
    let Some(entity) = stored_file(engine.model()) else { return Ok(found) };
    for ids in named.chunks(BATCH_IDS) {
        found.extend(where_is(engine, entity, Condition::Ids(ids.to_vec())).await?);
    }
    Ok(found)
}

/// The files that `row` names.
pub(crate) fn named_by<'a>(model: &'a Model, row: &'a Record) -> impl Iterator<Item = RowId> + 'a {
    row.cells.iter().filter_map(|(field, value)| match (&model[*field].kind, value) {
        (FieldKind::File, Value::Id(file)) => Some(*file),
        _ => None,
    })
}

/// The store has bound it when it was opened.
fn stored_file(model: &Model) -> Option<EntityId> {
    model.entity_named("stored_file")
}
