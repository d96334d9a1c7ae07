//! The two forms below a conversation: an answer, and a note.

use super::inbox::{asked, query};
use super::of_case;
use super::typed::{Answer, Note, Typed, Wrong};
use super::words::state;
use crate::correspondence::{files, guarded, templates};
use crate::desk::Desk;
use crate::desk::parts::alert;
use crate::words::Words;
use engine::support::{CaseState, CaseView, Draft, ReplyProblem, Said};
use maud::{Markup, html};

pub(super) fn forms(desk: &Desk, view: &CaseView, kept: &Draft, typed: &Typed) -> Markup {
    html! {
        (answer(desk, view, kept, typed))
        (note(desk, view, kept, typed.note.as_ref()))
    }
}

fn answer(desk: &Desk, view: &CaseView, kept: &Draft, typed: &Typed) -> Markup {
    let (words, from, wrong) = (desk.words(), query(asked(desk)), typed.wrong.as_ref());
    let fresh = Answer {
        version: view.version,
        to: kept.to.clone(),
        cc: if kept.text.is_empty() { view.copies.join(", ") } else { kept.cc.clone() },
        text: kept.text.clone(),
        then: None,
        unquoted: false,
        ends_anyway: false,
        files: Vec::new(),
    };
    let answer = typed.answer.as_ref().unwrap_or(&fresh);
    let draft = format!("{}/draft?{from}", of_case(view.id));
    html! {
        section.card.answer #answer {
            h2 { (words.say("case-answer")) }
            @if let Some(wrong) = wrong { (alert(&wrong.words(desk))) }
            form method="post" action={ (of_case(view.id)) "/reply?" (from) } enctype="multipart/form-data"
                data-draft={ (of_case(view.id)) "/draft" } novalidate {
                input type="hidden" name="version" value=(answer.version);
                input type="hidden" name="form" value=(view.form);
                // Enter in a line sends: it presses the first button.
                button hidden { (words.say("case-send")) }
                (recipients(words, view, answer))
                (templates(words, &view.templates))
                div.field {
                    label for="text" { (words.say("case-text")) }
                    textarea #text name="text" rows="9" data-key="r" required { "\n" (answer.text) }
                }
                (files(desk, "", &answer.files))
                @if wrong == Some(&Wrong::Answer(ReplyProblem::Changed)) {
                    p { label.tick { input type="checkbox" name="anyway" value=(view.version); " " (words.say("case-anyway")) } }
                }
                @if answer.ends_anyway || matches!(wrong, Some(Wrong::Answer(ReplyProblem::PartsOpen(_)))) {
                    (over(words, answer.ends_anyway))
                }
                p { label.tick { input type="checkbox" name="unquoted" value="yes" checked[answer.unquoted]; " " (words.say("case-unquoted")) } }
                @if let Some(Wrong::Answer(ReplyProblem::Guarded(hints))) = wrong { (guarded(desk, hints, view.contact.id)) }
                div.pair {
                    div.field {
                        label for="then" { (words.say("case-then")) }
                        select #then name="then" {
                            @for to in [CaseState::Customer, CaseState::Open, CaseState::Supplier, CaseState::Solved] {
                                option value=(to.key()) selected[answer.then == Some(to)] { (state(words, to)) }
                            }
                        }
                    }
                }
                div.actions {
                    button.button { (words.say("case-send")) }
                    button.button.quiet formaction=(draft) name="draft" value="keep" { (words.say("case-keep-draft")) }
                    @if !kept.text.is_empty() {
                        button.button.quiet formaction=(draft) name="draft" value="discard" { (words.say("records-draft-discard")) }
                    }
                    span.muted role="status" {}
                }
            }
        }
    }
}

fn note(desk: &Desk, view: &CaseView, kept: &Draft, typed: Option<&Note>) -> Markup {
    let (words, from) = (desk.words(), query(asked(desk)));
    let (text, in_person) = typed.map_or((&kept.note, false), |typed| (&typed.text, typed.in_person));
    html! {
        section.card.note {
            h2 { (words.say("case-note")) }
            form method="post" action={ (of_case(view.id)) "/note?" (from) } enctype="multipart/form-data" data-draft={ (of_case(view.id)) "/note" } {
                input type="hidden" name="form" value=(view.form);
                @if let Some(note) = typed { (alert(&note.wrong.words(desk))) }
                div.field {
                    label for="note" { (words.say("case-note-text")) }
                    textarea #note name="note" rows="3" data-key="m" required { "\n" (text) }
                    p.hint { (words.say("case-note-hint")) }
                }
                (files(desk, "note-", typed.map_or(&[], |note| &note.files)))
                div.actions {
                    button.button.quiet { (words.say("case-note-save")) }
                    label.tick { input type="checkbox" name="kind" value=(Said::InPerson.key()) checked[in_person]; " " (words.say("case-note-in-person")) }
                    span.muted role="status" {}
                }
            }
        }
    }
}

/// That the case may be over though parts of it are open.
pub(super) fn over(words: Words, ticked: bool) -> Markup {
    html! { p { label.tick { input type="checkbox" name="over" value="yes" checked[ticked]; " " (words.say("case-open-parts-anyway")) } } }
}

/// To whom: whoever asks, unless somebody says otherwise.
fn recipients(words: Words, view: &CaseView, answer: &Answer) -> Markup {
    let to = if answer.to.is_empty() { view.answer_to.as_ref().unwrap_or(&answer.to) } else { &answer.to };
    html! {
        div.pair {
            div.field { label for="to" { (words.say("case-answer-to")) } input #to name="to" value=(to) autocomplete="off"; }
            div.field { label for="cc" { (words.say("case-answer-cc")) } input #cc name="cc" value=(answer.cc) autocomplete="off"; }
        }
    }
}
