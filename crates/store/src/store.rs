//! The store itself: what the rest of the program holds in its hand.

use crate::changes::{self, Changes};
use crate::check::{self, Write};
use crate::database::Database;
use crate::dialect::Dialect;
use crate::error::{ApplyError, OpenError, ReadError};
use crate::files::{self, Files, Followed};
use crate::folder::Folder;
use crate::journal::Journal;
use crate::kept::{Kept, Revision};
use crate::limits::{COUNTS_MAX, QUERY_ROWS_MAX};
use crate::postgres::Postgres;
use crate::query::{Condition, Query};
use crate::queue;
use crate::scan::{self, Sighting};
use crate::schema::{Destruction, Step};
use crate::select;
use crate::session::Cells;
use crate::sieve::Sieves;
use crate::sqlite::{self, Readers, Writer};
use crate::tables::Tables;
use crate::template::{Answer, Given, Outline, Template, Templates};
use model::{EntityId, Model, Moment, Record, Row, RowId};
use rights::Scope;
use rusqlite::Connection;
use std::io;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::watch;

/// The rows of one data folder. Clones are the same store; the last one to go closes it.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

/// A typed row with what identifies it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored<R> {
    /// Which row.
    pub id: RowId,
    /// How often it was written; a write names the version it expects.
    pub version: i64,
    /// What it holds.
    pub row: R,
}

/// What there is in the key store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeysReport {
    /// Rows with something sealed.
    pub rows: usize,
    /// Keys of rows.
    pub keys: usize,
    /// Rows with something sealed and no key: it cannot be read any more.
    pub without_key: usize,
}

/// In the order in which they must go: the database before the folder.
#[derive(Debug)]
struct Inner {
    tables: Arc<Tables>,
    templates: Templates,
    sieves: Sieves,
    counts: Kept<String, u64>,
    queued: Arc<watch::Sender<()>>,
    database: Database,
    journal: Journal,
    files: Files,
    folder: Folder,
}

impl Store {
    /// Opens the database in `folder` and alters it to what `model` declares.
    ///
    /// New tables, new fields that may be empty, and indexes are added by themselves. A table or
    /// column that the register does not declare, a changed type, and a new required field of a table
    /// with rows are refused, and the database stays as it was.
    pub fn open(folder: Folder, model: Arc<Model>, now: Moment) -> Result<Self, OpenError> {
        Self::embedded(folder, model, now, Destruction::Refused)
    }

    fn embedded(folder: Folder, model: Arc<Model>, now: Moment, destruction: Destruction) -> Result<Self, OpenError> {
        folder.refuse_elsewhere()?;
        let tables = Tables::new(model, Dialect::Sqlite)?.with_keys(folder.keys())?;
        let connection = sqlite::open(&folder.path().join(sqlite::FILE), &tables, now, destruction)?;
        queue::release(&connection, &tables)?;
        if let Some(sealing) = &tables.sealing {
            sealing.settle(&connection, &tables, destruction)?;
        }
        Self::start(folder, tables, connection)
    }

    pub(crate) fn start(folder: Folder, tables: Tables, connection: Connection) -> Result<Self, OpenError> {
        let tables = Arc::new(tables);
        let queued = Arc::new(watch::Sender::new(()));
        let readers = Readers::new(folder.path().join(sqlite::FILE));
        let writer = Writer::start(connection, Arc::clone(&tables), Arc::clone(&queued))
            .map_err(|cause| OpenError::Unavailable(cause.to_string()))?;
        let database = Database::Sqlite { readers, writer };
        let (journal, files) = (folder.journal()?, folder.files()?);
        let (templates, sieves, counts) = (Templates::default(), Sieves::default(), Kept::at_most(COUNTS_MAX));
        Ok(Self {
            inner: Arc::new(Inner { tables, templates, sieves, counts, queued, database, journal, files, folder }),
        })
    }

    /// The same on the PostgreSQL database at `url` (`postgres://…`); in `folder` lies what is no row.
    ///
    /// Several nodes, each with a folder of its own, may work on one database at once.
    pub fn connect(folder: Folder, url: &str, model: Arc<Model>, now: Moment) -> Result<Self, OpenError> {
        Self::elsewhere(folder, url, model, now, Destruction::Refused)
    }

    fn elsewhere(
        folder: Folder,
        url: &str,
        model: Arc<Model>,
        now: Moment,
        destruction: Destruction,
    ) -> Result<Self, OpenError> {
        folder.refuse_rows()?;
        let tables = Arc::new(Tables::new(model, Dialect::Postgres)?.with_keys(folder.keys())?);
        let queued = Arc::new(watch::Sender::new(()));
        let database = Database::Postgres(Postgres::open(url, Arc::clone(&tables), now, destruction)?);
        folder.note_elsewhere()?;
        let (journal, files) = (folder.journal()?, folder.files()?);
        let (templates, sieves, counts) = (Templates::default(), Sieves::default(), Kept::at_most(COUNTS_MAX));
        Ok(Self {
            inner: Arc::new(Inner { tables, templates, sieves, counts, queued, database, journal, files, folder }),
        })
    }

