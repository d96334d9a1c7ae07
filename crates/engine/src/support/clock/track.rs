//! The clock of one deadline: the stretches in which it stands still, and the moment at which its time has gone.
//!
//! Time is reckoned in microseconds, so that a pause shifts what is due by exactly the working time in it.

use super::{
    Change, Deadline, DeadlineKind, DeadlineState, DropReason, Escalation, Pause, PauseReason, Policy, Priority, Side,
    Why,
};
use model::{Moment, RowId};

const SECOND_MICROSECONDS: i64 = 1_000_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    Running,
    /// The last of [`Track::stills`] has no end.
    Still(PauseReason),
    Met,
    Missed,
    Merged,
}

/// A stretch in which the clock stands still.
struct Still {
    from: Moment,
    to: Option<Moment>,
    reason: PauseReason,
}

pub(super) struct Track<'p> {
    kind: DeadlineKind,
    began_at: Moment,
    policy: &'p Policy,
    priority: Priority,
    target_seconds: Option<i64>,
    /// None without a target.
    due_at: Option<Moment>,
    warn_at: Option<Moment>,
    /// What it was due while it last had a target.
    was_due_at: Option<Moment>,
    met_at: Option<Moment>,
    standing: Standing,
    stills: Vec<Still>,
    changes: Vec<Change>,
}

