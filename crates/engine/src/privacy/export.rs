//! The rows as JSON, so that somebody outside can reckon due dates and erasures from them and check ours.
//!
//! It must not know where they go. What only the program itself reads stays inside.

use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::privacy::access::raw;
use crate::privacy::dossier::every_row;
use model::{EntityId, FieldId, Moment, Narrowing, Record, RowId};
use serde_json::{Map, Value, json};
use store::Changes;

/// Stands in the ledger where a deed is about every row there is.
const EVERY_ROW: RowId = RowId([0; 16]);

/// Every row that somebody may read, under the register's words: `{"rows": {"person": [{"id": …}]}}`. For those who carry
/// out rights. That it was done is put on the ledger first. Each entity is read by itself; what is written meanwhile may
/// be in one and not in another.
pub async fn export_rows(engine: &Engine, caller: &Caller, now: Moment) -> Result<Value, Failure> {
    engine.demand_rights(caller)?;
    let mut changes = Changes::new();
    let target = (engine.tables().person.f.entity, EVERY_ROW);
    changes.record(Deed::RowsExported.entry(engine, now, caller.actor(), target));
    engine.store().apply(changes).await?;
    let model = engine.model();
    let mut rows = Map::new();
    for entity in model.entity_ids().filter(|&id| model[id].access != Narrowing::Engine) {
        let read = every_row(engine, entity).await?;
        rows.insert(model[entity].key.clone(), read.iter().map(|record| row(engine, entity, record)).collect());
    }
    Ok(json!({ "fingerprint": model.fingerprint, "read_at": documents::iso_moment(now), "rows": rows }))
}

fn row(engine: &Engine, entity: EntityId, record: &Record) -> Value {
    let model = engine.model();
    let open = |field: &&FieldId| model[**field].access != Narrowing::Engine;
    let fields = model.fields_of(entity).iter().filter(open);
    let cells = fields.map(|&field| (model[field].key.clone(), record.get(field).map_or(Value::Null, raw)));
    let restricted = json!(record.restricted.map(model::Restriction::key));
    let own = [("id", json!(record.id.to_string())), ("version", json!(record.version)), ("restricted", restricted)];
    let own = own.map(|(key, value)| (key.to_owned(), value));
    Value::Object(own.into_iter().chain(cells).collect())
}
