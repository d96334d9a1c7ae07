//! What has been done since the server started, counted: no row, no name, and no time but that of the last sweep.
//!
//! It knows nothing of who reads it.

use crate::context::Engine;
use crate::jobs::JobKind;
use mail::{DeliverError, Letter, Message, Refusal};
use model::Moment;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};

/// Counters, shared by everything that works.
pub(crate) struct Tally {
    jobs: Vec<[AtomicU64; 3]>,
    mails: [AtomicU64; 3],
    swept_rows: AtomicU64,
    /// Nought before the first.
    swept_at: AtomicI64,
}

/// How one attempt at a job ended.
#[derive(Clone, Copy)]
pub(crate) enum Attempt {
    Done,
    PutOff,
    GivenUp,
}

/// What has been done since the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// For each kind of job, in the register's order.
    pub jobs: Vec<JobCounts>,
    /// Mails that the transport took.
    pub mails_sent: u64,
    /// Mails that were put off, once for each attempt.
    pub mails_put_off: u64,
    /// Mails that were refused for good.
    pub mails_refused: u64,
    /// Rows that sweeps removed or emptied.
    pub swept_rows: u64,
    /// When the last sweep ended that did what was due.
    pub swept_at: Option<Moment>,
}

/// Attempts at jobs of one kind since the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobCounts {
    /// The kind's word in the register.
    pub kind: &'static str,
    /// Attempts after which the job was done.
    pub done: u64,
    /// Attempts after which it was put off.
    pub put_off: u64,
    /// Attempts after which it was given up.
    pub given_up: u64,
}

impl Default for Tally {
    fn default() -> Self {
        let jobs = JobKind::ALL.iter().map(|_| <[AtomicU64; 3]>::default()).collect();
        Self { jobs, mails: Default::default(), swept_rows: AtomicU64::new(0), swept_at: AtomicI64::new(0) }
    }
}

impl Tally {
    /// Counts an attempt at a job; a kind that the program does not know is counted nowhere.
    pub(crate) fn job(&self, kind: &str, attempt: Attempt) {
        let place = JobKind::ALL.iter().position(|known| known.key() == kind);
        if let Some(counts) = place.and_then(|place| self.jobs.get(place)) {
            let [done, put_off, given_up] = counts;
            let counter = match attempt {
                Attempt::Done => done,
                Attempt::PutOff => put_off,
                Attempt::GivenUp => given_up,
            };
            counter.fetch_add(1, Relaxed);
        }
    }

    /// Counts a sweep that did what was due.
    pub(crate) fn swept(&self, now: Moment, rows: usize) {
        self.swept_rows.fetch_add(u64::try_from(rows).unwrap_or(u64::MAX), Relaxed);
        self.swept_at.store(now.0, Relaxed);
    }

    fn mail<T>(&self, outcome: &Result<T, DeliverError>) {
        let [sent, put_off, refused] = &self.mails;
        let counter = match outcome {
            Ok(_) => sent,
            Err(DeliverError::Later { .. }) => put_off,
            Err(DeliverError::Refused { .. }) => refused,
        };
        counter.fetch_add(1, Relaxed);
    }
}

impl Engine {
    /// Hands a mail to the transport, and counts what became of it.
    pub(crate) async fn deliver(&self, message: &Message) -> Result<(), DeliverError> {
        let outcome = self.settings().transport.deliver(message).await;
        self.tally().mail(&outcome);
        outcome
    }

    /// The same with a letter. Gives those whom the server refused, if it took the letter for others.
    pub(crate) async fn send(&self, letter: &Letter) -> Result<Vec<Refusal>, DeliverError> {
        let outcome = self.settings().transport.send(letter, None).await;
        self.tally().mail(&outcome);
        outcome
    }

    /// What has been done since the start.
    pub fn counts(&self) -> Counts {
        let tally = self.tally();
        let jobs = JobKind::ALL.iter().zip(&tally.jobs).map(|(kind, [done, put_off, given_up])| JobCounts {
            kind: kind.key(),
            done: done.load(Relaxed),
            put_off: put_off.load(Relaxed),
            given_up: given_up.load(Relaxed),
        });
        let [sent, put_off, refused] = &tally.mails;
        Counts {
            jobs: jobs.collect(),
            mails_sent: sent.load(Relaxed),
            mails_put_off: put_off.load(Relaxed),
            mails_refused: refused.load(Relaxed),
            swept_rows: tally.swept_rows.load(Relaxed),
            swept_at: Some(tally.swept_at.load(Relaxed)).filter(|at| *at != 0).map(Moment),
        }
    }
}
