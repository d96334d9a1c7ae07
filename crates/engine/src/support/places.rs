//! In which case mail threads, calls and messages are, and with which case they came there when one became part of another: what goes
//! along with a merge, and comes back when that is undone.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{CASE_ENTRIES, THREADS_OF_A_CASE};
use crate::table::Table;
use model::{FieldId, Row, RowId, Value};
use store::{Changes, Condition};

model::row! {
    /// Where a mail thread is.
    pub struct ThreadPlace of "email_thread", handles ThreadPlaceFields {
        /// In this case.
        case: Option<RowId>,
        /// It came there with this one.
        came_from: Option<RowId>,
    }
}

model::row! {
    /// Where a call is.
    pub struct CallPlace of "phone_call", handles CallPlaceFields {
        /// In this case.
        case: Option<RowId>,
        /// It came there with this one.
        came_from: Option<RowId>,
    }
}

model::row! {
    /// Where a message is.
    pub struct MessagePlace of "case_message", handles MessagePlaceFields {
        /// In this case.
        case: RowId,
        /// It came there with this one.
        came_from: Option<RowId>,
    }
}

/// A kind of what is in cases: its table, the field of the case, that of the case with which it came, and how many one case has.
type Kind<'a, R> = (&'a Table<R>, FieldId, FieldId, u64);

fn threads(engine: &Engine) -> Kind<'_, ThreadPlace> {
    let table = &engine.tables().thread_place;
    (table, table.f.case, table.f.came_from, THREADS_OF_A_CASE)
}

fn calls(engine: &Engine) -> Kind<'_, CallPlace> {
    let table = &engine.tables().call_place;
    (table, table.f.case, table.f.came_from, CASE_ENTRIES)
}

fn messages(engine: &Engine) -> Kind<'_, MessagePlace> {
    let table = &engine.tables().message_place;
    (table, table.f.case, table.f.came_from, CASE_ENTRIES)
}

/// What is in the case `from` goes along into the one that it becomes part of.
pub(super) async fn go_along(engine: &Engine, changes: &mut Changes, from: RowId, to: RowId) -> Result<(), Failure> {
    along(engine, changes, threads(engine), (from, to)).await?;
    along(engine, changes, calls(engine), (from, to)).await?;
    along(engine, changes, messages(engine), (from, to)).await
}

/// What came into the case `from` with one of `own` is in the case `to` again. Gives the threads.
pub(super) async fn come_back(
    engine: &Engine,
    changes: &mut Changes,
    (from, to): (RowId, RowId),
    own: &[RowId],
) -> Result<Vec<RowId>, Failure> {
    back(engine, changes, calls(engine), (from, to), own).await?;
    back(engine, changes, messages(engine), (from, to), own).await?;
    back(engine, changes, threads(engine), (from, to), own).await
}

/// What had come there with another case says so still.
async fn along<R: Row>(
    engine: &Engine,
    changes: &mut Changes,
    (table, case, came_from, most): Kind<'_, R>,
    (from, to): (RowId, RowId),
) -> Result<(), Failure> {
    let there = table.all().matching(Condition::Is(case, Value::Id(from))).limit(most);
    for row in engine.store().find(there.only(vec![case, came_from])).await? {
        let first = row.link(came_from).unwrap_or(from);
        let cells = vec![(case, Value::Id(to)), (came_from, Value::Id(first))];
        changes.update(&table.write, row.id, row.version, cells)?;
    }
    Ok(())
}

async fn back<R: Row>(
    engine: &Engine,
    changes: &mut Changes,
    (table, case, came_from, most): Kind<'_, R>,
    (from, to): (RowId, RowId),
    own: &[RowId],
) -> Result<Vec<RowId>, Failure> {
    let there = table.all().matching(Condition::Is(case, Value::Id(from))).limit(most);
    let there = there.matching(Condition::OneOf(came_from, own.iter().map(|id| Value::Id(*id)).collect()));
    let found = engine.store().find(there.only(vec![case, came_from])).await?;
    for row in &found {
        let first = row.link(came_from).filter(|first| *first != to).map_or(Value::Null, Value::Id);
        changes.update(&table.write, row.id, row.version, vec![(case, Value::Id(to)), (came_from, first)])?;
    }
    Ok(found.into_iter().map(|row| row.id).collect())
}
