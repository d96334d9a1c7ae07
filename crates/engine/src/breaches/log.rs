//! The log of a breach (GDPR art. 33(5)): lines that are written once, by people and by the program.

use super::rows::{BreachEntry, EntryKind};
use super::words::with;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use model::{EntityId, FieldId, Moment, RowId, Value};
use store::{Changes, Condition, Stored};

/// Adds a line to `changes`.
pub(super) fn write(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (breach, kind, text): (RowId, EntryKind, String),
) -> Result<(), Failure> {
    let row = BreachEntry { breach, kind, text, author: caller.user, written_at: now };
    Ok(engine.tables().breach_entry.insert(changes, engine.new_id(now), &row)?)
}

/// The line that fields of a breach were changed on their form: what they are called, and no value. Nothing for other rows.
pub(crate) fn facts_changed(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    changes: &mut Changes,
    (entity, row): (EntityId, RowId),
    fields: &[FieldId],
) -> Result<(), Failure> {
    if entity != engine.tables().breach.f.entity {
        return Ok(());
    }
    let names: Vec<&str> = fields.iter().map(|field| engine.model()[*field].name.get(caller.language)).collect();
    let text = with(caller.language, "entry-changed", &[("fields", &names.join("; "))]);
    write(engine, caller, now, changes, (row, EntryKind::Fact, text))
}

/// Every line, the oldest first.
pub(super) async fn lines(engine: &Engine, breach: RowId) -> Result<Vec<Stored<BreachEntry>>, Failure> {
    let table = &engine.tables().breach_entry;
    let query = table.all().matching(Condition::Is(table.f.breach, Value::Id(breach)));
    table.find(engine.store(), query.oldest_first(table.f.written_at)).await
}
