//! The clock of a breach: it runs from the moment we became aware, by the register's dated facts of law, until the authority or the
//! customer knows or need not know.

use super::rows::{Breach, Part};
use crate::context::Engine;
use crate::failure::Failure;
use crate::limits::BREACH_SOON_HOURS;
use model::{Deadline, Misfit, Model, Moment};
use rights::deadline_at;

/// Where the register has the deadline to the authority, to the customer, and to those affected.
const AUTHORITY: &str = "breach-notice";
const CUSTOMER: &str = "breach-to-customer";
const PEOPLE: &str = "breach-to-people";

pub(super) const HOUR_SECONDS: i64 = 60 * 60;
const SECOND: i64 = 1_000_000;

/// How a deadline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// So many seconds are left, and there is time.
    Calm(i64),
    /// So many seconds are left, and they are few.
    Soon(i64),
    /// It passed so many seconds ago.
    Late(i64),
    /// What it was for is done, or need not be done.
    Stopped,
}

/// Checks that the register has every deadline that the program asks for.
pub(crate) fn check(model: &Model) -> Result<(), Misfit> {
    let is_there = |key: &str| model.rights.iter().any(|right| right.key == key);
    match [AUTHORITY, CUSTOMER, PEOPLE].into_iter().find(|key| !is_there(key)) {
        None => Ok(()),
        Some(key) => {
            let problem = format!("the register has no deadline `right.{key}`");
            Err(Misfit { entity: "breach", field: Some("notify_by"), problem })
        }
    }
}

fn lawful(engine: &Engine, key: &str) -> Result<Deadline, Failure> {
    let right = engine.model().rights.iter().find(|right| right.key == key);
    right.map(|right| right.deadline).ok_or_else(|| Failure::Unavailable(format!("the register has no `right.{key}`")))
}

/// By when the authority must know, or the customer, with whom the agreement may set `agreed` hours.
pub(super) fn notify_by(engine: &Engine, part: Part, aware_at: Moment, agreed: Option<i64>) -> Result<Moment, Failure> {
    let deadline = match (part, agreed.and_then(|hours| u16::try_from(hours).ok())) {
        (Part::Controller, _) => lawful(engine, AUTHORITY)?,
        (Part::Processor, Some(hours)) => Deadline::Hours(hours),
        (Part::Processor, None) => lawful(engine, CUSTOMER)?,
    };
    Ok(deadline_at(aware_at, deadline))
}

/// By when those affected are to be told, where they are.
pub(super) fn tell_people_by(engine: &Engine, aware_at: Moment) -> Result<Moment, Failure> {
    Ok(deadline_at(aware_at, lawful(engine, PEOPLE)?))
}

/// How `by` stands.
pub(super) fn clock(by: Moment, now: Moment) -> Clock {
    let left = (by.0 - now.0).div_euclid(SECOND);
    if now > by {
        Clock::Late(-left)
    } else if left <= BREACH_SOON_HOURS * HOUR_SECONDS {
        Clock::Soon(left)
    } else {
        Clock::Calm(left)
    }
}

/// How the deadline of the breach stands.
pub(super) fn of(row: &Breach, now: Moment) -> Clock {
    if is_stopped(row) { Clock::Stopped } else { clock(row.notify_by, now) }
}

/// Whether what the clock runs for is done, or decided not to be.
pub(super) fn is_stopped(row: &Breach) -> bool {
    match row.part {
        Part::Controller => row.authority_told_at.is_some() || row.not_notified_why.is_some(),
        Part::Processor => row.customer_told_at.is_some(),
    }
}
