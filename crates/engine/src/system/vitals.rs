//! How the system stands: queue, sessions, ledger and backups, in numbers and times; whether it can serve.
//!
//! No row is told of, and nobody's name.

use crate::context::Engine;
use crate::correspondence::is_late;
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::privacy::NewestBackup;
use model::{Moment, Value};
use std::sync::PoisonError;
use store::{Condition, JobsOfKind};

/// How the system stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vitals {
    /// The queue, for each kind of job in the register's order.
    pub queue: Vec<(&'static str, JobsOfKind)>,
    /// How many sessions have not run out.
    pub sessions: u64,
    /// How many entries of the ledger have their number.
    pub ledger_entries: i64,
    /// How many wait for one.
    pub ledger_waiting: u64,
    /// When the last head of the ledger was signed.
    pub ledger_signed_at: Option<Moment>,
    /// When the last entry of the ledger was written.
    pub ledger_written_at: Option<Moment>,
    /// When that mailbox was last read which has waited the longest, of those that are to be read.
    pub mailbox_read_at: Option<Moment>,
    /// How many mailboxes are to be read and are not.
    pub mailboxes_late: u64,
    /// The newest backup, where a folder of them is looked after.
    pub newest_backup: Option<NewestBackup>,
}

/// Why the system cannot serve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unready {
    /// The database does not answer.
    Silent,
    /// It answers, and takes no write: its disk may be full.
    ReadOnly,
    /// It was altered for another register than the one in use here.
    OtherRegister,
}

/// How it stands now. Some dozens of short questions to the database.
pub async fn vitals(engine: &Engine, now: Moment) -> Result<Vitals, Failure> {
    let store = engine.store();
    let mut queue = Vec::new();
    for kind in JobKind::ALL {
        queue.push((kind.key(), store.jobs_of(kind.key()).await?));
    }
    let (session, line) = (&engine.tables().session, &engine.tables().ledger_line);
    let ended = Condition::AtMost(session.f.expires_at, Value::Moment(now));
    let (all, ended) = (store.count(session.all()).await?, store.count(session.all().matching(ended)).await?);
    let head = store.last_ledger_head().await?;
    let mailbox = &engine.tables().mailbox;
    let mailboxes = mailbox.find(store, mailbox.all()).await?;
    let last = line.first(store, line.all().newest_first(line.f.at)).await?;
    Ok(Vitals {
        queue,
        sessions: all.saturating_sub(ended),
        ledger_entries: head.as_ref().map_or(0, |head| head.size),
        ledger_waiting: store.ledger_waiting().await?,
        ledger_signed_at: head.map(|head| head.at),
        ledger_written_at: last.map(|last| last.row.at),
        mailbox_read_at: mailboxes.iter().filter(|it| it.row.open).filter_map(|it| it.row.worked_at).min(),
        mailboxes_late: mailboxes.iter().filter(|it| is_late(&it.row, now)).count() as u64,
        newest_backup: *engine.newest_backup().lock().unwrap_or_else(PoisonError::into_inner),
    })
}

/// Whether a request could be answered and a change stored now. The embedded database writes to its disk for it.
pub async fn readiness(engine: &Engine) -> Result<(), Unready> {
    let known = engine.store().fingerprint().await.map_err(|_| Unready::Silent)?;
    if known.as_deref() != Some(&*engine.model().fingerprint) {
        return Err(Unready::OtherRegister);
    }
    engine.store().takes_writes().await.map_err(|_| Unready::ReadOnly)
}
