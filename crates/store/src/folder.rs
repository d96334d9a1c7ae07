//! The data folder, held by one process at a time.
//!
//! It knows files and locks, and nothing of what the store keeps in them.

use crate::error::OpenError;
use crate::files::{FOLDER as FILES_FOLDER, Files};
use crate::journal::{self, Journal};
use crate::keys::Keys;
use crate::limits::{LOCK_PAUSE_MILLISECONDS, LOCK_TRIES_MAX};
use std::fmt;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// The file that is locked; it holds the number of the process and what it is.
const LOCK: &str = "lock";

/// The file that says that the rows are in a database elsewhere.
const ELSEWHERE: &str = "elsewhere";

/// A data folder that nobody else uses as long as this lives.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    journal: PathBuf,
    /// The lock lies on the open file and goes when it closes.
    _lock: File,
    /// With which its sealed fields are read and written.
    keys: Option<Keys>,
    /// Where its files lie, if that is elsewhere.
    files: Option<Files>,
}

/// The folder cannot be used.
#[derive(Debug)]
pub enum FolderError {
    /// Another process has it.
    InUse {
        /// The folder.
        folder: PathBuf,
        /// `process 4711 (ryddig serve)`, as that process wrote it.
        holder: String,
    },
    /// It cannot be made or written.
    Unusable {
        /// The folder.
        folder: PathBuf,
        /// Why not.
        cause: io::Error,
    },
}

impl Folder {
    /// Takes the folder at `path` for this process; `who` is what the process tells others it is.
    ///
    /// A missing folder is made. Either way it is open to its owner alone from now on (mode 0700): the
    /// control socket and the key lie in it.
    pub fn lock(path: &Path, who: &str) -> Result<Self, FolderError> {
        let unusable = |cause| FolderError::Unusable { folder: path.to_owned(), cause };
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(unusable)?;
        let mut lock = private(OpenOptions::new().read(true), &path.join(LOCK)).map_err(unusable)?;
        // A child that this process or the one before it has just started holds the lock until it is another program.
        let mut tries = LOCK_TRIES_MAX;
        loop {
            tries -= 1;
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if tries > 0 => pause(),
                Err(TryLockError::WouldBlock) => {
                    return Err(FolderError::InUse { folder: path.to_owned(), holder: holder(&mut lock) });
                }
                Err(TryLockError::Error(cause)) => return Err(unusable(cause)),
            }
        }
        close_to_others(path).map_err(unusable)?;
        lock.set_len(0).and_then(|()| write!(lock, "process {} ({who})", std::process::id())).map_err(unusable)?;
        Ok(Self { path: path.to_owned(), journal: path.join(journal::FILE), _lock: lock, keys: None, files: None })
    }

    /// Whether a store was ever opened in the folder at `path`, or with it.
    pub fn holds_store(path: &Path) -> bool {
        path.join(crate::sqlite::FILE).is_file() || path.join(ELSEWHERE).is_file()
    }

    /// Refuses a folder whose rows are in a database elsewhere.
    pub(crate) fn refuse_elsewhere(&self) -> Result<(), OpenError> {
        let why =
            "the rows of this data folder are in a PostgreSQL database: name it with --database or RYDDIG_DATABASE";
        self.refuse(ELSEWHERE, why)
    }

    /// Refuses a folder that holds rows itself.
    pub(crate) fn refuse_rows(&self) -> Result<(), OpenError> {
        self.refuse(
            crate::sqlite::FILE,
            "this data folder holds rows itself: leave --database out, or take another folder",
        )
    }

    fn refuse(&self, file: &str, why: &str) -> Result<(), OpenError> {
        if self.path.join(file).exists() { Err(OpenError::Unavailable(why.to_owned())) } else { Ok(()) }
    }

    /// Notes that the rows are in a database elsewhere.
    pub(crate) fn note_elsewhere(&self) -> Result<(), OpenError> {
        let noted = private(&mut OpenOptions::new(), &self.path.join(ELSEWHERE));
        noted.map(|_| ()).map_err(|cause| OpenError::Unavailable(cause.to_string()))
    }

    /// With the keys of its sealed fields, which lie elsewhere. Without them no sealed field is written.
    #[must_use]
    pub fn with_keys(mut self, keys: Keys) -> Self {
        self.keys = Some(keys);
        self
    }

    pub(crate) fn keys(&self) -> Option<Keys> {
        self.keys.clone()
    }

    /// With its files in `files` and not in the folder.
    #[must_use]
    pub fn with_files(mut self, files: Files) -> Self {
        self.files = Some(files);
        self
    }

    /// The place of its files.
    pub(crate) fn files(&self) -> Result<Files, OpenError> {
        if let Some(files) = &self.files {
            return Ok(files.clone());
        }
        let files = Files::folder(&self.path.join(FILES_FOLDER));
        files.map_err(|cause| OpenError::Unavailable(cause.to_string()))
    }

    /// Keeps the erasure journal at `path`, where it survives the folder.
    #[must_use]
    pub fn with_journal(self, path: PathBuf) -> Self {
        Self { journal: path, ..self }
    }

    /// The erasure journal, made where it is missing.
    pub(crate) fn journal(&self) -> Result<Journal, OpenError> {
        let problem = |cause| format!("the erasure journal {} cannot be used: {cause}", self.journal.display());
        Journal::open(&self.journal).map_err(|cause| OpenError::Unavailable(problem(cause)))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

fn pause() {
    thread::sleep(Duration::from_millis(LOCK_PAUSE_MILLISECONDS));
}

/// Takes the rights of everybody but the owner away, where they have any.
fn close_to_others(path: &Path) -> io::Result<()> {
    let others = fs::metadata(path)?.permissions().mode() & 0o077;
    if others == 0 { Ok(()) } else { fs::set_permissions(path, Permissions::from_mode(0o700)) }
}

/// Opens a file for writing, makes it where it is missing, and lets only its owner read it.
pub(crate) fn private(options: &mut OpenOptions, path: &Path) -> io::Result<File> {
    options.write(true).create(true).truncate(false).mode(0o600).open(path)
}

fn holder(lock: &mut File) -> String {
    let mut text = String::new();
    match lock.read_to_string(&mut text) {
        Ok(1..) => text,
        Ok(0) | Err(_) => "another process".to_owned(),
    }
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InUse { folder, holder } => write!(f, "data folder {} is in use by {holder}", folder.display()),
            Self::Unusable { folder, cause } => {
                write!(f, "data folder {} cannot be used: {cause}", folder.display())
            }
        }
    }
}

impl std::error::Error for FolderError {}
