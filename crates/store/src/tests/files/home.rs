//! A store whose people have two files each.

use super::super::home::{Home, NOW, id, model, with_field};
use crate::{ApplyError, FileError, FileInfo, FilesReport, Reason};
use model::{FieldKind, Model, RowId, Value};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What the bytes of the tests say, so that it may be looked for.
pub(super) const MARKER: &str = "Fiskebåten MARKØR-4711 legger til kai";

pub(super) fn files_model() -> Model {
    let model = with_field(model(), "person", "cv", FieldKind::File, false);
    let mut model = with_field(model, "person", "photo", FieldKind::File, false);
    model.fields.last_mut().unwrap().sealed = model::Sealed::Yes;
    model
}

/// A store and its keys.
pub(super) struct FilesHome {
    pub(super) home: Home,
    pub(super) keys: TempDir,
}

impl FilesHome {
    pub(super) fn new() -> Self {
        let keys = TempDir::new().unwrap();
        Self { home: Home::with_keys(files_model(), keys.path()), keys }
    }

    /// Puts a file under the id `number`.
    pub(super) async fn put(&self, number: u128, bytes: &[u8]) -> Result<FileInfo, FileError> {
        let mut writer = self.home.store.put_file(id(number), "Søknad fra Kari.txt", NOW).await?;
        for piece in bytes.chunks(100_000) {
            writer.write(piece).await?;
        }
        writer.finish().await
    }

    /// Puts the marker as a file and makes the person `person` name it.
    pub(super) async fn person_with(&self, person: u128, file: u128) {
        self.put(file, MARKER.as_bytes()).await.unwrap();
        self.insert(person, &[("person.cv", Value::Id(id(file)))]).await.unwrap();
    }

    pub(super) async fn insert(&self, person: u128, more: &[(&str, Value)]) -> Result<(), ApplyError> {
        let mut cells = self.home.person("Kari");
        cells.extend(self.home.cells(more));
        self.home.insert("person", id(person), cells).await
    }

    /// The bytes of the file that `field` of the person names.
    pub(super) async fn read(&self, person: u128, field: &str) -> Result<Option<Vec<u8>>, FileError> {
        let (scope, field) = (self.home.read("person"), self.home.field(field));
        match self.home.store.read_file(&scope, id(person), field).await? {
            Some(reader) => reader.whole().await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn report(&self) -> FilesReport {
        self.home.store.files_report().await.unwrap()
    }

    /// Files that are named, that wait, and bytes without a row; nothing is missing.
    pub(super) async fn expect(&self, files: usize, waiting: usize, leftovers: usize) {
        let found = self.report().await;
        assert_eq!((found.missing.as_slice(), found.unnamed.as_slice()), ([].as_slice(), [].as_slice()));
        assert_eq!((found.files, found.waiting, found.leftovers), (files, waiting, leftovers));
        let keys = self.home.store.keys_report().await.unwrap().unwrap();
        assert_eq!((keys.rows, keys.without_key), (files + waiting, 0));
        assert_eq!(keys.keys, files + waiting, "no key is left behind");
    }

    /// Where the bytes of a file lie.
    pub(super) fn path(&self, number: u128) -> PathBuf {
        path_in(&self.home.folder.path().join("files"), id(number))
    }
}

pub(super) fn path_in(folder: &Path, id: RowId) -> PathBuf {
    let name = id.to_string();
    folder.join(&name[name.len() - 2..]).join(name)
}

/// Whether a change was refused because of a file.
pub(super) fn is_refused(outcome: &Result<(), ApplyError>) -> bool {
    matches!(outcome, Err(ApplyError::Refused(refused)) if refused.reason == Reason::NoFile)
}
