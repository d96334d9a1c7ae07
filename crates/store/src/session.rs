//! A session: one connection while somebody works with it, whichever database it leads to.
//!
//! It blocks: the writing thread of the embedded database and the threads that write to another one have
//! nothing else to do meanwhile. Reads on behalf of people do not come this way on a database that is waited for.

use crate::dialect::Dialect;
use model::{Class, Day, Moment, RowId, Value};
use std::fmt;

/// A statement and what it binds.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) sql: String,
    pub(crate) values: sea_query::Values,
}

impl Statement {
    /// What it binds, in order.
    pub(crate) fn params(&self) -> Vec<Param<'_>> {
        self.values.iter().map(Param::from).collect()
    }
}

/// One bound value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Param<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    Bytes(&'a [u8]),
}

impl<'a> From<&'a Value> for Param<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(yes) => Self::Integer(i64::from(*yes)),
            Value::Integer(number) => Self::Integer(*number),
            Value::Text(text) => Self::Text(text),
            Value::Day(day) => Self::Integer(i64::from(day.0)),
            Value::Moment(moment) => Self::Integer(moment.0),
            Value::Id(id) => Self::Bytes(&id.0),
        }
    }
}

impl<'a> From<&'a str> for Param<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a RowId> for Param<'a> {
    fn from(id: &'a RowId) -> Self {
        Self::Bytes(&id.0)
    }
}

impl<'a> From<&'a sea_query::Value> for Param<'a> {
    /// The builder is given nothing but what [`bound`](crate::values::bound) makes, texts, and its own limits.
    fn from(value: &'a sea_query::Value) -> Self {
        match value {
            sea_query::Value::BigInt(Some(number)) => Self::Integer(*number),
            sea_query::Value::BigUnsigned(Some(number)) => Self::Integer(i64::try_from(*number).unwrap_or(i64::MAX)),
            sea_query::Value::String(Some(text)) => Self::Text(text),
            sea_query::Value::Bytes(Some(bytes)) => Self::Bytes(bytes),
            _ => Self::Null,
        }
    }
}

/// One cell as the database stores it, whatever the register makes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<&Param<'_>> for Cell {
    fn from(param: &Param<'_>) -> Self {
        match param {
            Param::Null => Self::Null,
            Param::Integer(number) => Self::Integer(*number),
            Param::Text(text) => Self::Text((*text).to_owned()),
            Param::Bytes(bytes) => Self::Bytes(bytes.to_vec()),
        }
    }
}

impl<'a> From<&'a Cell> for Param<'a> {
    fn from(cell: &'a Cell) -> Self {
        match cell {
            Cell::Null => Self::Null,
            Cell::Integer(number) => Self::Integer(*number),
            Cell::Text(text) => Self::Text(text),
            Cell::Bytes(bytes) => Self::Bytes(bytes),
        }
    }
}

/// What a database answers when something is wrong, as far as it matters here. No value of a row is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DbError {
    /// Another row has the value of this column, which is unique.
    Unique { column: String },
    /// The disk is full.
    Full,
    /// Somebody else's transaction came between; the same may succeed now.
    Conflict,
    /// Anything else.
    Unavailable(String),
}

impl fmt::Display for DbError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unique { column } => write!(f, "another row has the same in column {column}"),
            Self::Full => f.write_str("the disk is full"),
            Self::Conflict => f.write_str("other transactions came between, again and again"),
            Self::Unavailable(cause) => f.write_str(cause),
        }
    }
}

/// The cells of one row that was read.
pub(crate) trait Cells {
    fn integer(&self, at: usize) -> Result<Option<i64>, DbError>;
    fn text(&self, at: usize) -> Result<Option<String>, DbError>;
    fn id(&self, at: usize) -> Result<Option<RowId>, DbError>;
    fn bytes(&self, at: usize) -> Result<Option<Vec<u8>>, DbError>;
    fn cell(&self, at: usize) -> Result<Cell, DbError>;
}

impl dyn Cells + '_ {
    /// The cell as a value of the model.
    pub(crate) fn value(&self, at: usize, class: Class) -> Result<Value, DbError> {
        let value = match class {
            Class::Boolean => self.integer(at)?.map(|number| Value::Boolean(number != 0)),
            Class::Integer => self.integer(at)?.map(Value::Integer),
            Class::Text => self.text(at)?.map(Value::Text),
            Class::Day => {
                let day = |days| i32::try_from(days).map(|days| Value::Day(Day(days))).map_err(|_| unreadable(at));
                self.integer(at)?.map(day).transpose()?
            }
            Class::Moment => self.integer(at)?.map(|moment| Value::Moment(Moment(moment))),
            Class::Id => self.id(at)?.map(Value::Id),
        };
        Ok(value.unwrap_or(Value::Null))
    }

    /// A number that is always there.
    pub(crate) fn number(&self, at: usize) -> Result<i64, DbError> {
        self.integer(at)?.ok_or_else(|| unreadable(at))
    }

    /// A text that is always there.
    pub(crate) fn word(&self, at: usize) -> Result<String, DbError> {
        self.text(at)?.ok_or_else(|| unreadable(at))
    }

    /// The id of a row.
    pub(crate) fn row_id(&self, at: usize) -> Result<RowId, DbError> {
        self.id(at)?.ok_or_else(|| unreadable(at))
    }
}

/// The database holds something else than the register says.
pub(crate) fn unreadable(at: usize) -> DbError {
    DbError::Unavailable(format!("column {at} of a row does not hold what it should"))
}

/// What is done with each row of an answer.
pub(crate) type Each<'a> = &'a mut (dyn FnMut(&dyn Cells) -> Result<(), DbError> + Send);

/// One connection.
pub(crate) trait Session {
    fn dialect(&self) -> Dialect;

    /// Runs a statement; how many rows it wrote.
    fn execute(&self, sql: &str, params: &[Param<'_>]) -> Result<u64, DbError>;

    /// Runs a statement and looks at each row that it answers with.
    fn each(&self, sql: &str, params: &[Param<'_>], row: Each<'_>) -> Result<(), DbError>;

    /// Runs statements that bind nothing, one after the other.
    fn batch(&self, sql: &str) -> Result<(), DbError>;
}

impl dyn Session + '_ {
    /// The first row of the answer, if there is one.
    pub(crate) fn first<T: Send>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut read: impl FnMut(&dyn Cells) -> Result<T, DbError> + Send,
    ) -> Result<Option<T>, DbError> {
        let mut found = None;
        self.each(sql, params, &mut |cells| {
            if found.is_none() {
                found = Some(read(cells)?);
            }
            Ok(())
        })?;
        Ok(found)
    }

    /// Every row of the answer.
    pub(crate) fn all<T: Send>(
        &self,
        sql: &str,
        params: &[Param<'_>],
        mut read: impl FnMut(&dyn Cells) -> Result<T, DbError> + Send,
    ) -> Result<Vec<T>, DbError> {
        let mut all = Vec::new();
        self.each(sql, params, &mut |cells| {
            all.push(read(cells)?);
            Ok(())
        })?;
        Ok(all)
    }

    /// Whether the answer has a row.
    pub(crate) fn is_there(&self, sql: &str, params: &[Param<'_>]) -> Result<bool, DbError> {
        Ok(self.first(sql, params, |_| Ok(()))?.is_some())
    }
}
