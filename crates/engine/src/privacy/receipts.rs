//! Receipts: what was removed and when, without saying of whom.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::PAGE_ROWS;
use crate::privacy::rows::{Receipt, ReceiptKind};
use model::{Moment, RowId, Value};
use store::{Changes, Stored};

/// A receipt as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptView {
    /// The receipt.
    pub id: RowId,
    /// `erasure`, `sweep`, `discard`, `removal`, `replay`, `objection` or `withdrawal`.
    pub kind: &'static str,
    /// The fingerprint of the plan.
    pub plan: String,
    /// How many rows were removed or changed.
    pub rows: i64,
    /// Each line: entity, action, reason, count.
    pub lines: Vec<[String; 4]>,
    /// When the rows went.
    pub rows_at: Moment,
    /// When their bytes were scrubbed from the storage; none while that waits.
    pub bytes_at: Option<Moment>,
}

/// The latest receipts, newest first.
pub async fn receipts(engine: &Engine, caller: &Caller) -> Result<Vec<ReceiptView>, Failure> {
    engine.demand_rights(caller)?;
    let table = &engine.tables().receipt;
    let query = table.all().newest_first(table.f.rows_at).limit(PAGE_ROWS);
    Ok(table.find(engine.store(), query).await?.into_iter().map(show).collect())
}

/// One receipt.
pub async fn receipt(engine: &Engine, caller: &Caller, id: RowId) -> Result<ReceiptView, Failure> {
    engine.demand_rights(caller)?;
    let found = engine.tables().receipt.get(engine.store(), id).await?;
    found.map(show).ok_or(Failure::NotFound)
}

/// Notes in `changes` that the bytes of every earlier receipt are gone by now.
pub(super) async fn scrubbed(engine: &Engine, now: Moment, changes: &mut Changes) -> Result<(), Failure> {
    let table = &engine.tables().receipt;
    let open = table.all().matching(store::Condition::Is(table.f.bytes_at, Value::Null));
    for receipt in table.find(engine.store(), open.limit(crate::limits::BATCH_ROWS)).await? {
        if receipt.row.rows_at <= now {
            let cells = vec![(table.f.bytes_at, Value::Moment(now))];
            changes.update(&table.write, receipt.id, receipt.version, cells)?;
        }
    }
    Ok(())
}

fn show(stored: Stored<Receipt>) -> ReceiptView {
    let Stored { id, row, .. } = stored;
    let lines = row.details.lines().filter_map(|line| {
        let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
        words.try_into().ok()
    });
    ReceiptView {
        id,
        kind: ReceiptKind::key(row.kind),
        lines: lines.collect(),
        plan: row.plan,
        rows: row.rows,
        rows_at: row.rows_at,
        bytes_at: row.bytes_at,
    }
}
