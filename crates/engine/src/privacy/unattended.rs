//! The sweep that nobody watches: it stops and asks where a wrong clock could do harm.

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{NEW_REGISTER_SECONDS, UNATTENDED_ROWS, UNATTENDED_SHARE, UNATTENDED_SILENCE_SECONDS};
use crate::privacy::sweep::{SweepReport, sweep};
use model::{EntityId, Moment, Narrowing};
use rights::{Operation, Viewer, day_of, scope};
use std::sync::PoisonError;
use store::Query;

/// How an unattended sweep ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unattended {
    /// It was done.
    Done(SweepReport),
    /// Nothing was done: so many rows of this kind would go at once that a person should look first.
    TooMuch {
        /// The entity's word in the register.
        entity: String,
        /// How many rows of it are due.
        rows: usize,
    },
    /// Nothing was done: the ledger has been silent for so long that the clock may be wrong.
    ClockJumped,
    /// Nothing was done yet: the register is new, or the rows are those of a backup, and so many are due. They go from this
    /// moment on.
    NewRegister {
        /// How many rows.
        rows: usize,
        /// When.
        from: Moment,
    },
}

/// Sweeps what is due now, unless it looks like a mistake; then [`sweep_waits`] says so until the next time.
pub async fn sweep_unattended(engine: &Engine, now: Moment) -> Result<Unattended, Failure> {
    let outcome = attempt(engine, now).await?;
    if matches!(outcome, Unattended::Done(_)) {
        // Where nothing was due, nothing else counts it.
        engine.tally().swept(now, 0);
    }
    let waits = Some(outcome.clone()).filter(|outcome| !matches!(outcome, Unattended::Done(_)));
    *engine.sweep_waits().lock().unwrap_or_else(PoisonError::into_inner) = waits;
    Ok(outcome)
}

/// Why the unattended sweep did nothing the last time, for those who carry out rights.
pub fn sweep_waits(engine: &Engine, caller: &Caller) -> Option<Unattended> {
    let waits = engine.sweep_waits().lock().unwrap_or_else(PoisonError::into_inner).clone();
    waits.filter(|_| caller.viewer.carries_out_rights(engine.model()))
}

async fn attempt(engine: &Engine, now: Moment) -> Result<Unattended, Failure> {
    let trial = sweep(engine, now, day_of(now), true).await?;
    if trial.deleted.is_empty() && trial.cleared.is_empty() {
        return Ok(Unattended::Done(trial));
    }
    if last_entry(engine).await?.is_some_and(|last| last.plus_seconds(UNATTENDED_SILENCE_SECONDS) < now) {
        return Ok(Unattended::ClockJumped);
    }
    if let Some(from) = waits_for_the_register(engine, now, &trial).await? {
        return Ok(from);
    }
    for (key, rows) in &trial.deleted {
        let Some(entity) = engine.model().entity_named(key) else { continue };
        if is_passing(engine, entity) {
            continue;
        }
        let read = scope(engine.model(), &Viewer::Engine, entity, Operation::Read)?;
        let all = engine.store().count(Query::over(&read)).await?;
        let allowed = UNATTENDED_ROWS.max(usize::try_from(all / UNATTENDED_SHARE).unwrap_or(usize::MAX));
        if *rows > allowed {
            return Ok(Unattended::TooMuch { entity: key.clone(), rows: *rows });
        }
    }
    Ok(Unattended::Done(sweep(engine, now, day_of(now), false).await?))
}

/// Sessions and the like come and go by the dozen every day, and nobody would miss one.
fn is_passing(engine: &Engine, entity: EntityId) -> bool {
    engine.model()[entity].access == Narrowing::Engine
}

/// Whether rows are due by a register that somebody might yet put right: a new or shortened period is told first. So is what
/// is due after a backup was restored, which lacks the legal holds and restrictions that were placed since.
async fn waits_for_the_register(
    engine: &Engine,
    now: Moment,
    trial: &SweepReport,
) -> Result<Option<Unattended>, Failure> {
    let Some(since) = engine.store().register_since().await? else { return Ok(None) };
    let from = since.plus_seconds(NEW_REGISTER_SECONDS);
    let counts = trial.deleted.iter().chain(&trial.cleared);
    let lasting =
        counts.filter(|(key, _)| engine.model().entity_named(key).is_some_and(|entity| !is_passing(engine, entity)));
    let rows: usize = lasting.map(|(_, rows)| rows).sum();
    Ok((now < from && rows > 0).then_some(Unattended::NewRegister { rows, from }))
}

/// When the last line of the ledger was written.
async fn last_entry(engine: &Engine) -> Result<Option<Moment>, Failure> {
    let table = &engine.tables().ledger_line;
    let last = table.first(engine.store(), table.all().newest_first(table.f.at)).await?;
    Ok(last.map(|last| last.row.at))
}
