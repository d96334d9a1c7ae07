//! The store itself: what the rest of the program holds in its hand.

use crate::changes::Changes;
use crate::check;
use crate::error::{ApplyError, OpenError, ReadError};
use crate::folder::Folder;
use crate::query::{Condition, Query};
use crate::queue;
use crate::reader::Readers;
use crate::scan::{self, Sighting};
use crate::schema;
use crate::tables::Tables;
use crate::writer::Writer;
use model::{Model, Moment, Record, Row, RowId};
use rights::Scope;
use rusqlite::Connection;
use std::io;
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

/// In the order in which they must go: readers, writer, folder.
#[derive(Debug)]
struct Inner {
    tables: Arc<Tables>,
    queued: Arc<watch::Sender<()>>,
    readers: Readers,
    writer: Writer,
    folder: Folder,
}

impl Store {
    /// Opens the database in `folder` and alters it to what `model` declares.
    ///
    /// New tables, new fields that may be empty, and indexes are added by themselves. A table or
    /// column that the register does not declare, a changed type, and a new required field of a table
    /// with rows are refused, and the database stays as it was.
    pub fn open(folder: Folder, model: Arc<Model>, now: Moment) -> Result<Self, OpenError> {
        let tables = Tables::new(model)?;
        let connection = schema::open(&folder.path().join(schema::FILE), &tables, now)?;
        queue::release(&connection, &tables)?;
        Self::start(folder, tables, connection)
    }

    pub(crate) fn start(folder: Folder, tables: Tables, connection: Connection) -> Result<Self, OpenError> {
        let tables = Arc::new(tables);
        let queued = Arc::new(watch::Sender::new(()));
        let readers = Readers::new(folder.path().join(schema::FILE));
        let writer = Writer::start(connection, Arc::clone(&tables), Arc::clone(&queued))
            .map_err(|cause| OpenError::Unavailable(cause.to_string()))?;
        Ok(Self { inner: Arc::new(Inner { tables, queued, readers, writer, folder }) })
    }

    /// The register that the store was opened with.
    pub fn model(&self) -> &Arc<Model> {
        &self.inner.tables.model
    }

    /// The rows of `query`, with the fields of its scope.
    #[expect(clippy::unused_async, reason = "a database on another machine is waited for")]
    pub async fn find(&self, query: Query<'_>) -> Result<Vec<Record>, ReadError> {
        self.inner.readers.find(&self.inner.tables, &query)
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
    #[expect(clippy::unused_async, reason = "a database on another machine is waited for")]
    pub async fn count(&self, query: Query<'_>) -> Result<u64, ReadError> {
        self.inner.readers.count(&self.inner.tables, &query)
    }

    /// Carries out `changes` in one transaction. They are durable when this returns without error;
    /// with one, nothing of them is stored.
    pub async fn apply(&self, changes: Changes) -> Result<(), ApplyError> {
        let writes = check::writes(&self.inner.tables, changes).map_err(|refused| {
            tracing::error!("a change was refused: {}", refused.describe(self.model()));
            ApplyError::Refused(refused)
        })?;
        if writes.is_empty() { Ok(()) } else { self.inner.writer.apply(writes).await }
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
        self.inner.writer.scrub().await
    }

    /// Where `texts` are found in the bytes of any file of the folder: in UTF-8, in capitals or small
    /// letters of a Western European language. Blocks for as long as reading every file takes.
    pub fn scan(&self, texts: &[String]) -> io::Result<Vec<Sighting>> {
        scan::scan(self.inner.folder.path(), texts)
    }

    pub(crate) fn tables(&self) -> &Tables {
        &self.inner.tables
    }
}
