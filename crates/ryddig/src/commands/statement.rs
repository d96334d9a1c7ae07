//! What `ryddig statement` asks a running server: which text is published, and since when.

use crate::commands::{Output, Published};
use engine::{Engine, Failure, privacy};

/// The published statement; nothing where none is.
pub(super) async fn published(engine: &Engine) -> Result<Output, Failure> {
    let published = privacy::published(engine).await?;
    let published = published.map(|it| Published { day: it.day().0, nb: it.nb, en: it.en });
    Ok(Output { published, ..Output::default() })
}
