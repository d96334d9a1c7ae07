//! Guards: a write by somebody who may write some rows only is held against the rows as they are, inside
//! the transaction. Before it, the row must be theirs to write; after the whole change it still must.

use crate::check::{Reason, Refused, Write};
use crate::error::ApplyError;
use crate::own;
use crate::session::Session;
use crate::tables::{ID, Tables};
use crate::values::bound;
use model::{EntityId, RowId, Value};
use rights::Rows;
use sea_query::{Alias, Expr, ExprTrait};

/// Refuses `write` where its row is there and not the writer's.
pub(crate) fn before(session: &dyn Session, tables: &Tables, write: &Write) -> Result<(), ApplyError> {
    match write {
        Write::Insert { .. } => Ok(()),
        Write::Update { entity, id, guard, .. } | Write::Delete { entity, id, guard, .. } => {
            check(session, tables, (*entity, *id), guard)
        }
    }
}

/// Refuses a change that put a row where the writer may not write.
pub(crate) fn after(session: &dyn Session, tables: &Tables, writes: &[Write]) -> Result<(), ApplyError> {
    writes.iter().try_for_each(|write| match write {
        Write::Insert { entity, id, guard, .. } | Write::Update { entity, id, guard, .. } => {
            check(session, tables, (*entity, *id), guard)
        }
        Write::Delete { .. } => Ok(()),
    })
}

fn check(
    session: &dyn Session,
    tables: &Tables,
    (entity, id): (EntityId, RowId),
    guard: &[Rows],
) -> Result<(), ApplyError> {
    let conditions = guard.iter().filter_map(|rows| own::condition(tables, rows));
    let Some(theirs) = conditions.reduce(ExprTrait::and) else { return Ok(()) };
    let mut foreign = sea_query::Query::select();
    foreign.expr(sea_query::CaseStatement::new().case(theirs, 1_i64).finally(0_i64));
    foreign.from(Alias::new(&tables.of(entity).name)).and_where(Expr::col(ID).eq(bound(&Value::Id(id))));
    let foreign = session.dialect().build(&foreign);
    match session.first(&foreign.sql, &foreign.params(), |cells| cells.number(0))? {
        Some(1) | None => Ok(()),
        Some(_) => Err(ApplyError::Refused(Refused { entity, field: None, reason: Reason::ForeignRow })),
    }
}
