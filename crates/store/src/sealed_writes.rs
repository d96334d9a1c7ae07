//! Changes with sealed cells: keys are durable before the rows are, and are destroyed after the rows are gone.
//!
//! Whoever writes sealed rows has the key store's turn meanwhile, so that no key goes that somebody else just found. It
//! ends what it began, even if nobody waits for it any more. Which keys a change may leave behind is noted before it is
//! carried out: after a crash these are looked at, and no others.

use crate::check::Write;
use crate::error::{ApplyError, ReadError};
use crate::keys::{Keys, KeysError, Place, Tag, UnderWay};
use crate::limits::SETTLED_ROWS_AT_A_TIME;
use crate::sealing::{self, Sealing, others};
use crate::session::{Cells, DbError};
use crate::store::{KeysReport, Store};
use model::{EntityId, RowId};
use std::collections::{HashMap, HashSet};
use tokio::task::spawn_blocking;

/// What a sealed change has done, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// The keys that it makes and those that it may leave behind are noted.
    Noted,
    /// The rows are as it says, or it was refused.
    Applied,
    /// It is known which keys are of no use.
    Looked,
}

/// After which step a change ends as if by a crash: nothing but a test says so.
pub(crate) type Cut = Option<Step>;

fn cut(at: Cut, step: Step) -> Result<(), ApplyError> {
    if at == Some(step) { Err(ApplyError::Unavailable("cut short".to_owned())) } else { Ok(()) }
}

fn end(keys: &Keys, begun: &UnderWay, gone: &[Place]) -> Result<(), DbError> {
    if !gone.is_empty() {
        tracing::info!("the keys of {} rows are destroyed", gone.len());
    }
    Ok(keys.end(begun, gone)?)
}

impl Store {
    /// Carries out `writes`, with the keys that they need and without those that they leave behind.
    pub(crate) async fn write(&self, writes: Vec<Write>) -> Result<(), ApplyError> {
        self.write_until(writes, None).await
    }

    pub(crate) async fn write_until(&self, writes: Vec<Write>, at: Cut) -> Result<(), ApplyError> {
        let Some(sealing) = &self.tables().sealing else { return self.database().apply(writes).await };
        let (needed, doubtful) = sealing.concerned(self.model(), &writes);
        if needed.is_empty() && doubtful.is_empty() {
            return self.database().apply(writes).await;
        }
        let (store, keys) = (self.clone(), sealing.keys.clone());
        let written = tokio::spawn(async move { store.write_sealed(keys, writes, (needed, doubtful), at).await });
        written.await.map_err(|_| ApplyError::Unavailable("a writing task panicked".to_owned()))?
    }

    async fn write_sealed(
        &self,
        keys: Keys,
        writes: Vec<Write>,
        (needed, doubtful): (Vec<Place>, Vec<Place>),
        at: Cut,
    ) -> Result<(), ApplyError> {
        let noting = keys.clone();
        let noted = spawn_blocking(move || {
            let turn = noting.turn()?;
            Ok::<_, KeysError>((noting.begin(&needed, &doubtful)?, turn))
        });
        let (begun, _turn) =
            noted.await.map_err(|_| ApplyError::Unavailable("a thread that makes keys panicked".to_owned()))??;
        cut(at, Step::Noted)?;
        let outcome = self.database().apply(writes).await;
        cut(at, Step::Applied)?;
        let Some(sealing) = &self.tables().sealing else { return outcome };
        let doubtful = match &outcome {
            Ok(()) => &begun.doubtful,
            Err(ApplyError::Stale { .. } | ApplyError::Taken { .. } | ApplyError::Refused(_)) => &begun.new,
            // Whether the rows are there is not known; they stay noted until the store is opened.
            Err(ApplyError::Full | ApplyError::Unavailable(_)) => return outcome,
        };
        let gone = self.of_no_use(sealing, doubtful).await;
        cut(at, Step::Looked)?;
        if let Err(cause) = gone.and_then(|gone| end(&keys, &begun, &gone)) {
            // The change is as it is; the keys go when the store is opened.
            tracing::error!("the keys of removed rows could not be destroyed yet: {cause}");
        }
        outcome
    }

    /// Those of `places` whose rows are gone or hold nothing sealed any more.
    async fn of_no_use(&self, sealing: &Sealing, places: &[Place]) -> Result<Vec<Place>, DbError> {
        let mut of: HashMap<Tag, Vec<RowId>> = HashMap::new();
        for place in places {
            of.entry(place.entity).or_default().push(place.row);
        }
        let mut gone = Vec::new();
        for (tag, rows) in of {
            let Some(entity) = sealing.entity_of(tag) else { continue };
            for rows in rows.chunks(SETTLED_ROWS_AT_A_TIME) {
                gone.extend(others(tag, rows, &self.filled(entity, Some(rows)).await?));
            }
        }
        Ok(gone)
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

    /// Destroys the keys of rows that are not in the database, or hold nothing sealed; how many. Nothing where there is no
    /// key store. It is for data that are not going to be older than their keys again.
    pub async fn drop_unused_keys(&self) -> Result<Option<usize>, ReadError> {
        let Some(sealing) = &self.tables().sealing else { return Ok(None) };
        let unavailable = |cause: KeysError| ReadError::Unavailable(cause.to_string());
        let keys = sealing.keys.clone();
        let turn = spawn_blocking(move || keys.turn()).await;
        let _turn = turn.map_err(|cause| ReadError::Unavailable(cause.to_string()))?.map_err(unavailable)?;
        let mut gone = Vec::new();
        for (_, tag) in sealing.entities() {
            let rows = sealing.keys.rows(tag).map_err(unavailable)?;
            let places: Vec<Place> = rows.into_iter().map(|row| Place { entity: tag, row }).collect();
            gone.extend(self.of_no_use(sealing, &places).await?);
        }
        sealing.keys.destroy(&gone).map_err(unavailable)?;
        Ok(Some(gone.len()))
    }

    /// Makes a new master key and wraps every key with it; how many. Nothing where there is no key store.
    pub async fn rotate_keys(&self) -> Result<Option<u64>, KeysError> {
        let Some(keys) = self.tables().sealing.as_ref().map(|sealing| sealing.keys.clone()) else { return Ok(None) };
        let rotated = spawn_blocking(move || keys.rotate()).await;
        rotated.map_err(|_| KeysError::Broken("the thread that made a new master key panicked".to_owned()))?.map(Some)
    }
}
