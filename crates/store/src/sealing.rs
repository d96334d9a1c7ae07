//! Sealed fields: which they are, and from values to what is stored of them and back.
//!
//! It knows the register and the keys of rows, and decides nothing about who may read. A stored cell is one byte that tells
//! whether a mark follows, the mark by which equal values are found where the register asks for it, and the ciphertext.
//! Entity, field and row are bound to it: a cell that was put elsewhere cannot be read.

use crate::check::Write;
use crate::error::ApplyError;
use crate::keys::cipher::{self, Key};
use crate::keys::{Keys, KeysError, MARKS, Place, Tag};
use crate::limits::SETTLED_ROWS_AT_A_TIME;
use crate::schema::Destruction;
use crate::session::{DbError, Param, Session, Statement};
use crate::tables::{ID, Tables};
use crate::values::bound;
use model::{Class, EntityId, FieldId, FieldKind, Model, RowId, Sealed, Value};
use sea_query::{Alias, Expr, ExprTrait};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Bytes of a mark.
pub(crate) const MARK: usize = 32;

/// First byte of a cell without a mark.
const UNMARKED: u8 = 0;
/// First byte of a cell with one.
const MARKED: u8 = 1;

/// Whether the values of `field` are stored encrypted. A link says only which row it leads to, and a number was given by
/// the store itself.
pub(crate) fn is_sealed(model: &Model, field: FieldId) -> bool {
    let it = &model[field];
    let follows = matches!(it.kind, FieldKind::Link { .. } | FieldKind::Links { .. } | FieldKind::Sequence);
    it.sealed != Sealed::No && !follows
}

/// The sealed fields of `entity`.
pub(crate) fn of(model: &Model, entity: EntityId) -> impl Iterator<Item = FieldId> {
    model.fields_of(entity).iter().copied().filter(|field| is_sealed(model, *field))
}

/// The keys, and what entities and fields are called among them.
#[derive(Debug)]
pub(crate) struct Sealing {
    pub(crate) keys: Keys,
    entities: HashMap<EntityId, Tag>,
    fields: HashMap<FieldId, Tag>,
}

/// A value on its way into a row.
#[derive(Debug)]
pub(crate) enum Cell<'a> {
    Plain(&'a Value),
    Sealed(Vec<u8>),
}

impl Cell<'_> {
    pub(crate) fn param(&self) -> Param<'_> {
        match self {
            Self::Plain(value) => Param::from(*value),
            Self::Sealed(bytes) => Param::Bytes(bytes),
        }
    }

    pub(crate) fn bound(&self) -> sea_query::Value {
        match self {
            Self::Plain(value) => bound(value),
            Self::Sealed(bytes) => bytes.clone().into(),
        }
    }
}

impl Sealing {
    pub(crate) fn new(model: &Model, keys: Keys) -> Result<Self, KeysError> {
        let (mut entities, mut fields) = (HashMap::new(), HashMap::new());
        for entity in model.entity_ids() {
            let it = &model[entity];
            let names: Vec<&String> = [Some(&it.key), it.was.as_ref()].into_iter().flatten().collect();
            for field in of(model, entity) {
                let own = &model[field];
                let former = names.iter().flat_map(|entity| {
                    let fields = [Some(&own.key), own.was.as_ref()].into_iter().flatten();
                    fields.map(move |field| format!("{entity}.{field}"))
                });
                let former = free(model, former.collect());
                fields.insert(field, keys.tag(&format!("{}.{}", it.key, own.key), &former)?);
                if let std::collections::hash_map::Entry::Vacant(place) = entities.entry(entity) {
                    let former = free(model, it.was.iter().cloned().collect());
                    place.insert(keys.tag(&it.key, &former)?);
                }
            }
        }
        if fields.keys().any(|field| model[*field].sealed == Sealed::Searchable) {
            keys.make_marks()?;
        }
        Ok(Self { keys, entities, fields })
    }

    /// Where the key of a row is; none where its entity has no sealed field.
    pub(crate) fn place(&self, entity: EntityId, row: RowId) -> Option<Place> {
        self.entities.get(&entity).map(|tag| Place { entity: *tag, row })
    }

    /// The entities with sealed fields, and their tags.
    pub(crate) fn entities(&self) -> impl Iterator<Item = (EntityId, Tag)> {
        self.entities.iter().map(|(entity, tag)| (*entity, *tag))
    }

