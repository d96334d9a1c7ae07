//! Values of the model on their way into a statement that is being built.
//!
//! Booleans, days (since 1970) and moments (microseconds since 1970) are stored as integers, ids as
//! 16 bytes, on every database.

use model::Value;

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
