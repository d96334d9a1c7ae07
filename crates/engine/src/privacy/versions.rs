//! Texts that are published as dated versions: stored where the register says something else than the latest one.
//!
//! It must not know what a text is about, nor who may read it.

use crate::context::Engine;
use crate::failure::Failure;
use crate::privacy::rows::{RecordVersion, StatementVersion};
use crate::table::Table;
use documents::Document;
use model::{Day, FieldId, Language, Moment, Row, RowId};
use store::{Changes, Stored};

/// A version of a text as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedText {
    /// The version.
    pub id: RowId,
    /// When it was published.
    pub at: Moment,
    /// The Norwegian text, Markdown, without the day.
    pub nb: String,
    /// The English text, Markdown, without the day.
    pub en: String,
}

impl PublishedText {
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

/// A row that holds a version.
pub(super) trait Version: Row {
    /// The table of such rows.
    fn table(engine: &Engine) -> &Table<Self>
    where
        Self: Sized;
    /// The field that says when.
    fn published_at(handles: &Self::Handles) -> FieldId;
    /// The row of a new version.
    fn new(published_at: Moment, nb: String, en: String) -> Self;
    /// The version that a row holds.
    fn told(id: RowId, row: Self) -> PublishedText;
}

macro_rules! version {
    ($row:ident in $table:ident) => {
        impl Version for $row {
            fn table(engine: &Engine) -> &Table<Self> {
                &engine.tables().$table
            }

            fn published_at(handles: &Self::Handles) -> FieldId {
                handles.published_at
            }

            fn new(published_at: Moment, nb: String, en: String) -> Self {
                Self { published_at, nb, en }
            }

            fn told(id: RowId, row: Self) -> PublishedText {
                PublishedText { id, at: row.published_at, nb: row.nb, en: row.en }
            }
        }
    };
}

version!(StatementVersion in statement_version);
version!(RecordVersion in record_version);

/// Every version that was published, newest first. There are as many as the register has had texts.
pub(super) async fn all<V: Version>(engine: &Engine) -> Result<Vec<PublishedText>, Failure> {
    let table = V::table(engine);
    let found = table.find(engine.store(), table.all().newest_first(V::published_at(&table.f))).await?;
    Ok(found.into_iter().map(|Stored { id, row, .. }| V::told(id, row)).collect())
}

/// The version that was published last; none before the first.
pub(super) async fn latest<V: Version>(engine: &Engine) -> Result<Option<PublishedText>, Failure> {
    let table = V::table(engine);
    let found = table.first(engine.store(), table.all().newest_first(V::published_at(&table.f))).await?;
    Ok(found.map(|Stored { id, row, .. }| V::told(id, row)))
}

/// Publishes `text` where it is another than the latest version. Earlier versions stay. Tells whether a new one was
/// published.
pub(super) async fn publish<V: Version>(
    engine: &Engine,
    now: Moment,
    text: impl Fn(Language) -> Document,
) -> Result<bool, Failure> {
    let text = |language| documents::to_markdown(&text(language));
    let (nb, en) = (text(Language::Nb), text(Language::En));
    if latest::<V>(engine).await?.is_some_and(|version| version.nb == nb && version.en == en) {
        return Ok(false);
    }
    let mut changes = Changes::new();
    V::table(engine).insert(&mut changes, engine.new_id(now), &V::new(now, nb, en))?;
    engine.store().apply(changes).await?;
    Ok(true)
}
