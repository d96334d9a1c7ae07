//! Places outside: the form that answers for one, and those under a receipt.

use super::say;
use crate::desk::parts::entry;
use crate::words::Words;
use engine::RowId;
use engine::requests::{Obstacle, OutsideTask, TaskState};
use maud::{Markup, html};

/// The systems outside where what a receipt says must be done as well; nothing where there are none.
pub(crate) fn systems(words: Words, tasks: &[OutsideTask]) -> Markup {
    html! {
        @if !tasks.is_empty() {
            section.card {
                h2 { (words.say("outside-title")) }
                p.hint { (words.say("outside-hint")) }
                @for task in tasks { (system(words, task)) }
            }
        }
    }
}

fn system(words: Words, task: &OutsideTask) -> Markup {
    html! {
        (entry(&html! { strong { (task.place) } (say::task(words, task.state)) }, &html! {
            @if let Some(text) = &task.note { p.written { (text) } }
            @if let Some(day) = task.done_on { p.muted { (words.day(day)) } }
            @if task.state == TaskState::Open {
                (answer(words, &format!("/desk/receipts/{}/outside", task.receipt), (task.id, task.version)))
            }
        }, false))
    }
}

/// The form that answers for a place outside, sent to `action`.
pub(super) fn answer(words: Words, action: &str, (task, version): (RowId, i64)) -> Markup {
    let note = format!("note-{task}");
    html! {
        form method="post" action=(action) {
            input type="hidden" name="task" value=(task);
            input type="hidden" name="version" value=(version);
            div.field {
                label for=(note) { (words.say("task-evidence")) }
                input id=(note) name="note" type="text" maxlength="500";
            }
            div.actions {
                button.button name="state" value=(TaskState::Done.key()) { (words.say("task-mark-done")) }
                button.button.quiet name="state" value=(TaskState::Nothing.key()) { (words.say("task-mark-nothing")) }
            }
        }
    }
}

/// What stood against an answer.
pub(crate) fn refused(words: Words, obstacle: Obstacle) -> Markup {
    html! {
        div.notice.bad role="alert" { h2 { (words.say("obstacle-title")) } p { (say::obstacle(words, obstacle)) } }
    }
}
