//! The brake on guessing: wrong passwords and codes are counted, and beyond a few the next attempt must wait, longer each time,
//! for at most a quarter of an hour. Failures are forgotten one by one while nobody fails; nobody is shut out for good.
//!
//! **Three counters.**
//!
//! * *The account.* Attempts on one address from anywhere, in the database, so that all nodes count together. What is counted under is
//!   a part of a keyed hash of the address as it was typed: the same for those that exist and those that do not, of nobody by
//!   itself, and of so few values that no flood of made-up addresses fills the disk. It counts alike whether the address is a
//!   user's.
//! * *The device.* Whoever has signed in gets a token that says so, which binds the device to the address. Attempts that bear one are
//!   counted under the token and under nothing else: a stranger who guesses at somebody's password slows down strangers,
//!   and never the person at their own desk. Guesses from a stolen device slow down that device.
//! * *The network.* Attempts without such a token, by network of the sender, in the memory of each node: for those who try one
//!   password on many addresses.
//!
//! An attempt is counted before it is looked at, and forgotten when it was right, so that many at once gain nothing. Where the brake
//! is on the password is not looked at: even the right one tells nothing.

use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::{
    FAILURE_DECAY_SECONDS, FAILURE_LONGEST_WAIT_SECONDS, FAILURE_WAIT_SECONDS, FAILURES_COUNTED, FREE_FAILURES,
    INTAKE_ATTEMPTS, KNOWN_DEVICE_SECONDS,
};
use crate::system::rows::SignInGuard;
use crate::website::{Network, Pressure, fits, keyed_hash};
use model::{Moment, RowId, Value};
use store::{ApplyError, Changes, Condition};

/// Digits of the hash of an address under which its failures are counted: a million places.
const SLOT_DIGITS: usize = 5;

/// What the token of a device is for.
const KNOWN_DEVICE: &str = "known device";

/// Where an attempt comes from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The network of the sender.
    pub network: Network,
    /// The token by which the device is known again, if it has one.
    pub known_device: Option<&'a str>,
    /// What the browser says it is.
    pub user_agent: &'a str,
    /// The secret of the session that the browser has already.
    pub previous: Option<&'a str>,
}

/// Whether an attempt may be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Brake {
    /// It may, and is counted under this row until it turns out to be right.
    Off(RowId),
    /// Not before this moment.
    On(Moment),
}

/// Counts an attempt to show `what` (a password, a code) for `address`.
pub(crate) async fn count(
    engine: &Engine,
    now: Moment,
    what: &str,
    address: &str,
    source: &Source<'_>,
) -> Result<Brake, Failure> {
    let known = source.known_device.filter(|token| knows(engine, now, address, token));
    if known.is_none() && engine.attempts().count(source.network, now) != Pressure::Normal {
        return Ok(Brake::On(now.plus_seconds(FAILURE_LONGEST_WAIT_SECONDS)));
    }
    let slot = slot(engine, what, address, known);
    for _ in 0..INTAKE_ATTEMPTS {
        // None where another attempt was counted in between: this one comes behind it.
        if let Some(brake) = count_once(engine, now, &slot).await? {
            return Ok(brake);
        }
    }
    Ok(Brake::On(now.plus_seconds(FAILURE_WAIT_SECONDS)))
}

async fn count_once(engine: &Engine, now: Moment, slot: &str) -> Result<Option<Brake>, Failure> {
    let table = &engine.tables().sign_in_guard;
    let query = table.all().matching(Condition::Is(table.f.slot, Value::Text(slot.to_owned())));
    let mut changes = Changes::new();
    let id = if let Some(found) = table.first(engine.store(), query).await? {
        let failures = left(&found.row, now);
        if let Some(end) = wait_until(&found.row, failures).filter(|end| *end > now) {
            return Ok(Some(Brake::On(end)));
        }
        let counted = (failures + 1).min(FAILURES_COUNTED);
        let cells = vec![(table.f.failures, Value::Integer(counted)), (table.f.last_at, Value::Moment(now))];
        changes.update(&table.write, found.id, found.version, cells)?;
        found.id
    } else {
        let id = engine.new_id(now);
        table.insert(&mut changes, id, &SignInGuard { slot: slot.to_owned(), failures: 1, last_at: now })?;
        id
    };
    match engine.store().apply(changes).await {
        Ok(()) => Ok(Some(Brake::Off(id))),
        Err(ApplyError::Stale { .. } | ApplyError::Taken { .. }) => Ok(None),
        Err(other) => Err(other.into()),
    }
}

/// The attempt counted under `guard` was right: it counts no more. What others failed at meanwhile still does, and nobody is kept
/// out because it could not be noted.
pub(crate) async fn forget(engine: &Engine, guard: RowId) -> Result<(), Failure> {
    let table = &engine.tables().sign_in_guard;
    for _ in 0..INTAKE_ATTEMPTS {
        let Some(found) = table.get(engine.store(), guard).await? else { return Ok(()) };
        let failures = (found.row.failures - 1).max(0);
        let mut changes = Changes::new();
        changes.update(&table.write, guard, found.version, vec![(table.f.failures, Value::Integer(failures))])?;
        if engine.store().apply(changes).await.is_ok() {
            break;
        }
    }
    Ok(())
}

/// The failures that are not forgotten yet.
fn left(guard: &SignInGuard, now: Moment) -> i64 {
    let quiet = (now.milliseconds() - guard.last_at.milliseconds()).max(0) / 1000;
    (guard.failures - quiet / FAILURE_DECAY_SECONDS).max(0)
}

/// Until when the next attempt must wait, after `failures` of them.
fn wait_until(guard: &SignInGuard, failures: i64) -> Option<Moment> {
    let beyond = u32::try_from(failures - FREE_FAILURES).ok()?;
    let doubled = FAILURE_WAIT_SECONDS.saturating_mul(1 << beyond.min(30));
    Some(guard.last_at.plus_seconds(doubled.min(FAILURE_LONGEST_WAIT_SECONDS)))
}

fn slot(engine: &Engine, what: &str, address: &str, known_device: Option<&str>) -> String {
    let key = &engine.settings().secret;
    match known_device {
        Some(token) => keyed_hash(key, "guard of a device", &[what, token]),
        None => format!("{what} {}", &keyed_hash(key, "guard of an account", &[what, address])[..SLOT_DIGITS]),
    }
}

/// A token by which the device of whoever signed in with `address` is known again.
pub(super) fn device_token(engine: &Engine, now: Moment, address: &str) -> String {
    let signed = format!("{}.{}", now.milliseconds(), &engine.new_secret()[..32]);
    let mac = keyed_hash(&engine.settings().secret, KNOWN_DEVICE, &[&signed, address]);
    format!("{signed}.{mac}")
}

/// Whether `token` was made here for `address`, and not too long ago.
fn knows(engine: &Engine, now: Moment, address: &str, token: &str) -> bool {
    let Some((signed, mac)) = token.rsplit_once('.') else { return false };
    let made = signed.split_once('.').and_then(|(made, _)| made.parse::<i64>().ok());
    let fresh = made.is_some_and(|made| now.milliseconds() - made < KNOWN_DEVICE_SECONDS * 1000);
    fresh && fits(&engine.settings().secret, KNOWN_DEVICE, &[signed, address], mac)
}
