//! Matching the columns of a file, and what holds for every line: the second step of an import.

use super::address::{FIELD, WORDS};
use super::control::control;
use super::form::sent_of;
use super::import::{elsewhere, of_import, steps};
use crate::desk::parts::alert;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::longwork::of_work;
use crate::words::{Words, grouped};
use axum::http::StatusCode;
use engine::Failure;
use engine::documents::SHEET_COLUMNS_MAX;
use engine::documents::sheet::{Encoding, How};
use engine::records::{
    ColumnView, ColumnsView, Matched, Part, Target, Typed, form_fields, import_columns, match_columns,
};
use maud::{Markup, html};

/// Before the place of a column: what it holds.
const COLUMN: &str = "column.";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    if let Some(page) = elsewhere(&desk, false).await? {
        return Ok(page);
    }
    let at = (desk.entity()?, desk.id()?);
    let found = import_columns(&desk.app.engine, &desk.caller, desk.now, at, None).await?;
    Ok(page(&desk, &found, false))
}

/// What the form may hold.
pub(super) fn names(desk: &Desk) -> Result<Vec<String>, Failure> {
    let fields = form_fields(&desk.app.engine, &desk.caller, desk.entity()?)?;
    let fields = fields.iter().flat_map(|(key, _)| [format!("{FIELD}{key}"), format!("{WORDS}{key}")]);
    Ok((0..SHEET_COLUMNS_MAX).map(|at| format!("{COLUMN}{at}")).chain(fields).collect())
}

pub(super) async fn matched(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let (engine, at) = (&desk.app.engine, (desk.entity()?, desk.id()?));
    let fields = form_fields(engine, &desk.caller, at.0)?;
    let all = |start: &str| sent_of(&form, &fields, start);
    let columns = (0..SHEET_COLUMNS_MAX).map_while(|at| form.sent(&format!("{COLUMN}{at}")).map(str::to_owned));
    let matched = Matched {
        columns: columns.collect(),
        fixed: Typed { values: all(FIELD), words: all(WORDS), ..Typed::default() },
    };
    match match_columns(engine, &desk.caller, desk.now, at, &matched).await? {
        Ok(()) => Ok(DeskPage::see_other(&of_work(at.1))),
        Err(shown) => Ok(page(&desk, &shown, true).status(StatusCode::UNPROCESSABLE_ENTITY)),
    }
}

fn page(desk: &Desk, found: &ColumnsView, is_wrong: bool) -> DeskPage {
    let words = desk.words();
    let title = words.with("transfer-import-of", &[("kind", &found.head.name)]);
    let here = of_import(&found.head.key, found.work.id);
    let main = html! {
        p.crumb { a href={ (super::address::of_entity(&found.head.key)) "/import" } { (words.say("transfer-step-file")) } }
        h1 { (title) }
        (steps(words, 1))
        p.lead { (how(words, found)) }
        @if is_wrong { (alert(&problem(words, found))) }
        form method="post" action={ (here) "/columns" } novalidate {
            table.data.matching role="table" aria-label=(words.say("transfer-step-columns")) {
                thead role="rowgroup" {
                    tr role="row" {
                        @for key in ["transfer-column", "transfer-samples", "transfer-becomes"] {
                            th role="columnheader" scope="col" { (words.say(key)) }
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for (at, column) in found.columns.iter().enumerate() { (line(words, found, at, column)) }
                }
            }
            @if !found.fixed.is_empty() {
                div.narrow {
                    h2 { (words.say("transfer-fixed")) }
                    p.hint { (words.say("transfer-fixed-hint")) }
                    @for field in &found.fixed { (control(words, field, false)) }
                }
            }
            div.actions { button.button { (words.say("transfer-look-through")) } }
        }
        (give_up(words, found.work.id))
    };
    desk.page(Place::Data, &title, None, &main)
}

/// The button by which the file goes again.
pub(super) fn give_up(words: Words, id: engine::RowId) -> Markup {
    html! {
        form method="post" action={ (of_work(id)) "/cancel" } {
            button.button.quiet.small { (words.say("transfer-discard")) }
        }
    }
}

/// How the file was read, and how many lines it has.
fn how(words: Words, found: &ColumnsView) -> String {
    let lines = grouped(found.work.total);
    match &found.how {
        How::Text { encoding, separator } => {
            let encoding = match encoding {
                Encoding::Utf8 => "UTF-8",
                Encoding::Utf16 => "UTF-16",
                Encoding::Windows1252 => "Windows 1252",
            };
            let separator = match separator {
                '\t' => words.say("transfer-tab"),
                ',' => words.say("transfer-comma"),
                _ => words.say("transfer-semicolon"),
            };
            words.with("transfer-read-text", &[("lines", &lines), ("encoding", encoding), ("separator", &separator)])
        }
        How::Workbook { sheet, others: 0 } => words.with("transfer-read-book", &[("lines", &lines), ("sheet", sheet)]),
        How::Workbook { sheet, others } => {
            words.with("transfer-read-sheet", &[("lines", &lines), ("sheet", sheet), ("others", &others.to_string())])
        }
    }
}

fn problem(words: Words, found: &ColumnsView) -> String {
    let key = if found.columns.iter().any(|column| column.is_twice) {
        "transfer-column-twice"
    } else if found.columns.iter().all(|column| column.target.is_empty()) {
        "transfer-column-none"
    } else if found.is_nameless {
        "transfer-column-nameless"
    } else {
        "data-mend-title"
    };
    words.say(key)
}

fn line(words: Words, found: &ColumnsView, at: usize, column: &ColumnView) -> Markup {
    let heading = match column.heading.as_str() {
        "" => words.with("transfer-unnamed", &[("number", &(at + 1).to_string())]),
        heading => heading.to_owned(),
    };
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (heading) }
            td role="cell" data-name=(words.say("transfer-samples")) {
                @if column.samples.is_empty() { span.muted { "–" } } @else { span.samples { (column.samples.join(" · ")) } }
            }
            td role="cell" data-name=(words.say("transfer-becomes")) {
                div.field {
                    select name={ (COLUMN) (at) } aria-label=(words.with("transfer-becomes-of", &[("column", &heading)]))
                        aria-invalid=[column.is_twice.then_some("true")] {
                        option value="" { (words.say("transfer-leave-out")) }
                        @for target in &found.targets {
                            option value=(target.key()) selected[column.target == target.key()] { (name(words, target, is_person(found))) }
                        }
                    }
                }
            }
        }
    }
}

/// Whether the rows may name somebody new who is a human being.
fn is_person(found: &ColumnsView) -> bool {
    found.targets.contains(&Target::Part(Part::First))
}

/// What a column may hold, in words.
pub(super) fn name(words: Words, target: &Target, is_person: bool) -> String {
    match target {
        Target::Field(_, name) => name.clone(),
        Target::Part(part) => part_name(words, *part, is_person),
    }
}

/// A part of somebody, in words; of a person, or of an organisation.
fn part_name(words: Words, part: Part, is_person: bool) -> String {
    words.say(match part {
        Part::Name if is_person => "transfer-part-name",
        Part::Name => "transfer-part-organisation-name",
        Part::First => "transfer-part-first",
        Part::Last => "transfer-part-last",
        Part::Email => "transfer-part-email",
        Part::Phone => "transfer-part-phone",
        Part::Title => "transfer-part-title",
        Part::Organisation => "transfer-part-organisation",
        Part::OrgNumber => "transfer-part-org-number",
    })
}
