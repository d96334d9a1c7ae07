//! Bringing a database to what the register declares: what is missing is added, what the register does not know
//! is refused.
//!
//! All is decided before anything is written.

use crate::alter::{self, Alteration, Difference};
use crate::apply;
use crate::changes::Mark;
use crate::check::Write;
use crate::dialect::Dialect;
use crate::error::{OpenError, ReadError};
use crate::feed::{self, Feed};
use crate::limits::INDEXED_ROWS_AT_A_TIME;
use crate::search::Index;
use crate::sequence;
use crate::session::{Cells, DbError, Session};
use crate::shape::{self, Shape};
use crate::store::Store;
use crate::tables::{KEY, Tables, VERSION};
use model::{Moment, Row, RowId};
use sea_query::{Alias, Expr, ExprTrait};
use std::fmt;

/// There is one row of `schema_state`, and this is its id.
const STATE: RowId = RowId([0; 16]);

model::row! {
    /// Which register the database was last altered for.
    pub struct StateRow of "schema_state", handles StateFields {
        /// Of the register's text.
        fingerprint: String,
        /// When it was first opened with that register.
        applied_at: Moment,
        /// What the program writes beside what registers declare.
        format: Option<i64>,
    }
}

/// What the program writes and reads beside what registers declare. It grows when an older program could not read it.
const FORMAT: i64 = 1;

impl Store {
    /// The fingerprint of the register that the database was last altered for; none in one that was never altered.
    pub async fn fingerprint(&self) -> Result<Option<String>, ReadError> {
        let state = &self.tables().state;
        let mut select = sea_query::Query::select();
        select.column(Alias::new(&self.model()[state.fingerprint].key));
        select.from(Alias::new(&self.tables().of(state.entity).name));
        let select = self.tables().dialect.build(&select);
        let mut fingerprint = None;
        let mut read = |cells: &dyn Cells| {
            fingerprint = cells.text(0)?;
            Ok(())
        };
        self.database().each(&select.sql, &select.params(), &mut read).await?;
        Ok(fingerprint)
    }

    /// When the register in use replaced another one in this database, or its rows were restored from a backup; none where
    /// it is the first.
    pub async fn register_since(&self) -> Result<Option<Moment>, ReadError> {
        let state = &self.tables().state;
        let mut select = sea_query::Query::select();
        let columns = [VERSION, &self.model()[state.applied_at].key].map(Alias::new);
        select.columns(columns).from(Alias::new(&self.tables().of(state.entity).name));
        let select = self.tables().dialect.build(&select);
        let mut since = None;
        let mut read = |cells: &dyn Cells| {
            if cells.number(0)? > 1 {
                since = Some(Moment(cells.number(1)?));
            }
            Ok(())
        };
        self.database().each(&select.sql, &select.params(), &mut read).await?;
        Ok(since)
    }
}

/// What is to be done to a database, in order.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The same for people.
    pub(crate) steps: Vec<Step>,
    statements: Vec<String>,
    /// Something bears another name afterwards.
    renames: bool,
    /// The tables whose full-text index is new.
    indexed: Vec<String>,
}

/// One step from the database as it is to what the register declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is done, in the register's words.
    pub what: String,
    /// How many rows lose something, or go, where the step destroys.
    pub destroys: Option<u64>,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match self.destroys {
            Some(1) => f.write_str(": destroys what 1 row holds"),
            Some(rows) => write!(f, ": destroys what {rows} rows hold"),
            None => Ok(()),
        }
    }
}

/// Whether data that the register gives up may be destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Destruction {
    /// Only a person may order it.
    Refused,
    /// Somebody has.
    Ordered,
}

impl Plan {
    /// Refuses what destroys data, unless that was ordered.
    pub(crate) fn permitted(self, destruction: Destruction) -> Result<Self, OpenError> {
        if destruction == Destruction::Ordered {
            return Ok(self);
        }
        let destroying = self.steps.iter().filter(|step| step.destroys.is_some_and(|rows| rows > 0));
        let destroying: Vec<Step> = destroying.cloned().collect();
        if destroying.is_empty() { Ok(self) } else { Err(OpenError::Destroys(destroying)) }
    }
}

