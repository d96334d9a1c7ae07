//! What can go wrong with a file. No message carries its name or a byte of it.

use crate::error::{ApplyError, ReadError};
use crate::keys::KeysError;
use std::error::Error;
use std::fmt;
use std::io;

/// A file was not put or not read; nothing of it can be read by anybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// It has more bytes than a file may have.
    TooLarge,
    /// There is no key store, and so no key to encrypt it with.
    NoKeys,
    /// The disk is full.
    Full,
    /// Its bytes are not there.
    Missing,
    /// Its bytes are not as they were written, or its key is gone.
    Damaged,
    /// The place where files lie, the keys or the database cannot be used.
    Unavailable(String),
}

impl FileError {
    pub(super) fn of_place(cause: &object_store::Error) -> Self {
        if let object_store::Error::NotFound { .. } = cause {
            return Self::Missing;
        }
        let mut inner: Option<&(dyn Error + 'static)> = Some(cause);
        while let Some(error) = inner {
            if error.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::StorageFull) {
                return Self::Full;
            }
            inner = error.source();
        }
        Self::Unavailable(format!("the place of the files: {cause}"))
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("the file is larger than a file may be"),
            Self::NoKeys => f.write_str("there is no key store: a file cannot be encrypted, and so not be stored"),
            Self::Full => f.write_str("the disk is full"),
            Self::Missing => f.write_str("the bytes of the file are not there"),
            Self::Damaged => f.write_str("the bytes of the file are not as they were written, or its key is gone"),
            Self::Unavailable(cause) => f.write_str(cause),
        }
    }
}

impl Error for FileError {}

impl From<ApplyError> for FileError {
    fn from(cause: ApplyError) -> Self {
        match cause {
            ApplyError::Full => Self::Full,
            ApplyError::Stale { .. }
            | ApplyError::Taken { .. }
            | ApplyError::Refused(_)
            | ApplyError::Unavailable(_) => Self::Unavailable(cause.to_string()),
        }
    }
}

impl From<ReadError> for FileError {
    fn from(cause: ReadError) -> Self {
        Self::Unavailable(cause.to_string())
    }
}

impl From<KeysError> for FileError {
    fn from(cause: KeysError) -> Self {
        Self::Unavailable(cause.to_string())
    }
}
