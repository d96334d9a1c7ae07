//! Opening the embedded database.
//!
//! A refusal leaves the file as it was, byte for byte: nothing is written before all is decided.

use super::found::found;
use crate::error::OpenError;
use crate::folder::private;
use crate::limits::{
    CACHED_STATEMENTS_MAX, LOCK_WAIT_MILLISECONDS, LOG_PAGES, READER_CACHE_KIBIBYTES, WRITER_CACHE_KIBIBYTES,
};
use crate::schema::{self, Destruction, Plan};
use crate::session::{DbError, Session};
use crate::tables::Tables;
use model::Moment;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

/// The database's file in the data folder.
pub(crate) const FILE: &str = "ryddig.db";

/// Opens the database at `path` for writing, altered to what `tables` declare.
pub(crate) fn open(
    path: &Path,
    tables: &Tables,
    now: Moment,
    destruction: Destruction,
) -> Result<Connection, OpenError> {
    private(&mut OpenOptions::new(), path).map_err(|cause| OpenError::Unavailable(cause.to_string()))?;
    let connection = connect(path)?;
    // Until all is decided, closing the connection must not even move the log into the file.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let plan = schema::plan(&connection, tables, &found(&connection)?)?.permitted(destruction)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    configure(&connection)?;
    let transaction = connection.unchecked_transaction()?;
    schema::carry_out(&*transaction, tables, &plan, now)?;
    transaction.commit()?;
    Ok(connection)
}

/// What opening the database at `path` would do; it stays as it is, and where there is none, none is made.
pub(crate) fn look(path: &Path, tables: &Tables) -> Result<Plan, OpenError> {
    let connection = if path.exists() { connect(path)? } else { Connection::open_in_memory()? };
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    schema::plan(&connection, tables, &found(&connection)?)
}

/// Opens the database at `path` for reading only.
pub(crate) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let connection = connect(path)?;
    connection.pragma_update(None, "query_only", "ON")?;
    connection.pragma_update(None, "cache_size", -READER_CACHE_KIBIBYTES)?;
    Ok(connection)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_millis(LOCK_WAIT_MILLISECONDS))?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS_MAX);
    // Otherwise the planner looks at what is bound, a limit above all, and prepares a kept statement anew each time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(connection)
}

/// Makes a commit durable when it returns, and deleted bytes overwritten.
fn configure(connection: &Connection) -> Result<(), OpenError> {
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" {
        return Err(OpenError::Unavailable("this file system does not bear a write-ahead log".to_owned()));
    }
    connection.execute_batch(&format!(
        "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = OFF; \
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{WRITER_CACHE_KIBIBYTES}"
    ))?;
    Ok(let_log_grow(connection, LOG_PAGES)?)
}

/// Lets the log grow to so many pages before it is moved into the file.
pub(super) fn let_log_grow(connection: &Connection, pages: i64) -> Result<(), DbError> {
    connection.batch(&format!("PRAGMA wal_autocheckpoint = {pages}"))
}
