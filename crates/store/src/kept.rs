//! Answers that hold until a row changes: what many people ask for again and again is read once between two changes.
//!
//! Only where every change comes by one writer, so that it is known when nothing has changed.

use crate::store::Store;
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

/// How many changes there had been when a question was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Asked(pub(crate) Option<u64>);

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// Nothing yet, and never more than so many answers.
    pub fn at_most(most: usize) -> Self {
        Self { most, since: Mutex::new(Since { changes: 0, answers: HashMap::new() }) }
    }

    /// The answer to `key`, if no row has changed since it was given.
    pub fn get(&self, asked: Asked, key: &K) -> Option<V> {
        let since = self.since.lock().unwrap_or_else(PoisonError::into_inner);
        since.answers.get(key).filter(|_| asked.0 == Some(since.changes)).cloned()
    }

    /// Keeps an answer to what was asked at `asked`, before anything was read for it.
    pub fn keep(&self, asked: Asked, key: K, answer: V) {
        let Some(changes) = asked.0 else { return };
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

impl Store {
    /// Now, for [`Kept`]: to be taken before anything is read.
    pub fn asked(&self) -> Asked {
        Asked(self.changes())
    }
}
