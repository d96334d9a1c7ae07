//! Somebody whose erasure left only what a law demands turns to us again: they and their address are used again.

use crate::context::Engine;
use crate::failure::Failure;
use model::{Restriction, RowId};
use store::Changes;

/// Lifts the mark from the person and the address that a new row is about, where an erasure put it there. What a law
/// alone keeps beside them stays restricted, and so does what the person wanted restricted.
pub(crate) async fn in_use_again(
    engine: &Engine,
    changes: &mut Changes,
    person: RowId,
    address: RowId,
) -> Result<(), Failure> {
    let tables = engine.tables();
    for (read, write, id) in [
        (&tables.person.read, &tables.person.write, person),
        (&tables.email_address.read, &tables.email_address.write, address),
    ] {
        let found = engine.store().get(read, id).await?;
        if let Some(row) = found.filter(|row| row.restricted == Some(Restriction::Bound)) {
            changes.lift(write, id, row.version)?;
        }
    }
    Ok(())
}
