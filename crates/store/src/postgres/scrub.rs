//! The scrub: the second stage of erasure, after which no byte of a deleted row is left in the files of the server.
//!
//! Deleted rows stay in their pages, in the statistics that the planner draws from them, and in the log. So every table
//! is written anew, the statistics are drawn and written anew, and the log is moved on. Whether the server overwrites
//! or keeps the files of the old log is its own affair (`wal_recycle`, archives, replicas): docs/operate says what to set.

use crate::dialect::quoted;
use crate::limits::{SCRUB_POLL_MILLISECONDS, SCRUB_WAIT_SECONDS};
use crate::session::{DbError, Param, Session};
use crate::tables::Tables;
use std::thread;
use std::time::{Duration, Instant};

/// Scrubs the database. Writes wait while a table is written anew. It fails where somebody has been reading for too long
/// since before the rows were deleted: the server keeps for them what they may still look at.
pub(super) fn scrub(session: &dyn Session, tables: &Tables) -> Result<(), DbError> {
    wait_for_readers(session)?;
    let names = tables.model.entity_ids().map(|entity| tables.of(entity).name.as_str()).chain(tables.indexes());
    for name in names {
        session.batch(&format!("VACUUM (FULL, ANALYZE) {}", quoted(name)))?;
    }
    session.batch("VACUUM FULL pg_catalog.pg_statistic")?;
    session.batch("CHECKPOINT")?;
    session.batch("SELECT pg_switch_wal()")?;
    session.batch("CHECKPOINT")
}

/// Waits until nobody has a view of the database that is older than this moment, and no transaction of the whole server
/// has begun before it: every view of it, our own too, reaches back to the oldest that still runs.
fn wait_for_readers(session: &dyn Session) -> Result<(), DbError> {
    let this_moment = "SELECT pg_current_xact_id()::text";
    let Some(now) = session.first(this_moment, &[], |cells| cells.word(0))? else { return Ok(()) };
    let older = "SELECT 1 FROM (SELECT backend_xmin AS xmin FROM pg_stat_activity \
                                WHERE datname = current_database() AND pid <> pg_backend_pid() \
                                UNION ALL SELECT xmin FROM pg_replication_slots \
                                UNION ALL SELECT transaction FROM pg_prepared_xacts WHERE database = current_database()) AS v \
                 WHERE age(v.xmin) > age($1::text::xid8::xid) \
                 UNION ALL SELECT 1 WHERE pg_snapshot_xmin(pg_current_snapshot()) <= $1::text::xid8 LIMIT 1";
    let began = Instant::now();
    while session.is_there(older, &[Param::Text(&now)])? {
        if began.elapsed() > Duration::from_secs(SCRUB_WAIT_SECONDS) {
            return Err(DbError::Unavailable(
                "the rows could not be written anew: somebody is still reading".to_owned(),
            ));
        }
        thread::sleep(Duration::from_millis(SCRUB_POLL_MILLISECONDS));
    }
    Ok(())
}
