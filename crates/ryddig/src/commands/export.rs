//! `ryddig register export --rows`.

use crate::commands::Output;
use engine::{Caller, Engine, Failure, Language, Moment, privacy};

/// Every row as JSON.
pub(super) async fn rows(engine: &Engine, now: Moment) -> Result<Output, Failure> {
    let mut text = Vec::new();
    privacy::export_rows(engine, &Caller::command(Language::En), now, &mut text).await?;
    let text = String::from_utf8(text).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    Ok(Output::text(text))
}
