//! The scrub: the second stage of erasure, after which no byte of a deleted row is left in the files.
//!
//! Deleted rows leave residues in page gaps, in segments of the index and in the log, whatever the
//! settings. So the indexes are built anew, the whole file is written anew, and the log is emptied.

use crate::error::ApplyError;
use crate::tables::Tables;
use rusqlite::Connection;

/// Scrubs the database. It fails where a reader keeps the log from being emptied for too long.
pub(crate) fn scrub(connection: &Connection, tables: &Tables) -> Result<(), ApplyError> {
    for index in tables.indexes() {
        connection.execute(&format!("INSERT INTO \"{index}\" (\"{index}\") VALUES ('rebuild')"), [])?;
    }
    connection.execute_batch("VACUUM")?;
    if log_emptied(connection)? {
        return Ok(());
    }
    Err(ApplyError::Unavailable("the log could not be emptied: somebody is still reading".to_owned()))
}

/// Moves the log into the file and cuts it to nothing; waits for readers as long as for any lock.
fn log_emptied(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        Ok(row.get::<_, i64>("busy")? == 0 && row.get::<_, i64>("log")? == 0)
    })
}
