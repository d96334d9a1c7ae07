//! Statements that are built once and bound often.
//!
//! The builder is told a number in the place of each value of a query. Where the numbers come out in the finished
//! statement says where the values go, whatever the order in which a dialect writes its parts. Nothing here knows what
//! a condition means.

mod outline;

use crate::dialect::Dialect;
use crate::limits::{LONG_LIST_VALUES, SHORT_LIST_VALUES_MAX};
use crate::query::{Condition, Query};
use crate::read::Reading;
use crate::session::{Param, Statement};
pub(crate) use outline::{Answer, Outline, Templates};
use sea_query::SelectStatement;
use std::cell::RefCell;

/// A statement without the values of a query.
#[derive(Debug)]
pub(crate) struct Template {
    pub(crate) sql: String,
    /// How its rows are read.
    pub(crate) reading: Reading,
    places: Vec<Place>,
}

/// What is bound in one place.
#[derive(Debug)]
enum Place {
    /// The same each time: what the scope says.
    Constant(sea_query::Value),
    /// The value with this number.
    Given(usize),
    /// How many rows at most.
    Limit,
}

/// The values of one query, numbered.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Given<'q>(RefCell<Vec<Param<'q>>>);

impl Template {
    pub(crate) fn new(dialect: Dialect, select: &SelectStatement, reading: Reading) -> Self {
        let Statement { sql, values } = dialect.build(select);
        // The builder is given numbers of this width for nothing else, and a limit in this one only.
        let place = |value: sea_query::Value| match value {
            sea_query::Value::Unsigned(Some(number)) => Place::Given(usize::try_from(number).unwrap_or(usize::MAX)),
            sea_query::Value::BigUnsigned(_) => Place::Limit,
            other => Place::Constant(other),
        };
        Self { sql, reading, places: values.into_iter().map(place).collect() }
    }

    /// What is bound, in order.
    pub(crate) fn params<'a>(&'a self, given: &Given<'a>, limit: u64) -> Vec<Param<'a>> {
        let given = given.0.borrow();
        let param = |place: &'a Place| match place {
            Place::Constant(value) => Param::from(value),
            Place::Given(number) => given.get(*number).copied().unwrap_or(Param::Null),
            Place::Limit => Param::Integer(i64::try_from(limit).unwrap_or(i64::MAX)),
        };
        self.places.iter().map(param).collect()
    }
}

impl<'q> Given<'q> {
    /// Every value of a query in the order in which the builder comes to them.
    pub(crate) fn of(query: &'q Query<'_>) -> Self {
        let given = Self::default();
        query.conditions.iter().for_each(|condition| given.condition(condition));
        if let Some(cursor) = &query.after {
            given.place((&cursor.id).into());
            if query.order.is_some() && !cursor.value.is_null() {
                given.place((&cursor.value).into());
            }
        }
        given
    }

    fn condition(&self, condition: &'q Condition) {
        match condition {
            Condition::Ids(ids) => filled_up(ids).for_each(|id| drop(self.place(id.into()))),
            Condition::OneOf(_, values) | Condition::NoneOf(_, values) => {
                filled_up(values).for_each(|value| drop(self.place(value.into())));
            }
            Condition::Is(_, value) if value.is_null() => {}
            Condition::Is(_, value)
            | Condition::AtLeast(_, value)
            | Condition::AtMost(_, value)
            | Condition::Contains(_, value) => drop(self.place(value.into())),
            Condition::Any(of) => of.iter().for_each(|one| self.condition(one)),
            Condition::Filled(_) | Condition::Words(_) | Condition::Restricted(_) => {}
        }
    }

    /// A value's number, for the builder.
    pub(crate) fn place(&self, value: Param<'q>) -> sea_query::Value {
        let mut values = self.0.borrow_mut();
        values.push(value);
        sea_query::Value::Unsigned(u32::try_from(values.len() - 1).ok())
    }
}

/// How many values are bound for a list of so many.
pub(crate) fn places(values: usize) -> usize {
    if values > SHORT_LIST_VALUES_MAX { values.max(LONG_LIST_VALUES) } else { values }
}

/// The values of a list as they are bound: the last one again and again where places are left.
pub(crate) fn filled_up<T>(list: &[T]) -> impl Iterator<Item = &T> {
    let again = list.last().into_iter().flat_map(std::iter::repeat);
    list.iter().chain(again).take(places(list.len()))
}
