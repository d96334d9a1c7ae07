//! The ledger as a whole: its upkeep, and its verification. What stands in it is written by the use cases.
//!
//! It must not know what any entry tells. Where heads are anchored outside is the program's affair.

mod looks;

pub(crate) use looks::Looks;
pub use looks::looks_waiting;

use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::jobs::{Done, JobKind};
use crate::limits::LEDGER_PAUSE_SECONDS;
use model::{Moment, RowId};
use store::{ApplyError, Changes, Job};

pub use store::{Head, LedgerFinding, LedgerKey, LedgerReport};

/// The job that numbers the ledger: there is one of it at most, and this is its id.
const JOB: RowId = RowId(*b"number-ledger\0\0\0");

/// What is to be done by the second and when the server ends: what was looked at goes into the ledger, and where
/// entries wait for their numbers, the job that gives them is queued.
pub async fn upkeep(engine: &Engine, now: Moment) -> Result<(), Failure> {
    looks::flush(engine, now).await?;
    let store = engine.store();
    if !store.ledger_waits().await? || store.has_job(JOB).await? {
        return Ok(());
    }
    let mut changes = Changes::new();
    let run_at = now.plus_seconds(LEDGER_PAUSE_SECONDS);
    changes.enqueue(Job { id: JOB, kind: JobKind::NumberLedger.key(), target: JOB, run_at });
    match store.apply(changes).await {
        // Another node was faster.
        Err(ApplyError::Stale { .. }) => Ok(()),
        other => Ok(other?),
    }
}

/// Numbers what waits, and signs the head over it.
pub(crate) async fn number(engine: &Engine, now: Moment) -> Result<Done, Failure> {
    let key = key(engine)?;
    loop {
        match engine.store().number_ledger(now, engine.new_id(now), &key).await {
            Ok(0) => return Ok(Done::Finished),
            Ok(_) => {}
            Err(ApplyError::Stale { .. } | ApplyError::Taken { .. }) => {
                return Ok(Done::Later("another numbered the ledger meanwhile".to_owned()));
            }
            Err(error) => return Err(error.into()),
        }
    }
}

/// The public key of this server's ledger, hexadecimal.
pub fn public_key(engine: &Engine) -> Result<String, Failure> {
    Ok(key(engine)?.public())
}

/// Works everything out anew and says what is not as it was. `trusted` are further keys whose signatures count,
/// `anchored` the heads that were kept outside.
pub async fn verify(
    engine: &Engine,
    caller: &Caller,
    trusted: &[String],
    anchored: &[Head],
) -> Result<LedgerReport, Failure> {
    engine.demand_rights(caller)?;
    let own = public_key(engine)?;
    let trusted: Vec<String> = trusted.iter().cloned().chain([own]).collect();
    Ok(engine.store().verify_ledger(&trusted, anchored).await?)
}

/// The signed heads behind the one with this number, some of them at a time.
pub async fn heads(engine: &Engine, behind: i64) -> Result<Vec<Head>, Failure> {
    Ok(engine.store().ledger_heads(behind).await?)
}

fn key(engine: &Engine) -> Result<LedgerKey, Failure> {
    let key = LedgerKey::from_seed(&engine.settings().ledger_seed);
    key.ok_or_else(|| Failure::Unavailable("the key of the ledger is none".to_owned()))
}
