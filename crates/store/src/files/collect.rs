//! Collecting: files that nobody came for, and bytes that no row is left of. It may be ended at any moment, and done as
//! often as one likes.

use super::follow::{fields, named_in};
use super::states::Standing;
use super::{FileError, FileState};
use crate::changes::Changes;
use crate::error::{ApplyError, ReadError};
use crate::limits::FILE_WAITS_SECONDS;
use crate::session::Session;
use crate::store::Store;
use crate::tables::{ID, VERSION};
use model::{Moment, RowId};
use sea_query::Alias;
use std::collections::HashSet;

/// What was collected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Collected {
    /// Files that no row had named within a day.
    pub unnamed: usize,
    /// Bytes of files that had no row.
    pub leftovers: usize,
    /// Beginnings of files whose upload a crash had ended.
    pub unfinished: usize,
}

impl Store {
    /// Removes files that no row has named for a day, and the bytes of those that have no row.
    pub async fn collect_files(&self, now: Moment) -> Result<Collected, FileError> {
        let unnamed = self.collect_unnamed(now).await?;
        let files = self.files().clone();
        let swept = tokio::task::spawn_blocking(move || files.sweep_staged()).await;
        let unfinished = match swept {
            Ok(swept) => swept.map_err(|cause| FileError::Unavailable(format!("the folder of the files: {cause}")))?,
            Err(_) => 0,
        };
        Ok(Collected { unnamed, leftovers: self.collect_leftovers().await?, unfinished })
    }

    async fn collect_unnamed(&self, now: Moment) -> Result<usize, FileError> {
        let until = now.plus_seconds(-FILE_WAITS_SECONDS);
        let mut collected = 0;
        let free = |one: &Standing| one.state != Some(FileState::Held) && one.put_at <= until;
        for found in self.every_standing().await.map_err(ReadError::from)?.into_iter().filter(free) {
            let mut changes = Changes::new();
            changes.drop_file(found.id, found.version);
            match self.apply(changes).await {
                Ok(()) => collected += 1,
                // Somebody came for it after all.
                Err(ApplyError::Stale { .. }) => {}
                Err(other) => return Err(other.into()),
            }
        }
        Ok(collected)
    }

    /// Removes the bytes that have no row. A row is there before its bytes are, and never comes again.
    pub(crate) async fn collect_leftovers(&self) -> Result<usize, FileError> {
        let listed: Vec<RowId> = self.files().list().await?.into_iter().map(|(id, _)| id).collect();
        let known = self.standings(&listed).await.map_err(ReadError::from)?;
        let known: HashSet<RowId> = known.into_iter().map(|found| found.id).collect();
        let mut removed = 0;
        for id in listed.into_iter().filter(|id| !known.contains(id)) {
            self.files().remove(id).await?;
            removed += 1;
        }
        Ok(removed)
    }

    /// Removes files whose rows went with a table or a column that the register gave up; how many.
    pub async fn release_files(&self) -> Result<usize, FileError> {
        let tables = self.shared_tables();
        // Of one moment: a file that moves from row to row is always named by one of them.
        let look = move |session: &dyn Session| {
            let mut named = HashSet::new();
            for entity in tables.model.entity_ids().filter(|entity| fields(&tables.model, *entity).next().is_some()) {
                named.extend(named_in(session, &tables, entity)?);
            }
            let (table, state) = (&tables.of(tables.file.entity).name, &tables.model[tables.file.state].key);
            let mut select = sea_query::Query::select();
            select.columns([ID, VERSION, state.as_str()].map(Alias::new)).from(Alias::new(table));
            let held = session.all(&tables.dialect.text(&select), &[], |cells| {
                Ok((cells.row_id(0)?, cells.number(1)?, cells.word(2)? == FileState::Held.key()))
            })?;
            let held = held.into_iter().filter(|(id, _, held)| *held && !named.contains(id));
            Ok(held.map(|(id, version, _)| (id, version)).collect::<Vec<_>>())
        };
        let released = self.database().snapshot(look).await;
        let released = released.map_err(|cause| FileError::Unavailable(cause.to_string()))?;
        for (id, version) in &released {
            let mut changes = Changes::new();
            changes.drop_file(*id, *version);
            self.apply(changes).await?;
        }
        self.collect_leftovers().await?;
        Ok(released.len())
    }

    /// Removes the bytes of files whose rows have just gone; what does not go now is collected later.
    pub(crate) async fn remove_bytes(&self, gone: Vec<RowId>) {
        let store = self.clone();
        // It is ended even if nobody waits for it any more.
        let removed = tokio::spawn(async move {
            for id in gone {
                if let Err(cause) = store.files().remove(id).await {
                    tracing::error!("the bytes of a removed file could not be removed yet: {cause}");
                    return;
                }
            }
        });
        let _ = removed.await;
    }
}
