//! Numbering: entries get their places in the ledger, the tree grows by their leaves, and its head is signed, all
//! in one transaction.
//!
//! Numbers and sizes are unique in the database: of two who number at once, one is told that it came too late.

use super::head::HeadRow;
use super::{LedgerKey, LedgerRow};
use crate::changes::Changes;
use crate::error::{ApplyError, ReadError};
use crate::hex;
use crate::limits::NUMBERED_ENTRIES_MAX;
use crate::merkle::Edge;
use crate::query::{Condition, Query};
use crate::store::{Store, Stored};
use model::{Moment, RowId, Value};
use rights::{Operation, Scope, Viewer};

impl Store {
    /// Whether some entry has no number yet.
    pub async fn ledger_waits(&self) -> Result<bool, ReadError> {
        // Counted, as to read the first of thousands is to put all of them into order.
        Ok(self.count_to(self.waiting(&self.ledger_scope()?), 1).await? > 0)
    }

    /// How many entries have no number yet.
    pub async fn ledger_waiting(&self) -> Result<u64, ReadError> {
        self.count(self.waiting(&self.ledger_scope()?)).await
    }

    /// The entries that have no number yet.
    fn waiting<'s>(&self, scope: &'s Scope) -> Query<'s> {
        Query::over(scope).matching(Condition::Is(self.tables().ledger.number, Value::Null))
    }

    /// Numbers entries that have no number, the oldest first, and signs the head of the tree that holds them, which
    /// becomes the row `head`. At most some thousand at a time: how many it were, nought where none waited.
    ///
    /// Where another numbered meanwhile, the change is stale or a number taken, and nothing has happened.
    pub async fn number_ledger(&self, now: Moment, head: RowId, key: &LedgerKey) -> Result<usize, ApplyError> {
        let waiting = self.unnumbered(NUMBERED_ENTRIES_MAX).await?;
        if waiting.is_empty() {
            return Ok(0);
        }
        let ledger = self.tables().ledger;
        let last = self.last_head().await?;
        let mut edge = self.edge_behind(last.as_ref(), head).await?;
        let mut changes = Changes::new();
        for entry in &waiting {
            let number = i64::try_from(edge.size() + 1).unwrap_or(i64::MAX);
            let leaf = entry.row.leaf_at(entry.id, number);
            edge.push(leaf);
            let cells = vec![(ledger.number, Value::Integer(number)), (ledger.leaf, Value::Text(hex::text(&leaf)))];
            changes.number(entry.id, entry.version, cells);
        }
        let next = last.map_or(1, |last| last.number.saturating_add(1));
        changes.sign(head, HeadRow::signed(next, &edge, now, key));
        self.apply(changes).await?;
        Ok(waiting.len())
    }

    /// The edge of the tree that the last head signed. A ledger that does not fit its head is not gone on with: the
    /// next signature would vouch for it. Stale where another head came meanwhile than `id` was to follow.
    async fn edge_behind(&self, last: Option<&HeadRow>, id: RowId) -> Result<Edge, ApplyError> {
        let wrong = |what: &str| ApplyError::Unavailable(format!("{what}; `ryddig verify` tells more"));
        let edge = match last {
            None => Edge::default(),
            Some(last) if !last.head().is_signed() => {
                return Err(wrong("the ledger's last head is not as it was signed"));
            }
            Some(last) => last.edge().ok_or_else(|| wrong("the ledger's last head does not fit its tree"))?,
        };
        let numbered = self.last_number().await?.unwrap_or(0);
        if u64::try_from(numbered) == Ok(edge.size()) {
            return Ok(edge);
        }
        // Head and number were read one after the other: somebody may have numbered in between.
        if self.last_head().await?.map(|now| now.number) != last.map(|then| then.number) {
            return Err(ApplyError::Stale { entity: self.tables().head.entity, id });
        }
        Err(wrong("the ledger's last number is not the one that its last head covers"))
    }

    pub(super) async fn last_number(&self) -> Result<Option<i64>, ReadError> {
        let (scope, ledger) = (self.ledger_scope()?, self.tables().ledger);
        let newest = Query::over(&scope).matching(Condition::Filled(ledger.number)).newest_first(ledger.number);
        let newest = self.find_rows::<LedgerRow>(newest.limit(1), &ledger).await?.pop();
        Ok(newest.and_then(|stored| stored.row.number))
    }

    async fn unnumbered(&self, rows: u64) -> Result<Vec<Stored<LedgerRow>>, ReadError> {
        let scope = self.ledger_scope()?;
        self.find_rows(self.waiting(&scope).limit(rows), &self.tables().ledger).await
    }

    pub(super) fn ledger_scope(&self) -> Result<Scope, ReadError> {
        rights::scope(self.model(), &Viewer::Engine, self.tables().ledger.entity, Operation::Read)
            .map_err(|denied| ReadError::Unavailable(denied.to_string()))
    }
}
