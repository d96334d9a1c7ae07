//! Changes with sealed cells: keys are durable before the rows are, and are destroyed after the rows are gone.
//!
//! Whoever writes sealed rows has the key store's turn meanwhile, so that no key goes that somebody else just found. It
//! ends what it began, even if nobody waits for it any more.

use crate::check::Write;
use crate::error::{ApplyError, ReadError};
use crate::keys::{Keys, KeysError, Place};
use crate::limits::SETTLED_ROWS_AT_A_TIME;
use crate::sealing::{self, Sealing};
use crate::session::{Cells, DbError};
use crate::store::{KeysReport, Store};
use model::{EntityId, RowId};
use std::collections::{HashMap, HashSet};
use tokio::task::spawn_blocking;

impl Store {
    /// Carries out `writes`, with the keys that they need and without those that they leave behind.
    pub(crate) async fn write(&self, writes: Vec<Write>) -> Result<(), ApplyError> {
        let Some(sealing) = &self.tables().sealing else { return self.database().apply(writes).await };
        let (needed, doubtful) = sealing.concerned(self.model(), &writes);
        if needed.is_empty() && doubtful.is_empty() {
            return self.database().apply(writes).await;
        }
        let (store, keys) = (self.clone(), sealing.keys.clone());
        let written = tokio::spawn(async move { store.write_sealed(keys, writes, needed, doubtful).await });
        written.await.map_err(|_| ApplyError::Unavailable("a writing task panicked".to_owned()))?
    }

    async fn write_sealed(
        &self,
        keys: Keys,
        writes: Vec<Write>,
        needed: Vec<Place>,
        doubtful: Vec<(EntityId, RowId)>,
    ) -> Result<(), ApplyError> {
        let made = spawn_blocking(move || {
            let turn = keys.turn()?;
            Ok::<_, KeysError>((keys.make(&needed)?, turn))
        });
        let (new, _turn) =
            made.await.map_err(|_| ApplyError::Unavailable("a thread that makes keys panicked".to_owned()))??;
        let outcome = self.database().apply(writes).await;
        let Some(sealing) = &self.tables().sealing else { return outcome };
        let doubtful = match &outcome {
            Ok(()) => doubtful,
            Err(ApplyError::Stale { .. } | ApplyError::Taken { .. } | ApplyError::Refused(_)) => {
                new.into_iter().filter_map(|place| sealing.row_of(place)).collect()
            }
            // Whether the rows are there is not known; it is looked for when the store is opened.
            Err(ApplyError::Full | ApplyError::Unavailable(_)) => Vec::new(),
        };
        if let Err(cause) = self.settle(sealing, doubtful).await {
            // The change is as it is; the keys go when the store is opened.
            tracing::error!("the keys of removed rows could not be destroyed yet: {cause}");
        }
        outcome
    }

    /// Destroys the keys of those of `rows` that are gone or hold nothing sealed any more.
    async fn settle(&self, sealing: &Sealing, rows: Vec<(EntityId, RowId)>) -> Result<(), DbError> {
        let mut of: HashMap<EntityId, Vec<RowId>> = HashMap::new();
        for (entity, row) in rows {
            of.entry(entity).or_default().push(row);
        }
        for (entity, rows) in of {
            for rows in rows.chunks(SETTLED_ROWS_AT_A_TIME) {
                let there = self.filled(entity, Some(rows)).await?;
                sealing.destroy_others(self.model(), entity, rows, &there)?;
            }
        }
        Ok(())
    }

    async fn filled(&self, entity: EntityId, rows: Option<&[RowId]>) -> Result<HashSet<RowId>, DbError> {
        let select = sealing::filled(self.tables(), entity, rows);
        let mut there = HashSet::new();
        let mut note = |cells: &dyn Cells| {
            there.insert(cells.row_id(0)?);
            Ok(())
        };
        self.database().each(&select.sql, &select.params(), &mut note).await?;
        Ok(there)
    }

    /// How many keys there are, and whether every sealed row has one; nothing where there is no key store.
    pub async fn keys_report(&self) -> Result<Option<KeysReport>, ReadError> {
        let Some(sealing) = &self.tables().sealing else { return Ok(None) };
        let mut report = KeysReport { rows: 0, keys: 0, without_key: 0 };
        for (entity, tag) in sealing.entities() {
            let rows = self.filled(entity, None).await?;
            let keys = sealing.keys.rows(tag).map_err(|cause| ReadError::Unavailable(cause.to_string()))?;
            let keys: HashSet<RowId> = keys.into_iter().collect();
            report.rows += rows.len();
            report.keys += keys.len();
            report.without_key += rows.difference(&keys).count();
        }
        Ok(Some(report))
    }

    /// Makes a new master key and wraps every key with it; how many. Nothing where there is no key store.
    pub async fn rotate_keys(&self) -> Result<Option<u64>, KeysError> {
        let Some(keys) = self.tables().sealing.as_ref().map(|sealing| sealing.keys.clone()) else { return Ok(None) };
        let rotated = spawn_blocking(move || keys.rotate()).await;
        rotated.map_err(|_| KeysError::Broken("the thread that made a new master key panicked".to_owned()))?.map(Some)
    }
}
