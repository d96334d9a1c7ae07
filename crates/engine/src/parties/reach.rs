//! By which addresses somebody is reached.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BATCH_ROWS;
use model::{RowId, Value};
use store::Condition;

/// Every address that is the person's own.
pub(crate) async fn addresses_of(engine: &Engine, person: RowId) -> Result<Vec<String>, Failure> {
    let table = &engine.tables().email_address;
    let theirs = table.all().matching(Condition::Is(table.f.person, Value::Id(person))).limit(BATCH_ROWS);
    Ok(table.find(engine.store(), theirs).await?.into_iter().map(|address| address.row.address).collect())
}
