//! What is under way: the keys that a change makes or may leave without use, noted before it is carried out.
//!
//! Whoever opens the key store after a crash looks at these places and at no other: data that lack a row say nothing about
//! its key, as they may be older than the row. A note is durable with the keys that the change makes. It goes in the
//! transaction that destroys keys, or with the next one, or when nothing more is written for a moment: no change waits for that.

use super::{Keys, KeysError, Place, Tag, cipher, make_one, wrapped};
use crate::limits::SETTLED_NOTE_MILLISECONDS;
use model::RowId;
use rusqlite::{Transaction, TransactionBehavior, params};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// A change whose keys are noted.
#[derive(Debug)]
pub(crate) struct UnderWay {
    /// Its own number; nothing is noted where there is none.
    change: Option<Tag>,
    /// The keys that it made.
    pub(crate) new: Vec<Place>,
    /// The keys that may be of no use when it is carried out.
    pub(crate) doubtful: Vec<Place>,
}

/// Changes whose notes may go.
#[derive(Debug, Default)]
pub(super) struct Settled {
    changes: Vec<Tag>,
    /// Whether somebody will come for them.
    awaited: bool,
}

impl Settled {
    /// Takes their notes away inside a transaction that somebody else ends.
    fn clear(&self, transaction: &Transaction<'_>) -> Result<(), KeysError> {
        for change in &self.changes {
            transaction.execute("DELETE FROM under_way WHERE change = ?", params![change])?;
        }
        Ok(())
    }
}

impl Keys {
    /// Makes a key for each of `needed` that has none, and notes these and those of `doubtful` that have one. All of it is
    /// durable when it returns.
    pub(crate) fn begin(&self, needed: &[Place], doubtful: &[Place]) -> Result<UnderWay, KeysError> {
        let mut open = self.locked();
        open.refresh(&self.inner.master)?;
        let super::Open { connection, key, settled } = &mut *open;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut begun = UnderWay { change: None, new: Vec::new(), doubtful: Vec::new() };
        for place in needed {
            if wrapped(&transaction, *place)?.is_none() {
                make_one(&transaction, key, *place).map_err(|cause| self.unusable(&cause))?;
                begun.new.push(*place);
            }
        }
        for place in doubtful {
            if wrapped(&transaction, *place)?.is_some() {
                begun.doubtful.push(*place);
            }
        }
        if begun.new.is_empty() && begun.doubtful.is_empty() {
            return Ok(begun);
        }
        let change: Tag = cipher::random().map_err(|cause| self.unusable(&cause))?;
        for place in begun.new.iter().chain(&begun.doubtful) {
            transaction.execute(
                "INSERT OR IGNORE INTO under_way (change, entity, row) VALUES (?, ?, ?)",
                params![change, place.entity, place.row.0],
            )?;
        }
        settled.clear(&transaction)?;
        transaction.commit()?;
        settled.changes.clear();
        begun.change = Some(change);
        Ok(begun)
    }

    /// The change is settled: the keys of `gone` are destroyed, and its note goes sooner or later.
    pub(crate) fn end(&self, begun: &UnderWay, gone: &[Place]) -> Result<(), KeysError> {
        let mut open = self.locked();
        open.settled.changes.extend(begun.change);
        if !gone.is_empty() {
            return open.destroy(gone);
        }
        if !open.settled.changes.is_empty() && !std::mem::replace(&mut open.settled.awaited, true) {
            let inner = Arc::downgrade(&self.inner);
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(SETTLED_NOTE_MILLISECONDS)).await;
                if let Some(inner) = inner.upgrade() {
                    let forgotten = tokio::task::spawn_blocking(move || Keys { inner }.forget()).await;
                    if let Ok(Err(cause)) = forgotten {
                        tracing::warn!("the keys of a change stay noted until the next one: {cause}");
                    }
                }
            });
        }
        Ok(())
    }

    /// Takes away the notes of changes that are settled; durable when it returns.
    pub(crate) fn forget(&self) -> Result<(), KeysError> {
        let mut open = self.locked();
        open.settled.awaited = false;
        open.forget()
    }

    /// The places that are noted, by their entities.
    pub(crate) fn noted(&self) -> Result<HashMap<Tag, Vec<RowId>>, KeysError> {
        let open = self.locked();
        let mut list = open.connection.prepare("SELECT DISTINCT entity, row FROM under_way ORDER BY entity, row")?;
        let places = list.query_map([], |row| Ok((row.get::<_, Tag>(0)?, RowId(row.get(1)?))))?;
        let mut noted: HashMap<Tag, Vec<RowId>> = HashMap::new();
        for place in places {
            let (entity, row) = place?;
            noted.entry(entity).or_default().push(row);
        }
        Ok(noted)
    }

    /// Destroys the keys of `gone`, and takes every note about `entity` away: all of them are settled.
    pub(crate) fn settled(&self, entity: Tag, gone: &[Place]) -> Result<(), KeysError> {
        let mut open = self.locked();
        open.destroy(gone)?;
        open.connection.execute("DELETE FROM under_way WHERE entity = ?", params![entity])?;
        Ok(())
    }

    /// Destroys the keys of `places`.
    pub(crate) fn destroy(&self, places: &[Place]) -> Result<(), KeysError> {
        self.locked().destroy(places)
    }

    /// Destroys every key of the entity called `path`.
    pub(crate) fn destroy_all(&self, path: &str) -> Result<(), KeysError> {
        let mut open = self.locked();
        let transaction = open.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for table in ["row_key", "under_way"] {
            let delete = format!("DELETE FROM {table} WHERE entity IN (SELECT tag FROM name WHERE path = ?)");
            transaction.execute(&delete, [path])?;
        }
        Ok(transaction.commit()?)
    }
}

impl super::Open {
    fn destroy(&mut self, places: &[Place]) -> Result<(), KeysError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for place in places {
            transaction
                .execute("DELETE FROM row_key WHERE entity = ? AND row = ?", params![place.entity, place.row.0])?;
        }
        self.settled.clear(&transaction)?;
        transaction.commit()?;
        self.settled.changes.clear();
        Ok(())
    }

    fn forget(&mut self) -> Result<(), KeysError> {
        if self.settled.changes.is_empty() { Ok(()) } else { self.destroy(&[]) }
    }
}

impl Drop for super::Inner {
    /// A clean end leaves no note of what is settled.
    fn drop(&mut self) {
        let open = self.open.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Err(cause) = open.forget() {
            tracing::warn!("the keys of a change stay noted until the next start: {cause}");
        }
    }
}
