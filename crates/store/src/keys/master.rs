//! The master key, which every other key is wrapped with: a file of its own, or given by whoever starts the program.
//!
//! It knows files, and nothing of what is wrapped.

use super::KeysError;
use super::cipher::{self, Key};
use crate::folder::private;
use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// What `ryddig` calls where a given key comes from, and the one that a rotation goes over to.
const GIVEN: &str = "RYDDIG_MASTER_KEY";
const NEXT_GIVEN: &str = "RYDDIG_MASTER_KEY_NEW";

/// Where the master key comes from.
#[derive(Clone)]
pub enum Master {
    /// From this file of 64 hexadecimal digits; it is made where no key was ever wrapped.
    File(PathBuf),
    /// From 64 hexadecimal digits.
    Given {
        /// These.
        digits: Zeroizing<String>,
        /// Those that a rotation goes over to, or has gone over to already.
        next: Option<Zeroizing<String>>,
    },
}

impl std::fmt::Debug for Master {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => write!(f, "Master::File({})", path.display()),
            Self::Given { .. } => f.write_str("Master::Given"),
        }
    }
}

impl Master {
    /// The one in `path`.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        Self::File(path.into())
    }

    /// These 64 hexadecimal digits, and those that a rotation goes over to.
    pub fn given(digits: String, next: Option<String>) -> Self {
        Self::Given { digits: Zeroizing::new(digits), next: next.map(Zeroizing::new) }
    }

    /// The key; none where its file is missing.
    pub(super) fn read(&self) -> Result<Option<Key>, KeysError> {
        match self {
            Self::Given { digits, .. } => Ok(Some(key(digits, GIVEN)?)),
            Self::File(path) => read(path),
        }
    }

    /// The key that a rotation goes over to: left beside the file by one that was cut short, or given; none where there is
    /// none.
    pub(super) fn read_next(&self) -> Result<Option<Key>, KeysError> {
        match self {
            Self::Given { next, .. } => next.as_ref().map(|digits| key(digits, NEXT_GIVEN)).transpose(),
            Self::File(path) => read(&next(path)),
        }
    }

    /// Makes the file.
    pub(super) fn make(path: &Path) -> Result<Key, KeysError> {
        let key = cipher::new_key().map_err(|cause| unusable(path, &cause))?;
        // Under another name first, so that no crash leaves half a key.
        let unfinished = path.with_extension("unfinished");
        write(&unfinished, &key).and_then(|()| move_to(&unfinished, path)).map_err(|cause| unusable(path, &cause))?;
        Ok(key)
    }

    /// The key that a rotation from `now` goes over to: a new one, put beside the file, or the one that was given.
    pub(super) fn make_next(&self, now: &Key) -> Result<Key, KeysError> {
        let path = match self {
            Self::Given { .. } => {
                return self.read_next()?.filter(|next| next != now).ok_or(KeysError::NotOurs);
            }
            Self::File(path) => path,
        };
        let key = cipher::new_key().map_err(|cause| unusable(path, &cause))?;
        let unfinished = path.with_extension("unfinished");
        let written = write(&unfinished, &key).and_then(|()| move_to(&unfinished, &next(path)));
        written.map(|()| key).map_err(|cause| unusable(path, &cause))
    }

    /// Makes the next key the one in use.
    pub(super) fn take_next(&self) -> Result<(), KeysError> {
        let Self::File(path) = self else { return Ok(()) };
        move_to(&next(path), path).map_err(|cause| unusable(path, &cause))
    }

    /// Forgets a next key that no key was wrapped with.
    pub(super) fn drop_next(&self) -> Result<(), KeysError> {
        let Self::File(path) = self else { return Ok(()) };
        match fs::remove_file(next(path)) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => Err(unusable(path, &cause)),
            Ok(()) | Err(_) => Ok(()),
        }
    }
}

/// What `ryddig` calls where the key comes from.
impl std::fmt::Display for Master {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Given { .. } => f.write_str(GIVEN),
        }
    }
}

fn next(path: &Path) -> PathBuf {
    path.with_extension("next")
}

fn read(path: &Path) -> Result<Option<Key>, KeysError> {
    match fs::read_to_string(path) {
        Ok(digits) => key(&Zeroizing::new(digits), &path.display().to_string()).map(Some),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(unusable(path, &cause)),
    }
}

fn key(digits: &str, of: &str) -> Result<Key, KeysError> {
    let mut key = Zeroizing::new([0; 32]);
    let digits = digits.trim();
    let wrong = || KeysError::Malformed { master: of.to_owned() };
    if digits.len() != 2 * key.len() || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return Err(wrong());
    }
    for (byte, at) in key.iter_mut().zip((0..).step_by(2)) {
        let pair = digits.get(at..at + 2).ok_or_else(wrong)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
    }
    Ok(key)
}

fn write(path: &Path, key: &Key) -> io::Result<()> {
    let mut digits = Zeroizing::new(String::with_capacity(2 * key.len() + 1));
    for byte in key.iter() {
        let _ = write!(digits, "{byte:02x}");
    }
    digits.push('\n');
    let mut file = private(OpenOptions::new().truncate(true), path)?;
    file.set_len(0)?;
    file.write_all(digits.as_bytes())?;
    file.sync_all()
}

/// Durable when it returns.
fn move_to(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    match to.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => File::open(folder)?.sync_all(),
        None => File::open(".")?.sync_all(),
    }
}

fn unusable(path: &Path, cause: &impl ToString) -> KeysError {
    KeysError::Unusable { path: path.to_owned(), cause: cause.to_string() }
}
