//! Writing: changes that wait for a writer share a transaction, and one commit.
//!
//! There are a few writers, each with a connection while it has work. A change that finds one free is begun at once and
//! alone; while all are at work, what comes waits, and the next one takes it together. Changes seldom fail: where one of
//! them does, or others come between more than once, each is carried out in a transaction of its own, so that one
//! that fails takes no other with it.

use super::Postgres;
use crate::apply;
use crate::check::Write;
use crate::error::ApplyError;
use crate::feed::Feed;
use crate::limits::{
    BATCH_CHANGES_MAX, BATCH_WRITES_MAX, CONFLICT_PAUSE_MILLISECONDS, CONFLICT_TRIES_MAX, POSTGRES_WRITERS_MAX,
};
use crate::session::{DbError, Session};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot;

/// How often changes are tried together before each is tried alone.
const TOGETHER_TRIES: u32 = 2;

type Outcome = Result<(), ApplyError>;

/// What waits, and how many are at work.
#[derive(Debug, Default)]
pub(super) struct Writers(Mutex<Desk>);

#[derive(Debug, Default)]
struct Desk {
    waiting: VecDeque<Waiting>,
    working: usize,
}

/// A change, and who waits for it.
#[derive(Debug)]
struct Waiting {
    writes: Vec<Write>,
    answer: oneshot::Sender<Outcome>,
}

/// What became of changes in one transaction.
enum Tried {
    Done,
    /// Another transaction came between; the same may succeed now.
    Conflict,
    /// It was not carried out; nothing is stored.
    Failed(ApplyError),
    /// Whether it was committed cannot be said.
    Lost(ApplyError),
}

impl Writers {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a change where a writer takes it; a turn at writing, where one is free.
    fn put(self: &Arc<Self>, change: Waiting) -> Option<Turn> {
        let mut desk = self.desk();
        desk.waiting.push_back(change);
        if desk.working == POSTGRES_WRITERS_MAX {
            return None;
        }
        desk.working += 1;
        Some(Turn { writers: Arc::clone(self), is_over: false })
    }
}

/// One of the writers, as long as it has work.
struct Turn {
    writers: Arc<Writers>,
    is_over: bool,
}

impl Turn {
    /// What waits, as far as it goes into one transaction; where nothing does, the turn is over.
    fn take(&mut self) -> Vec<Waiting> {
        let mut desk = self.writers.desk();
        let (mut batch, mut writes) = (Vec::new(), 0);
        while let Some(next) = desk.waiting.front() {
            writes += next.writes.len();
            if batch.len() == BATCH_CHANGES_MAX || !batch.is_empty() && writes > BATCH_WRITES_MAX {
                break;
            }
            batch.extend(desk.waiting.pop_front());
        }
        if batch.is_empty() {
            desk.working -= 1;
            self.is_over = true;
        }
        batch
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if self.is_over {
            return;
        }
        // It panicked, or never ran. Whoever waits must not do so for ever.
        let mut desk = self.writers.desk();
        desk.working -= 1;
        if desk.working == 0 {
            desk.waiting.clear();
        }
    }
}

impl Postgres {
    /// Carries out a change, even if nobody waits for it any more.
    pub(crate) async fn apply(&self, writes: Vec<Write>) -> Outcome {
        let (answer, outcome) = oneshot::channel();
        if let Some(turn) = self.writers.put(Waiting { writes, answer }) {
            let postgres = self.clone();
            self.connections.handle().spawn_blocking(move || postgres.work(turn));
        }
        outcome.await.map_err(|_| ApplyError::Unavailable("a writing thread panicked".to_owned()))?
    }

    /// Works until nothing waits.
    fn work(&self, mut turn: Turn) {
        loop {
            let batch = turn.take();
            if batch.is_empty() {
                return;
            }
            self.work_off(batch);
        }
    }

    fn work_off(&self, batch: Vec<Waiting>) {
        let together = if batch.len() == 1 { None } else { self.together(&batch) };
        for one in batch {
            let outcome = together.clone().unwrap_or_else(|| self.alone(&one.writes));
            // Whoever asked may have gone; what is durable stays so.
            let _ = one.answer.send(outcome);
        }
    }

    /// All of them in one transaction; none where each is to be tried alone.
    fn together(&self, batch: &[Waiting]) -> Option<Outcome> {
        for _ in 0..TOGETHER_TRIES {
            match self.once(&mut batch.iter().map(|one| one.writes.as_slice())) {
                Tried::Done => return Some(Ok(())),
                Tried::Conflict => {}
                Tried::Failed(_) => return None,
                Tried::Lost(error) => return Some(Err(error)),
            }
        }
        None
    }

    fn alone(&self, writes: &[Write]) -> Outcome {
        for tried in 1..=CONFLICT_TRIES_MAX {
            match self.once(&mut std::iter::once(writes)) {
                Tried::Done => return Ok(()),
                Tried::Conflict => {
                    thread::sleep(Duration::from_millis(CONFLICT_PAUSE_MILLISECONDS * u64::from(tried)));
                }
                Tried::Failed(error) | Tried::Lost(error) => return Err(error),
            }
        }
        Err(DbError::Conflict.into())
    }

    fn once(&self, changes: &mut dyn Iterator<Item = &[Write]>) -> Tried {
        let session = match self.blocking() {
            Ok(session) => session,
            Err(cause) => return Tried::Failed(cause.into()),
        };
        let mut feed = Feed::default();
        let written = (|| {
            session.batch("BEGIN ISOLATION LEVEL SERIALIZABLE")?;
            for writes in changes {
                apply::whole(&session, &self.tables, writes, &mut feed)?;
            }
            Ok::<_, ApplyError>(feed.write(&session, &self.tables)?)
        })();
        let committed = written.map(|()| session.batch("COMMIT").map_err(ApplyError::from));
        let tried = match committed {
            Ok(Ok(())) => return Tried::Done,
            _ if session.is_conflicted() => Tried::Conflict,
            Ok(Err(error)) => Tried::Lost(error),
            Err(error) => Tried::Failed(error),
        };
        if session.batch("ROLLBACK").is_err() {
            session.discard();
        }
        tried
    }
}
