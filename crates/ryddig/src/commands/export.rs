//! `ryddig register export --rows`.

use crate::commands::Output;
use engine::{Caller, Engine, Failure, Language, Moment, privacy};

/// Every row as JSON.
pub(super) async fn rows(engine: &Engine, now: Moment) -> Result<Output, Failure> {
    let rows = privacy::export_rows(engine, &Caller::command(Language::En), now).await?;
    let text = serde_json::to_string_pretty(&rows).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    Ok(Output::text(text + "\n"))
}
