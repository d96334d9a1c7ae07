//! What a change means for the files that its rows name: which are named now, and which nobody names any more.
//!
//! The rows are read before the transaction. Each write names the version of its row and each of the additions the version
//! of a file's, so that whoever came between makes all of it stale. A file may move from one row to another in one change.

use super::FileState;
use crate::changes::Changes;
use crate::check::{Reason, Refused, Write};
use crate::error::ApplyError;
use crate::limits::SETTLED_ROWS_AT_A_TIME;
use crate::session::{DbError, Session, Statement};
use crate::store::Store;
use crate::tables::{ID, Tables};
use crate::values::bound;
use model::{EntityId, FieldId, FieldKind, Model, RowId, Value};
use sea_query::{Alias, Expr, ExprTrait};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is to be written besides, and whose bytes go afterwards.
#[derive(Debug, Default)]
pub(crate) struct Followed {
    pub(crate) besides: Changes,
    pub(crate) gone: Vec<RowId>,
}

/// The files that fields name.
type Named = HashMap<(EntityId, RowId, FieldId), RowId>;

/// What `writes` mean for files.
pub(crate) async fn follow(store: &Store, writes: &[Write]) -> Result<Followed, ApplyError> {
    let tables = store.tables();
    let mut touched: BTreeMap<EntityId, Vec<RowId>> = BTreeMap::new();
    let mut names = false;
    for write in writes {
        match write {
            Write::Insert { entity, values, .. } => {
                let mut fields = tables.model.fields_of(*entity).iter().zip(values);
                names |= fields.any(|(field, value)| is_file(&tables.model, *field) && !value.is_null());
            }
            Write::Update { entity, id, cells, .. } => {
                if cells.iter().any(|(field, _)| is_file(&tables.model, *field)) {
                    touched.entry(*entity).or_default().push(*id);
                }
            }
            Write::Delete { entity, id, .. } => {
                if fields(&tables.model, *entity).next().is_some() {
                    touched.entry(*entity).or_default().push(*id);
                }
            }
        }
    }
    if touched.is_empty() && !names {
        return Ok(Followed::default());
    }
    let mut before = Named::new();
    for (entity, rows) in &touched {
        for rows in rows.chunks(SETTLED_ROWS_AT_A_TIME) {
            named(store, *entity, Some(rows), &mut before).await?;
        }
    }
    let after = after(&tables.model, before.clone(), writes);
    settle(store, &before, &after).await
}

/// What the fields name when `writes` are done.
fn after(model: &Model, mut named: Named, writes: &[Write]) -> Named {
    let mut set = |entity: EntityId, row: RowId, field: FieldId, value: &Value| {
        if !is_file(model, field) {
            return;
        }
        match value {
            Value::Id(file) => drop(named.insert((entity, row, field), *file)),
            _ => drop(named.remove(&(entity, row, field))),
        }
    };
    for write in writes {
        match write {
            Write::Insert { entity, id, values, .. } => {
                let fields = model.fields_of(*entity).iter().zip(values);
                fields.for_each(|(field, value)| set(*entity, *id, *field, value));
            }
            Write::Update { entity, id, cells, .. } => {
                for (field, value) in cells {
                    set(*entity, *id, *field, value);
                }
            }
            Write::Delete { entity, id, .. } => {
                fields(model, *entity).for_each(|field| set(*entity, *id, field, &Value::Null));
            }
        }
    }
    named
}

/// The rows of files that are named now and were not, and those that are not any more.
async fn settle(store: &Store, before: &Named, after: &Named) -> Result<Followed, ApplyError> {
    let mut holders: HashMap<RowId, (EntityId, FieldId)> = HashMap::new();
    for ((entity, _, field), file) in after {
        if holders.insert(*file, (*entity, *field)).is_some() {
            return Err(refused(*entity, *field));
        }
    }
    let was: HashSet<RowId> = before.values().copied().collect();
    let taken: Vec<RowId> = holders.keys().filter(|file| !was.contains(file)).copied().collect();
    let gone: Vec<RowId> = was.into_iter().filter(|file| !holders.contains_key(file)).collect();
    let both: Vec<RowId> = taken.iter().chain(&gone).copied().collect();
    let found = store.standings(&both).await?;
    let rows: HashMap<RowId, _> = found.into_iter().map(|one| (one.id, (one.version, one.state))).collect();
    let fields = store.tables().file;
    let mut besides = Changes::new();
    for file in taken {
        // It must be whole, and nobody else's.
        match rows.get(&file) {
            Some((version, Some(FileState::Waiting))) => {
                let held = vec![(fields.state, Value::Text(FileState::Held.key().to_owned()))];
                besides.change_file(file, *version, held);
            }
            Some((_, Some(FileState::Arriving | FileState::Held) | None)) | None => {
                let (entity, field) = holders[&file];
                return Err(refused(entity, field));
            }
        }
    }
    for file in &gone {
        if let Some((version, _)) = rows.get(file) {
            besides.drop_file(*file, *version);
        }
    }
    Ok(Followed { besides, gone })
}

fn refused(entity: EntityId, field: FieldId) -> ApplyError {
    ApplyError::Refused(Refused { entity, field: Some(field), reason: Reason::NoFile })
}

/// Notes which files the fields of `entity` name; in `rows` only, where they are given.
pub(super) async fn named(
    store: &Store,
    entity: EntityId,
    rows: Option<&[RowId]>,
    noted: &mut Named,
) -> Result<(), DbError> {
    let of: Vec<FieldId> = fields(store.model(), entity).collect();
    let select = naming(store.tables(), entity, &of, rows);
    let mut note = |cells: &dyn crate::session::Cells| {
        let row = cells.row_id(0)?;
        for (at, field) in of.iter().enumerate() {
            if let Some(file) = cells.id(at + 1)? {
                noted.insert((entity, row, *field), file);
            }
        }
        Ok(())
    };
    store.database().each(&select.sql, &select.params(), &mut note).await
}

/// Which files the fields of `entity` name, in a session whose reads are of one moment.
pub(super) fn named_in(session: &dyn Session, tables: &Tables, entity: EntityId) -> Result<Vec<RowId>, DbError> {
    let of: Vec<FieldId> = fields(&tables.model, entity).collect();
    let select = naming(tables, entity, &of, None);
    let rows = session.all(&select.sql, &select.params(), |cells| {
        (0..of.len()).map(|at| cells.id(at + 1)).collect::<Result<Vec<_>, _>>()
    })?;
    Ok(rows.into_iter().flatten().flatten().collect())
}

fn naming(tables: &Tables, entity: EntityId, of: &[FieldId], rows: Option<&[RowId]>) -> Statement {
    let columns = || of.iter().map(|field| Alias::new(&tables.model[*field].key));
    let mut select = sea_query::Query::select();
    select.column(ID).columns(columns()).from(Alias::new(&tables.of(entity).name));
    let filled = columns().map(|column| Expr::col(column).is_not_null());
    select.and_where(filled.reduce(ExprTrait::or).unwrap_or_else(crate::own::never));
    if let Some(rows) = rows {
        select.and_where(Expr::col(ID).is_in(rows.iter().map(|row| bound(&Value::Id(*row)))));
    }
    tables.dialect.build(&select)
}

/// The fields of `entity` that name files.
pub(super) fn fields(model: &Model, entity: EntityId) -> impl Iterator<Item = FieldId> {
    model.fields_of(entity).iter().copied().filter(|field| is_file(model, *field))
}

fn is_file(model: &Model, field: FieldId) -> bool {
    model[field].kind == FieldKind::File
}
