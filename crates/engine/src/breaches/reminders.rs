//! The reminders of a deadline. Each is one job, and its id follows from the breach, the deadline and which of the reminders it is:
//! nothing is queued twice, and one of a deadline that was put right since is known by its id and says nothing.

use super::clock::is_stopped;
use super::rows::{Breach, State};
use crate::context::Engine;
use crate::failure::Failure;
use crate::jobs::JobKind;
use crate::limits::{BREACH_LATE_REMINDER_SECONDS, BREACH_REMIND_HOURS};
use crate::system::{hash, unhex};
use model::{Moment, RowId};
use store::{Changes, Job, Stored};

/// Which of the reminders of a deadline.
#[derive(Clone, Copy)]
enum Slot {
    /// It is told of for the first time, or anew.
    Told,
    /// So many hours are left.
    Before(i64),
    /// It passed so many days ago, each of 24 hours.
    Late(i64),
}

impl Slot {
    fn id(self, breach: RowId, by: Moment) -> RowId {
        let which = match self {
            Self::Told => "told".to_owned(),
            Self::Before(hours) => format!("{hours} hours before"),
            Self::Late(days) => format!("{days} days late"),
        };
        let digest = unhex(&hash(&format!("reminder of {breach}, {}: {which}", by.0))).unwrap_or_default();
        let mut id = [0; 16];
        id.iter_mut().zip(digest).for_each(|(byte, digit)| *byte = digit);
        RowId(id)
    }

    fn run_at(self, by: Moment, now: Moment) -> Moment {
        match self {
            Self::Told => now,
            Self::Before(hours) => by.plus_seconds(-hours * 60 * 60),
            Self::Late(days) => by.plus_seconds(1 + days * BREACH_LATE_REMINDER_SECONDS),
        }
    }
}

/// Queues a mail that tells of the deadline now, the reminders that are still to come, and the one that says it is late.
pub(super) async fn remind(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    breach: RowId,
    by: Moment,
) -> Result<(), Failure> {
    queue(engine, now, changes, (breach, by), Slot::Told).await?;
    for slot in BREACH_REMIND_HOURS.map(Slot::Before).into_iter().chain([Slot::Late(0)]) {
        if slot.run_at(by, now) > now {
            queue(engine, now, changes, (breach, by), slot).await?;
        }
    }
    Ok(())
}

/// Queues the next reminder of a breach that is late and of which something is still to be done.
pub(super) async fn queue_next(engine: &Engine, now: Moment, breach: &Stored<Breach>) -> Result<Changes, Failure> {
    let mut changes = Changes::new();
    let by = breach.row.notify_by;
    if is_open(&breach.row) && now > by {
        queue(engine, now, &mut changes, (breach.id, by), Slot::Late(days_late(by, now) + 1)).await?;
    }
    Ok(changes)
}

async fn queue(
    engine: &Engine,
    now: Moment,
    changes: &mut Changes,
    (breach, by): (RowId, Moment),
    slot: Slot,
) -> Result<(), Failure> {
    let id = slot.id(breach, by);
    if !engine.store().has_job(id).await? {
        changes.enqueue(Job { id, kind: JobKind::RemindBreach.key(), target: breach, run_at: slot.run_at(by, now) });
    }
    Ok(())
}

/// Whether the authority or the customer still waits to be told.
pub(super) fn is_open(row: &Breach) -> bool {
    !is_stopped(row) && row.state != State::Closed
}

/// Whether `job` is a reminder of the deadline as it stands now.
pub(super) fn fits(breach: &Stored<Breach>, job: RowId, now: Moment) -> bool {
    let by = breach.row.notify_by;
    let before = BREACH_REMIND_HOURS.map(Slot::Before);
    let late = (0..=days_late(by, now)).map(Slot::Late);
    [Slot::Told].into_iter().chain(before).chain(late).any(|slot| slot.id(breach.id, by) == job)
}

fn days_late(by: Moment, now: Moment) -> i64 {
    (now.0 - by.0).div_euclid(BREACH_LATE_REMINDER_SECONDS * 1_000_000)
}
