//! The store: rows, their search index, the queue, the ledger and the data folder they lie in.
//!
//! The only crate with SQL. It takes a [`rights::Scope`] for every read and write and decides nothing
//! by itself: no business rule, no permission, no clock, and no randomness but for
//! keys. A write is a value: a use
//! case fills [`Changes`], [`Store::apply`] carries them out in one transaction or says why not, and
//! returns only when they are durable. The interface is asynchronous and names no database, so that
//! another one can stand behind it.

mod alter;
mod apply;
mod backup;
mod changes;
mod check;
mod conditional;
mod database;
mod dialect;
mod error;
mod feed;
mod files;
mod folder;
mod guard;
mod hex;
mod journal;
mod kept;
mod keys;
mod ledger;
mod limits;
mod links;
mod look_over;
pub mod merkle;
mod own;
mod postgres;
mod query;
mod queue;
mod read;
mod rebuild;
mod scan;
mod schema;
mod sealed_writes;
mod sealing;
mod search;
mod select;
mod sequence;
mod session;
mod shape;
mod sieve;
mod sorting;
mod sqlite;
mod store;
mod stream;
mod tables;
mod template;
mod totals;
mod values;

pub use alter::Difference;
pub use backup::{BackupError, BackupHead};
pub use changes::Changes;
pub use check::{Reason, Refused};
pub use error::{ApplyError, OpenError, ReadError};
pub use files::{
    Collected, FileError, FileInfo, FileReader, FileState, FileWriter, Files, FilesReport, Named, S3, WholeFile,
};
pub use folder::{Folder, FolderError};
pub use journal::{Again, Begun, Journal, Outcome};
pub use kept::{Kept, Revision};
pub use keys::{Keys, KeysError, Master};
pub use ledger::{Actor, Head, LedgerEntry, LedgerFinding, LedgerKey, LedgerReport, MACHINE_PREFIX, Seen};
pub use limits::FILE_BYTES_MAX;
pub use look_over::{DatabaseReport, POSTGRES_VERSION_MIN};
pub use query::{Condition, Cursor, Query};
pub use queue::{GivenUpJob, Job, JobsOfKind, QueuedJob};
pub use scan::Sighting;
pub use schema::Step;
pub use store::{KeysReport, Store, Stored};
pub use stream::Rows;
pub use totals::{Group, Total};

#[cfg(test)]
mod tests;