    /// The mark of a value of a searchable field.
    pub(crate) fn mark(&self, field: FieldId, value: &Value) -> Result<Vec<u8>, KeysError> {
        let broken = || KeysError::Broken("the key with which equal values are found is missing".to_owned());
        let tag = self.fields.get(&field).ok_or_else(broken)?;
        let key = self.keys.get(MARKS)?.ok_or_else(broken)?;
        Ok(cipher::mark(&key, tag, value).ok_or_else(broken)?.to_vec())
    }

    /// The cells of a row as they are stored. Stale where the key of the row went meanwhile.
    pub(crate) fn cells<'a>(
        &self,
        model: &Model,
        (entity, row): (EntityId, RowId),
        cells: impl Iterator<Item = (FieldId, &'a Value)>,
    ) -> Result<Vec<(FieldId, Cell<'a>)>, ApplyError> {
        let mut key = None;
        let mut stored = Vec::new();
        for (field, value) in cells {
            let (Some(tag), false) = (self.fields.get(&field), value.is_null()) else {
                stored.push((field, Cell::Plain(value)));
                continue;
            };
            let place = self.place(entity, row).ok_or(ApplyError::Stale { entity, id: row })?;
            if key.is_none() {
                key = self.keys.get(place)?;
            }
            let key = key.as_ref().ok_or(ApplyError::Stale { entity, id: row })?;
            let plain = cipher::encode(value).unwrap_or_default();
            let broken = |cause: String| ApplyError::Unavailable(cause);
            let sealed = cipher::encrypt(key, &about(place, tag), &plain).map_err(broken)?;
            let mut bytes = vec![UNMARKED];
            if model[field].sealed == Sealed::Searchable {
                bytes = vec![MARKED];
                bytes.extend(self.mark(field, value)?);
            }
            bytes.extend(sealed);
            stored.push((field, Cell::Sealed(bytes)));
        }
        Ok(stored)
    }

    /// The key of a row that was read; none where it is gone, and that is logged.
    pub(crate) fn key(&self, model: &Model, entity: EntityId, row: RowId) -> Result<Option<Key>, DbError> {
        let Some(place) = self.place(entity, row) else { return Ok(None) };
        let key = self.keys.get(place)?;
        if key.is_none() {
            tracing::warn!("{} {row}: its key is gone; what was sealed in it is read as empty", model[entity].key);
        }
        Ok(key)
    }

    /// What a stored cell holds.
    pub(crate) fn open(
        &self,
        (entity, row): (EntityId, RowId),
        (field, class): (FieldId, Class),
        key: &Key,
        bytes: &[u8],
    ) -> Result<Value, DbError> {
        let opened = || {
            let sealed = match bytes.split_first()? {
                (&MARKED, rest) => rest.get(MARK..)?,
                (_, rest) => rest,
            };
            let about = about(self.place(entity, row)?, self.fields.get(&field)?);
            cipher::decode(&cipher::decrypt(key, &about, sealed)?, class)
        };
        opened().ok_or_else(|| DbError::Unavailable(format!("a sealed cell of row {row} is not as it was written")))
    }

    /// The rows of `writes` that need a key, and those whose key may be of no use afterwards.
    pub(crate) fn concerned(&self, model: &Model, writes: &[Write]) -> (Vec<Place>, Vec<Place>) {
        let (mut needed, mut doubtful) = (Vec::new(), Vec::new());
        for write in writes {
            let (entity, id, touched, filled) = match write {
                Write::Insert { entity, id, values, .. } => {
                    let fields = model.fields_of(*entity).iter().zip(values);
                    let mut sealed = fields.filter(|(field, _)| self.fields.contains_key(field));
                    (*entity, *id, false, sealed.any(|(_, value)| !value.is_null()))
                }
                Write::Update { entity, id, cells, .. } => {
                    let mut sealed = cells.iter().filter(|(field, _)| self.fields.contains_key(field)).peekable();
                    let touched = sealed.peek().is_some();
                    (*entity, *id, touched, sealed.any(|(_, value)| !value.is_null()))
                }
                Write::Delete { entity, id, .. } => (*entity, *id, true, false),
            };
            let Some(place) = self.place(entity, id) else { continue };
            if filled {
                needed.push(place);
            } else if touched {
                doubtful.push(place);
            }
        }
        (needed, doubtful)
    }

    /// The entity whose keys bear this tag.
    pub(crate) fn entity_of(&self, tag: Tag) -> Option<EntityId> {
        self.entities.iter().find(|(_, known)| **known == tag).map(|(entity, _)| *entity)
    }

    /// When the store is opened: ends what a crash cut short, and takes the keys of what was given up.
    pub(crate) fn settle(&self, session: &dyn Session, tables: &Tables, order: Destruction) -> Result<(), DbError> {
        self.settle_noted(session, tables)?;
        if order == Destruction::Ordered { self.settle_given_up(session, tables) } else { Ok(()) }
    }

