//! Answering, and writing a note. What is written is kept as a draft while it is typed.

use super::case::page;
use super::inbox::{asked, query};
use super::of_case;
use super::words::state;
use crate::correspondence::{LOOKED, RELEASE, guarded, past};
use crate::desk::parts::alert;
use crate::desk::{Desk, DeskPage, Names, Sent as Uploaded, Toast};
use crate::form_body::Form;
use crate::website::version;
use crate::words::Words;
use engine::support::{
    CaseState, CaseView, Draft, Reply, ReplyProblem, Said, Sent, discard_draft, keep_draft, note as write_note, reply,
};
use engine::{Failure, RowId};
use maud::{Markup, html};

/// Files that one answer can have.
const FILES: [&str; 3] = ["file1", "file2", "file3"];

/// An answer that could not be sent yet.
#[derive(Debug, Default)]
pub(super) struct Answering {
    pub(super) typed: Option<Draft>,
    pub(super) problem: Option<ReplyProblem>,
}

pub(super) fn names() -> Names {
    let texts = [
        "version", "to", "cc", "text", "then", "anyway", "draft", "script", "note", "kind", "unquoted", LOOKED, RELEASE,
    ];
    (texts.map(str::to_owned).to_vec(), FILES.map(str::to_owned).to_vec())
}

pub(super) async fn send(desk: Desk, sent: Uploaded) -> Result<DeskPage, Failure> {
    let (id, form) = (desk.id()?, &sent.form);
    if !sent.too_large.is_empty() {
        return Err(Failure::TooLarge);
    }
    let files: Vec<RowId> = sent.files.iter().map(|(_, id)| *id).collect();
    let typed = Reply {
        version: version(form)?,
        to: form.get("to").to_owned(),
        cc: form.get("cc").to_owned(),
        text: form.get("text").to_owned(),
        files: engine::files::named(&desk.app.engine, &files).await?,
        then: CaseState::ALL.iter().copied().find(|state| state.key() == form.get("then")),
        anyway: form.get("anyway") == "yes",
        unquoted: form.get("unquoted") == "yes",
        past: past(form),
    };
    match reply(&desk.app.engine, &desk.caller, desk.now, id, &typed).await? {
        Sent::Queued => Ok(desk.see_other(&format!("{}?{}", of_case(id), query(asked(&desk))), Toast::Sent)),
        Sent::Mend(problem) => {
            let typed = Draft { to: typed.to, cc: typed.cc, text: typed.text, note: String::new() };
            page(&desk, id, &Answering { typed: Some(typed), problem: Some(problem) }).await
        }
    }
}

/// Keeps what is typed, or throws it away. Files wait for no draft.
pub(super) async fn keep(desk: Desk, sent: Uploaded) -> Result<DeskPage, Failure> {
    kept(&desk, &sent.form).await
}

async fn kept(desk: &Desk, form: &Form) -> Result<DeskPage, Failure> {
    let (id, engine) = (desk.id()?, &desk.app.engine);
    let said = |name: &str| form.get(name).to_owned();
    let back = format!("{}?{}", of_case(id), query(asked(desk)));
    if form.get("draft") != "keep" {
        discard_draft(engine, &desk.caller, id).await?;
        return Ok(DeskPage::see_other(&back));
    }
    let draft = Draft { to: said("to"), cc: said("cc"), text: said("text"), note: said("note") };
    keep_draft(engine, &desk.caller, desk.now, id, &draft).await?;
    if form.get("script").is_empty() {
        return Ok(DeskPage::see_other(&back));
    }
    let said = desk.words().with("records-draft-kept", &[("at", &desk.words().moment(desk.now))]);
    Ok(DeskPage::json(serde_json::json!({ "said": said }).to_string()))
}

pub(super) async fn note(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let id = desk.id()?;
    if !form.get("draft").is_empty() {
        return kept(&desk, &form).await;
    }
    let kind = if form.get("kind") == Said::InPerson.key() { Said::InPerson } else { Said::Internal };
    if form.get("note").trim().is_empty() {
        return Ok(DeskPage::see_other(&of_case(id)));
    }
    write_note(&desk.app.engine, &desk.caller, desk.now, id, (kind, form.get("note"))).await?;
    Ok(desk.see_other(&format!("{}?{}", of_case(id), query(asked(&desk))), Toast::Saved))
}

