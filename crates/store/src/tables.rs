//! The statements that write rows: built once from the register, one set per entity.
//!
//! It knows names and columns, and neither connections nor values.

use crate::conditional::{self, Conditional};
use crate::ledger::{LedgerFields, LedgerRow};
use crate::queue::{JobFields, JobRow};
use crate::schema::{StateFields, StateRow};
use crate::sequence::{SequenceFields, SequenceRow};
use crate::values::bound;
use model::{EntityId, FieldId, Misfit, Model, Row, RowId, Value};
use sea_query::{Alias, Expr, ExprTrait, SimpleExpr, SqliteQueryBuilder};
use std::sync::Arc;

/// The row's place in the file.
pub(crate) const KEY: &str = "key";
/// The row's identifier.
pub(crate) const ID: &str = "id";
/// How often the row was written.
pub(crate) const VERSION: &str = "version";

/// A statement and what it binds.
pub(crate) type Statement = (String, sea_query::Values);

/// Everything the store derives from the register.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) model: Arc<Model>,
    pub(crate) job: JobFields,
    pub(crate) ledger: LedgerFields,
    pub(crate) state: StateFields,
    pub(crate) sequence: SequenceFields,
    of_entities: Vec<Table>,
}

/// One entity's statements.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// Binds id, version and every field.
    pub(crate) insert: String,
    /// Binds id and version.
    pub(crate) delete: String,
    /// Binds an id, gives a row where there is one with it.
    pub(crate) there: String,
    /// One for each link that leads here: binds an id, gives a row where one points at it.
    pub(crate) pointing: Vec<String>,
    /// The fields that a choice makes required.
    pub(crate) conditional: Vec<Conditional>,
    pub(crate) index: Option<Index>,
}

/// The full-text index of an entity, and the statements that feed it.
#[derive(Debug)]
pub(crate) struct Index {
    pub(crate) name: String,
    pub(crate) fields: Vec<FieldId>,
    /// Binds an id, gives the row's key and the text that the index has of it.
    pub(crate) text: String,
    /// Binds the word `delete`, the row's key and the text that the index has of it.
    pub(crate) remove: String,
    /// Binds the row's key; adds what the row holds now, nothing where it is gone.
    pub(crate) add: String,
}

impl Tables {
    pub(crate) fn new(model: Arc<Model>) -> Result<Self, Misfit> {
        Ok(Self {
            job: JobRow::bind(&model)?,
            ledger: LedgerRow::bind(&model)?,
            state: StateRow::bind(&model)?,
            sequence: SequenceRow::bind(&model)?,
            of_entities: model.entity_ids().map(|entity| Table::new(&model, entity)).collect(),
            model,
        })
    }

    pub(crate) fn of(&self, entity: EntityId) -> &Table {
        &self.of_entities[entity.index()]
    }

    /// Whether only the store itself writes the table.
    pub(crate) fn is_own(&self, entity: EntityId) -> bool {
        [self.job.entity, self.ledger.entity, self.state.entity, self.sequence.entity].contains(&entity)
    }

    /// The names of all full-text indexes.
    pub(crate) fn indexes(&self) -> impl Iterator<Item = &str> {
        self.of_entities.iter().filter_map(|table| table.index.as_ref()).map(|index| index.name.as_str())
    }

    /// The statement that writes `cells` and raises the version, if the row has this one.
    pub(crate) fn update(&self, entity: EntityId, id: RowId, version: i64, cells: &[(FieldId, Value)]) -> Statement {
        let mut update = sea_query::Query::update();
        update.table(Alias::new(&self.of(entity).name)).value(VERSION, Expr::col(VERSION).add(1_i64));
        for (field, value) in cells {
            update.value(Alias::new(&self.model[*field].key), bound(value));
        }
        update.and_where(Expr::col(ID).eq(bound(&Value::Id(id)))).and_where(Expr::col(VERSION).eq(version));
        update.build(SqliteQueryBuilder)
    }
}

impl Table {
    fn new(model: &Model, entity: EntityId) -> Self {
        let name = model[entity].key.clone();
        let own = [ID, VERSION].map(Alias::new);
        let fields = model.fields_of(entity).iter().map(|&field| Alias::new(&model[field].key));
        let columns: Vec<Alias> = own.into_iter().chain(fields).collect();
        let blank: Vec<SimpleExpr> = columns.iter().map(|_| Expr::val(0)).collect();
        let mut insert = sea_query::Query::insert();
        insert.into_table(Alias::new(&name)).columns(columns).values_panic(blank);
        let mut delete = sea_query::Query::delete();
        delete.from_table(Alias::new(&name)).and_where(Expr::col(ID).eq(0)).and_where(Expr::col(VERSION).eq(0));
        Self {
            insert: insert.build(SqliteQueryBuilder).0,
            delete: delete.build(SqliteQueryBuilder).0,
            there: any(&name, ID),
            pointing: pointing(model, entity),
            conditional: conditional::of(model, entity),
            index: (!model[entity].search.is_empty()).then(|| Index::new(model, entity)),
            name,
        }
    }
}

/// Whether any row of `table` holds an id, which is bound, in `column`.
fn any(table: &str, column: &str) -> String {
    let mut select = sea_query::Query::select();
    select.column(KEY).from(Alias::new(table)).and_where(Expr::col(Alias::new(column)).eq(0));
    select.build(SqliteQueryBuilder).0
}

/// Every link of the register that leads to `entity`.
fn pointing(model: &Model, entity: EntityId) -> Vec<String> {
    let fields = model.entity_ids().flat_map(|from| model.fields_of(from).iter().copied());
    let links = fields.filter(|&field| model.target(field) == Some(entity));
    links.map(|field| any(&model[model[field].entity].key, &model[field].key)).collect()
}

impl Index {
    fn new(model: &Model, entity: EntityId) -> Self {
        let table = &model[entity].key;
        let name = index_name(table);
        let fields = model[entity].search.clone();
        let texts: Vec<Alias> = fields.iter().map(|&field| Alias::new(&model[field].key)).collect();
        let rows = |by: &'static str| {
            let mut select = sea_query::Query::select();
            select.column(KEY).columns(texts.clone()).from(Alias::new(table)).and_where(Expr::col(by).eq(0));
            select
        };
        let mut remove = sea_query::Query::insert();
        let columns = [Alias::new(&name), Alias::new("rowid")].into_iter().chain(texts.clone());
        let blank: Vec<SimpleExpr> = (0..texts.len() + 2).map(|_| Expr::val(0)).collect();
        remove.into_table(Alias::new(&name)).columns(columns).values_panic(blank);
        let mut add = sea_query::Query::insert();
        let columns = [Alias::new("rowid")].into_iter().chain(texts.clone());
        add.into_table(Alias::new(&name)).columns(columns);
        add.select_from(rows(KEY)).expect("as many columns are selected as inserted");
        Self {
            text: rows(ID).build(SqliteQueryBuilder).0,
            remove: remove.build(SqliteQueryBuilder).0,
            add: add.build(SqliteQueryBuilder).0,
            name,
            fields,
        }
    }
}

/// The name of the full-text index of a table.
pub(crate) fn index_name(table: &str) -> String {
    format!("{table}_search")
}