    /// Ends what a crash cut short: destroys the keys of rows that were noted as under way and
    /// are gone, or hold nothing sealed. What the register does not know stays noted.
    fn settle_noted(&self, session: &dyn Session, tables: &Tables) -> Result<(), DbError> {
        let _turn = self.keys.turn()?;
        for (tag, rows) in self.keys.noted()? {
            let Some(entity) = self.entity_of(tag) else { continue };
            let mut gone = Vec::new();
            for rows in rows.chunks(SETTLED_ROWS_AT_A_TIME) {
                let select = filled(tables, entity, Some(rows));
                let there = session.all(&select.sql, &select.params(), |cells| cells.row_id(0))?;
                gone.extend(others(tag, rows, &there.into_iter().collect()));
            }
            if !gone.is_empty() {
                tracing::info!("{}: the keys of {} rows are destroyed", tables.model[entity].key, gone.len());
            }
            self.keys.settled(tag, &gone)?;
        }
        Ok(())
    }

    /// Destroys the keys of what the register gives up by name, once it is destroyed: all of an entity that is gone or
    /// has nothing sealed any more, and otherwise those of rows that are there and hold nothing sealed.
    fn settle_given_up(&self, session: &dyn Session, tables: &Tables) -> Result<(), DbError> {
        let _turn = self.keys.turn()?;
        let destroyed = &tables.model.destroyed;
        let of_fields = destroyed.fields.iter().map(|(entity, _)| entity);
        let concerned: BTreeSet<&String> = destroyed.entities.iter().chain(of_fields).collect();
        for path in concerned {
            let known = tables.model.entity_named(path).and_then(|it| Some((it, *self.entities.get(&it)?)));
            let Some((entity, tag)) = known else {
                self.keys.destroy_all(path)?;
                continue;
            };
            for rows in self.keys.rows(tag)?.chunks(SETTLED_ROWS_AT_A_TIME) {
                let select = empty(tables, entity, rows);
                let rows = session.all(&select.sql, &select.params(), |cells| cells.row_id(0))?;
                let gone: Vec<Place> = rows.into_iter().map(|row| Place { entity: tag, row }).collect();
                self.keys.destroy(&gone)?;
            }
        }
        Ok(())
    }
}

/// The places of those of `rows` that are not `there`.
pub(crate) fn others(entity: Tag, rows: &[RowId], there: &HashSet<RowId>) -> Vec<Place> {
    let gone = rows.iter().filter(|row| !there.contains(row));
    gone.map(|row| Place { entity, row: *row }).collect()
}

/// The rows of `entity` in which some sealed field is filled in; only among `rows`, where they are given.
pub(crate) fn filled(tables: &Tables, entity: EntityId, rows: Option<&[RowId]>) -> Statement {
    let mut select = sea_query::Query::select();
    select.column(ID).from(Alias::new(&tables.of(entity).name));
    let columns = of(&tables.model, entity).map(|field| Expr::col(Alias::new(&tables.model[field].key)).is_not_null());
    select.and_where(columns.reduce(ExprTrait::or).unwrap_or_else(crate::own::never));
    if let Some(rows) = rows {
        select.and_where(Expr::col(ID).is_in(rows.iter().map(|row| bound(&Value::Id(*row)))));
    }
    tables.dialect.build(&select)
}

/// Those of `rows` that are there and hold nothing sealed.
fn empty(tables: &Tables, entity: EntityId, rows: &[RowId]) -> Statement {
    let mut select = sea_query::Query::select();
    select.column(ID).from(Alias::new(&tables.of(entity).name));
    for field in of(&tables.model, entity) {
        select.and_where(Expr::col(Alias::new(&tables.model[field].key)).is_null());
    }
    select.and_where(Expr::col(ID).is_in(rows.iter().map(|row| bound(&Value::Id(*row)))));
    tables.dialect.build(&select)
}

fn about(place: Place, field: &Tag) -> Vec<u8> {
    [&place.entity[..], field, &place.row.0].concat()
}

/// Those of `paths` that are nobody's name now.
fn free(model: &Model, paths: Vec<String>) -> Vec<String> {
    let declared = |path: &String| match path.split_once('.') {
        None => model.entity_named(path).is_some(),
        Some((entity, field)) => {
            model.entity_named(entity).is_some_and(|entity| model.field_named(entity, field).is_some())
        }
    };
    paths.into_iter().filter(|path| !declared(path)).collect()
}
