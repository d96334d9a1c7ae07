//! Verification: every leaf and the whole tree are worked out anew and held against numbers, heads, signatures, and
//! what was anchored outside.
//!
//! It only reads, and takes no word of the database for the truth but a signed one.

use super::LedgerRow;
use super::findings::{LedgerFinding, LedgerReport};
use super::head::{Head, HeadRow};
use super::walk::{Point, Walk};
use crate::error::ReadError;
use crate::limits::LEDGER_ENTRIES_AT_A_TIME;
use crate::query::{Condition, Cursor, Query};
use crate::store::{Store, Stored};
use model::{RowId, Value};
use std::collections::BTreeMap;

impl Store {
    /// Verifies the ledger. `trusted` are the public keys whose signatures count, `anchored` the heads that were kept
    /// outside, read before this is called.
    pub async fn verify_ledger(&self, trusted: &[String], anchored: &[Head]) -> Result<LedgerReport, ReadError> {
        let heads = self.all_heads().await?;
        let mut findings = look_at_heads(&heads, trusted);
        findings.extend(look_at_anchors(&heads, trusted, anchored));
        let mut walk = Walk::new(points(&heads, trusted, anchored));
        while let Some(entries) = self.entries_behind(walk.last()).await? {
            for entry in &entries {
                walk.entry(entry);
            }
        }
        let covered = heads.last().map_or(0, |head| head.size);
        let seen = walk.entries();
        let last = walk.last();
        let mut told = walk.end();
        for number in told.unexplained() {
            if let Some(id) = self.entry_at(number).await? {
                told.found(LedgerFinding::Inserted { number, id });
            }
        }
        if last > covered && !told.is_moved(covered + 1, last) && !self.is_covered_now(&heads, last).await? {
            told.found(LedgerFinding::Uncovered { from: covered + 1, to: last });
        }
        let (of_entries, more) = told.findings();
        findings.extend(of_entries);
        findings.sort_unstable();
        findings.dedup();
        let (ledger, scope) = (self.tables().ledger, self.ledger_scope()?);
        let unnumbered = Query::over(&scope).matching(Condition::Is(ledger.number, Value::Null));
        Ok(LedgerReport {
            entries: seen,
            unnumbered: self.count(unnumbered).await?,
            heads: long(heads.len()),
            anchored: long(anchored.len()),
            root: heads.last().map(|head| head.root.clone()),
            findings,
            more,
        })
    }

    /// Every head, in the order of their numbers.
    async fn all_heads(&self) -> Result<Vec<HeadRow>, ReadError> {
        let mut heads: Vec<HeadRow> = Vec::new();
        loop {
            let batch = self.head_rows(heads.last().map_or(i64::MIN, |head| head.number)).await?;
            if batch.is_empty() {
                return Ok(heads);
            }
            heads.extend(batch.into_iter().map(|stored| stored.row));
        }
    }

    async fn entries_behind(&self, number: i64) -> Result<Option<Vec<Stored<LedgerRow>>>, ReadError> {
        let (ledger, scope) = (self.tables().ledger, self.ledger_scope()?);
        let numbered = Query::over(&scope).matching(Condition::Filled(ledger.number)).oldest_first(ledger.number);
        // No id is greater than this one.
        let after = Cursor { value: Value::Integer(number), id: RowId([0xff; 16]) };
        let rows = self.find_rows(numbered.after(after).limit(LEDGER_ENTRIES_AT_A_TIME), &ledger).await?;
        Ok((!rows.is_empty()).then_some(rows))
    }

    async fn entry_at(&self, number: i64) -> Result<Option<RowId>, ReadError> {
        let (ledger, scope) = (self.tables().ledger, self.ledger_scope()?);
        let here = Query::over(&scope).matching(Condition::Is(ledger.number, Value::Integer(number))).limit(1);
        Ok(self.find(here).await?.pop().map(|record| record.id))
    }

    /// Whether a head covers `number` that was not there when this began: entries are numbered meanwhile.
    async fn is_covered_now(&self, heads: &[HeadRow], number: i64) -> Result<bool, ReadError> {
        let later = self.head_rows(heads.last().map_or(0, |head| head.number)).await?;
        Ok(later.iter().any(|stored| stored.row.size >= number))
    }
}

/// Holds each head against its signature, and their numbers against each other.
fn look_at_heads(heads: &[HeadRow], trusted: &[String]) -> Vec<LedgerFinding> {
    let mut findings = Vec::new();
    let mut last = (0, 0);
    for head in heads {
        let number = head.number;
        findings.extend((last.0 + 1..number).map(|head| LedgerFinding::HeadRemoved { head }));
        if !head.head().is_signed() || head.edge().is_none() || head.size <= last.1 {
            findings.push(LedgerFinding::HeadChanged { head: number });
        } else if !trusted.contains(&head.key_id) {
            findings.push(LedgerFinding::HeadForeign { head: number });
        }
        last = (number, head.size.max(last.1));
    }
    findings
}

/// Holds the stored heads against the anchored ones.
fn look_at_anchors(heads: &[HeadRow], trusted: &[String], anchored: &[Head]) -> Vec<LedgerFinding> {
    let stored: BTreeMap<i64, &HeadRow> = heads.iter().map(|head| (head.number, head)).collect();
    let finding = |anchor: &Head| {
        if !counts(anchor, trusted) {
            return Some(LedgerFinding::AnchorChanged { head: anchor.number });
        }
        match stored.get(&anchor.number) {
            None => Some(LedgerFinding::HeadRemoved { head: anchor.number }),
            Some(head) if head.size == anchor.size && head.root == anchor.root => None,
            Some(_) => Some(LedgerFinding::HeadReplaced { head: anchor.number }),
        }
    };
    anchored.iter().filter_map(finding).collect()
}

/// The sizes at which the root is known. What was kept outside goes before what is stored.
fn points(heads: &[HeadRow], trusted: &[String], anchored: &[Head]) -> BTreeMap<i64, Point> {
    let mut points = BTreeMap::new();
    for head in heads.iter().filter(|head| head.head().is_signed()) {
        if let Some(edge) = head.edge() {
            points.insert(head.size, Point { root: edge.root(), edge: Some(edge) });
        }
    }
    for anchor in anchored.iter().filter(|anchor| counts(anchor, trusted)) {
        if let Some(root) = anchor.root()
            && points.get(&anchor.size).is_none_or(|point| point.root != root)
        {
            points.insert(anchor.size, Point { root, edge: None });
        }
    }
    points
}

fn counts(anchor: &Head, trusted: &[String]) -> bool {
    anchor.is_signed() && trusted.contains(&anchor.key_id)
}

fn long(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
