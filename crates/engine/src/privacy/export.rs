//! The rows as JSON, so that somebody outside can reckon due dates and erasures from them and check ours.
//!
//! They are written as they are read, so that few are in memory at a time. It must not know where they go. What only the
//! program itself reads stays inside.

use crate::context::{Caller, Engine};
use crate::deed::Deed;
use crate::failure::Failure;
use crate::files::{named_by, titles_of};
use crate::limits::BATCH_IDS;
use crate::privacy::access::raw;
use model::{EntityId, FieldId, Moment, Narrowing, Record, RowId};
use rights::{Operation, Viewer, scope};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::Write;
use store::{Changes, Query};

/// Stands in the ledger where a deed is about every row there is.
const EVERY_ROW: RowId = RowId([0; 16]);

/// Writes every row that somebody may read into `out`, under the register's words, each on a line of its own:
/// `{"rows": {"person": [{"id": …}]}}`. For those who carry out rights. That it was done is put on the ledger first. Each
/// entity is read by itself, as it is at one moment; what is written meanwhile may be in one and not in another. A field
/// that names a file holds its id; `files` says what is known of each.
pub async fn export_rows(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    out: &mut (dyn Write + Send),
) -> Result<(), Failure> {
    engine.demand_rights(caller)?;
    let mut changes = Changes::new();
    let target = (engine.tables().person.f.entity, EVERY_ROW);
    changes.record(Deed::RowsExported.entry(engine, now, caller.actor(), target));
    engine.store().apply(changes).await?;
    let model = engine.model();
    let (fingerprint, read_at) = (json!(model.fingerprint), json!(documents::iso_moment(now)));
    put(out, format_args!("{{\n\"fingerprint\": {fingerprint},\n\"read_at\": {read_at},\n\"rows\": {{"))?;
    let mut files = BTreeSet::new();
    let open = model.entity_ids().filter(|&id| model[id].access != Narrowing::Engine);
    for (at, entity) in open.enumerate() {
        put(out, format_args!("{}\n{}: [", comma(at), json!(model[entity].key)))?;
        rows(engine, entity, &mut files, out).await?;
        put(out, format_args!("]"))?;
    }
    put(out, format_args!("\n}},\n\"files\": {{"))?;
    let files: Vec<RowId> = files.into_iter().collect();
    let mut written = 0;
    for ids in files.chunks(BATCH_IDS) {
        for title in titles_of(engine, ids).await? {
            put(out, format_args!("{}\n{}: {}", comma(written), json!(title.id.to_string()), file(engine, &title)))?;
            written += 1;
        }
    }
    put(out, format_args!("}}\n}}\n"))
}

/// Writes the rows of `entity`, and notes the files that they name.
async fn rows(
    engine: &Engine,
    entity: EntityId,
    files: &mut BTreeSet<RowId>,
    out: &mut (dyn Write + Send),
) -> Result<(), Failure> {
    let scope = scope(engine.model(), &Viewer::Engine, entity, Operation::Read)?;
    let mut rows = engine.store().stream(&Query::over(&scope))?;
    let mut written = 0;
    while let Some(record) = rows.next().await? {
        files.extend(named_by(engine.model(), &record));
        put(out, format_args!("{}\n{}", comma(written), row(engine, entity, &record)))?;
        written += 1;
    }
    Ok(())
}

/// What stands before the member of a list or an object at this place.
fn comma(at: usize) -> &'static str {
    if at == 0 { "" } else { "," }
}

fn put(out: &mut (dyn Write + Send), text: std::fmt::Arguments<'_>) -> Result<(), Failure> {
    out.write_fmt(text).map_err(|cause| Failure::Unavailable(cause.to_string()))
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

/// What is known of a file: its name, its type, its size and the hash of its bytes.
fn file(engine: &Engine, record: &Record) -> Value {
    let model = engine.model();
    let told = ["title", "media_type", "size", "digest"].iter().filter_map(|key| {
        let field = model.field_named(record.entity, key)?;
        Some(((*key).to_owned(), record.get(field).map_or(Value::Null, raw)))
    });
    Value::Object(told.collect())
}
