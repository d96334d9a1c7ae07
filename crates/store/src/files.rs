//! Files: what a field of the kind `file` names. Each has a row of its own (`stored_file`) and a key of its own in the key
//! store, with which its bytes and its name are encrypted; the bytes lie in a folder or in an S3 bucket.
//!
//! A file is put first and named by a row afterwards, in one [`Changes`](crate::Changes) with whatever else is written. It
//! is named by one field of one row. When that lets go of it, by whatever way a row is written, the row of the file goes
//! in the same transaction, its key right behind it, and its bytes after that. Whenever the process ends in between, what
//! is left is a key that no row has (it goes when the store is opened) or bytes that no key opens (see `collect`).
//! Bytes come after their row and go after it, so bytes without a row are nobody's.
//!
//! It knows no scope but to read by, no path of a person, and no business rule.

mod backup;
mod chunks;
mod collect;
mod error;
mod follow;
mod place;
mod put;
mod read;
mod report;
mod sniff;
mod states;

pub use collect::Collected;
pub use error::FileError;
pub use place::{Files, S3};
pub use put::{FileWriter, WholeFile};
pub use read::FileReader;
pub use report::{FilesReport, Named};

pub(crate) use backup::{read as read_backup, write as write_backup};
pub(crate) use follow::{Followed, follow};
pub(crate) use place::FOLDER;

use model::{Moment, RowId};

model::choice! {
    /// How far a file has come.
    pub enum FileState {
        /// Its bytes are on their way.
        Arriving = "arriving",
        /// It is whole, and no row names it yet.
        Waiting = "waiting",
        /// A row names it.
        Held = "held",
    }
}

model::row! {
    /// A file, without its bytes. Name, type and hash are encrypted with its key: once that is gone they are empty.
    pub struct StoredFile of "stored_file", handles StoredFileFields {
        /// How far it has come.
        state: FileState,
        /// What it is called, as whoever put it said.
        title: Option<String>,
        /// What its bytes are, as they themselves say.
        media_type: Option<String>,
        /// SHA-256 of its bytes, hexadecimal.
        digest: Option<String>,
        /// How many bytes it has.
        size: Option<i64>,
        /// When it was put.
        put_at: Moment,
    }
}

/// What is known of a file that a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileInfo {
    /// Which.
    pub id: RowId,
    /// What it is called; empty where its key is gone.
    pub title: String,
    /// What its bytes are, such as `application/pdf`.
    pub media_type: String,
    /// How many bytes it has.
    pub size: u64,
    /// SHA-256 of its bytes, hexadecimal.
    pub digest: String,
}

impl FileInfo {
    pub(crate) fn of(id: RowId, row: StoredFile) -> Self {
        Self {
            id,
            title: row.title.unwrap_or_default(),
            media_type: row.media_type.unwrap_or_else(|| sniff::UNKNOWN.to_owned()),
            size: row.size.and_then(|size| u64::try_from(size).ok()).unwrap_or_default(),
            digest: row.digest.unwrap_or_default(),
        }
    }
}
