//! The record of processing (GDPR art. 30), for those who carry out rights.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use documents::Record;

/// The record as the register makes it today, in the caller's language.
pub fn record(engine: &Engine, caller: &Caller) -> Result<Record, Failure> {
    engine.demand_rights(caller)?;
    Ok(documents::record(engine.model(), &[], caller.language))
}
