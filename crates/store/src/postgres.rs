//! PostgreSQL: a pool of connections; changes that wait for a writer share a transaction.
//!
//! Transactions are serializable, as they are by themselves in the embedded database with its one writer. A change is a
//! value: where another one came between, it is simply carried out again.

mod found;
mod pool;
mod scan;
mod scrub;
mod session;
mod writers;

use crate::backup::BackupError;
use crate::error::{ApplyError, OpenError};
use crate::scan::Sighting;
use crate::schema::{self, Destruction, Plan};
use crate::session::{Cell, DbError, Each, Param, Session};
use crate::tables::Tables;
#[cfg(test)]
pub(crate) use found::found;
use model::Moment;
use pool::Connections;
use session::{Blocking, rows};
use std::sync::Arc;
use std::thread;
use tokio::task::spawn_blocking;
use writers::Writers;

/// Two nodes do not alter the same database at once: the number of the lock that they take.
const ALTERING: i64 = 0x5279_6464_6967;

/// One PostgreSQL database.
#[derive(Debug, Clone)]
pub(crate) struct Postgres {
    connections: Arc<Connections>,
    tables: Arc<Tables>,
    writers: Arc<Writers>,
}

impl Postgres {
    /// Opens the database at `url`, altered to what `tables` declare. It may be called where nobody can wait: the waiting
    /// is done by a thread.
    pub(crate) fn open(
        url: &str,
        tables: Arc<Tables>,
        now: Moment,
        destruction: Destruction,
    ) -> Result<Self, OpenError> {
        let postgres = Self { connections: Arc::new(Connections::new(url)?), tables, writers: Arc::default() };
        on_a_thread(|| postgres.alter(now, destruction))?;
        Ok(postgres)
    }

    /// What opening the database at `url` would do; it stays as it is.
    pub(crate) fn look(url: &str, tables: Arc<Tables>) -> Result<Plan, OpenError> {
        let postgres = Self { connections: Arc::new(Connections::new(url)?), tables, writers: Arc::default() };
        on_a_thread(|| {
            let session = postgres.blocking()?;
            schema::plan(&session, &postgres.tables, &found::found(&session)?)
        })
    }

    /// The database at `url` as it is, for a thread that may wait; the connections go after the session.
    #[cfg(test)]
    pub(crate) fn raw(url: &str) -> Result<(impl Drop + use<>, Blocking), OpenError> {
        let connections = Connections::new(url)?;
        let handle = connections.handle().clone();
        let session = Blocking::new(handle.block_on(connections.lend())?, handle);
        Ok((connections, session))
    }

    fn alter(&self, now: Moment, destruction: Destruction) -> Result<(), OpenError> {
        let session = self.blocking()?;
        session.batch("BEGIN")?;
        let outcome = self.altered(&session, now, destruction);
        session.batch(if outcome.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        // What was prepared for the old tables is of no use for the new ones.
        session.discard();
        outcome?;
        if let Some(sealing) = &self.tables.sealing {
            sealing.settle(&self.blocking()?, &self.tables, destruction)?;
        }
        Ok(())
    }

    fn altered(&self, session: &dyn Session, now: Moment, destruction: Destruction) -> Result<(), OpenError> {
        session.batch(&format!("SELECT pg_advisory_xact_lock({ALTERING})"))?;
        let plan = schema::plan(session, &self.tables, &found::found(session)?)?.permitted(destruction)?;
        schema::carry_out(session, &self.tables, &plan, now)
    }

    /// Works with a connection on a thread that may wait, and waits for it.
    pub(crate) fn with<T: Send>(
        &self,
        work: impl FnOnce(&dyn Session) -> Result<T, BackupError> + Send,
    ) -> Result<T, BackupError> {
        let worked = thread::scope(|scope| {
            let worker = scope.spawn(|| {
                let session = self.blocking()?;
                let outcome = work(&session);
                // Its transaction may be open still.
                session.discard();
                outcome
            });
            worker.join()
        });
        worked.map_err(|_| DbError::Unavailable("a thread panicked".to_owned()))?
    }

    /// The columns that hold one of `texts`.
    pub(crate) fn scan(&self, texts: &[String]) -> Result<Vec<Sighting>, BackupError> {
        self.with(|session| Ok(scan::scan(session, texts)?))
    }

    /// Looks at each row that a statement answers with.
    pub(crate) async fn each(&self, sql: &str, params: &[Param<'_>], row: Each<'_>) -> Result<(), DbError> {
        let (connections, sql) = (Arc::clone(&self.connections), sql.to_owned());
        let bound: Vec<Cell> = params.iter().map(Cell::from).collect();
        let asked = self.connections.handle().spawn(async move {
            let client = connections.lend().await?;
            Ok::<_, DbError>(rows(&client, &sql, &bound.iter().map(Param::from).collect::<Vec<_>>()).await?)
        });
        let found = asked.await.map_err(|_| DbError::Unavailable("a reading task panicked".to_owned()))??;
        found.iter().try_for_each(|cells| row(cells))
    }

    /// The same on a thread that may wait, as the rows come. What is not looked at is not waited for.
    pub(crate) fn each_now(&self, sql: &str, params: &[Param<'_>], row: Each<'_>) -> Result<(), DbError> {
        let session = self.blocking()?;
        let outcome = session.each(sql, params, row);
        if outcome.is_err() {
            session.discard();
        }
        outcome
    }

    /// The second stage of erasure.
    pub(crate) async fn scrub(&self) -> Result<(), ApplyError> {
        let postgres = self.clone();
        let scrubbed = spawn_blocking(move || Ok(scrub::scrub(&postgres.blocking()?, &postgres.tables)?)).await;
        scrubbed.map_err(|_| ApplyError::Unavailable("a scrubbing thread panicked".to_owned()))?
    }

    /// A connection for a thread that may wait.
    fn blocking(&self) -> Result<Blocking, DbError> {
        let handle = self.connections.handle().clone();
        let client = handle.block_on(self.connections.lend())?;
        Ok(Blocking::new(client, handle))
    }
}

/// Waiting is done by a thread: whoever calls may be where nobody can wait.
fn on_a_thread<T: Send>(work: impl FnOnce() -> Result<T, OpenError> + Send) -> Result<T, OpenError> {
    let done = thread::scope(|scope| scope.spawn(work).join());
    done.map_err(|_| OpenError::Unavailable("the opening thread panicked".to_owned()))?
}
