//! The walk along the entries in the order of their numbers, and what it tells.
//!
//! It sees rows and the roots that are known, and reads nothing by itself.

use super::LedgerRow;
use super::findings::LedgerFinding;
use crate::limits::{LEDGER_FINDINGS_MAX, LEDGER_MOVED_MAX, LEDGER_PAIRS_MAX};
use crate::merkle::{Edge, Hash};
use crate::store::Stored;
use model::RowId;
use std::collections::{BTreeMap, BTreeSet};

/// A size at which the root is known.
#[derive(Debug)]
pub(super) struct Point {
    /// The root.
    pub(super) root: Hash,
    /// From where the tree can be gone on with, whatever stands before it; none where only the root is known.
    pub(super) edge: Option<Edge>,
}

/// How far the entries were looked at.
#[derive(Debug)]
pub(super) struct Walk {
    points: BTreeMap<i64, Point>,
    /// The last number seen.
    last: i64,
    /// The last point passed.
    passed: i64,
    /// The edge of the tree up to `last`; none behind a gap, until the next point.
    edge: Option<Edge>,
    entries: u64,
    told: Told,
}

/// What was found on the way, before it is put together.
#[derive(Debug, Default)]
pub(super) struct Told {
    findings: Vec<LedgerFinding>,
    more: u64,
    /// Entries whose leaf is another one now.
    changed: Vec<(i64, Stored<LedgerRow>)>,
    /// The number that an entry has, and the one that it had.
    moved: BTreeMap<i64, (i64, RowId)>,
    missing: Vec<(i64, i64)>,
    /// From one point to the next, the tree is another one.
    rewritten: Vec<(i64, i64)>,
    /// The greatest size of which the root is known.
    known: i64,
}

impl Walk {
    pub(super) fn new(points: BTreeMap<i64, Point>) -> Self {
        let known = points.keys().last().copied().unwrap_or(0);
        let told = Told { known, ..Told::default() };
        Self { points, last: 0, passed: 0, edge: Some(Edge::default()), entries: 0, told }
    }

    pub(super) fn last(&self) -> i64 {
        self.last
    }

    pub(super) fn entries(&self) -> u64 {
        self.entries
    }

    /// Looks at the next entry.
    pub(super) fn entry(&mut self, entry: &Stored<LedgerRow>) {
        let Some(number) = entry.row.number else { return };
        self.entries += 1;
        if number <= self.last {
            self.told.found(LedgerFinding::Inserted { number, id: entry.id });
            return;
        }
        if number > self.last + 1 {
            self.gap(number - 1);
        }
        self.last = number;
        let leaf = entry.row.leaf_at(entry.id, number);
        let stored = entry.row.stored_leaf();
        if stored != Some(leaf) {
            self.told.differs(number, entry);
        }
        if let Some(edge) = &mut self.edge {
            // With the hash that was stored, so that one changed entry does not hide what stands beside it.
            edge.push(stored.unwrap_or(leaf));
        }
        self.pass(number);
    }

    /// The numbers up to `to` are not there.
    fn gap(&mut self, to: i64) {
        self.told.missing.push((self.last + 1, to));
        self.edge = None;
        let inside = self.points.range(self.last + 1..=to).next_back();
        if let Some((size, point)) = inside {
            self.passed = *size;
            self.edge = point.edge.clone().filter(|_| *size == to);
        }
        self.last = to;
    }

    /// Holds the tree against the root that is known at this size.
    fn pass(&mut self, size: i64) {
        let Some(point) = self.points.get(&size) else { return };
        if self.edge.as_ref().is_none_or(|edge| edge.root() != point.root) {
            if self.edge.is_some() {
                self.told.rewritten.push((self.passed + 1, size));
            }
            self.edge.clone_from(&point.edge);
        }
        self.passed = size;
    }

    /// All entries were seen.
    pub(super) fn end(mut self) -> Told {
        if self.told.known > self.last {
            self.told.missing.push((self.last + 1, self.told.known));
        }
        self.told.pair();
        self.told
    }
}

impl Told {
    pub(super) fn found(&mut self, finding: LedgerFinding) {
        if self.findings.len() < LEDGER_FINDINGS_MAX {
            self.findings.push(finding);
        } else {
            self.more += 1;
        }
    }

