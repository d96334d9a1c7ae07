//! The writer: one thread that groups waiting changes into one durable commit.
//!
//! Changes seldom fail: a batch is tried without more ado. Where one of them does, all are undone and carried out again,
//! each with a savepoint of its own, so that one that fails takes no other with it. What can go wrong is told to whoever
//! waits; the thread goes on.

use super::open::let_log_grow;
use super::scrub;
use crate::apply;
use crate::check::Write;
use crate::error::ApplyError;
use crate::feed::Feed;
use crate::limits::{BATCH_CHANGES_MAX, LOG_PAGES, LOG_PAGES_BEFORE_SCRUB, WAITING_CHANGES_MAX};
use crate::session::{DbError, Session};
use crate::tables::Tables;
use rusqlite::Connection;
use std::cell::Cell;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use tokio::sync::{mpsc, oneshot, watch};

/// The way to the writing thread. The thread ends, with all done that waits, when this is dropped.
#[derive(Debug)]
pub(crate) struct Writer {
    /// There until the drop.
    orders: Option<mpsc::Sender<Order>>,
    thread: Option<JoinHandle<()>>,
    commits: Arc<AtomicU64>,
}

type Outcome = Result<(), ApplyError>;

/// What the thread is asked to do.
#[derive(Debug)]
pub(crate) enum Order {
    Apply(Waiting),
    Scrub(oneshot::Sender<Outcome>),
    Try(oneshot::Sender<Outcome>),
}

/// A change, and who waits for it.
#[derive(Debug)]
pub(crate) struct Waiting {
    pub(crate) writes: Vec<Write>,
    pub(crate) answer: oneshot::Sender<Outcome>,
}

/// What is done in one go: a commit, and a scrub after it if one was asked for.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    pub(crate) changes: Vec<Waiting>,
    pub(crate) scrub: Option<oneshot::Sender<Outcome>>,
    /// Who want to know whether a write reaches the disk.
    pub(crate) trials: Vec<oneshot::Sender<Outcome>>,
}

impl Writer {
    /// Starts the thread; it tells `queued` of every commit that put a job into the queue.
    pub(crate) fn start(
        connection: Connection,
        tables: Arc<Tables>,
        queued: Arc<watch::Sender<()>>,
    ) -> io::Result<Self> {
        let (orders, waiting) = mpsc::channel(WAITING_CHANGES_MAX);
        let commits = Arc::new(AtomicU64::new(0));
        let desk = Desk { connection, tables, queued, commits: Arc::clone(&commits), awaits_scrub: Cell::new(false) };
        let thread = thread::Builder::new().name("store-writer".to_owned()).spawn(move || desk.run(waiting))?;
        Ok(Self { orders: Some(orders), thread: Some(thread), commits })
    }

    pub(crate) async fn apply(&self, writes: Vec<Write>) -> Outcome {
        self.order(|answer| Order::Apply(Waiting { writes, answer })).await
    }

    /// How many times rows were changed; lines of the ledger do not count.
    pub(crate) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Acquire)
    }

    pub(crate) async fn scrub(&self) -> Outcome {
        self.order(Order::Scrub).await
    }

    /// A commit that changes nothing.
    pub(crate) async fn try_write(&self) -> Outcome {
        self.order(Order::Try).await
    }

    async fn order(&self, order: impl FnOnce(oneshot::Sender<Outcome>) -> Order) -> Outcome {
        let gone = || ApplyError::Unavailable("the writing thread has ended".to_owned());
        let orders = self.orders.as_ref().ok_or_else(gone)?;
        let (answer, outcome) = oneshot::channel();
        orders.send(order(answer)).await.map_err(|_| gone())?;
        outcome.await.map_err(|_| gone())?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.orders.take());
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writing thread of the store had panicked");
        }
    }
}

/// Takes what waits already, up to the limit or the first scrub.
pub(crate) fn gather(first: Order, orders: &mut mpsc::Receiver<Order>) -> Batch {
    let mut batch = Batch::default();
    let mut next = Some(first);
    while let Some(order) = next {
        match order {
            Order::Apply(waiting) => batch.changes.push(waiting),
            Order::Scrub(answer) => batch.scrub = Some(answer),
            Order::Try(answer) => batch.trials.push(answer),
        }
        let full = batch.scrub.is_some()
            || batch.changes.len() == BATCH_CHANGES_MAX
            || batch.trials.len() == BATCH_CHANGES_MAX;
        next = if full { None } else { orders.try_recv().ok() };
    }
    batch
}

/// What the thread works with.
struct Desk {
    connection: Connection,
    tables: Arc<Tables>,
    queued: Arc<watch::Sender<()>>,
    commits: Arc<AtomicU64>,
    /// Whether rows were erased and their bytes are still there.
    awaits_scrub: Cell<bool>,
}

