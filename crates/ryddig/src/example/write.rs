//! Puts the made-up company into the database, some thousand rows at a time, and says how far it has come.

use super::company::{Cell, Company, Row, Wanted};
use crate::{Problem, say};
use engine::files::{self, Refusal};
use engine::records::{Bulk, BulkRow};
use engine::{Caller, Engine, Moment};
use std::time::Instant;

/// Rows of one transaction, about.
const BATCH_ROWS: usize = 4_000;
/// So often it is said how far it has come.
const SAID_ROWS: usize = 40_000;

/// Makes the company and writes it; `caller` is who the ledger names.
pub(super) async fn company(engine: &Engine, caller: &Caller, wanted: Wanted) -> Result<(), Problem> {
    let began = Instant::now();
    let (mut rows, mut said) = (0, 0);
    let mut bulk = Bulk::new(engine, caller);
    for piece in Company::new(wanted) {
        for row in piece {
            bulk.add(finished(engine, row).await?).map_err(Problem::failed)?;
        }
        if bulk.rows() >= BATCH_ROWS {
            rows += bulk.rows();
            bulk.write().await.map_err(Problem::failed)?;
        }
        if rows - said >= SAID_ROWS {
            said = rows;
            say(&format!("  {rows} rows of the example company\n"));
        }
    }
    rows += bulk.rows();
    bulk.write().await.map_err(Problem::failed)?;
    let seconds = began.elapsed().as_secs_f64();
    say(&format!("  {rows} rows of the example company in {seconds:.1} seconds\n"));
    Ok(())
}

/// The row with its files taken in.
async fn finished(engine: &Engine, row: Row) -> Result<BulkRow, Problem> {
    let mut cells = Vec::with_capacity(row.cells.len());
    for (key, cell) in row.cells {
        let value = match cell {
            Cell::Value(value) => value,
            Cell::File(name, text) => model::Value::Id(file(engine, row.at, &name, &text).await?),
        };
        cells.push((key, value));
    }
    Ok(BulkRow { kind: row.kind, id: row.id, at: row.at, person: row.person, cells })
}

/// A file that came in.
pub(super) async fn file(engine: &Engine, at: Moment, name: &str, text: &str) -> Result<engine::RowId, Problem> {
    let refused = |refusal: Refusal| match refusal {
        Refusal::TooLarge => Problem::failed("a file of the example is too large"),
        Refusal::Failed(failure) => Problem::failed(failure),
    };
    let mut incoming = files::take_in(engine, at, name).await.map_err(refused)?;
    incoming.write(text.as_bytes()).await.map_err(refused)?;
    incoming.finish().await.map_err(refused)
}
