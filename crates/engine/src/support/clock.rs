//! The deadlines of a case: which ones run, until when, how long they stood still, and what became of them.
//!
//! A fold over what has happened to the case: the same events give the same deadlines, so they are reckoned anew from the
//! history whenever something happens, and nothing is kept twice. Not known here: rows, owners, queues, the words in which
//! it is said, and what time it is.

mod answer;
mod history;
mod track;

pub use answer::{Change, DeadlineState, DropReason, Pause, PauseReason};
pub use history::{CaseState, DeadlineKind, Priority, Side};

pub(in crate::support) use answer::{Deadline, Reckoning, Why};
pub(in crate::support) use history::{Escalation, Event, Policy, RaisedBy, Target, What};

use model::Moment;
use track::Track;

/// The deadlines at `now` of a case that began under `policy`.
///
/// Events are taken by their moments, in the order given where those are the same. One before the case was created counts
/// from then on, and one ahead of `now` has happened by `now`. Without [`What::Created`], of which the first one counts,
/// there are none. A due moment lies within opening hours or is their end.
pub(super) fn reckon<'p>(policy: &'p Policy, events: &[Event<'p>], now: Moment) -> Reckoning<'p> {
    let creation = events.iter().find_map(|event| match event.what {
        What::Created { priority, by } => Some((event.at.min(now), priority, by)),
        What::CustomerWrote
        | What::WeAnswered
        | What::Moved { .. }
        | What::PriorityChanged { .. }
        | What::PolicyChanged { .. }
        | What::MergedAway => None,
    });
    let Some((created, priority, by)) = creation else { return Reckoning::default() };
    let mut case = Case::new(policy, priority, by, created);
    let mut events = events.to_vec();
    events.sort_by_key(|event| event.at);
    for event in events {
        case.step(Event { at: event.at.clamp(created, now), ..event });
    }
    case.reckoning(now)
}

/// A case, as far as its clocks are concerned.
struct Case<'p> {
    policy: &'p Policy,
    priority: Priority,
    state: CaseState,
    /// It waits for the customer, who has not written since.
    with_customer: bool,
    was_answered: bool,
    /// The customer wrote then, while it was solved.
    asked_while_over: Option<Moment>,
    was_merged: bool,
    tracks: Vec<Track<'p>>,
}

impl<'p> Case<'p> {
    fn new(policy: &'p Policy, priority: Priority, by: RaisedBy, at: Moment) -> Self {
        let mut case = Self {
            policy,
            priority,
            state: CaseState::New,
            with_customer: false,
            was_answered: false,
            asked_while_over: None,
            was_merged: false,
            tracks: Vec::new(),
        };
        match by {
            RaisedBy::Customer => case.ask(at),
            RaisedBy::Us => {}
        }
        case.tracks.push(Track::new(DeadlineKind::Solution, at, policy, priority));
        case.settle(at);
        case
    }

    fn step(&mut self, event: Event<'p>) {
        if self.was_merged {
            return;
        }
        let at = event.at;
        self.tracks.iter_mut().for_each(|track| track.judge(at));
        match event.what {
            What::Created { .. } => {}
            What::CustomerWrote => {
                self.with_customer = false;
                if self.is_over() {
                    self.asked_while_over.get_or_insert(at);
                } else {
                    self.ask(at);
                }
            }
            What::WeAnswered => {
                self.was_answered = true;
                self.asked_while_over = None;
                self.tracks.iter_mut().filter(|track| track.is_answer()).for_each(|track| track.meet(at));
            }
            What::Moved { to } => self.move_to(to),
            What::PriorityChanged { to } => {
                if to != self.priority {
                    self.note(Change::Priority { at, from: self.priority, to });
                    self.priority = to;
                }
            }
            What::PolicyChanged { to } => {
                if to != self.policy {
                    self.note(Change::Policy { at, from: self.policy.id, to: to.id });
                    self.policy = to;
                }
            }
            What::MergedAway => {
                self.was_merged = true;
                self.tracks.iter_mut().for_each(|track| track.drop_at(at));
            }
        }
        self.settle(at);
    }

    fn is_over(&self) -> bool {
        !self.state.is_open()
    }

    /// The customer waits for an answer since `at`, unless they already do.
    fn ask(&mut self, at: Moment) {
        if !self.tracks.iter().any(Track::waits_for_answer) {
            let kind = if self.was_answered { DeadlineKind::NextAnswer } else { DeadlineKind::FirstAnswer };
            self.tracks.push(Track::new(kind, at, self.policy, self.priority));
        }
    }

    fn move_to(&mut self, to: CaseState) {
        self.state = to;
        self.with_customer = to == CaseState::Customer;
        if !self.is_over() {
            // What was written meanwhile is to be answered after all, and the customer has waited since.
            if let Some(since) = self.asked_while_over.take() {
                self.ask(since);
            }
        }
    }

    fn note(&mut self, change: Change) {
        self.tracks.iter_mut().for_each(|track| track.note(change));
    }

    /// Lets every clock run or stand as the case now is, and reckons it anew.
    fn settle(&mut self, at: Moment) {
        let stands = if self.is_over() {
            Some(PauseReason::Solved)
        } else {
            (self.with_customer && self.policy.pauses).then_some(PauseReason::Customer)
        };
        for track in &mut self.tracks {
            track.settle(at, stands, self.policy, self.priority);
        }
    }

    fn reckoning(mut self, now: Moment) -> Reckoning<'p> {
        self.tracks.iter_mut().for_each(|track| track.judge(now));
        let is_done = self.was_merged || self.is_over();
        let deadlines: Vec<_> = self.tracks.iter().filter_map(|track| track.deadline(now, is_done)).collect();
        let running = || deadlines.iter().filter(|deadline| deadline.state == DeadlineState::Running);
        let next_due = running().map(|deadline| deadline.due_at).min();
        let warn_at = running().filter_map(|deadline| deadline.warn_at).min();
        let overdue = deadlines.iter().filter(|one| one.state == DeadlineState::Missed && one.is_pending);
        let overdue_since = overdue.map(|deadline| deadline.due_at).min();
        Reckoning { deadlines, next_due, warn_at, overdue_since }
    }
}

#[cfg(test)]
mod tests;
