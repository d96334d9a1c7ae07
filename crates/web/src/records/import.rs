//! Bringing a file: the first step of an import.

use super::address::of_entity;
use super::control::megabytes;
use super::overview::purpose;
use crate::desk::parts::alert;
use crate::desk::{Desk, DeskPage, Names, Place, Sent};
use crate::longwork;
use crate::words::{Words, grouped};
use axum::http::StatusCode;
use engine::documents::sheet::Unreadable;
use engine::documents::{SHEET_CELL_CHARACTERS_MAX, SHEET_COLUMNS_MAX, SHEET_LINES_MAX};
use engine::longwork::{WorkKind, WorkState, work};
use engine::records::{Brought, bring_file, may_import};
use engine::{Failure, RowId};
use maud::{Markup, html};

/// The field that takes the file.
const FILE: &str = "file";

/// The page of an import that waits for whoever brought the file.
pub(crate) fn of_import(entity: &str, id: RowId) -> String {
    format!("{}/import/{id}", of_entity(entity))
}

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, None).await
}

/// The form takes one file and nothing else.
pub(super) fn names() -> Names {
    (Vec::new(), vec![FILE.to_owned()])
}

pub(super) async fn bring(desk: Desk, sent: Sent) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let Some((_, file)) = sent.files.first() else {
        may_import(&desk.app.engine, &desk.caller, desk.now, desk.entity()?).await?;
        let problem = if sent.too_large.is_empty() {
            words.say("transfer-no-file")
        } else {
            words.with("file-too-large", &[("size", &megabytes(engine::FILE_BYTES))])
        };
        return Ok(page(&desk, Some(&problem)).await?.status(StatusCode::UNPROCESSABLE_ENTITY));
    };
    match bring_file(&desk.app.engine, &desk.caller, desk.now, desk.entity()?, *file).await? {
        Brought::Work(id) => Ok(DeskPage::see_other(&format!("{}/columns", of_import(desk.entity()?, id)))),
        Brought::Unreadable(why) => {
            Ok(page(&desk, Some(&unreadable(words, why))).await?.status(StatusCode::UNPROCESSABLE_ENTITY))
        }
        Brought::Busy => Ok(page(&desk, Some(&words.say("transfer-busy"))).await?.status(StatusCode::CONFLICT)),
    }
}

pub(super) fn unreadable(words: Words, why: Unreadable) -> String {
    match why {
        Unreadable::Empty => words.say("transfer-file-empty"),
        Unreadable::NotASheet => words.say("transfer-file-other"),
        Unreadable::OldOrLocked => words.say("transfer-file-old"),
        Unreadable::TooManyLines => words.with("transfer-file-lines", &[("lines", &grouped(SHEET_LINES_MAX as u64))]),
        Unreadable::TooManyColumns => {
            words.with("transfer-file-columns", &[("columns", &SHEET_COLUMNS_MAX.to_string())])
        }
        Unreadable::TooLongCell(line, column) => {
            let most = grouped(SHEET_CELL_CHARACTERS_MAX as u64);
            let told = [("line", line.to_string()), ("column", column.to_string()), ("characters", most)];
            let told: Vec<(&str, &str)> = told.iter().map(|(key, value)| (*key, value.as_str())).collect();
            words.with("transfer-file-cell", &told)
        }
        Unreadable::TooLarge => words.say("transfer-file-large"),
    }
}

async fn page(desk: &Desk, problem: Option<&str>) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let head = may_import(&desk.app.engine, &desk.caller, desk.now, desk.entity()?).await?;
    let title = words.with("transfer-import-of", &[("kind", &head.name)]);
    let most = [("lines", grouped(SHEET_LINES_MAX as u64)), ("size", megabytes(engine::FILE_BYTES))];
    let most: Vec<(&str, &str)> = most.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let main = html! {
        div.narrow {
            p.crumb { a href=(of_entity(&head.key)) { (head.name) } }
            h1 { (title) }
            (steps(words, 0))
            (purpose(words, &head))
            @if let Some(problem) = problem { (alert(problem)) }
            form method="post" action={ (of_entity(&head.key)) "/import" } enctype="multipart/form-data" {
                div.field {
                    label for=(FILE) { (words.say("transfer-file")) }
                    p.hint id="file.hint" { (words.with("transfer-file-hint", &most)) }
                    input #file name=(FILE) type="file" accept=".csv,.txt,.tsv,.xlsx" required aria-describedby="file.hint";
                }
                p.hint { (words.say("transfer-file-kept")) }
                div.actions {
                    button.button { (words.say("transfer-bring")) }
                    a href=(longwork::PATH) { (words.say("transfer-works")) }
                }
            }
        }
    };
    Ok(desk.page(Place::Data, &title, None, &main))
}

/// The page of the work where it does not wait for whoever asked any more; to a preview, there must be one.
pub(super) async fn elsewhere(desk: &Desk, is_preview: bool) -> Result<Option<DeskPage>, Failure> {
    let found = work(&desk.app.engine, &desk.caller, desk.id()?).await?;
    let is_here = found.state == WorkState::Open && !(is_preview && found.kind == WorkKind::Check);
    Ok((!is_here).then(|| DeskPage::see_other(&longwork::of_work(found.id))))
}

/// The steps of an import, and at which of them somebody is.
pub(super) fn steps(words: Words, at: usize) -> Markup {
    let names = ["transfer-step-file", "transfer-step-columns", "transfer-step-check", "transfer-step-done"];
    html! {
        ol.steps aria-label=(words.say("transfer-steps")) {
            @for (number, name) in names.iter().enumerate() {
                li aria-current=[(number == at).then_some("step")] data-past[number < at] { (words.say(name)) }
            }
        }
    }
}
