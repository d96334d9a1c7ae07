//! Cells between the model's values and the database's.
//!
//! Booleans, days (since 1970) and moments (microseconds since 1970) are stored as integers, ids as
//! 16 bytes.

use model::{Class, Day, Moment, RowId, Value};
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

/// A cell on its way into a prepared statement.
pub(crate) struct Cell<'a>(pub(crate) &'a Value);

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Boolean(yes) => ValueRef::Integer(i64::from(*yes)),
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Day(day) => ValueRef::Integer(i64::from(day.0)),
            Value::Moment(moment) => ValueRef::Integer(moment.0),
            Value::Id(id) => ValueRef::Blob(&id.0),
        }))
    }
}

/// A value on its way into a statement that is being built.
pub(crate) fn bound(value: &Value) -> sea_query::Value {
    match value {
        Value::Null => sea_query::Value::BigInt(None),
        Value::Boolean(yes) => i64::from(*yes).into(),
        Value::Integer(number) => (*number).into(),
        Value::Text(text) => text.clone().into(),
        Value::Day(day) => i64::from(day.0).into(),
        Value::Moment(moment) => moment.0.into(),
        Value::Id(id) => id.0.to_vec().into(),
    }
}

/// A value of a built statement on its way into the database.
pub(crate) struct Bound(pub(crate) sea_query::Value);

impl ToSql for Bound {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match &self.0 {
            sea_query::Value::BigInt(number) => number.map_or(ValueRef::Null, ValueRef::Integer),
            sea_query::Value::BigUnsigned(Some(number)) => {
                ValueRef::Integer(i64::try_from(*number).unwrap_or(i64::MAX))
            }
            sea_query::Value::String(Some(text)) => ValueRef::Text(text.as_bytes()),
            sea_query::Value::Bytes(Some(bytes)) => ValueRef::Blob(bytes),
            other => {
                let cause = format!("nothing binds a value like {:?}", std::mem::discriminant(other));
                return Err(rusqlite::Error::ToSqlConversionFailure(cause.into()));
            }
        }))
    }
}

/// The cell of `row` at `at`.
pub(crate) fn read(row: &rusqlite::Row<'_>, at: usize, class: Class) -> rusqlite::Result<Value> {
    let value = match class {
        Class::Boolean => row.get::<_, Option<bool>>(at)?.map(Value::Boolean),
        Class::Integer => row.get::<_, Option<i64>>(at)?.map(Value::Integer),
        Class::Text => row.get::<_, Option<String>>(at)?.map(Value::Text),
        Class::Day => row.get::<_, Option<i32>>(at)?.map(|days| Value::Day(Day(days))),
        Class::Moment => row.get::<_, Option<i64>>(at)?.map(|moment| Value::Moment(Moment(moment))),
        Class::Id => row.get::<_, Option<[u8; 16]>>(at)?.map(|id| Value::Id(RowId(id))),
    };
    Ok(value.unwrap_or(Value::Null))
}
