//! Pages of a list: the rows behind a row or before it.
//!
//! Few rows of a hub may be there for the caller, so that several reads may be needed; a page ends after a limited number.

use super::columns::ordered;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::SEARCHED_ROWS;
use crate::records::known::known;
use model::{Day, FieldId, Record, RowId, Value};
use rights::Scope;
use store::{Condition, Cursor, Query};

/// Which rows of a list: those that a query finds, in an order.
pub(in crate::records) struct Rows<'a> {
    pub(in crate::records) scope: &'a Scope,
    pub(in crate::records) query: Query<'a>,
    pub(in crate::records) order: Option<(FieldId, bool)>,
}

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::records) enum Start {
    /// At the first row.
    First,
    /// Behind this one.
    Behind(RowId),
    /// So that it ends before this one.
    Before(RowId),
}

impl Rows<'_> {
    /// So many rows as they stand in the list, and whether there are more in the direction in which was read.
    pub(in crate::records) async fn page(
        &self,
        engine: &Engine,
        caller: &Caller,
        start: Start,
        rows: u64,
        today: Day,
    ) -> Result<(Vec<Record>, bool), Failure> {
        let most = usize::try_from(rows).unwrap_or(usize::MAX);
        let back = matches!(start, Start::Before(_));
        let order = self.order.map(|(field, down)| (field, down != back));
        let mut at = match start {
            Start::First => None,
            Start::Behind(id) | Start::Before(id) => self.row(engine, caller, id, today).await?,
        };
        if back && (at.is_none() || order.is_none()) {
            return Ok((Vec::new(), false));
        }
        let (mut found, mut looked): (Vec<Record>, u64) = (Vec::new(), 0);
        let more = loop {
            let mut next = ordered(self.query.clone(), order).limit(rows + 1);
            if let Some(last) = &at {
                let behind = |(field, _)| Cursor::behind(last, field);
                next = next.after(order.map_or(Cursor { value: Value::Null, id: last.id }, behind));
            }
            let mut batch = engine.store().find(next).await?;
            let is_last = batch.len() <= most;
            batch.truncate(most);
            looked += rows;
            at = batch.last().cloned();
            found.extend(known(engine, caller, batch, today).await?);
            if found.len() > most {
                found.truncate(most);
                break true;
            }
            if is_last || found.len() == most || looked >= SEARCHED_ROWS.max(rows) {
                break !is_last;
            }
        };
        if back {
            found.reverse();
        }
        Ok((found, more))
    }

    /// A row that a page begins at, wherever it stands; none where it is not there for the caller.
    async fn row(&self, engine: &Engine, caller: &Caller, id: RowId, today: Day) -> Result<Option<Record>, Failure> {
        let one = Query::over(self.scope).matching(Condition::Ids(vec![id]));
        Ok(known(engine, caller, engine.store().find(one).await?, today).await?.pop())
    }
}