    /// What opening would do to the database of `folder`, or to the one at `url`: in order, and nothing is done.
    pub fn plan(folder: &Folder, url: Option<&str>, model: Arc<Model>) -> Result<Vec<Step>, OpenError> {
        let plan = match url {
            None => {
                folder.refuse_elsewhere()?;
                sqlite::look(&folder.path().join(sqlite::FILE), &Tables::new(model, Dialect::Sqlite)?)?
            }
            Some(url) => {
                folder.refuse_rows()?;
                Postgres::look(url, Arc::new(Tables::new(model, Dialect::Postgres)?))?
            }
        };
        Ok(plan.steps)
    }

    /// Opens like [`open`](Self::open) and [`connect`](Self::connect), and destroys what the register gives up by name.
    /// All of it is one transaction.
    pub fn migrate(folder: Folder, url: Option<&str>, model: Arc<Model>, now: Moment) -> Result<Self, OpenError> {
        match url {
            None => Self::embedded(folder, model, now, Destruction::Ordered),
            Some(url) => Self::elsewhere(folder, url, model, now, Destruction::Ordered),
        }
    }

    /// The register that the store was opened with.
    pub fn model(&self) -> &Arc<Model> {
        &self.inner.tables.model
    }

    /// The rows of `query`, with the fields of its scope.
    pub async fn find(&self, query: Query<'_>) -> Result<Vec<Record>, ReadError> {
        let tables = self.tables();
        let (template, given) = self.template(Answer::Rows, &query)?;
        let mut records = Vec::new();
        let params = template.params(&given, select::limit(&query));
        let mut read = |cells: &dyn Cells| template.reading.record(tables, cells).map(|record| records.push(record));
        self.inner.database.each(&template.sql, &params, &mut read).await?;
        let rows = u64::try_from(records.len()).unwrap_or(u64::MAX);
        if rows > QUERY_ROWS_MAX { Err(ReadError::TooMany) } else { Ok(records) }
    }

    /// The rows of `query` as typed ones; its scope must cover every field of the struct.
    pub async fn find_rows<R: Row>(&self, query: Query<'_>, handles: &R::Handles) -> Result<Vec<Stored<R>>, ReadError> {
        let records = self.find(query).await?;
        let typed = records.iter().map(|record| {
            let row = R::read(handles, record)?;
            Ok(Stored { id: record.id, version: record.version, row })
        });
        typed.collect()
    }

    /// The row `id`, if there is one.
    pub async fn get(&self, scope: &Scope, id: RowId) -> Result<Option<Record>, ReadError> {
        let records = self.find(Query::over(scope).matching(Condition::Ids(vec![id]))).await?;
        Ok(records.into_iter().next())
    }

    /// The row `id` as a typed one, if there is one.
    pub async fn get_row<R: Row>(
        &self,
        scope: &Scope,
        id: RowId,
        handles: &R::Handles,
    ) -> Result<Option<Stored<R>>, ReadError> {
        let rows = self.find_rows(Query::over(scope).matching(Condition::Ids(vec![id])), handles).await?;
        Ok(rows.into_iter().next())
    }

    /// How many rows `query` finds, whatever its order, limit and cursor.
    pub async fn count(&self, query: Query<'_>) -> Result<u64, ReadError> {
        self.counted(Answer::Count, Query { order: None, limit: None, after: None, ..query }).await
    }

    /// How many rows meet the conditions of `query`, counted no further than `most`, whatever its order and cursor.
    pub async fn count_to(&self, query: Query<'_>, most: u64) -> Result<u64, ReadError> {
        let query = Query { order: None, limit: Some(most), after: None, ..query };
        let at = self.revision_of(query.scope.entity());
        let (template, given) = self.template(Answer::CountTo, &query)?;
        let key = format!("{}{:?}", template.sql, template.params(&given, most));
        self.inner.counts.or(at, key, self.counted(Answer::CountTo, query.clone())).await
    }

    async fn counted(&self, answer: Answer, query: Query<'_>) -> Result<u64, ReadError> {
        let (template, given) = self.template(answer, &query)?;
        let params = template.params(&given, select::limit(&query));
        let mut rows = 0;
        let mut read = |cells: &dyn Cells| cells.number(0).map(|number| rows = number);
        self.inner.database.each(&template.sql, &params, &mut read).await?;
        Ok(u64::try_from(rows).unwrap_or(0))
    }

    /// The present revision, for [`Kept`]: to be taken before anything is read.
    pub fn revision(&self) -> Revision {
        Revision(self.inner.database.commits())
    }

    /// The same for the rows of one entity: the store's own change by ways of their own.
    fn revision_of(&self, entity: EntityId) -> Revision {
        if self.tables().is_own(entity) { Revision(None) } else { self.revision() }
    }

