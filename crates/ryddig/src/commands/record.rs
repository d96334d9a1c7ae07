//! `ryddig record`, with the customers for whom data are processed.

use crate::arguments::RecordFormat;
use crate::commands::Output;
use crate::company::record_in;
use engine::{Caller, Engine, Failure, Language, Moment, day_of, privacy};

/// The record as it stands today.
pub(super) async fn record(
    engine: &Engine,
    now: Moment,
    language: Language,
    format: RecordFormat,
) -> Result<Output, Failure> {
    let record = privacy::record(engine, &Caller::command(language), day_of(now)).await?;
    let bytes = record_in(&record, format).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => Output::text(text),
        Err(workbook) => Output { bytes: workbook.into_bytes(), ..Output::default() },
    })
}
