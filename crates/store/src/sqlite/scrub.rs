//! The scrub: the second stage of erasure, after which no byte of a deleted row is left in the files.
//!
//! Deleted rows leave residues in page gaps, in segments of the index and in the log, whatever the
//! settings. So the indexes are built anew, the whole file is written anew, and the log is emptied.

use crate::error::ApplyError;
use crate::session::{DbError, Session};
use crate::tables::Tables;
use rusqlite::Connection;

/// Scrubs the database. It fails where a reader keeps the log from being emptied for too long.
pub(crate) fn scrub(connection: &Connection, tables: &Tables) -> Result<(), ApplyError> {
    for index in tables.indexes() {
        connection.batch(&format!("INSERT INTO \"{index}\" (\"{index}\") VALUES ('rebuild')"))?;
    }
    connection.batch("VACUUM")?;
    if log_emptied(connection)? {
        return Ok(());
    }
    Err(ApplyError::Unavailable("the log could not be emptied: somebody is still reading".to_owned()))
}

/// Moves the log into the file and cuts it to nothing; waits for readers as long as for any lock.
fn log_emptied(session: &dyn Session) -> Result<bool, DbError> {
    // Whether a reader was in the way, and how many pages the log still has.
    let rest =
        session.first("PRAGMA wal_checkpoint(TRUNCATE)", &[], |cells| Ok((cells.number(0)?, cells.number(1)?)))?;
    Ok(rest == Some((0, 0)))
}