/// What is to be done to a database of this shape, or all that stands in the way.
pub(crate) fn plan(session: &dyn Session, tables: &Tables, found: &Shape) -> Result<Plan, OpenError> {
    refuse_newer(session, tables, found)?;
    let extra = [tables.job.run_at, tables.job.leased_until, tables.ledger.person, tables.ledger.target];
    let declared = shape::declared(&tables.model, &extra);
    let alterations = alter::decide(&declared, found, &tables.model.destroyed).map_err(OpenError::Schema)?;
    let obstacles = obstacles(session, &alterations)?;
    if !obstacles.is_empty() {
        return Err(OpenError::Schema(obstacles));
    }
    let mut plan = Plan { steps: Vec::new(), statements: Vec::new(), renames: false, indexed: Vec::new() };
    for alteration in &alterations {
        plan.statements.extend(alteration.statements(tables.dialect));
        for (what, destroyed) in alteration.words() {
            let rows = destroyed.map(|count| session.first(&count, &[], |cells| cells.number(0))).transpose()?;
            let destroys = rows.map(|rows| rows.and_then(|rows| u64::try_from(rows).ok()).unwrap_or(0));
            plan.steps.push(Step { what, destroys });
        }
        match alteration {
            Alteration::RenameTable(..) | Alteration::RenameColumn(..) | Alteration::RebuildTable(_) => {
                plan.renames = true;
            }
            Alteration::CreateSearch(search) => plan.indexed.push(search.table.clone()),
            Alteration::CreateTable(_)
            | Alteration::AddColumn(..)
            | Alteration::CreateIndex(_)
            | Alteration::DropIndex(_)
            | Alteration::DropTable(_)
            | Alteration::DropColumn(..)
            | Alteration::DropSearch(_) => {}
        }
    }
    Ok(plan)
}

/// Refuses a database that a newer program has written.
fn refuse_newer(session: &dyn Session, tables: &Tables, found: &Shape) -> Result<(), OpenError> {
    let state = &tables.of(tables.state.entity).name;
    let column = &tables.model[tables.state.format].key;
    let table = found.tables.iter().find(|table| table.name == *state);
    if !table.is_some_and(|table| table.columns.iter().any(|one| one.name == *column)) {
        return Ok(());
    }
    let mut select = sea_query::Query::select();
    select.column(Alias::new(column)).from(Alias::new(state));
    let format = session.first(&tables.dialect.text(&select), &[], |cells| cells.integer(0))?.flatten();
    match format {
        Some(format) if format > FORMAT => Err(OpenError::Newer { format, known: FORMAT }),
        Some(_) | None => Ok(()),
    }
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
        select.order_by(KEY, sea_query::Order::Asc).limit(u64::try_from(INDEXED_ROWS_AT_A_TIME).unwrap_or(u64::MAX));
        let select = tables.dialect.build(&select);
        let rows = session.all(&select.sql, &select.params(), |cells| feed::texts(cells, index))?;
        let Some((last, _)) = rows.last() else { return Ok(()) };
        behind = *last;
        feed::add(session, index, &rows)?;
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
    let state = StateRow { fingerprint: tables.model.fingerprint.clone(), applied_at: now, format: Some(FORMAT) };
    let cells = state.cells(&tables.state);
    let mut select = sea_query::Query::select();
    select.columns(["fingerprint", "format", VERSION].map(Alias::new)).from(Alias::new(&tables.of(entity).name));
    let select = tables.dialect.text(&select);
    let known = session.first(&select, &[], |cells| Ok((cells.word(0)?, cells.integer(1)?, cells.number(2)?)))?;
    Ok(match known {
        Some((fingerprint, format, _)) if fingerprint == state.fingerprint && format == state.format => None,
        Some((_, _, version)) => {
            Some(Write::Update { entity, id: STATE, version, cells, mark: Mark::Untouched, guard: Vec::new() })
        }
        None => {
            let values = cells.into_iter().map(|(_, value)| value).collect();
            Some(Write::Insert { entity, id: STATE, values, guard: Vec::new() })
        }
    })
}
