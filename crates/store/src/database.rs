//! The database behind a store: the embedded one, or PostgreSQL.

use crate::check::Write;
use crate::error::ApplyError;
use crate::postgres::Postgres;
use crate::session::{DbError, Each, Statement};
use crate::sqlite::{Readers, Writer};

/// In the order in which they must go: readers before the writer.
#[derive(Debug)]
pub(crate) enum Database {
    Sqlite { readers: Readers, writer: Writer },
    Postgres(Postgres),
}

impl Database {
    /// Looks at each row that `statement` answers with.
    pub(crate) async fn each(&self, statement: &Statement, row: Each<'_>) -> Result<(), DbError> {
        match self {
            Self::Sqlite { readers, .. } => readers.each(statement, row),
            Self::Postgres(postgres) => postgres.each(statement, row).await,
        }
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
