//! Rows of the made-up company as plain values, before anybody writes them.

use engine::{Day, Moment, RowId};
use model::Value;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::example) struct Row {
    /// The entity's word in the register.
    pub(in crate::example) kind: &'static str,
    pub(in crate::example) id: RowId,
    /// When it was made.
    pub(in crate::example) at: Moment,
    /// The person whose data it is.
    pub(in crate::example) person: Option<RowId>,
    pub(in crate::example) cells: Vec<(&'static str, Cell)>,
}

/// What stands in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::example) enum Cell {
    Value(Value),
    /// A file of this name with these words in it.
    File(String, String),
}

impl Row {
    pub(super) fn new(kind: &'static str, id: RowId, at: Moment) -> Self {
        Self { kind, id, at, person: None, cells: Vec::new() }
    }

    /// Whose data it is.
    pub(super) fn about(mut self, person: RowId) -> Self {
        self.person = Some(person);
        self
    }

    /// What stands in `field`; nothing where there is nothing.
    pub(super) fn set(mut self, field: &'static str, cell: impl Into<Cell>) -> Self {
        let cell = cell.into();
        if cell != Cell::Value(Value::Null) {
            self.cells.push((field, cell));
        }
        self
    }

    pub(super) fn file(self, field: &'static str, name: &str, text: &str) -> Self {
        self.set(field, Cell::File(name.to_owned(), text.to_owned()))
    }

    /// Yes in each of `fields`.
    pub(super) fn yes(self, fields: &[&'static str]) -> Self {
        fields.iter().fold(self, |row, field| row.set(field, true))
    }
}

macro_rules! cells {
    ($($rust:ty => $value:expr),* $(,)?) => {$(
        impl From<$rust> for Cell {
            fn from(it: $rust) -> Self {
                let value: fn($rust) -> Value = $value;
                Self::Value(value(it))
            }
        }
    )*};
}

cells! {
    &str => |text| Value::Text(text.to_owned()),
    String => Value::Text,
    i64 => Value::Integer,
    bool => Value::Boolean,
    Day => Value::Day,
    Moment => Value::Moment,
    RowId => Value::Id,
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(it: Option<T>) -> Self {
        it.map_or(Self::Value(Value::Null), Into::into)
    }
}

/// An amount as it is stored.
pub(super) const fn kroner(amount: i64) -> i64 {
    amount * 100
}

/// A share as it is stored.
pub(super) const fn percent(share: i64) -> i64 {
    share * 100
}

/// A whole number as it is stored, in ten-thousandths.
pub(super) const fn decimal(number: i64) -> i64 {
    number * 10_000
}
