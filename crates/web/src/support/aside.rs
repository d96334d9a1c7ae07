//! What stands beside a case: who asks, for whom, how it stands, and the forms by which that is changed.

use super::clocks::clocks;
use super::inbox::{asked, query};
use super::of_case;
use super::words::{covered, kind, priority, state};
use crate::correspondence::call_button;
use crate::desk::Desk;
use crate::parties::of_person;
use crate::records::{of_row, page_of};
use crate::words::Words;
use engine::support::{Belongs, CaseKind, CaseState, CaseView, Covered, Priority};
use maud::{Markup, html};

pub(super) fn beside(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    html! {
        (facts(words, view))
        @if view.may_write { (settings(desk, view)) }
        (clocks(desk, view))
        (cases(words, view))
    }
}

fn facts(words: Words, view: &CaseView) -> Markup {
    html! {
        section.card {
            h2 { (words.say("case-contact")) }
            dl.facts {
                dt { (words.say("case-from")) } dd { a href=(of_person(view.contact.id)) { (view.contact.name) } }
                @if let Some(address) = &view.answer_to { dt { (words.say("field-email")) } dd { (address) } }
                @for link in &view.about { dt { (link.field) } dd { a href=(page_of(&link.entity, link.id)) { (link.label) } } }
                dt { (words.say("case-owner")) }
                dd { @match &view.owner { Some(owner) => (owner.name), None => span.muted { (words.say("case-nobody")) } } }
                @if let Some(until) = view.wait_until { dt { (words.say("case-snoozed")) } dd { (words.day(until)) } }
            }
            p { a href=(of_row("case", view.id)) { (words.say("case-every-field")) } }
        }
    }
}

/// What is changed most: the buttons, and below them everything that has a choice.
fn settings(desk: &Desk, view: &CaseView) -> Markup {
    let words = desk.words();
    let action = format!("{}/act?{}", of_case(view.id), query(asked(desk)));
    let is_mine = view.owner.as_ref().map(|owner| owner.id) == desk.caller.user;
    let button = |said: &str, text: &str, letter: Option<&str>| {
        html! { button.button.quiet.small name="do" value=(said) data-key=[letter] { (words.say(text)) } }
    };
    html! {
        section.card {
            h2 { (words.say("case-work")) }
            form method="post" action=(action) {
                input type="hidden" name="version" value=(view.version);
                div.actions {
                    @if !is_mine { (button("take", "case-take", Some("t"))) }
                    @if view.state.is_open() { (button("state:solved", "case-solve", Some("x"))) }
                    @else { (button("state:open", "case-reopen", None)) }
                    (call_button(desk, "case", view.id))
                    @if view.state == CaseState::Solved { (button("state:closed", "case-close", None)) }
                }
            }
            details {
                summary { (words.say("case-change")) }
                form method="post" action=(action) { (choices(words, view)) button.button { (words.say("case-save")) } }
            }
            details {
                summary { (words.say("case-merge")) }
                form method="post" action={ (of_case(view.id)) "/merge" } {
                    input type="hidden" name="version" value=(view.version);
                    div.field {
                        label for="into" { (words.say("case-merge-into")) }
                        input #into name="into" inputmode="numeric" required;
                        p.hint { (words.say("case-merge-hint")) }
                    }
                    button.button.quiet { (words.say("case-merge")) }
                }
            }
        }
    }
}

fn choices(words: Words, view: &CaseView) -> Markup {
    let states: Vec<(String, String)> =
        CaseState::ALL.iter().map(|of| (of.key().to_owned(), state(words, *of))).collect();
    let priorities: Vec<(String, String)> =
        Priority::ALL.iter().map(|of| (of.key().to_owned(), priority(words, *of))).collect();
    let none = || (String::new(), words.say("case-none-chosen"));
    let kinds: Vec<(String, String)> =
        std::iter::once(none()).chain(CaseKind::ALL.iter().map(|of| (of.key().to_owned(), kind(words, *of)))).collect();
    let covers: Vec<(String, String)> =
        Covered::ALL.iter().map(|of| (of.key().to_owned(), covered(words, *of))).collect();
    let named = |(id, name): &(engine::RowId, String)| (id.to_string(), name.clone());
    let queues: Vec<(String, String)> = view.queues.iter().map(named).collect();
    let nobody = (String::new(), words.say("case-nobody"));
    let owners: Vec<(String, String)> = std::iter::once(nobody).chain(view.handlers.iter().map(named)).collect();
    let owner = view.owner.as_ref().map(|owner| owner.id.to_string()).unwrap_or_default();
    let snoozed = view.wait_until.map(engine::documents::iso_day).unwrap_or_default();
    html! {
        input type="hidden" name="version" value=(view.version);
        (select("state", &words.say("case-state"), &states, view.state.key()))
        (select("priority", &words.say("case-priority"), &priorities, view.priority.key()))
        (select("queue", &words.say("case-queue"), &queues, &view.queue.to_string()))
        (select("owner", &words.say("case-owner"), &owners, &owner))
        (select("kind", &words.say("case-kind"), &kinds, view.kind.map_or("", CaseKind::key)))
        (select("covered", &words.say("case-covered"), &covers, view.covered.key()))
        div.field {
            label for="snooze" { (words.say("case-snooze")) }
            input #snooze type="date" name="snooze" value=(snoozed);
        }
    }
}

fn select(name: &str, label: &str, of: &[(String, String)], chosen: &str) -> Markup {
    html! {
        div.field {
            label for=(name) { (label) }
            select id=(name) name=(name) { @for (value, text) in of { option value=(value) selected[value == chosen] { (text) } } }
        }
    }
}

fn cases(words: Words, view: &CaseView) -> Markup {
    let how = |how: Belongs| {
        words.say(match how {
            Belongs::Child => "case-child",
            Belongs::Parent => "case-parent",
            Belongs::MergedFrom => "case-merged-from",
            Belongs::MergedInto => "case-merged-into",
            Belongs::SplitOff => "case-split-off",
            Belongs::SplitFrom => "case-split-from",
        })
    };
    html! {
        @if !view.cases.is_empty() {
            section.card {
                h2 { (words.say("case-related")) }
                ul.plainly { @for other in &view.cases { li { span.muted { (how(other.how)) } " " a href=(of_case(other.id)) { "#" (other.number) " " (other.title) } } } }
            }
        }
    }
}
