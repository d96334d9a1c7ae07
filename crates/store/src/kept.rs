//! Answers that hold until a row changes: what many people ask for again and again is read once between two changes.
//!
//! Only where every change comes by one writer, so that it is known when nothing has changed.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// What was answered since the last change, by what was asked.
#[derive(Debug)]
pub struct Kept<K, V> {
    most: usize,
    since: Mutex<Since<K, V>>,
}

#[derive(Debug)]
struct Since<K, V> {
    changes: u64,
    answers: HashMap<K, V>,
}

/// Which changes of rows there had been; unknown where others change rows too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revision(pub(crate) Option<u64>);

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// Nothing yet, and never more than so many answers.
    pub fn at_most(most: usize) -> Self {
        Self { most, since: Mutex::new(Since { changes: 0, answers: HashMap::new() }) }
    }

    /// The answer to `key`, if no row has changed since it was given; otherwise what `read` finds, which is kept.
    pub async fn or<E>(&self, at: Revision, key: K, read: impl Future<Output = Result<V, E>>) -> Result<V, E> {
        if let Some(known) = self.get(at, &key) {
            return Ok(known);
        }
        let answer = read.await?;
        self.keep(at, key, answer.clone());
        Ok(answer)
    }

    /// The answer to `key`, if no row has changed since it was given.
    pub fn get(&self, at: Revision, key: &K) -> Option<V> {
        let since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        since.answers.get(key).filter(|_| at.0 == Some(since.changes)).cloned()
    }

    /// Keeps an answer for which nothing was read before the revision `at`.
    pub fn keep(&self, at: Revision, key: K, answer: V) {
        let Some(changes) = at.0 else { return };
        let mut since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        if since.changes > changes {
            return;
        }
        if since.changes < changes || since.answers.len() >= self.most {
            *since = Since { changes, answers: HashMap::new() };
        }
        since.answers.insert(key, answer);
    }
}
