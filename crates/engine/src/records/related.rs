//! What links to a record: some rows of each kind, and the files among them.
//!
//! One question sieves the links by which nothing can lead here; of the others a few rows are read, and the labels of all
//! of them together.

use super::known::{known, person_of};
use super::links::{Cell, cell, label, linked};
use super::list::{Column, ListRow, column, columns, list_row, order, ordered};
use super::record::{leading_to, seen};
use super::way::{Way, is_partly_known, readable, way};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{RELATED_FILES, RELATED_ROWS};
use crate::show::Show;
use model::{Day, FieldId, FieldKind, Record, RowId, Subject, Value};
use rights::Scope;
use std::sync::Arc;
use store::{Condition, Query};

/// Columns of a row that is shown beside another.
const COLUMNS: usize = 4;

/// Rows of another entity that link here by one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The entity's word in the register.
    pub entity: String,
    /// What people call it.
    pub name: String,
    /// The link's word in the register.
    pub field: String,
    /// What people call the link.
    pub field_name: String,
    /// How many; none where the caller may know only some of them.
    pub rows: Option<u64>,
    /// The columns of those that are shown.
    pub columns: Vec<Column>,
    /// The first of them.
    pub shown: Vec<ListRow>,
    /// How they are written.
    pub way: Way,
}

/// A file that a row names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What the row is.
    pub kind: String,
    /// The entity's word in the register.
    pub entity: String,
    /// The row.
    pub id: RowId,
    /// What it is called.
    pub label: String,
    /// The file.
    pub file: Cell,
}

/// A link that leads to the record from rows that the caller may read.
pub(super) struct Leading {
    pub(super) scope: Arc<Scope>,
    pub(super) link: FieldId,
    /// Something may be there; where not, nothing is.
    pub(super) may: bool,
}

/// The rows that link to the row `id` of the entity `key`, kind by kind.
pub async fn related(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: RowId,
    today: Day,
) -> Result<Vec<Related>, Failure> {
    let (_, found) = seen(engine, caller, key, id, today).await?;
    let person = person_of(engine, found.entity, id).await?;
    let model = engine.model();
    let mut kinds = Vec::new();
    for leading in leading(engine, caller, &found).await? {
        let scope = &leading.scope;
        let all = Query::over(scope).matching(Condition::Is(leading.link, Value::Id(id)));
        let columns = columns(engine, scope.entity(), scope, &[]);
        let counted = !is_partly_known(engine, caller, scope.entity());
        let (mut rows, mut shown) = (counted.then_some(0), Vec::new());
        if leading.may {
            let some = ordered(all.clone(), order(engine, scope, &columns, None)).limit(RELATED_ROWS);
            shown = known(engine, caller, engine.store().find(some).await?, today).await?;
            if counted {
                rows = Some(engine.store().count(all).await?);
            }
        }
        let about = person.filter(|_| is_about(engine, leading.link));
        engine.looked(caller, scope.entity(), about, shown.iter().map(|row| row.id).collect())?;
        kinds.push((leading, columns, rows, shown));
    }
    let all: Vec<Record> = kinds.iter().flat_map(|(.., shown)| shown).cloned().collect();
    let more = linked(engine, caller, &all, today).await?;
    let show = Show::new(model, caller.language, all.iter().chain(&more));
    let related = kinds.into_iter().map(|(leading, columns, rows, shown)| {
        let from = leading.scope.entity();
        let columns: Vec<FieldId> = columns.into_iter().filter(|field| *field != leading.link).take(COLUMNS).collect();
        let row = |record| list_row(model, &show, record, &columns);
        Related {
            entity: model[from].key.clone(),
            name: model[from].name.get(caller.language).to_owned(),
            field: model[leading.link].key.clone(),
            field_name: model[leading.link].name.get(caller.language).to_owned(),
            rows,
            shown: shown.iter().map(row).collect(),
            columns: columns.iter().map(|field| column(engine, caller, *field)).collect(),
            way: way(engine, caller, from),
        }
    });
    Ok(related.collect())
}

/// The files of the row `id` of the entity `key`, and those of the rows that link to it.
pub async fn attached(
    engine: &Engine,
    caller: &Caller,
    key: &str,
    id: RowId,
    today: Day,
) -> Result<Vec<Attached>, Failure> {
    let (scope, found) = seen(engine, caller, key, id, today).await?;
    let (model, person) = (engine.model(), person_of(engine, found.entity, id).await?);
    let files = |scope: &Scope| {
        let fields = scope.fields().iter().copied().filter(|field| model[*field].kind == FieldKind::File);
        fields.collect::<Vec<FieldId>>()
    };
    let mut rows = Vec::new();
    for leading in leading(engine, caller, &found).await?.into_iter().filter(|leading| leading.may) {
        let scope = &leading.scope;
        let mut here = Vec::new();
        for field in files(scope) {
            let query = Query::over(scope).matching(Condition::Is(leading.link, Value::Id(id)));
            let query = query.matching(Condition::Filled(field)).limit(RELATED_FILES);
            for row in known(engine, caller, engine.store().find(query).await?, today).await? {
                here.push((row, field));
            }
        }
        let about = person.filter(|_| is_about(engine, leading.link));
        engine.looked(caller, scope.entity(), about, here.iter().map(|(row, _)| row.id).collect())?;
        rows.extend(here);
    }
    let own = files(&scope).into_iter().filter(|field| found.get(*field).is_some_and(|value| !value.is_null()));
    let own: Vec<(Record, FieldId)> = own.map(|field| (found.clone(), field)).collect();
    let rows: Vec<(Record, FieldId)> = own.into_iter().chain(rows).collect();
    let all: Vec<Record> = rows.iter().map(|(row, _)| row.clone()).collect();
    let more = linked(engine, caller, &all, today).await?;
    let show = Show::new(model, caller.language, all.iter().chain(&more));
    let attached = rows.iter().map(|(row, field)| Attached {
        kind: model[row.entity].name.get(caller.language).to_owned(),
        entity: model[row.entity].key.clone(),
        id: row.id,
        label: label(&show, row),
        file: cell(model, &show, row, *field),
    });
    Ok(attached.collect())
}

/// The links by which rows that the caller may read can lead to `record`.
pub(super) async fn leading(engine: &Engine, caller: &Caller, record: &Record) -> Result<Vec<Leading>, Failure> {
    let model = engine.model();
    let readable = leading_to(engine, record.entity).filter_map(|link| {
        let scope = readable(engine, caller, model[link].entity).ok().filter(|scope| scope.covers(link))?;
        Some((scope, link))
    });
    let readable: Vec<(Arc<Scope>, FieldId)> = readable.collect();
    let asked: Vec<(&Scope, FieldId)> = readable.iter().map(|(scope, link)| (&**scope, *link)).collect();
    let may = engine.store().may_lead(&asked, &[record.id]).await?;
    Ok(readable.into_iter().zip(may).map(|((scope, link), may)| Leading { scope, link, may }).collect())
}

/// Whether every row on which `link` stands is about whom the link leads to.
pub(super) fn is_about(engine: &Engine, link: FieldId) -> bool {
    let it = &engine.model()[engine.model()[link].entity];
    matches!(&it.subject, Subject::Path(path) if path.first() == Some(&link)) && it.subject_when.is_none()
}
