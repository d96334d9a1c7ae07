//! Why the keys cannot be used. No message holds a key or a value.

use crate::error::{ApplyError, OpenError};
use crate::session::DbError;
use std::fmt;
use std::path::PathBuf;

/// The keys cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeysError {
    /// There are keys, and no master key to unwrap them with.
    Missing {
        /// Where it was looked for.
        master: String,
    },
    /// The keys were wrapped with another master key.
    Wrong {
        /// Where it comes from.
        master: String,
    },
    /// The master key is not 64 hexadecimal digits.
    Malformed {
        /// Where it comes from.
        master: String,
    },
    /// The master key comes from the environment, and no other one with it.
    NotOurs,
    /// A file cannot be read or written.
    Unusable {
        /// The file or folder.
        path: PathBuf,
        /// Why not.
        cause: String,
    },
    /// The file of the keys cannot be read or written.
    Broken(String),
}

impl fmt::Display for KeysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { master } => {
                write!(f, "the master key {master} is missing: the keys of sealed fields cannot be read without it")
            }
            Self::Wrong { master } => {
                write!(f, "the master key {master} is not the one that the keys of sealed fields are wrapped with")
            }
            Self::Malformed { master } => write!(f, "the master key {master} is not 64 hexadecimal digits"),
            Self::NotOurs => f.write_str(
                "the master key comes from the environment: start with the present one in RYDDIG_MASTER_KEY and another \
                 one in RYDDIG_MASTER_KEY_NEW, rotate, and then start with that one in RYDDIG_MASTER_KEY alone",
            ),
            Self::Unusable { path, cause } => write!(f, "the keys {}: {cause}", path.display()),
            Self::Broken(cause) => write!(f, "the keys of sealed fields cannot be read or written: {cause}"),
        }
    }
}

impl std::error::Error for KeysError {}

impl From<rusqlite::Error> for KeysError {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Broken(cause.to_string())
    }
}

impl From<KeysError> for OpenError {
    fn from(cause: KeysError) -> Self {
        Self::Keys(cause)
    }
}

impl From<KeysError> for ApplyError {
    fn from(cause: KeysError) -> Self {
        Self::Unavailable(cause.to_string())
    }
}

impl From<KeysError> for DbError {
    fn from(cause: KeysError) -> Self {
        Self::Unavailable(cause.to_string())
    }
}
