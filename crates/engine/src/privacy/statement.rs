//! The privacy statement: derived from the register, published as dated versions.

use crate::context::Engine;
use crate::failure::Failure;
use crate::privacy::rows::StatementVersion;
use crate::privacy::versions::{PublishedText, all, latest, publish};
use documents::Document;
use model::{Language, Moment};

/// The statement as the register makes it today, with the day on which it last changed.
pub async fn statement(engine: &Engine, language: Language) -> Result<Document, Failure> {
    Ok(documents::statement(engine.model(), language, published(engine).await?.map(|it| it.day())))
}

/// Every version that was published, newest first.
pub async fn versions(engine: &Engine) -> Result<Vec<PublishedText>, Failure> {
    all::<StatementVersion>(engine).await
}

/// The version that was published last; none before the first.
pub async fn published(engine: &Engine) -> Result<Option<PublishedText>, Failure> {
    latest::<StatementVersion>(engine).await
}

/// Publishes the statement where the register says something else than the latest version. Done when
/// the server starts. Tells whether a new one was published.
pub async fn publish_statement(engine: &Engine, now: Moment) -> Result<bool, Failure> {
    let text = |language| documents::statement(engine.model(), language, None);
    publish::<StatementVersion>(engine, now, text).await
}
