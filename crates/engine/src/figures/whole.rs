//! What a number may be reckoned over: every row of a kind, by fields that the caller may read of each; or nothing.

use crate::context::{Caller, Engine};
use crate::records::is_partly_known;
use model::{EntityId, FieldId};
use rights::{Operation, Rows, Scope};
use std::sync::Arc;

/// What the caller may read of `entity`, where that is all rows that there are and `fields` of each.
pub(crate) fn whole(engine: &Engine, caller: &Caller, entity: EntityId, fields: &[FieldId]) -> Option<Arc<Scope>> {
    let scope = engine.scope(caller, entity, Operation::Read).ok()?;
    let is_whole = |field: &FieldId| scope.rows_of(*field).is_some_and(is_everything);
    let knows_all = is_everything(scope.rows()) && fields.iter().all(is_whole);
    (knows_all && !is_partly_known(engine, caller, entity)).then_some(scope)
}

/// Whether these are all rows that there are, but for those that are only stored.
fn is_everything(rows: &Rows) -> bool {
    matches!(rows, Rows::All | Rows::Unrestricted)
}
