//! What a user opened last, so that they find the way back. Identifiers alone are stored.

use super::everywhere::{Line, lines_of};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::RECENT_ROWS;
use crate::table::Table;
use model::{Day, Moment, RowId, Value};
use rights::Plan;
use std::str::FromStr;
use store::{Changes, Condition, Stored};

model::row! {
    /// That a user opened a row.
    pub struct RecentRow of "recent_row", handles RecentRowFields {
        /// Who.
        user: RowId,
        /// The entity's word in the register.
        kind: String,
        /// The row's id.
        row: String,
        /// When they opened it last.
        opened_at: Moment,
    }
}

/// Notes that the caller opened the row `id` of the entity `kind`, without harm where it cannot be written.
pub async fn opened(engine: &Engine, caller: &Caller, now: Moment, kind: &str, id: RowId) -> Result<(), Failure> {
    let Some(user) = caller.user else { return Ok(()) };
    let table = &engine.tables().recent_row;
    let known = latest(engine, table, user).await?;
    let id = id.to_string();
    if known.first().is_some_and(|first| first.row.row == id) {
        return Ok(());
    }
    let mut changes = Changes::new();
    if let Some(again) = known.iter().find(|one| one.row.row == id) {
        changes.update(&table.write, again.id, again.version, vec![(table.f.opened_at, Value::Moment(now))])?;
    } else {
        let row = RecentRow { user, kind: kind.to_owned(), row: id, opened_at: now };
        table.insert(&mut changes, engine.new_id(now), &row)?;
        for oldest in known.iter().skip(RECENT_ROWS - 1) {
            changes.delete(&table.write, oldest.id, oldest.version)?;
        }
    }
    // Another request noted something, or the disk is full: whoever reads may read on.
    let _ = engine.store().apply(changes).await;
    Ok(())
}

/// What the caller opened last and may still read, the latest first, at most `most`.
pub async fn recent(engine: &Engine, caller: &Caller, most: usize, today: Day) -> Result<Vec<Line>, Failure> {
    let Some(user) = caller.user else { return Ok(Vec::new()) };
    let rows = latest(engine, &engine.tables().recent_row, user).await?;
    let named = |one: Stored<RecentRow>| Some((one.row.kind, RowId::from_str(&one.row.row).ok()?));
    let rows: Vec<(String, RowId)> = rows.into_iter().filter_map(named).take(most).collect();
    lines_of(engine, caller, &rows, today).await
}

async fn latest(engine: &Engine, table: &Table<RecentRow>, user: RowId) -> Result<Vec<Stored<RecentRow>>, Failure> {
    let mine = table.all().matching(Condition::Is(table.f.user, Value::Id(user)));
    table.find(engine.store(), mine.newest_first(table.f.opened_at).limit(RECENT_ROWS as u64 + 1)).await
}

/// Adds to `changes` that nobody has opened a row that `plan` removes.
pub(crate) async fn forget(engine: &Engine, changes: &mut Changes, plan: &Plan) -> Result<(), Failure> {
    let table = &engine.tables().recent_row;
    table.delete_with(engine.store(), changes, (table.f.row, plan)).await
}
