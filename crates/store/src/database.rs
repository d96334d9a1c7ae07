//! The database behind a store: the embedded one, or PostgreSQL.

use crate::backup::BackupError;
use crate::check::Write;
use crate::error::ApplyError;
use crate::postgres::Postgres;
use crate::session::{Cell, DbError, Each, Param, Session};
use crate::sqlite::{Readers, Writer, open_reader};
use std::path::PathBuf;
use tokio::task::spawn_blocking;

/// In the order in which they must go: readers before the writer.
#[derive(Debug)]
pub(crate) enum Database {
    Sqlite { readers: Readers, writer: Writer },
    Postgres(Postgres),
}

/// A connection of its own for a thread that reads much.
#[derive(Debug)]
pub(crate) enum Reader {
    Sqlite(PathBuf),
    Postgres(Postgres),
}

impl Reader {
    /// Looks at each row that a statement answers with, as they come; an error of whoever looks ends it at once.
    pub(crate) fn each(&self, sql: &str, params: &[Cell], row: Each<'_>) -> Result<(), DbError> {
        let params: Vec<Param<'_>> = params.iter().map(Param::from).collect();
        match self {
            Self::Sqlite(file) => open_reader(file)?.each(sql, &params, row),
            Self::Postgres(postgres) => postgres.each_now(sql, &params, row),
        }
    }
}

impl Database {
    /// A way to read on another thread.
    pub(crate) fn reader(&self) -> Reader {
        match self {
            Self::Sqlite { readers, .. } => Reader::Sqlite(readers.file().to_owned()),
            Self::Postgres(postgres) => Reader::Postgres(postgres.clone()),
        }
    }

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

    /// How many times rows were changed since the start, where this is where all changes come by.
    pub(crate) fn commits(&self) -> Option<u64> {
        match self {
            Self::Sqlite { writer, .. } => Some(writer.commits()),
            Self::Postgres(_) => None,
        }
    }

    /// Carries out a change, whole and durable, or says why not.
    pub(crate) async fn apply(&self, writes: Vec<Write>) -> Result<(), ApplyError> {
        match self {
            Self::Sqlite { writer, .. } => writer.apply(writes).await,
            Self::Postgres(postgres) => postgres.apply(writes).await,
        }
    }

    /// Writes nothing, as durably as anything.
    pub(crate) async fn try_write(&self) -> Result<(), ApplyError> {
        match self {
            Self::Sqlite { writer, .. } => writer.try_write().await,
            // A server that cannot write, as a standby, gives nobody the number of a transaction.
            Self::Postgres(postgres) => {
                let asked = postgres.each("SELECT pg_current_xact_id()::text", &[], &mut |_| Ok(())).await;
                Ok(asked?)
            }
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
