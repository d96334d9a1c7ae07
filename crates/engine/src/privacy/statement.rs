//! The privacy statement: derived from the register, published as dated versions.

use crate::context::Engine;
use crate::failure::Failure;
use crate::privacy::rows::StatementVersion;
use documents::Document;
use model::{Day, Language, Moment, RowId};
use store::{Changes, Stored};

/// The statement as the register makes it today, with the day on which it last changed.
pub async fn statement(engine: &Engine, language: Language) -> Result<Document, Failure> {
    Ok(documents::statement(engine.model(), language, published(engine).await?.map(|it| it.day())))
}

/// A version of the statement as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedStatement {
    /// The version.
    pub id: RowId,
    /// When it was published.
    pub at: Moment,
    /// The Norwegian text, Markdown, without the day.
    pub nb: String,
    /// The English text, Markdown, without the day.
    pub en: String,
}

impl PublishedStatement {
    /// The day of its publication.
    pub fn day(&self) -> Day {
        rights::day_of(self.at)
    }

    /// Its text in `language`, Markdown, without the day.
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Nb => &self.nb,
            Language::En => &self.en,
        }
    }
}

impl From<Stored<StatementVersion>> for PublishedStatement {
    fn from(Stored { id, row, .. }: Stored<StatementVersion>) -> Self {
        Self { id, at: row.published_at, nb: row.nb, en: row.en }
    }
}

/// Every version that was published, newest first. There are as many as the register has had texts.
pub async fn versions(engine: &Engine) -> Result<Vec<PublishedStatement>, Failure> {
    let table = &engine.tables().statement_version;
    let found = table.find(engine.store(), table.all().newest_first(table.f.published_at)).await?;
    Ok(found.into_iter().map(PublishedStatement::from).collect())
}

/// The version that was published last; none before the first.
pub async fn published(engine: &Engine) -> Result<Option<PublishedStatement>, Failure> {
    Ok(latest(engine).await?.map(PublishedStatement::from))
}

/// Publishes the statement where the register says something else than the latest version. Done when
/// the server starts. Earlier versions stay. Tells whether a new one was published.
pub async fn publish_statement(engine: &Engine, now: Moment) -> Result<bool, Failure> {
    let text = |language| documents::to_markdown(&documents::statement(engine.model(), language, None));
    let (nb, en) = (text(Language::Nb), text(Language::En));
    if latest(engine).await?.is_some_and(|version| version.row.nb == nb && version.row.en == en) {
        return Ok(false);
    }
    let mut changes = Changes::new();
    let row = StatementVersion { published_at: now, nb, en };
    engine.tables().statement_version.insert(&mut changes, engine.new_id(now), &row)?;
    engine.store().apply(changes).await?;
    Ok(true)
}

async fn latest(engine: &Engine) -> Result<Option<Stored<StatementVersion>>, Failure> {
    let table = &engine.tables().statement_version;
    table.first(engine.store(), table.all().newest_first(table.f.published_at)).await
}
