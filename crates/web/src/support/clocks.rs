//! The deadlines of a case, each with how it was reckoned.

use super::words::{deadline, due, lasting, priority};
use crate::desk::Desk;
use crate::desk::parts::{Tone, badge};
use crate::words::Words;
use engine::support::{CaseView, Change, Clock, DeadlineState, DropReason, PauseReason};
use maud::{Markup, html};

pub(super) fn clocks(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    html! {
        @if !view.clocks.is_empty() {
            section.card {
                h2 { (words.say("case-clocks")) }
                @for clock in &view.clocks { (one(desk, clock)) }
            }
        }
    }
}

fn one(desk: &Desk, clock: &Clock) -> Markup {
    let words = desk.words();
    let state = match clock.state {
        DeadlineState::Running => due(words, desk.now, clock.due_at),
        DeadlineState::Paused => badge(Tone::Plain, &words.say("case-clock-paused")),
        DeadlineState::Met => badge(Tone::Good, &words.say("case-clock-met")),
        DeadlineState::Missed => badge(Tone::Bad, &words.say("case-clock-missed")),
        DeadlineState::Dropped => badge(Tone::Plain, &words.say("case-clock-dropped")),
    };
    html! {
        details.clock {
            summary { (deadline(words, clock.kind)) " " (state) }
            ul { @for line in why(words, clock) { li { (line) } } }
        }
    }
}

/// How it was reckoned, a fact a line.
fn why(words: Words, clock: &Clock) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(within) = clock.within_seconds {
        let (within, priority) = (lasting(words, within), priority(words, clock.priority));
        let said = [("within", within.as_str()), ("priority", priority.as_str()), ("policy", clock.policy.as_str())];
        lines.push(words.with("case-why-target", &said));
    }
    lines.push(words.with("case-why-began", &[("at", &words.moment(clock.began_at))]));
    for pause in &clock.pauses {
        let key = match (pause.reason, pause.to.is_some()) {
            (PauseReason::Customer, true) => "case-why-customer",
            (PauseReason::Customer, false) => "case-why-customer-still",
            (PauseReason::Solved, true) => "case-why-solved",
            (PauseReason::Solved, false) => "case-why-solved-still",
        };
        let to = pause.to.map(|to| words.moment(to)).unwrap_or_default();
        let lasted = lasting(words, pause.working_seconds);
        lines.push(words.with(key, &[("from", &words.moment(pause.from)), ("to", &to), ("lasted", &lasted)]));
    }
    for change in &clock.changes {
        lines.push(match change {
            Change::Priority { at, to, .. } => {
                let said = priority(words, *to);
                words.with("case-why-priority", &[("at", &words.moment(*at)), ("priority", &said)])
            }
            Change::Policy { at, .. } => words.with("case-why-policy", &[("at", &words.moment(*at))]),
        });
    }
    lines.push(words.with("case-why-due", &[("at", &words.moment(clock.due_at))]));
    lines.extend(clock.met_at.map(|at| words.with("case-why-met", &[("at", &words.moment(at))])));
    lines.extend(clock.dropped.map(|dropped| {
        words.say(match dropped {
            DropReason::Solved => "case-why-dropped-solved",
            DropReason::NoTarget => "case-why-dropped-target",
            DropReason::Merged => "case-why-dropped-merged",
        })
    }));
    lines
}
