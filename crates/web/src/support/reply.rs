//! Answering, and writing a note. What is written is kept as a draft while it is typed.

use super::case::page;
use super::inbox::{asked, query};
use super::of_case;
use super::typed::{Answer, Note, Typed, Wrong};
use crate::correspondence::{FILES, INSERT, LOOKED, RELEASE, behind, past};
use crate::desk::held::{self, Came};
use crate::desk::{Desk, DeskPage, Names, Toast};
use crate::form_body::Form;
use crate::form_files::Uploaded;
use crate::records::draft_said;
use engine::support::{
    Draft, Noted, Reply, ReplyProblem, Said, Sent, Writing, discard_draft, from_template, keep_draft,
    note as write_note, reply,
};
use engine::{CASE_TEXT_CHARACTERS, Failure, RowId};
use std::str::FromStr;

pub(super) fn names() -> Names {
    let texts = [
        "version", "form", "to", "cc", "text", "then", "anyway", "draft", "script", "unquoted", "over", "template",
        INSERT, LOOKED, RELEASE,
    ];
    with_files(&texts)
}

/// The fields of a note.
pub(super) fn note_names() -> Names {
    with_files(&["note", "kind", "form", "draft", "script"])
}

fn with_files(texts: &[&str]) -> Names {
    let texts = texts.iter().map(|name| (*name).to_owned());
    (texts.chain(held::names(FILES.len())).collect(), FILES.map(str::to_owned).to_vec())
}

pub(super) async fn send(desk: Desk, sent: Uploaded) -> Result<DeskPage, Failure> {
    let (id, form) = (desk.id()?, &sent.form);
    let came = Came::with(&desk, &sent, FILES.len()).await?;
    let answer = Answer::of(form, &came)?;
    if !form.get(INSERT).is_empty() {
        return inserted(&desk, id, form.get("template"), answer, &came).await;
    }
    let problem = if let Some(wrong) = wrong(&came) {
        wrong
    } else {
        let typed = Reply {
            version: answer.version,
            to: answer.to.clone(),
            cc: answer.cc.clone(),
            text: answer.text.clone(),
            files: came.files.clone(),
            then: answer.then,
            form: form.get("form").to_owned(),
            unquoted: answer.unquoted,
            ends_anyway: answer.ends_anyway,
            past: past(form),
        };
        let there = format!("{}?{}", of_case(id), query(asked(&desk)));
        match reply(&desk.app.engine, &desk.caller, desk.now, id, &typed).await? {
            Sent::Queued => return Ok(desk.see_other(&there, Toast::Sent)),
            Sent::Already => return Ok(desk.see_other(&there, Toast::SentBefore)),
            Sent::Mend(problem) => Wrong::Answer(problem),
        }
    };
    let typed = Typed { answer: Some(answer), wrong: Some(problem), ..Typed::default() };
    Ok(came.wait_for(page(&desk, id, &typed).await?))
}

fn wrong(came: &Came) -> Option<Wrong> {
    match (came.is_too_large, came.is_gone) {
        (true, _) => Some(Wrong::TooLarge),
        (false, true) => Some(Wrong::Answer(ReplyProblem::FileGone)),
        (false, false) => None,
    }
}

/// The page with an answer that is used again behind what is typed.
async fn inserted(
    desk: &Desk,
    id: RowId,
    template: &str,
    mut answer: Answer,
    came: &Came,
) -> Result<DeskPage, Failure> {
    let template = RowId::from_str(template).map_err(|_| Failure::NotFound)?;
    let text = from_template(&desk.app.engine, &desk.caller, desk.now, (id, template)).await?;
    answer.text = behind(&answer.text, text);
    let typed = Typed { answer: Some(answer), wrong: wrong(came), ..Typed::default() };
    Ok(came.wait_for(page(desk, id, &typed).await?))
}

/// Keeps what is typed, or throws it away. A draft holds no files: where some have come they are on the page still.
pub(super) async fn keep(desk: Desk, sent: Uploaded) -> Result<DeskPage, Failure> {
    let form = &sent.form;
    let came = Came::with(&desk, &sent, FILES.len()).await?;
    if form.get("draft") == "keep" && form.get("script").is_empty() && (!came.files.is_empty() || came.is_too_large) {
        let (id, answer) = (desk.id()?, Answer::of(form, &came)?);
        keep_draft(&desk.app.engine, &desk.caller, desk.now, (id, Writing::Answer), &answer.draft()).await?;
        let typed = Typed { answer: Some(answer), wrong: wrong(&came), ..Typed::default() };
        return Ok(came.wait_for(page(&desk, id, &typed).await?));
    }
    kept(&desk, form, Writing::Answer).await
}

async fn kept(desk: &Desk, form: &Form, writing: Writing) -> Result<DeskPage, Failure> {
    let (id, engine) = (desk.id()?, &desk.app.engine);
    let said = |name: &str| form.get(name).to_owned();
    let back = format!("{}?{}", of_case(id), query(asked(desk)));
    if form.get("draft") != "keep" {
        discard_draft(engine, &desk.caller, (id, writing)).await?;
        return Ok(DeskPage::see_other(&back));
    }
    let draft = Draft { to: said("to"), cc: said("cc"), text: said("text"), note: said("note") };
    keep_draft(engine, &desk.caller, desk.now, (id, writing), &draft).await?;
    if form.get("script").is_empty() {
        return Ok(DeskPage::see_other(&back));
    }
    let is_nothing = match writing {
        Writing::Answer => draft.text.trim().is_empty(),
        Writing::Note => draft.note.trim().is_empty(),
    };
    Ok(draft_said(desk, is_nothing))
}

pub(super) async fn note(desk: Desk, sent: Uploaded) -> Result<DeskPage, Failure> {
    let (id, form) = (desk.id()?, &sent.form);
    if !form.get("draft").is_empty() {
        return kept(&desk, form, Writing::Note).await;
    }
    let came = Came::with(&desk, &sent, FILES.len()).await?;
    let (text, in_person) = (form.get("note"), form.get("kind") == Said::InPerson.key());
    let is_empty = text.trim().is_empty();
    let problem = match wrong(&came) {
        Some(wrong) => wrong,
        None if is_empty && came.files.is_empty() => return Ok(DeskPage::see_other(&of_case(id))),
        None if is_empty => Wrong::Answer(ReplyProblem::Missing),
        None => {
            let kind = if in_person { Said::InPerson } else { Said::Internal };
            let (at, said) = ((id, form.get("form")), (kind, text, came.files.as_slice()));
            match write_note(&desk.app.engine, &desk.caller, desk.now, at, said).await {
                Ok(Noted::FileGone) => Wrong::Answer(ReplyProblem::FileGone),
                Ok(Noted::Done) => {
                    return Ok(desk.see_other(&format!("{}?{}", of_case(id), query(asked(&desk))), Toast::Saved));
                }
                Err(Failure::TooLarge) => Wrong::Answer(ReplyProblem::TooLong(CASE_TEXT_CHARACTERS)),
                Err(other) => return Err(other),
            }
        }
    };
    let note = Note { text: text.to_owned(), in_person, files: came.files.clone(), wrong: problem };
    Ok(came.wait_for(page(&desk, id, &Typed { note: Some(note), ..Typed::default() }).await?))
}
