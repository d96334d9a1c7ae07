//! The rows beside a row in a list: where one goes from a record that was opened there.

use super::page::{Rows, Start};
use super::{Wanted, part, query};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::records::way::entity;
use model::{Day, Record, RowId};

/// The rows before and behind a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Neighbours {
    /// The one before it.
    pub previous: Option<RowId>,
    /// The one behind it.
    pub next: Option<RowId>,
    /// Whether the row stands on the page of the list that is wanted.
    pub is_on_page: bool,
}

/// The rows beside the row `id` in the list of the entity `key`, wherever the row itself would stand in it.
pub async fn neighbours(
    engine: &Engine,
    caller: &Caller,
    (key, id): (&str, RowId),
    wanted: &Wanted,
    today: Day,
) -> Result<Neighbours, Failure> {
    let (_, scope) = entity(engine, caller, key)?;
    let (query, order) = query(engine, caller, &scope, wanted, today);
    let rows = Rows { scope: &scope, query: query.only(order.iter().map(|(field, _)| *field).collect()), order };
    let one = async |start: Start| -> Result<Option<RowId>, Failure> {
        let (found, _) = rows.page(engine, caller, start, 1, today).await?;
        Ok(found.first().map(|row: &Record| row.id))
    };
    let (page, ..) = part(engine, caller, &rows, wanted, today).await?;
    Ok(Neighbours {
        previous: one(Start::Before(id)).await?,
        next: one(Start::Behind(id)).await?,
        is_on_page: page.iter().any(|row| row.id == id),
    })
}
