//! Cells as a screen shows them: values in words, links with the label of the row they name.

use super::known::known;
use super::value::is_long;
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::files;
use crate::limits::BATCH_IDS;
use crate::show::Show;
use model::{Day, EntityId, FieldId, FieldKind, Model, Record, RowId, Value};
use rights::Operation;
use std::collections::{HashMap, HashSet};
use store::{Condition, Query};

/// A field with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The field's word in the register.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The value.
    pub cell: Cell,
}

/// A value in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The words; empty where there is no value.
    pub text: String,
    /// Whether it may run over several lines.
    pub long: bool,
    /// Where it leads.
    pub link: Option<LinkTo>,
    /// The text is an address of the web.
    pub is_web_address: bool,
    /// Where the file is, which is called so.
    pub file: Option<FileAt>,
}

/// What names a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAt {
    /// The entity's word in the register.
    pub entity: String,
    /// The row.
    pub row: RowId,
    /// The field's word in the register.
    pub field: String,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkTo {
    /// The entity's word in the register.
    pub entity: String,
    /// The row.
    pub id: RowId,
    /// The caller may not see that row: it has no label here.
    pub hidden: bool,
}

/// How many links a label is followed over.
pub(crate) const LABEL_STEPS: usize = 2;

/// The rows that `rows` link to, and those that their labels need, as far as the caller may read them.
///
/// A shared row that is only mentioned is held up by others: it has a name only where a purpose holds it
/// that the caller may read.
pub(crate) async fn linked(
    engine: &Engine,
    caller: &Caller,
    rows: &[Record],
    today: Day,
) -> Result<Vec<Record>, Failure> {
    let mut seen: HashSet<RowId> = rows.iter().map(|row| row.id).collect();
    let mut found: Vec<Record> = Vec::new();
    let mut wanted = targets(engine.model(), rows, &mut seen);
    for _ in 0..LABEL_STEPS {
        let mut step = Vec::new();
        for (entity, ids) in wanted {
            let Ok(scope) = engine.scope(caller, entity, Operation::Read) else { continue };
            for some in ids.chunks(BATCH_IDS) {
                let query = Query::over(&scope).matching(Condition::Ids(some.to_vec()));
                step.extend(engine.store().find(query).await?);
            }
        }
        let held = held(engine.model(), rows.iter().chain(&found));
        let (named, mentioned): (Vec<Record>, Vec<Record>) = step.into_iter().partition(|row| held.contains(&row.id));
        let mut step = named;
        step.extend(known(engine, caller, mentioned, today).await?);
        wanted = targets(engine.model(), &step, &mut seen);
        found.extend(step);
    }
    found.extend(files::titles(engine, rows).await?);
    Ok(found)
}

/// The rows that links of `rows` name which hold up what they name.
fn held<'a>(model: &Model, rows: impl Iterator<Item = &'a Record>) -> HashSet<RowId> {
    let cells = rows.flat_map(|row| &row.cells);
    let held = cells.filter_map(|(field, value)| match (&model[*field].kind, value) {
        (FieldKind::Link { mention: false, .. }, Value::Id(id)) => Some(*id),
        _ => None,
    });
    held.collect()
}

fn targets(model: &Model, rows: &[Record], seen: &mut HashSet<RowId>) -> HashMap<EntityId, Vec<RowId>> {
    let mut wanted: HashMap<EntityId, Vec<RowId>> = HashMap::new();
    for (field, value) in rows.iter().flat_map(|row| &row.cells) {
        if let (Some(to), Value::Id(id)) = (model.target(*field), value)
            && seen.insert(*id)
        {
            wanted.entry(to).or_default().push(*id);
        }
    }
    wanted
}

/// The field `field` of `record`.
pub(super) fn fact(model: &Model, show: &Show<'_>, record: &Record, field: FieldId) -> Fact {
    let it = &model[field];
    let name = it.name.get(show.language()).to_owned();
    Fact { key: it.key.clone(), name, cell: cell(model, show, record, field) }
}

/// The cell of `field` in `record`.
pub(super) fn cell(model: &Model, show: &Show<'_>, record: &Record, field: FieldId) -> Cell {
    cell_saying(model, show, record, field, |value| show.text(field, value))
}

/// The cell of `field` in `record`, its value said in a way of one's own.
pub(super) fn cell_saying(
    model: &Model,
    show: &Show<'_>,
    record: &Record,
    field: FieldId,
    say: impl FnOnce(&Value) -> String,
) -> Cell {
    let value = record.get(field).unwrap_or(&Value::Null);
    let text = say(value);
    let link = match (model.target(field), value) {
        (Some(to), Value::Id(id)) => Some(LinkTo { entity: model[to].key.clone(), id: *id, hidden: !show.knows(*id) }),
        _ => None,
    };
    let text = match &link {
        Some(LinkTo { hidden: true, .. }) => String::new(),
        Some(LinkTo { id, .. }) if text.is_empty() => short(*id),
        Some(_) | None => text,
    };
    let (it, kind) = (&model[field], &model[field].kind);
    let is_file = *kind == FieldKind::File && !value.is_null();
    let text = match value {
        Value::Id(id) if is_file && text.is_empty() => short(*id),
        _ => text,
    };
    let at = || FileAt { entity: model[record.entity].key.clone(), row: record.id, field: it.key.clone() };
    let is_web_address = matches!(kind, FieldKind::Url) && text.starts_with("http");
    Cell { text, long: is_long(kind), link, is_web_address, file: is_file.then(at) }
}

/// What a row is called: its label, or the end of its id where the label is empty.
pub(super) fn label(show: &Show<'_>, record: &Record) -> String {
    let label = show.label(record);
    if label.is_empty() { short(record.id) } else { label }
}

/// The last digits of an id: those that differ between rows of the same day.
pub(super) fn short(id: RowId) -> String {
    const DIGITS: usize = 6;
    let id = id.to_string();
    format!("…{}", &id[id.len().saturating_sub(DIGITS)..])
}
