//! Reading: connections that cannot write, lent to one query at a time.
//!
//! A query runs on the thread that asks; there are never more connections than threads that do.

use super::open::open_reader;
use crate::limits::IDLE_READERS_MAX;
use crate::session::{DbError, Each, Param, Session};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The idle connections. More are opened when all are lent.
#[derive(Debug)]
pub(crate) struct Readers {
    file: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(file: PathBuf) -> Self {
        Self { file, idle: Mutex::default() }
    }

    /// The file that they read.
    pub(crate) fn file(&self) -> &Path {
        &self.file
    }

    /// Looks at each row that a statement answers with.
    pub(crate) fn each(&self, sql: &str, params: &[Param<'_>], row: Each<'_>) -> Result<(), DbError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open_reader(&self.file)?,
        };
        let outcome = connection.each(sql, params, row);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS_MAX {
            idle.push(connection);
        }
        outcome
    }
}