impl<'p> Track<'p> {
    pub(super) fn new(kind: DeadlineKind, began_at: Moment, policy: &'p Policy, priority: Priority) -> Self {
        Self {
            kind,
            began_at,
            policy,
            priority,
            target_seconds: None,
            due_at: None,
            warn_at: None,
            was_due_at: None,
            met_at: None,
            standing: Standing::Running,
            stills: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Whether an answer of ours ends it.
    pub(super) fn is_answer(&self) -> bool {
        match self.kind {
            DeadlineKind::FirstAnswer | DeadlineKind::NextAnswer => true,
            DeadlineKind::Solution => false,
        }
    }

    /// Whether the customer waits for the answer that ends it.
    pub(super) fn waits_for_answer(&self) -> bool {
        self.is_answer() && self.met_at.is_none()
    }

    /// Misses it where it is over by `at`; one that stands still is over only if it was before.
    pub(super) fn judge(&mut self, at: Moment) {
        let ran_until = match self.standing {
            Standing::Running => at,
            Standing::Still(_) => self.stills.last().map_or(at, |still| still.from),
            Standing::Met | Standing::Missed | Standing::Merged => return,
        };
        if self.due_at.is_some_and(|due| due < ran_until) {
            self.end_still(at);
            self.standing = Standing::Missed;
        }
    }

    /// The answer came.
    pub(super) fn meet(&mut self, at: Moment) {
        match self.standing {
            Standing::Running | Standing::Still(_) => {
                self.end_still(at);
                self.reckon(self.policy, self.priority);
                self.standing = Standing::Met;
                self.met_at = Some(at);
            }
            Standing::Missed => self.met_at = self.met_at.or(Some(at)),
            Standing::Met | Standing::Merged => {}
        }
    }

    /// The case became part of another one. What has been done stays done.
    pub(super) fn drop_at(&mut self, at: Moment) {
        match self.standing {
            Standing::Running | Standing::Still(_) if self.met_at.is_some() => self.standing = Standing::Met,
            Standing::Running | Standing::Still(_) => {
                self.end_still(at);
                self.standing = Standing::Merged;
            }
            Standing::Met | Standing::Missed | Standing::Merged => {}
        }
    }

    /// Keeps what it will be, or would have been, reckoned anew by.
    pub(super) fn note(&mut self, change: Change) {
        match self.standing {
            Standing::Running | Standing::Still(_) => self.changes.push(change),
            Standing::Met | Standing::Missed | Standing::Merged => {}
        }
    }

    /// Lets the clock run, or stand still for a reason, from `at` on, and reckons anew. Once the case is solved nothing is
    /// reckoned: what was done in time cannot become late by other rules.
    pub(super) fn settle(&mut self, at: Moment, stands: Option<PauseReason>, policy: &'p Policy, priority: Priority) {
        let is_over = stands == Some(PauseReason::Solved);
        match self.standing {
            Standing::Met | Standing::Merged => return,
            Standing::Missed => {
                if !self.is_answer() {
                    self.met_at = if is_over { self.met_at.or(Some(at)) } else { None };
                }
                return;
            }
            Standing::Running | Standing::Still(_) => {}
        }
        let standing = stands.map_or(Standing::Running, Standing::Still);
        let is_new = standing != self.standing;
        if is_new {
            self.end_still(at);
            self.stills.extend(stands.map(|reason| Still { from: at, to: None, reason }));
            self.standing = standing;
            self.met_at = (is_over && !self.is_answer()).then_some(at);
        }
        if is_new || !is_over {
            self.reckon(policy, priority);
            self.judge(at);
        }
    }

    fn end_still(&mut self, at: Moment) {
        if let Some(still) = self.stills.last_mut().filter(|still| still.to.is_none()) {
            still.to = Some(at);
        }
        self.stills.retain(|still| still.to != Some(still.from));
    }

    fn reckon(&mut self, policy: &'p Policy, priority: Priority) {
        self.policy = policy;
        self.priority = priority;
        self.target_seconds = policy.target(self.kind, priority);
        self.due_at = self.target_seconds.and_then(|target| self.ran(target));
        self.was_due_at = self.due_at.or(self.was_due_at);
        self.warn_at = self.due_at.and_then(|due| {
            let warning = policy.warning_seconds.filter(|warning| *warning > 0)?;
            let ran = self.ran(self.target_seconds?.saturating_sub(warning))?;
            // Nobody hears a warning at the moment of closing.
            policy.hours.next_open(ran).map(|open| open.min(due))
        });
    }

    /// When the clock has run for so many working seconds; if it stands still, as though it had gone on at once.
    fn ran(&self, working_seconds: i64) -> Option<Moment> {
        let hours = &self.policy.hours;
        let mut left = working_seconds.saturating_mul(SECOND_MICROSECONDS);
        let mut from = self.began_at;
        for still in &self.stills {
            let ran = hours.after_microseconds(from, left)?;
            let Some(to) = still.to.filter(|_| ran >= still.from) else { return Some(ran) };
            left -= hours.between_microseconds(from, still.from);
            from = to;
        }
        hours.after_microseconds(from, left)
    }

    /// What is said about it; nothing where it never had a target.
    pub(super) fn deadline(&self, now: Moment, is_over: bool) -> Option<Deadline<'p>> {
        let due_at = self.was_due_at?;
        let no_target = self.due_at.is_none().then_some(DropReason::NoTarget);
        let unanswered = self.waits_for_answer().then_some(DropReason::Solved);
        let (state, dropped) = match self.standing {
            Standing::Running => (DeadlineState::Running, no_target),
            Standing::Still(PauseReason::Customer) => (DeadlineState::Paused, no_target),
            Standing::Still(PauseReason::Solved) => (DeadlineState::Met, no_target.or(unanswered)),
            Standing::Met => (DeadlineState::Met, no_target),
            Standing::Missed => (DeadlineState::Missed, None),
            Standing::Merged => (DeadlineState::Dropped, Some(DropReason::Merged)),
        };
        let state = if dropped.is_some() { DeadlineState::Dropped } else { state };
        let pauses = self.pauses(now);
        let still = pauses.last().filter(|pause| pause.to.is_none() && state == DeadlineState::Paused);
        let is_missed = state == DeadlineState::Missed && self.met_at.is_none() && !is_over;
        let is_pending = state == DeadlineState::Running || is_missed;
        Some(Deadline {
            kind: self.kind,
            began_at: self.began_at,
            due_at,
            warn_at: self.warn_at.filter(|_| state == DeadlineState::Running),
            paused_seconds: pauses.iter().filter(|pause| pause.to.is_some()).map(|pause| pause.working_seconds).sum(),
            paused_since: still.map(|pause| pause.from),
            met_at: self.met_at.filter(|_| dropped.is_none()),
            state,
            is_pending,
            steps: if is_pending { self.steps(due_at, state) } else { Vec::new() },
            why: Why {
                policy: self.policy,
                priority: self.priority,
                target_seconds: self.target_seconds,
                pauses,
                changes: self.changes.clone(),
                dropped,
            },
        })
    }

    /// When each step of escalation is due. What was to be done before a deadline is not done behind it.
    fn steps(&self, due_at: Moment, state: DeadlineState) -> Vec<(RowId, Moment)> {
        let hours = &self.policy.hours;
        let at = |step: &Escalation| match step.side {
            Side::Before => {
                let left = self.target_seconds?.saturating_sub(step.shift_seconds.max(0));
                let open = hours.next_open(self.ran(left)?)?;
                (state == DeadlineState::Running).then_some(open.min(due_at))
            }
            Side::After => {
                let shift = step.shift_seconds.max(0).saturating_mul(SECOND_MICROSECONDS);
                hours.next_open(hours.after_microseconds(due_at, shift)?)
            }
        };
        let of_kind = self.policy.steps.iter().filter(|step| step.kind.is_none_or(|kind| kind == self.kind));
        of_kind.filter_map(|step| Some((step.id, at(step)?))).collect()
    }

    fn pauses(&self, now: Moment) -> Vec<Pause> {
        let working = |still: &Still| self.policy.hours.between(still.from, still.to.unwrap_or(now));
        let pause = |still: &Still| Pause {
            from: still.from,
            to: still.to,
            working_seconds: working(still),
            reason: still.reason,
        };
        self.stills.iter().map(pause).collect()
    }
}
