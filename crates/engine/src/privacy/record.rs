//! The record of processing (GDPR art. 30), for those who carry out rights; and its dated versions.
//!
//! A version holds what follows from the register alone, our own activities (art. 30(1)). The customers of art. 30(2) are
//! left out of it: a customer may be a sole proprietor, and a contact is a person, so that a stored copy would keep
//! personal data after the rows they came from were erased. Who they were and are, the agreements tell as long as they live.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::privacy::agreements::agreements;
use crate::privacy::rows::RecordVersion;
use crate::privacy::versions::{PublishedText, all, publish};
use documents::Record;
use model::{Day, Moment};

/// The record in the caller's language: our own activities as the register makes them, and the customers whose data we
/// process as the agreements say on that day.
pub async fn record(engine: &Engine, caller: &Caller, today: Day) -> Result<Record, Failure> {
    engine.demand_rights(caller)?;
    let agreements = agreements(engine, caller.language, today).await?;
    Ok(documents::record(engine.model(), Some(&agreements), caller.language))
}

/// Every version of the record that was stored, newest first.
pub async fn record_versions(engine: &Engine, caller: &Caller) -> Result<Vec<PublishedText>, Failure> {
    engine.demand_rights(caller)?;
    all::<RecordVersion>(engine).await
}

/// Stores the record where the register says something else than the latest version. Done when the server starts.
/// Tells whether a new one was stored.
pub async fn publish_record(engine: &Engine, now: Moment) -> Result<bool, Failure> {
    let text = |language| documents::record(engine.model(), None, language).own_document();
    publish::<RecordVersion>(engine, now, text).await
}
