//! The database behind a store: the embedded one, or PostgreSQL.

use crate::backup::BackupError;
use crate::check::Write;
use crate::error::ApplyError;
use crate::postgres::Postgres;
use crate::session::{DbError, Each, Param, Session};
use crate::sqlite::{Readers, Writer, open_reader};
use tokio::task::spawn_blocking;

/// In the order in which they must go: readers before the writer.
#[derive(Debug)]
pub(crate) enum Database {
    Sqlite { readers: Readers, writer: Writer },
    Postgres(Postgres),
}

impl Database {
    /// Looks at each row that a statement answers with.
    pub(crate) async fn each(&self, sql: &str, params: &[Param<'_>], row: Each<'_>) -> Result<(), DbError> {
        match self {
            Self::Sqlite { readers, .. } => readers.each(sql, params, row),
            Self::Postgres(postgres) => postgres.each(sql, params, row).await,
        }
    }

    /// Works with a connection whose reads are all of one moment, on a thread that may wait.
    pub(crate) async fn snapshot<T: Send + 'static>(
        &self,
        work: impl FnOnce(&dyn Session) -> Result<T, BackupError> + Send + 'static,
    ) -> Result<T, BackupError> {
        let read = match self {
            Self::Sqlite { readers, .. } => {
                let file = readers.file().to_owned();
                spawn_blocking(move || {
                    let connection = open_reader(&file).map_err(DbError::from)?;
                    connection.batch("BEGIN")?;
                    work(&connection)
                })
            }
            Self::Postgres(postgres) => {
                let postgres = postgres.clone();
                spawn_blocking(move || {
                    postgres.with(|session| {
                        session.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?;
                        work(session)
                    })
                })
            }
        };
        read.await.map_err(|_| DbError::Unavailable("a reading thread panicked".to_owned()))?
    }

    /// Carries out a change, whole and durable, or says why not.
    pub(crate) async fn apply(&self, writes: Vec<Write>) -> Result<(), ApplyError> {
        match self {
            Self::Sqlite { writer, .. } => writer.apply(writes).await,
            Self::Postgres(postgres) => postgres.apply(writes).await,
        }
    }

    /// The second stage of erasure.
    pub(crate) async fn scrub(&self) -> Result<(), ApplyError> {
        match self {
            Self::Sqlite { writer, .. } => writer.scrub().await,
            Self::Postgres(postgres) => postgres.scrub().await,
        }
    }
}
