//! The statements that write rows: built once from the register, one set per entity.
//!
//! It knows names and columns, and neither connections nor values.

use crate::changes::Mark;
use crate::conditional::{self, Conditional};
use crate::dialect::Dialect;
use crate::files::{StoredFile, StoredFileFields};
use crate::keys::{Keys, KeysError};
use crate::ledger::{HeadFields, HeadRow, LedgerFields, LedgerRow};
use crate::queue::{JobFields, JobRow};
use crate::schema::{StateFields, StateRow};
use crate::sealing::{Cell, Sealing};
use crate::search::{self, Index};
use crate::sequence::{SequenceFields, SequenceRow};
use crate::session::Statement;
use crate::template::filled_up;
use crate::values::bound;
use model::{EntityId, FieldId, Misfit, Model, Row, RowId, Value};
use sea_query::{Alias, Expr, ExprTrait, Keyword, SimpleExpr};
use std::sync::Arc;

/// The row's place in the file.
pub(crate) const KEY: &str = "key";
/// The row's identifier.
pub(crate) const ID: &str = "id";
/// How often the row was written.
pub(crate) const VERSION: &str = "version";
/// Why the row is only stored; empty where it is not.
pub(crate) const RESTRICTED: &str = "restricted";

/// Everything the store derives from the register.
#[derive(Debug)]
pub(crate) struct Tables {
    pub(crate) model: Arc<Model>,
    pub(crate) dialect: Dialect,
    pub(crate) job: JobFields,
    pub(crate) ledger: LedgerFields,
    pub(crate) head: HeadFields,
    pub(crate) state: StateFields,
    pub(crate) sequence: SequenceFields,
    pub(crate) file: StoredFileFields,
    /// With which sealed fields are read and written.
    pub(crate) sealing: Option<Sealing>,
    of_entities: Vec<Table>,
}

/// One entity's statements.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: String,
    /// Binds id, version, why it is restricted, and every field; gives the key where the entity is searched.
    pub(crate) insert: String,
    /// Binds id and version.
    pub(crate) delete: String,
    /// Binds an id, gives a row where there is one with it.
    pub(crate) there: String,
    /// Every link that leads here.
    pub(crate) pointing: Vec<Pointing>,
    /// The fields that a choice makes required.
    pub(crate) conditional: Vec<Conditional>,
    pub(crate) index: Option<Index>,
}

/// A link that leads to an entity, as questions.
#[derive(Debug)]
pub(crate) struct Pointing {
    link: FieldId,
    /// Binds an id, gives a row where one points at it.
    pub(crate) one: String,
    /// Binds nothing as bytes, gives a row where one points at anything.
    pub(crate) at_all: String,
}

impl Tables {
    pub(crate) fn new(model: Arc<Model>, dialect: Dialect) -> Result<Self, Misfit> {
        Ok(Self {
            job: JobRow::bind(&model)?,
            ledger: LedgerRow::bind(&model)?,
            head: HeadRow::bind(&model)?,
            state: StateRow::bind(&model)?,
            sequence: SequenceRow::bind(&model)?,
            file: StoredFile::bind(&model)?,
            of_entities: model.entity_ids().map(|entity| Table::new(&model, dialect, entity)).collect(),
            model,
            dialect,
            sealing: None,
        })
    }

    /// With the keys of sealed fields.
    pub(crate) fn with_keys(mut self, keys: Option<Keys>) -> Result<Self, KeysError> {
        self.sealing = keys.map(|keys| Sealing::new(&self.model, keys)).transpose()?;
        Ok(self)
    }

    pub(crate) fn of(&self, entity: EntityId) -> &Table {
        &self.of_entities[entity.index()]
    }

    /// Whether only the store itself writes the table.
    pub(crate) fn is_own(&self, entity: EntityId) -> bool {
        let ledger = [self.ledger.entity, self.head.entity];
        let others = [self.job.entity, self.state.entity, self.sequence.entity, self.file.entity];
        ledger.contains(&entity) || others.contains(&entity)
    }

    /// The names of all full-text indexes.
    pub(crate) fn indexes(&self) -> impl Iterator<Item = &str> {
        self.of_entities.iter().filter_map(|table| table.index.as_ref()).map(|index| index.name.as_str())
    }

