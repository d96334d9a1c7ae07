//! The worker: does the queued jobs one after another, sweeps by the hour, and sleeps in between.

use crate::anchor::Anchor;
use crate::open::now;
use engine::files::{self, Collected};
use engine::jobs::{Lane, Round, work};
use engine::privacy::{self, Unattended};
use engine::{Engine, Failure, Moment, ledger, support, system};
use std::time::Duration;
use tokio::sync::watch;

/// The longest sleep: a clock that is set back must not stop the work.
const LONGEST_SLEEP_SECONDS: u64 = 60;
/// The pause when the store does not answer.
const PAUSE_SECONDS: u64 = 5;

/// How often the worker looks for rows that are due.
const SWEEP_SECONDS: u64 = 60 * 60;

/// Sweeps and ends the access of those who have left, now and every hour until `stop` says so.
pub(crate) async fn sweep(engine: Engine, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match privacy::sweep_unattended(&engine, now()).await {
            Ok(Unattended::Done(report)) => {
                if !report.receipts.is_empty() {
                    tracing::info!("swept: {:?}", report.deleted);
                }
                if report.put_off > 0 {
                    tracing::warn!("{} rows that are due could not be swept this time", report.put_off);
                }
            }
            Ok(Unattended::TooMuch { entity, rows }) => {
                tracing::warn!(
                    "{rows} rows of {entity} are due at once: look, and run `ryddig sweep` if that is right"
                );
            }
            Ok(Unattended::ClockJumped) => {
                tracing::warn!("rows are due, but the clock may be wrong: run `ryddig sweep` if it is right");
            }
            Ok(Unattended::NewRegister { rows, .. }) => {
                tracing::warn!(
                    "the register was changed or a backup restored, and {rows} rows are due: they go a day after that, or with `ryddig sweep`"
                );
            }
            Err(failure) => tracing::error!("the sweep could not be done: {failure}"),
        }
        match system::end_departed(&engine, now()).await {
            Ok(0) => {}
            Ok(ended) => tracing::info!("{ended} users have left: their access is ended"),
            Err(failure) => tracing::error!("users who have left could not be ended: {failure}"),
        }
        match privacy::forget_old_erasures(&engine, now()) {
            Ok(0) => {}
            Ok(forgotten) => {
                tracing::info!("the erasure journal has forgotten {forgotten} erasures that no backup brings back");
            }
            Err(failure) => tracing::error!("{failure}"),
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(SWEEP_SECONDS)) => {}
            _ = stop.changed() => {}
        }
    }
}

/// How often it is looked whether a deadline of a case is near or gone.
const DEADLINES_SECONDS: u64 = 30;

/// Looks after the deadlines of cases until `stop` says so.
pub(crate) async fn deadlines(engine: Engine, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match support::watch_deadlines(&engine, now()).await {
            Ok(engine::CASES_LOOKED_AT) => continue,
            Ok(_) => {}
            Err(failure) => tracing::error!("a case could not be looked at because of its deadlines: {failure}"),
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(DEADLINES_SECONDS)) => {}
            _ = stop.changed() => {}
        }
    }
}

/// How often it is looked for files that nobody came for.
const COLLECT_SECONDS: u64 = 60 * 60;

/// Collects files now and every hour until `stop` says so.
pub(crate) async fn collect(engine: Engine, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match files::collect(&engine, now()).await {
            Ok(Collected { unnamed: 0, leftovers: 0, unfinished: 0 }) => {}
            Ok(Collected { unnamed, leftovers, unfinished }) => tracing::info!(
                "files collected: {unnamed} that no row named, the bytes of {leftovers} without a row, {unfinished} beginnings"
            ),
            Err(failure) => tracing::error!("files could not be collected: {failure}"),
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(COLLECT_SECONDS)) => {}
            _ = stop.changed() => {}
        }
    }
}

/// How often the ledger is looked after.
const LEDGER_MILLISECONDS: u64 = 1_000;
/// How often it is looked whether so much waits that it cannot wait for that.
const LOOKS_MILLISECONDS: u64 = 100;

/// Puts what was looked at into the ledger, lets it be numbered, and anchors its heads, until `stop` says so.
/// Nobody waits for it.
pub(crate) async fn ledger(engine: Engine, mut anchor: Option<Anchor>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(failure) = ledger::upkeep(&engine, now()).await {
            tracing::error!("what was looked at could not be put on the ledger: {failure}");
        }
        if let Some(anchor) = &mut anchor
            && let Err(cause) = anchor.catch_up(&engine).await
        {
            tracing::error!("the ledger could not be anchored: {cause}");
        }
        for _ in 0..LEDGER_MILLISECONDS / LOOKS_MILLISECONDS {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(LOOKS_MILLISECONDS)) => {}
                _ = stop.changed() => {}
            }
            if *stop.borrow() || ledger::looks_waiting(&engine) >= engine::LOOKS_AT_ONCE {
                break;
            }
        }
    }
}

/// Works in one lane until `stop` says so; a job that was begun is ended first.
pub(crate) async fn run(engine: Engine, lane: Lane, stop: watch::Receiver<bool>) {
    rounds(&engine, stop, || work(&engine, now(), lane)).await;
}

/// Goes from round to round until `stop` says so, and sleeps where nothing is due.
pub(crate) async fn rounds<Worked>(engine: &Engine, mut stop: watch::Receiver<bool>, mut round: impl FnMut() -> Worked)
where
    Worked: Future<Output = Result<Round, Failure>>,
{
    let mut queued = engine.store().job_signal();
    while !*stop.borrow() {
        let sleep = match round().await {
            Ok(Round::Worked) => continue,
            Ok(Round::PutOff { kind, why }) => {
                tracing::warn!("{kind} is put off: {why}");
                continue;
            }
            Ok(Round::Idle(next)) => until(next),
            Err(failure) => {
                tracing::error!("the queue stands still: {failure}");
                Duration::from_secs(PAUSE_SECONDS)
            }
        };
        tokio::select! {
            _ = queued.changed() => {}
            () = tokio::time::sleep(sleep) => {}
            _ = stop.changed() => {}
        }
    }
}

fn until(next: Option<Moment>) -> Duration {
    let longest = Duration::from_secs(LONGEST_SLEEP_SECONDS);
    let Some(next) = next else { return longest };
    let wait = Duration::from_micros(u64::try_from(next.0.saturating_sub(now().0)).unwrap_or(0));
    // A moment that is due already would spin if the job is leased by somebody else.
    wait.clamp(Duration::from_millis(50), longest)
}
