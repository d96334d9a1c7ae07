//! The record of processing (GDPR art. 30), for those who carry out rights.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::agreements::agreements;
use documents::Record;
use model::Day;

/// The record in the caller's language: our own activities as the register makes them, and the customers whose data we
/// process as the agreements say on that day.
pub async fn record(engine: &Engine, caller: &Caller, today: Day) -> Result<Record, Failure> {
    engine.demand_rights(caller)?;
    let agreements = agreements(engine, caller.language, today).await?;
    Ok(documents::record(engine.model(), Some(&agreements), caller.language))
}
