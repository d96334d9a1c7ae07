//! What would come of a file, line by line: the third step of an import. Problems can be looked at by themselves, and nothing
//! is written before the button is pressed.

use super::columns::{give_up, name};
use super::import::{elsewhere, of_import, steps};
use super::mistake;
use crate::desk::parts;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::longwork::{of_work, verdict_words};
use crate::words::{Words, grouped};
use engine::records::{OnDuplicate, Preview, PreviewCell, PreviewLine, Verdict, Which, import_preview, start_import};
use engine::{Failure, PREVIEW_LINES};
use maud::{Markup, html};

/// The field of the button that was pressed, and what it says where the rows are to be made.
const DO: &str = "do";
const BEGIN: &str = "begin";
/// The button that goes on to the next page; it says behind which line that begins.
const NEXT: &str = "next";
/// What becomes of all lines whose rows are there.
const ALL: &str = "all";
/// Before the place of a line on the page: its number, and what becomes of it alone.
const LINE: &str = "line.";
const CHOSEN: &str = "chosen.";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    if let Some(page) = elsewhere(&desk, true).await? {
        return Ok(page);
    }
    let (which, after) = asked(&desk);
    let at = (desk.entity()?, desk.id()?);
    let found = import_preview(&desk.app.engine, &desk.caller, desk.now, at, (which, after)).await?;
    Ok(page(&desk, &found))
}

fn asked(desk: &Desk) -> (Which, u32) {
    let which = desk.query("which").unwrap_or_default();
    let which = Which::ALL.iter().copied().find(|one| one.key() == which).unwrap_or(Which::All);
    (which, desk.query("after").and_then(|line| line.parse().ok()).unwrap_or_default())
}

/// What the form may hold.
pub(super) fn names() -> Vec<String> {
    let of_lines = (0..PREVIEW_LINES).flat_map(|at| [format!("{LINE}{at}"), format!("{CHOSEN}{at}")]);
    [DO, ALL, NEXT].map(str::to_owned).into_iter().chain(of_lines).collect()
}

pub(super) async fn decided(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let at = (desk.entity()?, desk.id()?);
    let choice = |key: &str| OnDuplicate::ALL.iter().copied().find(|one| one.key() == key);
    let line = |place: usize| {
        let number = form.sent(&format!("{LINE}{place}"))?.parse().ok()?;
        Some((number, choice(form.get(&format!("{CHOSEN}{place}")))))
    };
    let some: Vec<(u32, Option<OnDuplicate>)> = (0..PREVIEW_LINES).filter_map(line).collect();
    let begins = form.get(DO) == BEGIN;
    let all = choice(form.get(ALL)).unwrap_or(OnDuplicate::Skip);
    start_import(&desk.app.engine, &desk.caller, desk.now, at, (all, &some, begins)).await?;
    let here = of_import(at.0, at.1);
    let then = match (begins, form.get(NEXT).parse::<u32>()) {
        (true, _) => of_work(at.1),
        (false, Ok(last)) => format!("{here}?which={}&after={last}", asked(&desk).0.key()),
        (false, Err(_)) => format!("{here}?{}", desk.asked()),
    };
    Ok(DeskPage::see_other(&then))
}

fn page(desk: &Desk, found: &Preview) -> DeskPage {
    let words = desk.words();
    let title = words.with("transfer-import-of", &[("kind", &found.head.name)]);
    let here = of_import(&found.head.key, found.work.id);
    let counts = found.work.result;
    let begins = match counts.made {
        0 => words.say("transfer-begin-chosen"),
        1 => words.say("transfer-begin-one"),
        made => words.with("transfer-begin", &[("rows", &grouped(made))]),
    };
    let main = html! {
        p.crumb { a href={ (here) "/columns" } { (words.say("transfer-step-columns")) } }
        h1 { (title) }
        (steps(words, 2))
        form method="post" action={ (here) "?" (desk.asked()) } {
            div.sum {
                (tabs(words, found, &here))
                @if counts.updated > 0 { (duplicates(words, found.duplicates)) }
                div.actions {
                    @if counts.made + counts.updated > 0 { button.button name=(DO) value=(BEGIN) { (begins) } }
                    @else { p.hint { (words.say("transfer-nothing")) } }
                    @if counts.updated > 0 { button.button.quiet name=(DO) value="save" { (words.say("transfer-save-choices")) } }
                }
            }
            @if found.lines.is_empty() { p.empty { (words.say("transfer-no-lines")) } } @else { (table(words, found)) }
            // What was chosen on this page is kept when one goes on to the next.
            @if let Some(last) = found.more {
                nav.pager aria-label=(words.say("pager-label")) {
                    button.button.quiet name=(NEXT) value=(last) { (words.say("pager-more")) }
                }
            }
        }
        (give_up(words, found.work.id))
    };
    desk.page(Place::Data, &title, None, &main)
}