/// The two forms below a conversation.
pub(super) fn forms(desk: &Desk, view: &CaseView, kept: &Draft, answering: &Answering) -> Markup {
    let words = desk.words();
    let typed = answering.typed.as_ref().unwrap_or(kept);
    let from = query(asked(desk));
    html! {
        section.card.answer #answer {
            h2 { (words.say("case-answer")) }
            (templates(desk, view))
            @if let Some(problem) = &answering.problem { (alert(&problem_words(words, problem))) }
            form method="post" action={ (of_case(view.id)) "/reply?" (from) } enctype="multipart/form-data"
                data-draft={ (of_case(view.id)) "/draft" } novalidate {
                input type="hidden" name="version" value=(view.version);
                (recipients(words, view, typed))
                div.field {
                    label for="text" { (words.say("case-text")) }
                    textarea #text name="text" rows="9" data-key="r" required { "\n" (typed.text) }
                }
                details.attach {
                    summary { (words.say("case-files")) }
                    @for name in FILES { div.field { label for=(name) { (words.say("case-file")) } input id=(name) type="file" name=(name); } }
                }
                @if answering.problem == Some(ReplyProblem::Changed) {
                    p { label.tick { input type="checkbox" name="anyway" value="yes"; " " (words.say("case-anyway")) } }
                }
                p { label.tick { input type="checkbox" name="unquoted" value="yes"; " " (words.say("case-unquoted")) } }
                @if let Some(ReplyProblem::Guarded(hints)) = &answering.problem { (guarded(words, hints, view.contact.id)) }
                div.pair {
                    div.field {
                        label for="then" { (words.say("case-then")) }
                        select #then name="then" {
                            @for to in [CaseState::Customer, CaseState::Open, CaseState::Supplier, CaseState::Solved] {
                                option value=(to.key()) { (state(words, to)) }
                            }
                        }
                    }
                }
                div.actions {
                    button.button { (words.say("case-send")) }
                    button.button.quiet formaction={ (of_case(view.id)) "/draft?" (from) } name="draft" value="keep" { (words.say("case-keep-draft")) }
                    @if !kept.text.is_empty() {
                        button.button.quiet formaction={ (of_case(view.id)) "/draft?" (from) } name="draft" value="discard" { (words.say("records-draft-discard")) }
                    }
                    span.muted role="status" {}
                }
            }
        }
        section.card.note {
            h2 { (words.say("case-note")) }
            form method="post" action={ (of_case(view.id)) "/note?" (from) } data-draft={ (of_case(view.id)) "/note" } {
                div.field {
                    label for="note" { (words.say("case-note-text")) }
                    textarea #note name="note" rows="3" data-key="m" required { "\n" (kept.note) }
                    p.hint { (words.say("case-note-hint")) }
                }
                div.actions {
                    button.button.quiet { (words.say("case-note-save")) }
                    label.tick { input type="checkbox" name="kind" value=(Said::InPerson.key()); " " (words.say("case-note-in-person")) }
                    span.muted role="status" {}
                }
            }
        }
    }
}

/// Answers that are used again: chosen, they stand in the form.
fn templates(desk: &Desk, view: &CaseView) -> Markup {
    let (words, from) = (desk.words(), asked(desk));
    html! {
        @if !view.templates.is_empty() {
            form.bulk method="get" action={ (of_case(view.id)) "#answer" } {
                input type="hidden" name="tray" value=(super::words::key(from.tray));
                label.unseen for="template" { (words.say("case-template")) }
                select #template name="template" { @for (id, name) in &view.templates { option value=(id) { (name) } } }
                button.button.quiet.small { (words.say("case-template-use")) }
            }
        }
    }
}

/// To whom: whoever asks, unless somebody says otherwise.
fn recipients(words: Words, view: &CaseView, typed: &Draft) -> Markup {
    let to = if typed.to.is_empty() { view.answer_to.clone().unwrap_or_default() } else { typed.to.clone() };
    let cc = if typed.text.is_empty() { view.copies.join(", ") } else { typed.cc.clone() };
    html! {
        div.pair {
            div.field { label for="to" { (words.say("case-answer-to")) } input #to name="to" value=(to) autocomplete="off"; }
            div.field { label for="cc" { (words.say("case-answer-cc")) } input #cc name="cc" value=(cc) autocomplete="off"; }
        }
    }
}

fn problem_words(words: Words, problem: &ReplyProblem) -> String {
    match problem {
        ReplyProblem::Missing => words.say("answer-missing"),
        ReplyProblem::TooLong(characters) => words.with("too-long", &[("characters", &characters.to_string())]),
        ReplyProblem::NoAddress(typed) => words.with("case-no-address", &[("typed", typed)]),
        ReplyProblem::Nobody => words.say("case-answer-nobody"),
        ReplyProblem::TooMany(most) => words.with("case-too-many", &[("most", &most.to_string())]),
        ReplyProblem::Changed => words.say("case-changed"),
        ReplyProblem::Guarded(_) => words.say("guard-problem"),
    }
}
