//! Addresses that belong to an organisation and to nobody in it.

use super::{EmailAddress, Holder, Source, email};
use crate::context::Engine;
use crate::failure::Failure;
use model::{Moment, RowId, Value};
use store::{Changes, Condition};

/// Notes that those who work at the organisation share this address; one that is known already stays as it is.
///
/// Nothing holds the row up until a row that uses it follows.
pub async fn share_address(engine: &Engine, now: Moment, organisation: RowId, address: &str) -> Result<(), Failure> {
    let table = &engine.tables().email_address;
    let Some(address) = email(address) else { return Err(Failure::NotFound) };
    let same = Condition::Is(table.f.address, Value::Text(address.clone()));
    if table.first(engine.store(), table.all().matching(same)).await?.is_some() {
        return Ok(());
    }
    let row = EmailAddress {
        holder: Holder::Organisation,
        person: None,
        organisation: Some(organisation),
        address,
        state: None,
        state_on: None,
        source: Source::Company,
        since: rights::day_of(now),
    };
    let mut changes = Changes::new();
    table.insert(&mut changes, engine.new_id(now), &row)?;
    engine.store().apply(changes).await?;
    Ok(())
}
