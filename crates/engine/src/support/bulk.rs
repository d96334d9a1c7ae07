//! The same done with several cases: each by itself, so that one which somebody else changes holds no other up.

use super::act::{Act, Acted, act};
use crate::context::{Caller, Engine};
use crate::failure::Failure;
use crate::limits::{CASES_AT_ONCE, INTAKE_ATTEMPTS};
use model::{Moment, RowId};
use rights::Operation;

/// What became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bulk {
    /// So many were changed, or were so already.
    pub done: usize,
    /// So many are not there for the caller, have parts that are open, or others were at work on them.
    pub left: usize,
}

/// Does `what` with each of `cases`.
///
/// # Errors
/// [`Failure::TooLarge`] where there are more than [`CASES_AT_ONCE`]; nothing is done then.
pub async fn several(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    cases: &[RowId],
    what: Act,
) -> Result<Bulk, Failure> {
    all_with(engine, caller, now, cases, &[what]).await
}

/// The same where more than one thing is done with each.
pub(super) async fn all_with(
    engine: &Engine,
    caller: &Caller,
    now: Moment,
    cases: &[RowId],
    what: &[Act],
) -> Result<Bulk, Failure> {
    if cases.len() > CASES_AT_ONCE {
        return Err(Failure::TooLarge);
    }
    engine.scope(caller, engine.tables().case.f.entity, Operation::Write)?;
    let mut bulk = Bulk::default();
    for case in cases {
        match patiently(engine, caller, now, *case, what).await {
            Ok(Acted::Done) => bulk.done += 1,
            Ok(Acted::Asks(_)) | Err(Failure::NotFound | Failure::Stale | Failure::Denied) => bulk.left += 1,
            Err(other) => return Err(other),
        }
    }
    Ok(bulk)
}

/// Whoever asks for many has not looked at each, so that a change between is no reason to ask again.
async fn patiently(engine: &Engine, caller: &Caller, now: Moment, case: RowId, what: &[Act]) -> Result<Acted, Failure> {
    for _ in 1..INTAKE_ATTEMPTS {
        match act(engine, caller, now, (case, None), what).await {
            Err(Failure::Stale) => {}
            other => return other,
        }
    }
    act(engine, caller, now, (case, None), what).await
}
