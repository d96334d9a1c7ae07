//! Reading many rows one after the other: they are of one moment, and few of them are in memory at a time.
//!
//! A thread reads and hands rows over in small lots, and waits while nobody takes them. It does not wait for ever: a
//! scrub waits for whoever reads.

use crate::error::ReadError;
use crate::limits::{STREAM_ROWS_AT_A_TIME, STREAM_WAIT_SECONDS};
use crate::query::Query;
use crate::session::{Cell, Cells, DbError};
use crate::store::Store;
use crate::template::Answer;
use model::Record;
use std::collections::VecDeque;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::mpsc;

/// What the thread hands over: some rows, and when it has come to the end, none.
type Lot = Result<VecDeque<Record>, ReadError>;

/// The rows of a query, one after the other. Whoever has enough of them drops it.
#[derive(Debug)]
pub struct Rows {
    lots: mpsc::Receiver<Lot>,
    lot: VecDeque<Record>,
    is_over: bool,
}

impl Rows {
    /// The next row; none at the end. It fails where the rows were not taken for so long that reading them was given up.
    pub async fn next(&mut self) -> Result<Option<Record>, ReadError> {
        if self.lot.is_empty() && !self.is_over {
            let lot = self.lots.recv().await;
            self.lot = lot.unwrap_or_else(|| Err(ReadError::Unavailable(GIVEN_UP.to_owned())))?;
            self.is_over = self.lot.is_empty();
        }
        Ok(self.lot.pop_front())
    }
}

const GIVEN_UP: &str = "rows were taken so slowly that reading them was given up";

impl Store {
    /// The rows of `query` one after the other, as they are at one moment, with the fields of its scope: as many as there
    /// are, unless it has a limit.
    pub fn stream(&self, query: &Query<'_>) -> Result<Rows, ReadError> {
        self.stream_patiently(query, Duration::from_secs(STREAM_WAIT_SECONDS))
    }

    /// The same; `patience` is how long it waits, all in all, for whoever takes the rows.
    pub(crate) fn stream_patiently(&self, query: &Query<'_>, patience: Duration) -> Result<Rows, ReadError> {
        let (template, given) = self.template(Answer::Rows, query)?;
        let limit = query.limit.unwrap_or(u64::MAX);
        let params: Vec<Cell> = template.params(&given, limit).iter().map(Cell::from).collect();
        let (sender, lots) = mpsc::channel(1);
        let mut desk = Desk { sender, lot: VecDeque::new(), patience, runtime: Handle::current() };
        let (tables, database) = (self.shared_tables(), self.database().reader());
        tokio::task::spawn_blocking(move || {
            let read = database.each(&template.sql, &params, &mut |cells: &dyn Cells| {
                desk.lot.push_back(template.reading.record(&tables, cells)?);
                if desk.lot.len() < STREAM_ROWS_AT_A_TIME { Ok(()) } else { desk.hand_over() }
            });
            desk.end(read);
        });
        Ok(Rows { lots, lot: VecDeque::new(), is_over: false })
    }
}

/// What the reading thread works with.
struct Desk {
    sender: mpsc::Sender<Lot>,
    lot: VecDeque<Record>,
    patience: Duration,
    runtime: Handle,
}

impl Desk {
    /// Hands over what it has; an error where nobody takes it, or not in time.
    fn hand_over(&mut self) -> Result<(), DbError> {
        let lot = std::mem::take(&mut self.lot);
        self.send(Ok(lot))
    }

    /// Hands over the rest and says that it was all, or why there is no more.
    fn end(mut self, read: Result<(), DbError>) {
        let rest = if self.lot.is_empty() { Ok(()) } else { self.hand_over() };
        // Whoever asked may have gone; one who was too slow is told by the silence.
        let _ = rest.and_then(|()| self.send(read.map(|()| VecDeque::new()).map_err(ReadError::from)));
    }

    fn send(&mut self, lot: Lot) -> Result<(), DbError> {
        let began = Instant::now();
        let sent = self.runtime.block_on(self.sender.send_timeout(lot, self.patience));
        self.patience = self.patience.saturating_sub(began.elapsed());
        sent.map_err(|_| DbError::Unavailable(GIVEN_UP.to_owned()))
    }
}
