//! How many rows there are, as counted last: a list that many people look at is counted once between two changes.
//!
//! Only where every change comes by one writer, so that it is known when nothing has changed.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// What was counted since the last change, by the statement and what was bound in it.
#[derive(Debug, Default)]
pub(crate) struct Counts(Mutex<Since>);

#[derive(Debug, Default)]
struct Since {
    /// How many changes there had been.
    commits: u64,
    counted: HashMap<String, u64>,
}

impl Counts {
    /// What was counted for `key`, if nothing has changed since.
    pub(crate) fn get(&self, commits: u64, key: &str) -> Option<u64> {
        let since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.counted.get(key).copied().filter(|_| since.commits == commits)
    }

    /// Keeps what was counted while there had been so many changes at its beginning; at most `most` of them.
    pub(crate) fn keep(&self, commits: u64, key: String, rows: u64, most: usize) {
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if since.commits > commits {
            return;
        }
        if since.commits < commits || since.counted.len() >= most {
            *since = Since { commits, counted: HashMap::new() };
        }
        since.counted.insert(key, rows);
    }
}
