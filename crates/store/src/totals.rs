//! Totals: how many rows there are by a choice, a link or a month, and what their numbers sum up to.
//!
//! One statement, whatever the number of groups. A cell that the scope does not cover counts as empty, as everywhere; what is
//! sealed has no total.

use crate::error::ReadError;
use crate::limits::TOTALS_MAX;
use crate::query::Query;
use crate::select;
use crate::session::Cells;
use crate::store::Store;
use crate::template::Given;
use model::{Class, FieldId, Value};

/// By what rows are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Those with the same value.
    Value(FieldId),
    /// Those with a date, or a moment, in the same month; it is told by its first day.
    Month(FieldId),
}

/// Rows that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// What they have in common, in the order that was asked for; null where the cell is empty.
    pub by: Vec<Value>,
    /// How many rows.
    pub rows: u64,
    /// The sum of each field that was to be summed up; empty cells count as nothing.
    pub sums: Vec<i64>,
}

impl Store {
    /// The rows of `query`, whatever its order, limit and cursor, put together by `by`, with the sums of `sums`. Groups come
    /// in the order of what they have in common.
    pub async fn totals(&self, query: Query<'_>, by: &[Group], sums: &[FieldId]) -> Result<Vec<Total>, ReadError> {
        let query = Query { order: None, limit: None, after: None, ..query };
        let given = Given::default();
        let template = select::totals(self.tables(), &query, (by, sums), &given)?;
        let class = |group: &Group| match group {
            Group::Value(field) => self.model()[*field].kind.class(),
            Group::Month(_) => Class::Day,
        };
        let classes: Vec<Class> = by.iter().map(class).collect();
        let mut totals = Vec::new();
        let mut read = |cells: &dyn Cells| {
            let by = classes.iter().enumerate().map(|(at, class)| cells.value(at, *class)).collect::<Result<_, _>>()?;
            let sums = (0..sums.len()).map(|at| cells.integer(classes.len() + 1 + at).map(Option::unwrap_or_default));
            let rows = u64::try_from(cells.number(classes.len())?).unwrap_or(0);
            totals.push(Total { by, rows, sums: sums.collect::<Result<_, _>>()? });
            Ok(())
        };
        self.database().each(&template.sql, &template.params(&given, TOTALS_MAX + 1), &mut read).await?;
        let groups = u64::try_from(totals.len()).unwrap_or(u64::MAX);
        if groups > TOTALS_MAX { Err(ReadError::TooMany) } else { Ok(totals) }
    }
}
