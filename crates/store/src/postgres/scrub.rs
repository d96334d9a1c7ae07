//! The scrub: the second stage of erasure, after which no byte of a deleted row is left in the files of the server.
//!
//! Deleted rows stay in their pages, in the statistics that the planner draws from them, and in the log. So every table
//! is written anew, the statistics are drawn and written anew, and the log is moved on. Whether the server overwrites
//! or keeps the files of the old log is its own affair (`wal_recycle`, archives, replicas): docs/operate says what to set.

use crate::dialect::quoted;
use crate::session::{DbError, Session};
use crate::tables::Tables;

/// Scrubs the database. Writes wait while a table is written anew.
pub(super) fn scrub(session: &dyn Session, tables: &Tables) -> Result<(), DbError> {
    let names = tables.model.entity_ids().map(|entity| tables.of(entity).name.as_str()).chain(tables.indexes());
    for name in names {
        session.batch(&format!("VACUUM (FULL, ANALYZE) {}", quoted(name)))?;
    }
    session.batch("VACUUM FULL pg_catalog.pg_statistic")?;
    session.batch("CHECKPOINT")?;
    session.batch("SELECT pg_switch_wal()")?;
    session.batch("CHECKPOINT")
}
