//! What is due: how many rows of each kind go with the next sweep, and which stay though their time is over.

use crate::desk::parts::empty;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::longwork::{busy, of_work};
use crate::words::{Words, grouped};
use engine::privacy::{SweepReport, Unattended, ask_sweep, due_in_numbers, sweep_waits};
use engine::{Failure, day_of};
use maud::{Markup, html};
use std::collections::BTreeSet;

pub(crate) const PATH: &str = "/desk/due";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let (engine, words) = (&desk.app.engine, desk.words());
    let due = due_in_numbers(engine, &desk.caller, desk.now, day_of(desk.now)).await?;
    let title = words.say("due-title");
    let main = html! {
        p.crumb { a href="/desk/receipts" { (words.say("nav-receipts")) } }
        h1 { (title) }
        p.lead { (words.say("due-lead")) }
        @if let Some(why) = sweep_waits(engine, &desk.caller) { (waits(&desk, &why, false)) }
        @if due.removed() + due.emptied() == 0 { (empty(&words.say("due-nothing"))) }
        @if !kinds(&due).is_empty() { (counts(&desk, words, &due)) }
        @if due.removed() + due.emptied() > 0 {
            p.hint { (words.say("due-for-good")) }
            form method="post" action=(PATH) { button.button.danger { (words.say("due-begin")) } }
        }
    };
    Ok(desk.page(Place::Receipts, &title, None, &main))
}

/// Begins a sweep.
pub(super) async fn begin(desk: Desk, _: Form) -> Result<DeskPage, Failure> {
    let begun = ask_sweep(&desk.app.engine, &desk.caller, desk.now).await?;
    Ok(begun.map_or_else(|| busy(&desk), |work| DeskPage::see_other(&of_work(work))))
}

/// What the sweep that runs by itself wants a person to look at, and the way to look.
pub(crate) fn waits(desk: &Desk, why: &Unattended, leads: bool) -> Markup {
    let words = desk.words();
    let text = match why {
        Unattended::Done(_) => return html! {},
        Unattended::ClockJumped => words.say("sweep-clock"),
        Unattended::NewRegister { rows, from } => {
            words.with("sweep-register", &[("rows", &rows.to_string()), ("moment", &words.moment(*from))])
        }
        Unattended::TooMuch { entity, rows } => {
            let kind = SweepReport::name_of(&desk.app.engine, entity, words.0);
            words.with("sweep-much", &[("kind", &kind), ("rows", &rows.to_string())])
        }
    };
    html! {
        div.notice role="status" {
            p { strong { (words.say("sweep-waits")) } }
            p { (text) }
            @if leads { p { a href=(PATH) { (words.say("sweep-look")) } } }
        }
    }
}

fn kinds(due: &SweepReport) -> BTreeSet<&String> {
    due.deleted.keys().chain(due.cleared.keys()).chain(due.stopped.keys()).collect()
}

fn counts(desk: &Desk, words: Words, due: &SweepReport) -> Markup {
    let columns = [
        (words.say("due-deleted"), &due.deleted),
        (words.say("due-emptied"), &due.cleared),
        (words.say("due-stopped"), &due.stopped),
    ];
    html! {
        table.data role="table" {
            thead role="rowgroup" { tr role="row" {
                th role="columnheader" scope="col" { (words.say("due-kind")) }
                @for (name, _) in &columns { th.number role="columnheader" scope="col" { (name) } }
            } }
            tbody role="rowgroup" {
                @for kind in kinds(due) {
                    tr role="row" {
                        th role="rowheader" scope="row" { (SweepReport::name_of(&desk.app.engine, kind, words.0)) }
                        @for (name, counted) in &columns {
                            td.number role="cell" data-name=(name) { (grouped(counted.get(kind).copied().unwrap_or_default() as u64)) }
                        }
                    }
                }
            }
        }
    }
}
