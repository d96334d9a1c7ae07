//! Queries as values: which rows of one scope, in which order, how many.

use model::{FieldId, Record, Restriction, RowId, Value};
use rights::Scope;

/// Which rows to read. Every condition must hold.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    pub(crate) scope: &'a Scope,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) order: Option<(FieldId, Direction)>,
    pub(crate) limit: Option<u64>,
    pub(crate) after: Option<Cursor>,
    pub(crate) only: Option<Vec<FieldId>>,
}

/// What must hold for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// It is one of these.
    Ids(Vec<RowId>),
    /// The field has this value; [`Value::Null`] finds the empty ones.
    Is(FieldId, Value),
    /// The field has one of these values.
    OneOf(FieldId, Vec<Value>),
    /// The field has none of these values: it is empty, or it has another.
    NoneOf(FieldId, Vec<Value>),
    /// The field is filled in.
    Filled(FieldId),
    /// The field is filled in and no less than this value.
    AtLeast(FieldId, Value),
    /// The field is filled in and no greater than this value.
    AtMost(FieldId, Value),
    /// The field, which is one of text, has this text in it, whatever the capitals and accents. Every row is looked at.
    Contains(FieldId, Value),
    /// One of these holds.
    Any(Vec<Condition>),
    /// Every word begins a word of some searchable field that the scope covers. Without a single
    /// letter or digit nothing is found; words past the sixteenth are not looked at.
    Words(String),
    /// It is only stored, and this is why.
    Restricted(Restriction),
}

/// A place in an ordered list: behind a certain row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// The row's value in the field that orders the list; null where only ids order it.
    pub value: Value,
    /// The row.
    pub id: RowId,
}

/// Which end of a list comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Direction {
    Ascending,
    Descending,
}

impl<'a> Query<'a> {
    /// All rows of the scope, ordered by id.
    pub fn over(scope: &'a Scope) -> Self {
        Self { scope, conditions: Vec::new(), order: None, limit: None, after: None, only: None }
    }

    /// Only the rows for which this holds, too.
    #[must_use]
    pub fn matching(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    /// The greatest value of `field` first, texts as in a Norwegian list, empty ones last; equals ordered by id, the latest first.
    #[must_use]
    pub fn newest_first(mut self, field: FieldId) -> Self {
        self.order = Some((field, Direction::Descending));
        self
    }

    /// The smallest value of `field` first, texts as in a Norwegian list, empty ones before all; equals ordered by id.
    #[must_use]
    pub fn oldest_first(mut self, field: FieldId) -> Self {
        self.order = Some((field, Direction::Ascending));
        self
    }

    /// Only these of the fields that the scope covers: the rows come without the others.
    #[must_use]
    pub fn only(mut self, fields: Vec<FieldId>) -> Self {
        self.only = Some(fields);
        self
    }

    /// The fields that the rows come with, in the order of the register.
    pub(crate) fn fields(&self) -> impl Iterator<Item = FieldId> {
        let wanted = |field: &FieldId| self.only.as_ref().is_none_or(|only| only.contains(field));
        self.scope.fields().iter().copied().filter(wanted)
    }

    /// At most so many rows.
    #[must_use]
    pub fn limit(mut self, rows: u64) -> Self {
        self.limit = Some(rows);
        self
    }

    /// Only rows behind this place in the chosen order.
    #[must_use]
    pub fn after(mut self, cursor: Cursor) -> Self {
        self.after = Some(cursor);
        self
    }
}

impl Cursor {
    /// The place behind `record` in a list ordered by `field`.
    pub fn behind(record: &Record, field: FieldId) -> Self {
        Self { value: record.get(field).cloned().unwrap_or(Value::Null), id: record.id }
    }
}
