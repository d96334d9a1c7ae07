//! A backup: every row of a store in one file, whichever database it comes from and goes to.
//!
//! The file is text, a JSON value in each line. The first line is an object with `ryddig` (`"backup"`), `format` (2),
//! `fingerprint` (of the register) and `at` (microseconds since 1970). Then, for each entity, an object with `rows_of` and
//! `columns`, and an array for each row with its cells in that order: a number, a text, `{"x": "00ff"}` for bytes, `null`.
//! The last line is an object with `rows` (how many) and `sha256` (over every byte before this line): a file without it
//! was cut off. A cell is what the database stores, not what the register makes of it: what is sealed stays sealed.
//!
//! It holds the rows of one moment, and nothing of what was deleted before: neither gaps of pages nor a log. It is
//! restored whole, in one transaction, into a store without rows, and opened with the register that it was made with.
//! It knows neither folders nor names of files.

mod read;
mod write;

use crate::error::OpenError;
use crate::session::DbError;
use crate::tables::{ID, RESTRICTED, Tables, VERSION};
use model::{EntityId, Misfit, Moment};
use serde_json::{Value, json};
use std::fmt;
use std::io::{self, BufRead, Read};

/// The format that is written and read. In the first one rows did not say why they are restricted.
const FORMAT: i64 = 2;

/// What the first line of a backup says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupHead {
    /// Of the register that it was made with.
    pub fingerprint: String,
    /// When it was begun.
    pub at: Moment,
    /// The format of what follows. Those of earlier versions of the program are known again and not read.
    format: i64,
}

/// A backup was not made, or not restored: nothing of it is in the store.
#[derive(Debug)]
pub enum BackupError {
    /// The file cannot be read or written.
    File(io::Error),
    /// It is not a backup, or of a format that this program does not know.
    Foreign,
    /// It was cut off or altered: this line is not what it should be.
    Damaged {
        /// Which, counted from 1.
        line: u64,
    },
    /// It was made with another register.
    OtherRegister,
    /// It is so old that the erasure journal has forgotten erasures since, and their rows would come back.
    TooOld,
    /// The store that it should go to has rows of this entity.
    NotEmpty {
        /// Its word in the register.
        entity: String,
    },
    /// The store cannot be opened.
    Open(OpenError),
    /// The database cannot be read or written.
    Unavailable(String),
}

impl BackupHead {
    /// Reads the first line.
    pub fn read(from: &mut impl BufRead) -> Result<Self, BackupError> {
        let mut line = Vec::new();
        from.take(HEAD_BYTES_MAX).read_until(b'\n', &mut line)?;
        Self::parse(&line)
    }

    fn parse(line: &[u8]) -> Result<Self, BackupError> {
        let head: Value = serde_json::from_slice(line).map_err(|_| BackupError::Foreign)?;
        let format = head["format"].as_i64().filter(|format| (1..=FORMAT).contains(format));
        let known = head["ryddig"] == "backup";
        let fingerprint = head["fingerprint"].as_str().filter(|_| known);
        match (fingerprint, head["at"].as_i64(), format) {
            (Some(fingerprint), Some(at), Some(format)) => {
                Ok(Self { fingerprint: fingerprint.to_owned(), at: Moment(at), format })
            }
            _ => Err(BackupError::Foreign),
        }
    }

    fn line(&self) -> Value {
        json!({ "ryddig": "backup", "format": self.format, "fingerprint": self.fingerprint, "at": self.at.0 })
    }
}

/// The first line of a backup.
const HEAD_BYTES_MAX: u64 = 4 * 1024;

/// The columns of an entity that a backup holds: all but the row's place in the file.
fn columns(tables: &Tables, entity: EntityId) -> Vec<&str> {
    let fields = tables.model.fields_of(entity).iter().map(|&field| tables.model[field].key.as_str());
    [ID, VERSION, RESTRICTED].into_iter().chain(fields).collect()
}

/// The line that goes before the rows of an entity.
fn section(tables: &Tables, entity: EntityId) -> Value {
    json!({ "rows_of": tables.of(entity).name, "columns": columns(tables, entity) })
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(cause) => write!(f, "the file cannot be read or written: {cause}"),
            Self::Foreign => f.write_str("this is not a backup, or one that another version of the program made"),
            Self::Damaged { line } => {
                write!(f, "the backup was cut off or altered: line {line} is not what it should be")
            }
            Self::OtherRegister => f.write_str(
                "the backup was made with another register: restore it with the company file and the version of the \
                 program that it was made with, and open it with the present ones afterwards",
            ),
            Self::TooOld => f.write_str(
                "the backup is older than backups may become: the erasure journal has forgotten what was erased soon after \
                 it was made, and that would come back",
            ),
            Self::NotEmpty { entity } => {
                write!(f, "there are rows already ({entity}): a backup goes into an empty data folder or database only")
            }
            Self::Open(cause) => write!(f, "{cause}"),
            Self::Unavailable(cause) => write!(f, "the database cannot be read or written: {cause}"),
        }
    }
}

impl std::error::Error for BackupError {}

impl From<io::Error> for BackupError {
    fn from(cause: io::Error) -> Self {
        Self::File(cause)
    }
}

impl From<serde_json::Error> for BackupError {
    fn from(cause: serde_json::Error) -> Self {
        Self::File(cause.into())
    }
}

impl From<DbError> for BackupError {
    fn from(cause: DbError) -> Self {
        Self::Unavailable(cause.to_string())
    }
}

impl From<OpenError> for BackupError {
    fn from(cause: OpenError) -> Self {
        Self::Open(cause)
    }
}

impl From<Misfit> for BackupError {
    fn from(misfit: Misfit) -> Self {
        Self::Open(misfit.into())
    }
}
