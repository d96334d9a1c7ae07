//! Reading a file: by the row and the field that name it, within a scope that covers them.

use super::chunks::Opener;
use super::place::Pieces;
use super::{FileError, FileInfo, FileState, StoredFile};
use crate::error::ReadError;
use crate::limits::CONDITION_VALUES_MAX;
use crate::query::{Condition, Query};
use crate::store::{Store, Stored};
use model::{FieldId, RowId, Value};
use rights::{Operation, Scope, Viewer};

/// A file on its way out.
pub struct FileReader {
    info: FileInfo,
    pieces: Option<Pieces>,
    opener: Opener,
}

impl FileReader {
    /// What is known of it.
    pub fn info(&self) -> &FileInfo {
        &self.info
    }

    /// The next bytes; none at the end. A file that was cut off or altered ends with an error.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, FileError> {
        let mut out = Vec::new();
        while let Some(pieces) = &mut self.pieces {
            if let Some(piece) = pieces.next().await? {
                self.opener.push(&piece, &mut out)?;
            } else {
                self.pieces = None;
                self.opener.end(&mut out)?;
            }
            if !out.is_empty() {
                return Ok(Some(out));
            }
        }
        Ok(None)
    }

    /// All of it at once.
    pub async fn whole(mut self) -> Result<Vec<u8>, FileError> {
        let mut whole = Vec::new();
        while let Some(bytes) = self.next().await? {
            whole.extend(bytes);
        }
        Ok(whole)
    }
}

impl Store {
    /// What is known of the file that `field` of the row `id` names; none where the scope does not reach it.
    pub async fn file_info(&self, scope: &Scope, id: RowId, field: FieldId) -> Result<Option<FileInfo>, ReadError> {
        let Some(row) = self.get(scope, id).await? else { return Ok(None) };
        let Some(Value::Id(file)) = row.get(field) else { return Ok(None) };
        let found = self.stored_files(&[*file]).await?.pop();
        Ok(found.map(|found| FileInfo::of(found.id, found.row)))
    }

    /// The file that `field` of the row `id` names; none where the scope does not reach it.
    pub async fn read_file(&self, scope: &Scope, id: RowId, field: FieldId) -> Result<Option<FileReader>, FileError> {
        match self.file_info(scope, id, field).await? {
            Some(info) => self.opened(info).await.map(Some),
            None => Ok(None),
        }
    }

    /// The file `id` while no row names it yet: whoever has just put it looks into it.
    pub async fn read_put_file(&self, id: RowId) -> Result<Option<FileReader>, FileError> {
        let found = self.stored_files(&[id]).await?.pop().filter(|found| found.row.state == FileState::Waiting);
        match found {
            Some(found) => self.opened(FileInfo::of(found.id, found.row)).await.map(Some),
            None => Ok(None),
        }
    }

    async fn opened(&self, info: FileInfo) -> Result<FileReader, FileError> {
        let tables = self.tables();
        let sealing = tables.sealing.as_ref().ok_or(FileError::NoKeys)?;
        let place = sealing.place(tables.file.entity, info.id).ok_or(FileError::Damaged)?;
        let key = sealing.keys.get(place)?.ok_or(FileError::Damaged)?;
        let pieces = self.files().stored(info.id).await?;
        Ok(FileReader { info, pieces: Some(pieces), opener: Opener::new(key, place) })
    }

    /// The rows of these files.
    pub(super) async fn stored_files(&self, ids: &[RowId]) -> Result<Vec<Stored<StoredFile>>, ReadError> {
        let scope = self.files_scope()?;
        let mut found = Vec::new();
        for ids in ids.chunks(CONDITION_VALUES_MAX) {
            let query = Query::over(&scope).matching(Condition::Ids(ids.to_vec()));
            found.extend(self.find_rows(query, &self.tables().file).await?);
        }
        Ok(found)
    }

    pub(super) fn files_scope(&self) -> Result<Scope, ReadError> {
        rights::scope(self.model(), &Viewer::Engine, self.tables().file.entity, Operation::Read)
            .map_err(|denied| ReadError::Unavailable(denied.to_string()))
    }
}