impl Desk {
    fn run(self, mut orders: mpsc::Receiver<Order>) {
        while let Some(first) = orders.blocking_recv() {
            let batch = gather(first, &mut orders);
            self.work_off(batch.changes);
            if !batch.trials.is_empty() {
                let tried = self.try_write();
                for answer in batch.trials {
                    let _ = answer.send(tried.clone());
                }
            }
            if let Some(answer) = batch.scrub {
                // Whoever asked may have gone; the work is done all the same.
                let _ = answer.send(self.scrub());
            }
        }
    }

    /// The number that we never use is written as it is, which takes the way of every commit to the disk.
    fn try_write(&self) -> Outcome {
        let tried = self.connection.batch("BEGIN IMMEDIATE; PRAGMA user_version = 0; COMMIT");
        if tried.is_err() {
            self.roll_back();
        }
        Ok(tried?)
    }

    fn scrub(&self) -> Outcome {
        scrub::scrub(&self.connection, &self.tables)?;
        self.awaits_scrub.set(false);
        Ok(let_log_grow(&self.connection, LOG_PAGES)?)
    }

    fn work_off(&self, batch: Vec<Waiting>) {
        if batch.is_empty() {
            return;
        }
        let outcomes = self.commit(&batch).unwrap_or_else(|error| {
            self.roll_back();
            vec![Err(error); batch.len()]
        });
        let enqueued = batch.iter().zip(&outcomes).any(|(one, outcome)| outcome.is_ok() && self.enqueues(&one.writes));
        if batch.iter().any(|one| self.changes_rows(&one.writes)) {
            self.commits.fetch_add(1, Ordering::Release);
        }
        for (one, outcome) in batch.into_iter().zip(outcomes) {
            // Whoever asked may have gone; what is durable stays so.
            let _ = one.answer.send(outcome);
        }
        if enqueued {
            self.queued.send_replace(());
        }
    }

    /// One commit for all of them; an error means that nothing of any of them is stored.
    fn commit(&self, batch: &[Waiting]) -> Result<Vec<Outcome>, ApplyError> {
        if !self.awaits_scrub.get() && batch.iter().any(|one| erases(&one.writes)) {
            let_log_grow(&self.connection, LOG_PAGES_BEFORE_SCRUB)?;
            self.awaits_scrub.set(true);
        }
        self.run_sql("BEGIN IMMEDIATE")?;
        let mut feed = Feed::default();
        let together =
            batch.iter().try_for_each(|one| apply::whole(&self.connection, &self.tables, &one.writes, &mut feed));
        let outcomes = match together {
            Ok(()) => vec![Ok(()); batch.len()],
            Err(error) if concerns_everybody(&error) => return Err(error),
            Err(_) => {
                self.run_sql("ROLLBACK")?;
                self.run_sql("BEGIN IMMEDIATE")?;
                feed = Feed::default();
                batch.iter().map(|one| self.alone(&one.writes, &mut feed)).collect::<Result<_, _>>()?
            }
        };
        feed.write(&self.connection, &self.tables)?;
        self.run_sql("COMMIT")?;
        Ok(outcomes)
    }

    /// One change in its savepoint. The outer error means that the whole transaction is lost.
    fn alone(&self, writes: &[Write], feed: &mut Feed) -> Result<Outcome, ApplyError> {
        self.run_sql("SAVEPOINT one")?;
        let mut own = Feed::default();
        let outcome = apply::whole(&self.connection, &self.tables, writes, &mut own);
        match &outcome {
            Ok(()) => feed.merge(own),
            Err(error) if concerns_everybody(error) => return Err(error.clone()),
            Err(_) => self.run_sql("ROLLBACK TO one")?,
        }
        self.run_sql("RELEASE one")?;
        Ok(outcome)
    }

    fn changes_rows(&self, writes: &[Write]) -> bool {
        let ledger = self.tables.ledger.entity;
        writes.iter().any(|write| match write {
            Write::Insert { entity, .. } | Write::Update { entity, .. } | Write::Delete { entity, .. } => {
                *entity != ledger
            }
        })
    }

    fn enqueues(&self, writes: &[Write]) -> bool {
        writes.iter().any(|write| matches!(write, Write::Insert { entity, .. } if *entity == self.tables.job.entity))
    }

    fn roll_back(&self) {
        if self.connection.is_autocommit() {
            return;
        }
        if let Err(cause) = self.run_sql("ROLLBACK") {
            tracing::error!(?cause, "a transaction could not be rolled back");
        }
    }

    fn run_sql(&self, sql: &str) -> Result<(), DbError> {
        Session::execute(&self.connection, sql, &[]).map(|_| ())
    }
}

/// Whether a scrub comes after these.
fn erases(writes: &[Write]) -> bool {
    writes.iter().any(|write| matches!(write, Write::Delete { erased: true, .. }))
}

/// A full disk or a broken file; anything else is about one change.
fn concerns_everybody(error: &ApplyError) -> bool {
    match error {
        ApplyError::Full | ApplyError::Unavailable(_) => true,
        ApplyError::Stale { .. } | ApplyError::Taken { .. } | ApplyError::Refused(_) => false,
    }
}
