//! Putting a file: its row first, with its key; its bytes, encrypted as they come; then the row says that it is whole.
//!
//! Whoever stops before that leaves a file that no row can name; it is collected.

use super::chunks::Sealer;
use super::place::Upload;
use super::sniff::{UNKNOWN, sniffed};
use super::{FileError, FileInfo, FileState, StoredFile};
use crate::changes::Changes;
use crate::hex;
use crate::keys::Place;
use crate::limits::{FILE_BYTES_MAX, FILE_HEAD_BYTES};
use crate::store::Store;
use futures_util::future::try_join_all;
use model::{Moment, RowId, Value};
use sha2::{Digest, Sha256};

/// A file whose bytes are all here.
#[derive(Debug, Clone, Copy)]
pub struct WholeFile<'a> {
    /// Its new id.
    pub id: RowId,
    /// What it is called.
    pub title: &'a str,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// A file that is being put. One that is let go of unfinished is discarded.
pub struct FileWriter {
    store: Store,
    id: RowId,
    title: String,
    at_work: Option<Work>,
}

struct Work {
    sealer: Sealer,
    upload: Upload,
    digest: Sha256,
    head: Vec<u8>,
    size: u64,
}

/// The row of a file of which nothing has come.
fn arriving(title: &str, now: Moment) -> StoredFile {
    StoredFile {
        state: FileState::Arriving,
        title: Some(title.to_owned()),
        media_type: None,
        digest: None,
        size: None,
        put_at: now,
    }
}

impl Store {
    /// Begins to put a file under the new id `id`; `title` is what it is called.
    pub async fn put_file(&self, id: RowId, title: &str, now: Moment) -> Result<FileWriter, FileError> {
        self.tables().sealing.as_ref().ok_or(FileError::NoKeys)?;
        let mut changes = Changes::new();
        changes.put_file(id, arriving(title, now));
        self.apply(changes).await?;
        self.writer(id, title)
    }

    /// Puts files whose bytes are all here, under new ids: their rows, and then that they are whole, in one transaction for all of
    /// them. Either all are put or none is.
    pub async fn put_files(&self, files: &[WholeFile<'_>], now: Moment) -> Result<(), FileError> {
        self.tables().sealing.as_ref().ok_or(FileError::NoKeys)?;
        let mut changes = Changes::new();
        for file in files {
            changes.put_file(file.id, arriving(file.title, now));
        }
        self.apply(changes).await?;
        let sent = files.iter().map(async |file| {
            let mut writer = self.writer(file.id, file.title)?;
            writer.write(file.bytes).await?;
            writer.send().await
        });
        let put = async {
            let mut changes = Changes::new();
            for info in try_join_all(sent).await? {
                self.whole(&mut changes, &info);
            }
            Ok(self.apply(changes).await?)
        };
        let put = put.await;
        if put.is_err() {
            for file in files {
                self.discard_logged(file.id).await;
            }
        }
        put
    }

    /// Adds to `changes` that all of the file has come.
    fn whole(&self, changes: &mut Changes, info: &FileInfo) {
        let fields = self.tables().file;
        let cells = vec![
            (fields.state, Value::Text(FileState::Waiting.key().to_owned())),
            (fields.media_type, Value::Text(info.media_type.clone())),
            (fields.digest, Value::Text(info.digest.clone())),
            (fields.size, Value::Integer(i64::try_from(info.size).unwrap_or(i64::MAX))),
        ];
        changes.change_file(info.id, 1, cells);
    }

    /// Where the bytes of a file go whose row and key are there.
    fn writer(&self, id: RowId, title: &str) -> Result<FileWriter, FileError> {
        let (tables, title) = (self.tables(), title.to_owned());
        let sealing = tables.sealing.as_ref().ok_or(FileError::NoKeys)?;
        let mut writer = FileWriter { store: self.clone(), id, title, at_work: None };
        let (place, key) = match sealing.place(tables.file.entity, id) {
            Some(place) => (place, sealing.keys.get(place)?),
            None => (Place { entity: [0; 16], row: id }, None),
        };
        let mut upload = self.files().upload(id);
        let sealer = Sealer::new(&key.ok_or(FileError::Damaged)?, place, upload.buffer())?;
        writer.at_work = Some(Work { sealer, upload, digest: Sha256::new(), head: Vec::new(), size: 0 });
        Ok(writer)
    }
}

impl FileWriter {
    /// Its id, which a row may name once it is whole.
    pub fn id(&self) -> RowId {
        self.id
    }

    /// The next bytes.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), FileError> {
        let Some(work) = &mut self.at_work else { return Err(FileError::Damaged) };
        let size = work.size + u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > FILE_BYTES_MAX {
            return Err(FileError::TooLarge);
        }
        work.size = size;
        work.digest.update(bytes);
        let missing = FILE_HEAD_BYTES - work.head.len();
        work.head.extend_from_slice(&bytes[..missing.min(bytes.len())]);
        work.sealer.push(bytes, work.upload.buffer())?;
        work.upload.send().await
    }

    /// The end: the file is whole, durable, and waits for a row to name it.
    pub async fn finish(mut self) -> Result<FileInfo, FileError> {
        let done = async {
            let info = self.send().await?;
            let mut changes = Changes::new();
            self.store.whole(&mut changes, &info);
            self.store.apply(changes).await?;
            Ok(info)
        };
        let done = done.await;
        if done.is_err() {
            self.store.discard_logged(self.id).await;
        }
        done
    }

    /// Sends the rest: the bytes are durable, and their row does not say so yet.
    async fn send(&mut self) -> Result<FileInfo, FileError> {
        let Some(mut work) = self.at_work.take() else { return Err(FileError::Damaged) };
        work.sealer.end(work.upload.buffer())?;
        work.upload.send().await?;
        work.upload.end().await?;
        let whole = work.size <= u64::try_from(FILE_HEAD_BYTES).unwrap_or(u64::MAX);
        Ok(FileInfo {
            id: self.id,
            title: std::mem::take(&mut self.title),
            media_type: if work.size == 0 { UNKNOWN } else { sniffed(&work.head, whole) }.to_owned(),
            size: work.size,
            digest: hex::text(&work.digest.finalize()),
        })
    }

    /// Gives it up: nothing of it stays.
    pub async fn discard(mut self) {
        if let Some(work) = self.at_work.take() {
            work.upload.abort().await;
            self.store.discard_logged(self.id).await;
        }
    }
}

impl Drop for FileWriter {
    /// Whoever was sending it has gone.
    fn drop(&mut self) {
        let Some(work) = self.at_work.take() else { return };
        let (store, id) = (self.store.clone(), self.id);
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                work.upload.abort().await;
                store.discard_logged(id).await;
            });
        }
    }
}

impl Store {
    /// Removes a file that no row names. One that a row names stays.
    pub async fn discard_file(&self, id: RowId) -> Result<(), FileError> {
        let found = self.standings(&[id]).await.map_err(crate::error::ReadError::from)?.pop();
        if let Some(found) = found.filter(|found| found.state != Some(FileState::Held)) {
            let mut changes = Changes::new();
            changes.drop_file(id, found.version);
            self.apply(changes).await?;
            self.files().remove(id).await?;
        }
        Ok(())
    }

    async fn discard_logged(&self, id: RowId) {
        if let Err(cause) = self.discard_file(id).await {
            tracing::warn!("a file that was given up could not be removed yet: {cause}");
        }
    }
}
