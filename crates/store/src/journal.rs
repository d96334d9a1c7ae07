//! The erasure journal: which rows were erased, in a file outside the database, so that an older copy of the database does
//! not bring them back.
//!
//! It holds the ids of rows and their kind, and nothing else about them. It is added to, and rewritten where no copy can
//! bring back what its oldest erasures took (`journal/forget.rs`). A line is sixteen
//! hexadecimal digits (the beginning of SHA-256 over what follows the space), a space, and one of
//!
//!     row RECEIPT ENTITY ID VERSION [FIELD,FIELD]     this row goes, or these fields of it are emptied; `restricted:WHY`
//!                                                     among the fields says that it is only stored from then on, and
//!                                                     `FIELD:FROM-TO+FROM-TO` that these characters of it were taken out
//!     begin RECEIPT MICROSECONDS ROWS                 all rows of the erasure are listed; now it is carried out
//!     done RECEIPT                                    it was carried out
//!     void RECEIPT                                    it was not, and nothing of it
//!     forgotten MICROSECONDS                          erasures before that may have been forgotten
//!
//! Everything up to `begin` is on the disk before the database is touched; the receipt is a row that the same transaction
//! writes. So of every erasure it can be told what became of it: `done` says that it was carried out; otherwise `void`
//! says that it was not (the plan was stale); where neither stands, the process ended in between, and the receipt tells:
//! it is in the database or the erasure never happened. An erasure without `begin` never happened. A line that was torn
//! or altered is left out and counted. Every line bears its receipt, so that several nodes may share a file, and journals
//! may be put one behind the other.
//!
//! What must be erased again is what is done and has no receipt in the database, see `privacy::replay` in the engine.
//! A row is only touched in a version that is not higher than the one listed: a later one is not what was erased.

mod forget;
mod read;

pub use read::{Again, Begun, Outcome};

use crate::changes::Mark;
use crate::check::Write;
use crate::error::ApplyError;
use crate::folder::private;
use crate::tables::{RESTRICTED, Tables};
use model::{EntityId, FieldId, Model, Moment, RowId, Value};
use rights::Cut;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Its name in the data folder, where no other place is named.
pub(crate) const FILE: &str = "erasures.journal";

/// The journal of a store.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Mutex<File>,
}

/// An erasure that a change carries out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Erasure {
    pub(crate) receipt: RowId,
    pub(crate) at: Moment,
}

impl Journal {
    /// Opens the journal at `path` and makes it where it is missing; a last line that was torn is ended.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let is_new = !path.exists();
        let mut file = private(OpenOptions::new().read(true).append(true), path)?;
        if is_new && let Some(folder) = path.parent() {
            File::open(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })?.sync_all()?;
        }
        file.lock()?;
        if file.seek(SeekFrom::End(0))? > 0 {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                file.write_all(b"\n")?;
            }
        }
        file.unlock()?;
        Ok(Self { path: path.to_owned(), file: Mutex::new(file) })
    }

    /// Lists what `writes` destroy and says that it begins.
    pub(crate) fn begin(
        &self,
        tables: &Tables,
        erasure: Erasure,
        (writes, cuts): (&[Write], &[(RowId, Vec<Cut>)]),
    ) -> io::Result<()> {
        let Erasure { receipt, at } = erasure;
        let (mut text, mut rows) = (String::new(), 0);
        for write in writes {
            if let Some(row) = row(&tables.model, write, cuts) {
                line(&mut text, &format!("row {receipt} {row}"));
                rows += 1;
            }
        }
        line(&mut text, &format!("begin {receipt} {} {rows}", at.0));
        self.append(&text)
    }

    /// Notes what became of the erasure with this receipt.
    pub fn end(&self, receipt: RowId, outcome: Outcome) -> io::Result<()> {
        let mut text = String::new();
        line(&mut text, &format!("{} {receipt}", outcome.word()));
        self.append(&text)
    }

    fn append(&self, text: &str) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        self.take(&mut file)?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_data());
        file.unlock().and(written)
    }

    /// Notes what became of an erasure as far as `applied` tells. What is not known is left open: the receipt tells later.
    pub(crate) fn note(&self, erasure: Erasure, applied: &Result<(), ApplyError>) {
        let outcome = match applied {
            Ok(()) => Outcome::Done,
            Err(ApplyError::Stale { .. } | ApplyError::Taken { .. } | ApplyError::Refused(_)) => Outcome::Void,
            Err(ApplyError::Full | ApplyError::Unavailable(_)) => return,
        };
        if let Err(cause) = self.end(erasure.receipt, outcome) {
            tracing::error!("the erasure journal {} cannot be written: {cause}", self.path.display());
        }
    }
}

/// The row that a write destroys, empties or cuts fields of or restricts, as it is listed.
fn row(model: &Model, write: &Write, cuts: &[(RowId, Vec<Cut>)]) -> Option<String> {
    let listed = |entity: EntityId, id: RowId, version: i64| format!("{} {id} {version}", model[entity].key);
    match write {
        Write::Insert { .. } => None,
        Write::Delete { entity, id, version, .. } => Some(listed(*entity, *id, *version)),
        Write::Update { entity, id, version, cells, mark, .. } => {
            let emptied = cells.iter().filter(|(_, value)| *value == Value::Null);
            let mut fields: Vec<String> = emptied.map(|(field, _)| model[*field].key.clone()).collect();
            let is_emptied = |field: FieldId| cells.iter().any(|(cell, value)| *cell == field && *value == Value::Null);
            let of_row = cuts.iter().filter(|(row, _)| row == id).flat_map(|(_, cuts)| cuts);
            let of_row = of_row.filter(|cut| !is_emptied(cut.field));
            fields.extend(of_row.map(|cut| format!("{}:{}", model[cut.field].key, cut.what.words())));
            if let Mark::Set(why) = mark {
                fields.push(format!("{RESTRICTED}:{}", why.key()));
            }
            (!fields.is_empty()).then(|| format!("{} {}", listed(*entity, *id, *version), fields.join(",")))
        }
    }
}

fn line(text: &mut String, words: &str) {
    let _ = writeln!(text, "{} {words}", checksum(words));
}

/// The first eight bytes of SHA-256, hexadecimal.
fn checksum(words: &str) -> String {
    Sha256::digest(words.as_bytes()).iter().take(8).fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
