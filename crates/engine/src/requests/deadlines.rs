//! Deadlines of requests, from the register's dated facts of law.

use super::rows::Kind;
use crate::context::Engine;
use crate::jobs::JobKind;
use crate::limits::{REMIND_AT_MORNING_SECONDS, REMIND_WORKING_DAYS};
use model::{Day, Deadline, Moment, Right, RowId, Span};
use rights::{start_of, working_days_before};
use store::Changes;

/// What is no right by itself, as a question, is answered within the time that rights have.
const OTHERS: Deadline = Deadline::Within(Span::Months(1));

/// The dated facts about a right; none for what is no right by itself.
pub(super) fn right(engine: &Engine, kind: Kind) -> Option<&Right> {
    engine.model().rights.iter().find(|right| right.key == kind.key())
}

/// The last day for a request of this kind.
pub(super) fn due_on(engine: &Engine, kind: Kind, received: Moment) -> Day {
    rights::deadline(received, right(engine, kind).map_or(OTHERS, |right| right.deadline))
}

/// Queues the reminders before `due` that are still to come, and the one that says it is late.
pub(super) fn remind(engine: &Engine, now: Moment, changes: &mut Changes, request: RowId, due: Day) {
    let before = REMIND_WORKING_DAYS.iter().map(|days| working_days_before(due, *days));
    for day in before.chain([Day(due.0 + 1)]) {
        let at = start_of(day).plus_seconds(REMIND_AT_MORNING_SECONDS);
        if at > now {
            changes.enqueue(JobKind::RemindRequest.about(engine, request, at));
        }
    }
}