    /// The statement for a query, and the values that go into it: one that was built before, where there is one.
    pub(crate) fn template<'q>(
        &self,
        answer: Answer,
        query: &'q Query<'_>,
    ) -> Result<(Arc<Template>, Given<'q>), ReadError> {
        let tables = self.tables();
        let outline = Outline::of(tables, answer, query);
        if let Some(template) = outline.as_ref().and_then(|outline| self.inner.templates.get(outline)) {
            return Ok((template, Given::of(query)));
        }
        let given = Given::default();
        let template = Arc::new(match answer {
            Answer::Rows => select::rows(tables, query, &given)?,
            Answer::Count => select::count(tables, query, &given)?,
            Answer::CountTo => select::count_to(tables, query, &given)?,
        });
        if let Some(outline) = outline {
            // Another query with this outline will put its values where the builder put these.
            if given == Given::of(query) {
                self.inner.templates.keep(&outline, &template);
            }
        }
        Ok((template, given))
    }

    /// Carries out `changes` in one transaction. They are durable when this returns without error;
    /// with one, nothing of them is stored.
    pub async fn apply(&self, mut changes: Changes) -> Result<(), ApplyError> {
        let (erasure, cuts) = (changes.erasure, std::mem::take(&mut changes.cuts));
        let again = changes.steps.iter().any(|step| matches!(step, changes::Step::TryAgain { .. }));
        let writes = check::writes(&self.inner.tables, changes).map_err(|refused| {
            tracing::error!("a change was refused: {}", refused.describe(self.model()));
            ApplyError::Refused(refused)
        })?;
        if writes.is_empty() {
            return Ok(());
        }
        let job = self.tables().job.entity;
        let queues =
            again || writes.iter().any(|write| matches!(write, Write::Insert { entity, .. } if *entity == job));
        if let Some(erasure) = erasure {
            let begun = self.inner.journal.begin(self.tables(), erasure, (&writes, &cuts));
            begun.map_err(|cause| ApplyError::Unavailable(format!("the erasure journal: {cause}")))?;
        }
        let (applied, gone) = self.write_followed(writes).await;
        if let Some(erasure) = erasure {
            self.inner.journal.note(erasure, &applied);
        }
        applied?;
        if queues {
            self.queue_changed();
        }
        if !gone.is_empty() {
            self.remove_bytes(gone).await;
        }
        Ok(())
    }

    /// Writes rows, and with them the rows of the files that they name or name no more; whose bytes are to go.
    async fn write_followed(&self, mut writes: Vec<Write>) -> (Result<(), ApplyError>, Vec<RowId>) {
        let followed = files::follow(self, &writes).await;
        let followed = followed.and_then(|Followed { besides, gone }| {
            let besides = check::writes(&self.inner.tables, besides).map_err(ApplyError::Refused)?;
            writes.extend(besides);
            Ok(gone)
        });
        match followed {
            Ok(gone) => (self.write(writes).await, gone),
            Err(refused) => (Err(refused), Vec::new()),
        }
    }

    pub(crate) fn queue_changed(&self) {
        self.inner.queued.send_replace(());
    }

    /// Changes after every commit that queued a job, and when a job is given back.
    pub fn job_signal(&self) -> watch::Receiver<()> {
        self.inner.queued.subscribe()
    }

    /// The second stage of erasure: afterwards no file of the folder holds a byte of a deleted row.
    ///
    /// Writes wait meanwhile.
    pub async fn scrub(&self) -> Result<(), ApplyError> {
        let leftovers = self.collect_leftovers().await;
        leftovers.map_err(|cause| ApplyError::Unavailable(cause.to_string()))?;
        self.inner.database.scrub().await
    }

    /// Where `texts` are found in the bytes of any file of the folder, and in any column of a database elsewhere: in
    /// UTF-8, in capitals or small letters of a Western European language. Blocks for as long as reading it all takes.
    pub fn scan(&self, texts: &[String]) -> io::Result<Vec<Sighting>> {
        let mut found = scan::scan(self.inner.folder.path(), texts)?;
        if let Some(files) = self.files().on_disk().filter(|files| !files.starts_with(self.inner.folder.path())) {
            found.extend(scan::scan(files, texts)?);
        }
        if let Database::Postgres(postgres) = &self.inner.database {
            found.extend(postgres.scan(texts).map_err(|cause| io::Error::other(cause.to_string()))?);
        }
        Ok(found)
    }

    /// Where files lie.
    pub(crate) fn files(&self) -> &Files {
        &self.inner.files
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        self.inner.folder.path()
    }

    /// The erasure journal.
    pub fn journal(&self) -> &Journal {
        &self.inner.journal
    }

    #[cfg(test)]
    pub(crate) fn templates(&self) -> &Templates {
        &self.inner.templates
    }

    pub(crate) fn shared_tables(&self) -> Arc<Tables> {
        Arc::clone(&self.inner.tables)
    }

    pub(crate) fn tables(&self) -> &Tables {
        &self.inner.tables
    }

    pub(crate) fn sieves(&self) -> &Sieves {
        &self.inner.sieves
    }

    pub(crate) fn database(&self) -> &Database {
        &self.inner.database
    }
}