    /// An entry whose leaf is another one now: moved by one place, or changed.
    fn differs(&mut self, number: i64, entry: &Stored<LedgerRow>) {
        let was = [number - 1, number + 1].into_iter().find(|was| stood_at(entry, *was));
        match was {
            Some(was) if self.moved.len() < LEDGER_MOVED_MAX => {
                self.moved.insert(number, (was, entry.id));
            }
            Some(was) => self.found(LedgerFinding::Moved { number, was, id: entry.id }),
            None if self.changed.len() < LEDGER_PAIRS_MAX => self.changed.push((number, entry.clone())),
            None => self.found(LedgerFinding::Changed { number, id: entry.id }),
        }
    }

    /// Finds for each entry that differs whether it stood where another one differs or is missing.
    fn pair(&mut self) {
        let changed = std::mem::take(&mut self.changed);
        let missing = self.missing.iter().flat_map(|(from, to)| *from..=*to).take(LEDGER_PAIRS_MAX);
        let places: Vec<i64> = changed.iter().map(|(number, _)| *number).chain(missing).collect();
        for (number, entry) in changed {
            match places.iter().find(|was| stood_at(&entry, **was)) {
                Some(was) => {
                    self.moved.insert(number, (*was, entry.id));
                }
                None => self.found(LedgerFinding::Changed { number, id: entry.id }),
            }
        }
    }

    /// The places from which an entry moved away although nothing else that moved stands there now.
    pub(super) fn unexplained(&self) -> Vec<i64> {
        let seen = if self.is_full() { self.moved.keys().last().copied().unwrap_or(0) } else { i64::MAX };
        let gone = self.left().into_iter().filter(|was| !self.moved.contains_key(was) && *was <= seen);
        gone.collect()
    }

    /// Whether every entry of these moved there.
    pub(super) fn is_moved(&self, from: i64, to: i64) -> bool {
        (from..=to).all(|number| self.moved.contains_key(&number))
    }

    /// Everything, put together.
    pub(super) fn findings(mut self) -> (Vec<LedgerFinding>, u64) {
        let left = self.left();
        let moved: Vec<(i64, (i64, RowId))> = std::mem::take(&mut self.moved).into_iter().collect();
        let is_full = moved.len() >= LEDGER_MOVED_MAX;
        let explained = |from: i64, to: i64| {
            let inside = |number: i64| from <= number && number <= to;
            let gap = self.missing.iter().any(|(first, last)| *first <= to && from <= *last);
            gap || moved.iter().any(|(number, (was, _))| inside(*number) || inside(*was))
        };
        let rewritten = std::mem::take(&mut self.rewritten);
        let rewritten: Vec<(i64, i64)> = rewritten.into_iter().filter(|(from, to)| !explained(*from, *to)).collect();
        for (from, to) in std::mem::take(&mut self.missing) {
            for (from, to) in without((from, to), &left) {
                self.found(LedgerFinding::Removed { from, to });
            }
        }
        for (at, (number, (was, id))) in moved.iter().enumerate() {
            self.found(LedgerFinding::Moved { number: *number, was: *was, id: *id });
            // Who stood here is nowhere: gone, and the rest moved up.
            let is_seen = !is_full || at + 1 < moved.len();
            if is_seen && *number <= self.known && !left.contains(number) {
                self.found(LedgerFinding::Removed { from: *number, to: *number });
            }
        }
        for (from, to) in rewritten {
            self.found(LedgerFinding::Rewritten { from, to });
        }
        (self.findings, self.more)
    }

    /// The numbers that entries had which have others now.
    fn left(&self) -> BTreeSet<i64> {
        self.moved.values().map(|(was, _)| *was).collect()
    }

    fn is_full(&self) -> bool {
        self.moved.len() >= LEDGER_MOVED_MAX
    }
}

/// Whether the entry, as it is, is the one that was numbered `number`.
fn stood_at(entry: &Stored<LedgerRow>, number: i64) -> bool {
    entry.row.stored_leaf() == Some(entry.row.leaf_at(entry.id, number))
}

/// The parts of a range that hold none of `numbers`.
fn without((from, to): (i64, i64), numbers: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut parts = Vec::new();
    let mut first = from;
    for number in numbers.range(from..=to) {
        if first < *number {
            parts.push((first, number - 1));
        }
        first = number + 1;
    }
    if first <= to {
        parts.push((first, to));
    }
    parts
}
