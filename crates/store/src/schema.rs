//! Opening the database: what is missing is added, what the register does not know is refused.
//!
//! A refusal leaves the file as it was, byte for byte: nothing is written before all is decided.

use crate::alter::{self, Alteration, Difference};
use crate::apply;
use crate::check::Write;
use crate::error::{ApplyError, OpenError};
use crate::feed::Feed;
use crate::folder::private;
use crate::limits::{
    CACHED_STATEMENTS_MAX, LOCK_WAIT_MILLISECONDS, LOG_PAGES, READER_CACHE_KIBIBYTES, WRITER_CACHE_KIBIBYTES,
};
use crate::sequence;
use crate::shape;
use crate::tables::{Tables, VERSION};
use model::{Moment, Row, RowId};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use sea_query::{Alias, SqliteQueryBuilder};
use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

/// The database's file in the data folder.
pub(crate) const FILE: &str = "ryddig.db";

/// There is one row of `schema_state`, and this is its id.
const STATE: RowId = RowId([0; 16]);

model::row! {
    /// Which register the database was last altered for.
    pub struct StateRow of "schema_state", handles StateFields {
        /// Of the register's text.
        fingerprint: String,
        /// When it was first opened with that register.
        applied_at: Moment,
    }
}

/// Opens the database at `path` for writing, altered to what `tables` declare.
pub(crate) fn open(path: &Path, tables: &Tables, now: Moment) -> Result<Connection, OpenError> {
    private(&mut OpenOptions::new(), path).map_err(|cause| OpenError::Unavailable(cause.to_string()))?;
    let mut connection = connect(path)?;
    // Until all is decided, closing the connection must not even move the log into the file.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let declared = shape::declared(&tables.model, &[tables.job.run_at, tables.job.leased_until, tables.ledger.person]);
    let found = shape::found(&connection)?;
    let alterations = alter::decide(&declared, &found).map_err(OpenError::Schema)?;
    let obstacles = obstacles(&connection, &alterations)?;
    if !obstacles.is_empty() {
        return Err(OpenError::Schema(obstacles));
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    configure(&connection)?;
    migrate(&mut connection, tables, &alterations, now)?;
    Ok(connection)
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
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -{WRITER_CACHE_KIBIBYTES}; \
         PRAGMA wal_autocheckpoint = {LOG_PAGES}"
    ))?;
    Ok(())
}

/// What rows stand in the way of `alterations`.
fn obstacles(connection: &Connection, alterations: &[Alteration<'_>]) -> rusqlite::Result<Vec<Difference>> {
    let mut obstacles = Vec::new();
    for alteration in alterations {
        let Alteration::RebuildTable(rebuild) = alteration else { continue };
        for (question, difference) in rebuild.questions() {
            if connection.query_row(&question, [], |row| row.get(0))? {
                obstacles.push(difference);
            }
        }
    }
    Ok(obstacles)
}

fn migrate(
    connection: &mut Connection,
    tables: &Tables,
    alterations: &[Alteration<'_>],
    now: Moment,
) -> Result<(), OpenError> {
    let transaction = connection.transaction()?;
    for statement in alterations.iter().flat_map(Alteration::statements) {
        transaction.execute_batch(&statement)?;
    }
    let renamed = alterations.iter().any(|one| match one {
        Alteration::RenameTable(..) | Alteration::RenameColumn(..) | Alteration::RebuildTable(_) => true,
        Alteration::CreateTable(_)
        | Alteration::AddColumn(..)
        | Alteration::CreateIndex(_)
        | Alteration::DropIndex(_)
        | Alteration::CreateSearch(_)
        | Alteration::DropSearch(_) => false,
    });
    if renamed {
        sequence::rename(&transaction, tables)?;
    }
    if let Some(write) = note(&transaction, tables, now)? {
        let unavailable = |error: ApplyError| OpenError::Unavailable(error.to_string());
        apply::writes(&transaction, tables, &[write], &mut Feed::default()).map_err(unavailable)?;
    }
    transaction.commit()?;
    Ok(())
}

/// What to write about the register's fingerprint; nothing where the database knows it.
fn note(connection: &Connection, tables: &Tables, now: Moment) -> rusqlite::Result<Option<Write>> {
    let entity = tables.state.entity;
    let state = StateRow { fingerprint: tables.model.fingerprint.clone(), applied_at: now };
    let cells = state.cells(&tables.state);
    let mut select = sea_query::Query::select();
    select.columns(["fingerprint", VERSION].map(Alias::new)).from(Alias::new(&tables.of(entity).name));
    let known = connection
        .query_row(&select.build(SqliteQueryBuilder).0, [], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))
        .optional()?;
    Ok(match known {
        Some((fingerprint, _)) if fingerprint == state.fingerprint => None,
        Some((_, version)) => Some(Write::Update { entity, id: STATE, version, cells, guard: Vec::new() }),
        None => {
            let values = cells.into_iter().map(|(_, value)| value).collect();
            Some(Write::Insert { entity, id: STATE, values, guard: Vec::new() })
        }
    })
}
