//! Bringing a database to what the register declares: what is missing is added, what the register does not know
//! is refused.
//!
//! All is decided before anything is written.

use crate::alter::{self, Alteration, Difference};
use crate::apply;
use crate::check::Write;
use crate::dialect::Dialect;
use crate::error::OpenError;
use crate::feed::{self, Feed};
use crate::limits::INDEXED_ROWS_AT_A_TIME;
use crate::search::Index;
use crate::sequence;
use crate::session::{DbError, Session};
use crate::shape::{self, Shape};
use crate::tables::{KEY, Tables, VERSION};
use model::{Moment, Row, RowId};
use sea_query::{Alias, Expr, ExprTrait};

/// There is one row of `schema_state`, and this is its id.
const STATE: RowId = RowId([0; 16]);

model::row! {
    /// Which register the database was last altered for.
    pub struct StateRow of "schema_state", handles StateFields {
        /// Of the register's text.
        fingerprint: String,
        /// When it was first opened with that register.
        applied_at: Moment,
    }
}

/// What is to be done to a database, in order.
#[derive(Debug)]
pub(crate) struct Plan {
    statements: Vec<String>,
    /// Something bears another name afterwards.
    renames: bool,
    /// The tables whose full-text index is new.
    indexed: Vec<String>,
}

/// What is to be done to a database of this shape, or all that stands in the way.
pub(crate) fn plan(session: &dyn Session, tables: &Tables, found: &Shape) -> Result<Plan, OpenError> {
    let extra = [tables.job.run_at, tables.job.leased_until, tables.ledger.person];
    let declared = shape::declared(&tables.model, &extra);
    let alterations = alter::decide(&declared, found).map_err(OpenError::Schema)?;
    let obstacles = obstacles(session, &alterations)?;
    if !obstacles.is_empty() {
        return Err(OpenError::Schema(obstacles));
    }
    let mut plan = Plan { statements: Vec::new(), renames: false, indexed: Vec::new() };
    for alteration in &alterations {
        plan.statements.extend(alteration.statements(tables.dialect));
        match alteration {
            Alteration::RenameTable(..) | Alteration::RenameColumn(..) | Alteration::RebuildTable(_) => {
                plan.renames = true;
            }
            Alteration::CreateSearch(search) => plan.indexed.push(search.table.clone()),
            Alteration::CreateTable(_)
            | Alteration::AddColumn(..)
            | Alteration::CreateIndex(_)
            | Alteration::DropIndex(_)
            | Alteration::DropSearch(_) => {}
        }
    }
    Ok(plan)
}

/// Carries `plan` out and notes the register, inside a transaction that somebody else opened.
pub(crate) fn carry_out(session: &dyn Session, tables: &Tables, plan: &Plan, now: Moment) -> Result<(), OpenError> {
    for statement in &plan.statements {
        session.batch(statement)?;
    }
    if plan.renames {
        sequence::rename(session, tables)?;
    }
    if tables.dialect == Dialect::Postgres {
        for entity in tables.model.entity_ids() {
            let table = tables.of(entity);
            if let Some(index) = table.index.as_ref().filter(|_| plan.indexed.contains(&table.name)) {
                index_all(session, tables, &table.name, index)?;
            }
        }
    }
    if let Some(write) = note(session, tables, now)? {
        apply::writes(session, tables, &[write], &mut Feed::default())
            .map_err(|error| OpenError::Unavailable(error.to_string()))?;
    }
    Ok(())
}

/// Brings the words of every row into a new index.
fn index_all(session: &dyn Session, tables: &Tables, table: &str, index: &Index) -> Result<(), DbError> {
    let mut behind = 0;
    loop {
        let mut select = sea_query::Query::select();
        let texts = index.fields.iter().map(|&field| Alias::new(&tables.model[field].key));
        select.column(KEY).columns(texts).from(Alias::new(table)).and_where(Expr::col(KEY).gt(behind));
        select.order_by(KEY, sea_query::Order::Asc).limit(INDEXED_ROWS_AT_A_TIME);
        let select = tables.dialect.build(&select);
        let rows = session.all(&select.sql, &select.params(), |cells| feed::texts(cells, index))?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        behind = *last;
        for (key, texts) in &rows {
            feed::add(session, index, *key, texts)?;
        }
    }
}

/// What rows stand in the way of `alterations`.
fn obstacles(session: &dyn Session, alterations: &[Alteration<'_>]) -> Result<Vec<Difference>, DbError> {
    let mut obstacles = Vec::new();
    for alteration in alterations {
        let Alteration::RebuildTable(rebuild) = alteration else { continue };
        for (question, difference) in rebuild.questions() {
            if session.is_there(&question, &[])? {
                obstacles.push(difference);
            }
        }
    }
    Ok(obstacles)
}

/// What to write about the register's fingerprint; nothing where the database knows it.
fn note(session: &dyn Session, tables: &Tables, now: Moment) -> Result<Option<Write>, DbError> {
    let entity = tables.state.entity;
    let state = StateRow { fingerprint: tables.model.fingerprint.clone(), applied_at: now };
    let cells = state.cells(&tables.state);
    let mut select = sea_query::Query::select();
    select.columns(["fingerprint", VERSION].map(Alias::new)).from(Alias::new(&tables.of(entity).name));
    let select = tables.dialect.text(&select);
    let known = session.first(&select, &[], |cells| Ok((cells.word(0)?, cells.number(1)?)))?;
    Ok(match known {
        Some((fingerprint, _)) if fingerprint == state.fingerprint => None,
        Some((_, version)) => Some(Write::Update { entity, id: STATE, version, cells, guard: Vec::new() }),
        None => {
            let values = cells.into_iter().map(|(_, value)| value).collect();
            Some(Write::Insert { entity, id: STATE, values, guard: Vec::new() })
        }
    })
}
