//! Reading: connections that cannot write, lent to one query at a time.
//!
//! A query runs on the thread that asks; there are never more connections than threads that do.

use crate::error::ReadError;
use crate::limits::{IDLE_READERS_MAX, QUERY_ROWS_MAX};
use crate::query::Query;
use crate::schema;
use crate::select;
use crate::tables::Tables;
use crate::values::{self, Bound};
use model::{Class, FieldId, Record, RowId, Value};
use rusqlite::{Connection, params_from_iter};
use std::path::PathBuf;
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

    /// The rows of `query`.
    pub(crate) fn find(&self, tables: &Tables, query: &Query<'_>) -> Result<Vec<Record>, ReadError> {
        let (sql, bound) = select::rows(tables, query)?;
        let entity = query.scope.entity();
        let columns: Vec<(FieldId, Class)> =
            query.scope.fields().iter().map(|&field| (field, tables.model[field].kind.class())).collect();
        let partly: Vec<FieldId> = select::partly(tables, query.scope).map(|(field, _)| field).collect();
        let record = |row: &rusqlite::Row<'_>| {
            let cells = columns.iter().enumerate();
            let cells = cells.map(|(at, &(field, class))| Ok((field, values::read(row, at + 2, class)?)));
            let mut cells = cells.collect::<rusqlite::Result<Vec<(FieldId, Value)>>>()?;
            for (at, hidden) in partly.iter().enumerate() {
                if !row.get::<_, bool>(columns.len() + at + 2)? {
                    cells.retain(|(field, _)| field != hidden);
                }
            }
            Ok(Record { entity, id: RowId(row.get(0)?), version: row.get(1)?, cells })
        };
        let records: Vec<Record> = self.lend(|connection| {
            let mut select = connection.prepare_cached(&sql)?;
            select.query_map(params_from_iter(bound.into_iter().map(Bound)), record)?.collect()
        })?;
        let rows = u64::try_from(records.len()).unwrap_or(u64::MAX);
        if rows > QUERY_ROWS_MAX { Err(ReadError::TooMany) } else { Ok(records) }
    }

    /// How many rows `query` finds.
    pub(crate) fn count(&self, tables: &Tables, query: &Query<'_>) -> Result<u64, ReadError> {
        let (sql, bound) = select::count(tables, query)?;
        let rows: i64 = self.lend(|connection| {
            let mut select = connection.prepare_cached(&sql)?;
            select.query_row(params_from_iter(bound.into_iter().map(Bound)), |row| row.get(0))
        })?;
        Ok(u64::try_from(rows).unwrap_or(0))
    }

    fn lend<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> rusqlite::Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => schema::open_reader(&self.file)?,
        };
        let outcome = read(&connection);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS_MAX {
            idle.push(connection);
        }
        outcome
    }
}
