//! What stands beside a case: who asks, for whom, how it stands, and the forms by which that is changed.

use super::clocks::clocks;
use super::feedback::said;
use super::inbox::{asked, query};
use super::junk::block_form;
use super::macros::macros;
use super::of_case;
use super::parts::parts;
use super::time::time;
use super::typed::Typed;
use super::words::{priority, state, state_badge};
use crate::correspondence::call_button;
use crate::desk::Desk;
use crate::desk::parts::{alternatives, select};
use crate::parties::of_person;
use crate::records::{of_row, page_of};
use crate::words::Words;
use engine::day_of;
use engine::support::{Belongs, CaseKind, CaseState, CaseView, Priority};
use maud::{Markup, html};

pub(super) fn beside(desk: &Desk, view: &CaseView, typed: &Typed) -> Markup {
    let words = desk.words();
    html! {
        (facts(words, view))
        @if view.may_write { (settings(desk, view, typed)) }
        (macros(desk, view))
        (clocks(desk, view))
        (cases(words, view))
        (parts(desk, view))
        (time(desk, view))
        (feedback(words, view))
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
fn settings(desk: &Desk, view: &CaseView, typed: &Typed) -> Markup {
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
                    @if view.junk.may_mark { (button("junk", "case-junk", Some("!"))) }
                }
            }
            details open[typed.changes.is_some()] {
                summary { (words.say("case-change")) }
                form method="post" action=(action) { (choices(desk, view, typed)) button.button { (words.say("case-save")) } }
            }
            details open[typed.into.is_some()] {
                summary { (words.say("case-merge")) }
                form method="post" action={ (of_case(view.id)) "/merge" } {
                    input type="hidden" name="version" value=(view.version);
                    div.field.wrong[typed.into.is_some()] {
                        label for="into" { (words.say("case-merge-into")) }
                        @if typed.into.is_some() { p.error #into-error { (words.say("case-merge-unknown")) } }
                        input #into name="into" inputmode="numeric" required value=[typed.into.as_ref()]
                            aria-describedby=[typed.into.as_ref().map(|_| "into-error")] aria-invalid=[typed.into.as_ref().map(|_| "true")];
                        p.hint { (words.say("case-merge-hint")) }
                    }
                    button.button.quiet { (words.say("case-merge")) }
                }
            }
            @if view.junk.since.is_none() { (block_form(desk, view)) }
        }
    }
}

fn choices(desk: &Desk, view: &CaseView, typed: &Typed) -> Markup {
    let words = desk.words();
    let states: Vec<(String, String)> =
        CaseState::ALL.iter().map(|of| (of.key().to_owned(), state(words, *of))).collect();
    let priorities: Vec<(String, String)> =
        Priority::ALL.iter().map(|of| (of.key().to_owned(), priority(words, *of))).collect();
    let none = || (String::new(), words.say("case-none-chosen"));
    let kinds: Vec<(String, String)> = std::iter::once(none()).chain(alternatives(desk, "case", "kind")).collect();
    let covers = alternatives(desk, "case", "covered");
    // Whoever may not know what is chosen leaves it chosen.
    let unknown = |name: &str| if name.is_empty() { words.say("case-unknown") } else { name.to_owned() };
    let named = |(id, name): &(engine::RowId, String)| (id.to_string(), unknown(name));
    let queues: Vec<(String, String)> = view.queues.iter().map(named).collect();
    let categories: Vec<(String, String)> = view.categories.iter().map(named).collect();
    let categories: Vec<(String, String)> =
        if categories.is_empty() { categories } else { std::iter::once(none()).chain(categories).collect() };
    let nobody = (String::new(), words.say("case-nobody"));
    let owners: Vec<(String, String)> = std::iter::once(nobody).chain(view.handlers.iter().map(named)).collect();
    let owner = view.owner.as_ref().map(|owner| owner.id.to_string()).unwrap_or_default();
    let snoozed = view.wait_until.map(engine::documents::iso_day).unwrap_or_default();
    let category = view.category.map(|id| id.to_string()).unwrap_or_default();
    let is_wrong = typed.changes.is_some();
    let one_of = |name: &str, label: &str, of: &[(String, String)], own: String| {
        select(&words.say(label), name, of, &typed.change(name, own))
    };
    html! {
        input type="hidden" name="version" value=(view.version);
        input type="hidden" name="was" value=(snoozed);
        (one_of("state", "case-state", &states, view.state.key().to_owned()))
        (one_of("priority", "case-priority", &priorities, view.priority.key().to_owned()))
        (one_of("queue", "case-queue", &queues, view.queue.to_string()))
        (one_of("owner", "case-owner", &owners, owner))
        (one_of("kind", "case-kind", &kinds, view.kind.map_or("", CaseKind::key).to_owned()))
        @if !categories.is_empty() { (one_of("category", "case-category", &categories, category)) }
        (one_of("covered", "case-covered", &covers, view.covered.key().to_owned()))
        div.field.wrong[is_wrong] {
            label for="snooze" { (words.say("case-snooze")) }
            @if is_wrong { p.error #snooze-error { (words.say("case-snooze-wrong")) } }
            input #snooze type="date" name="snooze" value=(typed.change("snooze", snoozed.clone()))
                aria-describedby=[is_wrong.then_some("snooze-error")] aria-invalid=[is_wrong.then_some("true")];
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
                ul.plainly { @for other in &view.cases { li { span.muted { (how(other.how)) } " " a href=(of_case(other.id)) { "#" (other.number) " " (other.title) } @if other.how == Belongs::Child { " " (state_badge(words, other.state)) } } } }
            }
        }
    }
}

/// How it went, as the contact says, each time that the case was solved and they were asked.
fn feedback(words: Words, view: &CaseView) -> Markup {
    html! {
        @if !view.feedback.is_empty() {
            section.card #feedback {
                h2 { (words.say("feedback-heading")) }
                ul.plainly {
                    @for asked in &view.feedback {
                        li {
                            @match (asked.how, asked.answered_at) {
                                (Some(how), Some(at)) => { (said(words, how)) ", " (words.day(day_of(at))) }
                                (Some(_) | None, _) => { span.muted { (words.with("feedback-asked", &[("day", &words.day(day_of(asked.asked_at)))])) } }
                            }
                            @if let Some(comment) = &asked.comment { p.written { (comment) } }
                        }
                    }
                }
            }
        }
    }
}
