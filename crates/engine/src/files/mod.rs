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
use crate::website::{fits, keyed_hash};
use model::{Column, Day, EntityId, FieldKind, Model, Moment, Record, RowId, Value};
use std::collections::HashSet;
use store::{Condition, FileState, FileWriter, WholeFile};

/// What the marks of files that wait are made for.
const HELD: &str = "held file";

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

/// What each of these files, which have just come in, is called.
pub async fn named(engine: &Engine, files: &[RowId]) -> Result<Vec<(RowId, String)>, Failure> {
    let Some(title) = stored_file(engine.model()).and_then(|file| engine.model().field_named(file, "title")) else {
        return Ok(Vec::new());
    };
    let found = titles_of(engine, files).await?;
    let name = |row: &Record| match row.get(title) {
        Some(Value::Text(name)) => name.clone(),
        _ => String::new(),
    };
    Ok(found.iter().map(|row| (row.id, name(row))).collect())
}

/// What a file that has just come in holds, as a hash.
pub(crate) async fn digest(engine: &Engine, file: RowId) -> Result<Option<String>, Failure> {
    let Some(digest) = stored_file(engine.model()).and_then(|file| engine.model().field_named(file, "digest")) else {
        return Ok(None);
    };
    let found = titles_of(engine, &[file]).await?;
    Ok(found.first().and_then(|row| row.get(digest)).and_then(String::read))
}

/// What these files, which have just come in, add to what is said in a form: what each is called, and what it holds. In whichever
/// order: those of one form have no lasting one.
pub(crate) async fn said_by(engine: &Engine, files: &[(RowId, String)]) -> Result<Vec<String>, Failure> {
    let mut said = Vec::with_capacity(files.len());
    for (file, title) in files {
        said.push([title.clone(), digest(engine, *file).await?.unwrap_or_default()]);
    }
    said.sort_unstable();
    Ok(said.into_iter().flatten().collect())
}

/// The word by which a later form of the caller may name this file, which has come in and no row names yet.
pub fn hold(engine: &Engine, caller: &Caller, file: RowId) -> String {
    let parts = [file, caller.user.unwrap_or(file)].map(|id| id.to_string());
    let mark = keyed_hash(&engine.settings().secret, HELD, &[&parts[0], &parts[1]]);
    format!("{}.{mark}", parts[0])
}

/// The file behind a word that the caller was given, and what it is called; none where it is no such word, or the file is gone: it
/// waits for a day.
pub async fn held(engine: &Engine, caller: &Caller, word: &str) -> Result<Option<(RowId, String)>, Failure> {
    let Some((id, mark)) = word.split_once('.') else { return Ok(None) };
    let (Ok(id), Some(user)) = (id.parse::<RowId>(), caller.user) else { return Ok(None) };
    if !fits(&engine.settings().secret, HELD, &[&id.to_string(), &user.to_string()], mark) {
        return Ok(None);
    }
    Ok(named(engine, &[id]).await?.pop())
}

/// Whether each of `files` has come in, and no row names it yet.
pub(crate) async fn are_waiting(engine: &Engine, files: &[RowId]) -> Result<bool, Failure> {
    let state = stored_file(engine.model()).and_then(|file| engine.model().field_named(file, "state"));
    let found = titles_of(engine, files).await?;
    let state = |row: &Record| state.and_then(|state| row.get(state)).and_then(FileState::read);
    Ok(files.iter().all(|file| found.iter().any(|row| row.id == *file && state(row) == Some(FileState::Waiting))))
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
