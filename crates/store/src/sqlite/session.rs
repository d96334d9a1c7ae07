//! A connection to the embedded database.

use crate::dialect::Dialect;
use crate::error::OpenError;
use crate::session::{Cell, Cells, DbError, Each, Param, Session, unreadable};
use model::RowId;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, ffi, params_from_iter};

impl Session for Connection {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64, DbError> {
        let rows = self.prepare_cached(sql)?.execute(params_from_iter(params))?;
        Ok(u64::try_from(rows).unwrap_or(u64::MAX))
    }

    fn each(&self, sql: &str, params: &[Param<'_>], row: Each<'_>) -> Result<(), DbError> {
        let mut statement = self.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(params))?;
        while let Some(cells) = rows.next()? {
            row(cells)?;
        }
        Ok(())
    }

    fn batch(&self, sql: &str) -> Result<(), DbError> {
        Ok(self.execute_batch(sql)?)
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Cells for rusqlite::Row<'_> {
    fn integer(&self, at: usize) -> Result<Option<i64>, DbError> {
        Ok(self.get(at)?)
    }

    fn text(&self, at: usize) -> Result<Option<String>, DbError> {
        Ok(self.get(at)?)
    }

    fn id(&self, at: usize) -> Result<Option<RowId>, DbError> {
        match self.get_ref(at)? {
            ValueRef::Null => Ok(None),
            ValueRef::Blob(bytes) => bytes.try_into().map(|id| Some(RowId(id))).map_err(|_| unreadable(at)),
            ValueRef::Integer(_) | ValueRef::Real(_) | ValueRef::Text(_) => Err(unreadable(at)),
        }
    }

    fn bytes(&self, at: usize) -> Result<Option<Vec<u8>>, DbError> {
        Ok(self.get(at)?)
    }

    fn cell(&self, at: usize) -> Result<Cell, DbError> {
        Ok(match self.get_ref(at)? {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(number) => Cell::Integer(number),
            ValueRef::Text(text) => Cell::Text(std::str::from_utf8(text).map_err(|_| unreadable(at))?.to_owned()),
            ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
            ValueRef::Real(_) => return Err(unreadable(at)),
        })
    }
}

impl From<rusqlite::Error> for DbError {
    fn from(cause: rusqlite::Error) -> Self {
        if let rusqlite::Error::SqliteFailure(failure, Some(message)) = &cause
            && failure.extended_code == ffi::SQLITE_CONSTRAINT_UNIQUE
        {
            // `UNIQUE constraint failed: email_address.address`
            return Self::Unique { column: message.rsplit('.').next().unwrap_or_default().to_owned() };
        }
        match cause.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            _ => Self::Unavailable(cause.to_string()),
        }
    }
}

impl From<rusqlite::Error> for OpenError {
    fn from(cause: rusqlite::Error) -> Self {
        DbError::from(cause).into()
    }
}
