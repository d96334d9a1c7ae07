//! Looking the database over: whether it is whole, takes a write, and is the one that the register made.
//!
//! It reads what the database says of itself, and no row.

use crate::database::Database;
use crate::error::{ApplyError, ReadError};
use crate::limits::PROBLEMS_MAX;
use crate::session::DbError;
use crate::store::Store;
use tokio::task::spawn_blocking;

/// What the database says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DatabaseReport {
    /// The embedded database.
    Embedded {
        /// What its own check of every page found: nothing where it is whole, and not more than some of it.
        problems: Vec<String>,
    },
    /// `PostgreSQL`.
    Postgres {
        /// Its version as it counts itself: 150004 is 15.4.
        version: i64,
        /// The encoding of the database, such as `UTF8`.
        encoding: String,
        /// Whether it writes over files of its log instead of deleting them, so that erased rows stay in them for longer.
        recycles_log: bool,
    },
}

/// The oldest `PostgreSQL` that the program works with, as it counts itself.
pub const POSTGRES_VERSION_MIN: i64 = 150_000;

impl Store {
    /// Looks the whole database over. The embedded one reads every page for it, and takes as long as that takes.
    pub async fn look_over(&self) -> Result<DatabaseReport, ReadError> {
        if matches!(self.database(), Database::Sqlite { .. }) {
            let reader = self.database().reader();
            let looked = spawn_blocking(move || {
                let mut problems = Vec::new();
                let mut note = |cells: &dyn crate::session::Cells| {
                    problems.push(cells.word(0)?);
                    Ok::<_, DbError>(())
                };
                reader.each(&format!("PRAGMA quick_check({PROBLEMS_MAX})"), &[], &mut note)?;
                problems.retain(|problem| problem != "ok");
                Ok::<_, DbError>(problems)
            });
            let problems = looked.await.map_err(|_| ReadError::Unavailable("a reading thread panicked".to_owned()))?;
            return Ok(DatabaseReport::Embedded { problems: problems? });
        }
        let version = self.setting("server_version_num").await?.parse().unwrap_or(0);
        let encoding = self.setting("server_encoding").await?;
        let recycles_log = self.setting("wal_recycle").await? == "on";
        Ok(DatabaseReport::Postgres { version, encoding, recycles_log })
    }

    /// Whether the database takes a write now: one that changes nothing, and on the embedded database reaches the disk.
    pub async fn takes_writes(&self) -> Result<(), ApplyError> {
        self.database().try_write().await
    }

    async fn setting(&self, name: &str) -> Result<String, ReadError> {
        let mut said = String::new();
        let mut read = |cells: &dyn crate::session::Cells| {
            said = cells.word(0)?;
            Ok(())
        };
        self.database().each(&format!("SELECT current_setting('{name}')"), &[], &mut read).await?;
        Ok(said)
    }
}