/// The counts, each with a way to its lines.
fn tabs(words: Words, found: &Preview, here: &str) -> Markup {
    let counts = found.work.result;
    let of = [
        (Which::All, "transfer-tab-all", found.work.total),
        (Which::Ready, "transfer-tab-ready", counts.made),
        (Which::There, "transfer-tab-there", counts.updated),
        (Which::Wrong, "transfer-tab-wrong", counts.wrong),
        (Which::No, "transfer-tab-no", counts.skipped),
    ];
    let tab = |(which, key, count): (Which, &str, u64)| {
        let name = html! { (words.with(key, &[("rows", &grouped(count))])) };
        (format!("{here}?which={}", which.key()), name, which == found.which)
    };
    let shown: Vec<_> = of.into_iter().filter(|(.., count)| *count > 0).map(tab).collect();
    parts::tabs(&words.say("transfer-step-check"), &shown)
}

fn duplicates(words: Words, chosen: OnDuplicate) -> Markup {
    html! {
        p.field {
            label for=(ALL) { (words.say("transfer-duplicates")) }
            select.short #all name=(ALL) { (options(words, Some(chosen))) }
        }
    }
}

fn options(words: Words, chosen: Option<OnDuplicate>) -> Markup {
    let said = |one: OnDuplicate| {
        words.say(match one {
            OnDuplicate::Skip => "transfer-skip",
            OnDuplicate::Update => "transfer-update",
            OnDuplicate::Make => "transfer-make",
        })
    };
    html! {
        @for one in OnDuplicate::ALL.iter().copied() {
            option value=(one.key()) selected[chosen == Some(one)] { (said(one)) }
        }
    }
}

fn table(words: Words, found: &Preview) -> Markup {
    let title = words.say("transfer-step-check");
    html! {
        div.across tabindex="0" role="region" aria-label=(title) {
            table.data.preview role="table" aria-label=(title) {
                thead role="rowgroup" {
                    tr role="row" {
                        th role="columnheader" scope="col" { (words.say("transfer-number")) }
                        th role="columnheader" scope="col" { (words.say("transfer-verdict")) }
                        @for heading in &found.headings { th role="columnheader" scope="col" { (heading) } }
                    }
                }
                tbody role="rowgroup" {
                    @for (place, line) in found.lines.iter().enumerate() { (row(words, found, place, line)) }
                }
            }
        }
    }
}

fn row(words: Words, found: &Preview, place: usize, line: &PreviewLine) -> Markup {
    html! {
        tr role="row" {
            th role="rowheader" scope="row" { (line.number) }
            td role="cell" data-name=(words.say("transfer-verdict")) { (verdict(words, place, line)) }
            @for (heading, cell) in found.headings.iter().zip(&line.cells) {
                td role="cell" data-name=(heading) { (value(words, cell)) }
            }
        }
    }
}

fn verdict(words: Words, place: usize, line: &PreviewLine) -> Markup {
    let told = verdict_words(words, &line.verdict);
    html! {
        @match &line.verdict {
            Verdict::Ready | Verdict::Done => { span.badge.good { (told) } }
            Verdict::There(other, chosen) => {
                span.badge.warn { (told) }
                @if let Some(other) = other { " " a href=(super::of_row(&other.entity, other.id)) { (other.label) } }
                input type="hidden" name={ (LINE) (place) } value=(line.number);
                select.small name={ (CHOSEN) (place) } aria-label=(words.with("transfer-line-choice", &[("line", &line.number.to_string())])) {
                    option value="" { (words.say("transfer-as-all")) }
                    (options(words, *chosen))
                }
            }
            Verdict::Twice(_) | Verdict::SaidNo | Verdict::Undone | Verdict::Kept(_) => { span.badge.warn { (told) } }
            Verdict::Wrong(_) => {
                span.badge.bad { (told) }
                @for (target, wrong) in &line.besides { p.error { (name(words, target, true)) ": " (mistake::said(words, wrong)) } }
            }
        }
    }
}

fn value(words: Words, cell: &PreviewCell) -> Markup {
    html! {
        @match &cell.mistake {
            Some(wrong) => {
                strong.wrong { @if cell.text.is_empty() { "–" } @else { (cell.text) } }
                p.error { (mistake::said(words, wrong)) }
            }
            None if cell.text.is_empty() => { span.muted { "–" } }
            None => { span.written { (cell.text) } }
        }
    }
}