    /// The statement that writes `cells` and raises the version, if the row has this one.
    pub(crate) fn update(
        &self,
        entity: EntityId,
        (id, version): (RowId, i64),
        cells: &[(FieldId, Cell<'_>)],
        mark: Mark,
    ) -> Statement {
        let mut update = sea_query::Query::update();
        update.table(Alias::new(&self.of(entity).name)).value(VERSION, Expr::col(VERSION).add(1_i64));
        for (field, value) in cells {
            update.value(Alias::new(&self.model[*field].key), value.bound());
        }
        match mark {
            Mark::Untouched => {}
            Mark::Lifted => drop(update.value(RESTRICTED, Keyword::Null)),
            Mark::Set(why) => drop(update.value(RESTRICTED, why.key())),
        }
        update.and_where(Expr::col(ID).eq(bound(&Value::Id(id)))).and_where(Expr::col(VERSION).eq(version));
        self.dialect.build(&update)
    }
}

impl Table {
    fn new(model: &Model, dialect: Dialect, entity: EntityId) -> Self {
        let name = model[entity].key.clone();
        let is_indexed = !search::fields(model, entity).is_empty();
        let own = [ID, VERSION, RESTRICTED].map(Alias::new);
        let fields = model.fields_of(entity).iter().map(|&field| Alias::new(&model[field].key));
        let mut columns: Vec<Alias> = own.into_iter().chain(fields).collect();
        let mut blank: Vec<SimpleExpr> = columns.iter().map(|_| Expr::val(0)).collect();
        if is_indexed && search::forgets_with_the_scrub(dialect) {
            columns.push(Alias::new(KEY));
            blank.push(search::next_key(&name));
        }
        let mut insert = sea_query::Query::insert();
        insert.into_table(Alias::new(&name)).columns(columns).values_panic(blank);
        if is_indexed {
            insert.returning_col(KEY);
        }
        let mut delete = sea_query::Query::delete();
        delete.from_table(Alias::new(&name)).and_where(Expr::col(ID).eq(0)).and_where(Expr::col(VERSION).eq(0));
        Self {
            insert: dialect.text(&insert),
            delete: dialect.text(&delete),
            there: any(dialect, &name, ID),
            pointing: pointing(model, dialect, entity),
            conditional: conditional::of(model, dialect, entity),
            index: is_indexed.then(|| Index::new(model, dialect, entity)),
            name,
        }
    }
}

/// Whether any row of `table` holds an id, which is bound, in `column`.
fn any(dialect: Dialect, table: &str, column: &str) -> String {
    let mut select = sea_query::Query::select();
    select.column(KEY).from(Alias::new(table)).and_where(Expr::col(Alias::new(column)).eq(0));
    dialect.text(&select) + " LIMIT 1"
}

/// Whether any row of `table` holds an id in `column`: each is greater than no bytes, and an index tells so.
fn any_at_all(dialect: Dialect, table: &str, column: &str) -> String {
    let mut select = sea_query::Query::select();
    select.column(KEY).from(Alias::new(table)).and_where(Expr::col(Alias::new(column)).gte(0));
    dialect.text(&select) + " LIMIT 1"
}

/// Every link of the register that leads to `entity`.
fn pointing(model: &Model, dialect: Dialect, entity: EntityId) -> Vec<Pointing> {
    let fields = model.entity_ids().flat_map(|from| model.fields_of(from).iter().copied());
    let links = fields.filter(|&field| model.target(field) == Some(entity));
    let asked = links.map(|link| {
        let (table, column) = (&model[model[link].entity].key, &model[link].key);
        Pointing { link, one: any(dialect, table, column), at_all: any_at_all(dialect, table, column) }
    });
    asked.collect()
}

impl Pointing {
    /// Gives the id of one of `rows` at which it points, if it does.
    pub(crate) fn among(&self, tables: &Tables, rows: &[RowId]) -> Statement {
        let link = &tables.model[self.link];
        let column = || Alias::new(&link.key);
        let mut select = sea_query::Query::select();
        select.column(column()).from(Alias::new(&tables.of(link.entity).name));
        select.and_where(Expr::col(column()).is_in(filled_up(rows).map(|row| bound(&Value::Id(*row))))).limit(1);
        tables.dialect.build(&select)
    }
}
