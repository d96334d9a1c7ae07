//! Exporting a list: as what, with which columns, and how many rows that is.

use super::address::of_entity;
use super::list::state::State;
use crate::desk::parts::alert;
use crate::desk::{Desk, DeskPage, Place};
use crate::form_body::Form;
use crate::longwork::of_work;
use crate::words::grouped;
use axum::http::StatusCode;
use engine::documents::sheet::Format;
use engine::records::{ExportWish, Exported, export, export_offer};
use engine::{Failure, day_of};
use maud::html;

/// Every field that may be seen, not only the columns of the list.
const EVERY: &str = "every";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    page(&desk, None).await
}

pub(super) async fn hand_over(desk: Desk, form: Form) -> Result<DeskPage, Failure> {
    let format = if form.get("format") == Format::Xlsx.extension() { Format::Xlsx } else { Format::Csv };
    let wish = ExportWish { wanted: State::of(&desk).wanted(), every_field: form.get("columns") == EVERY, format };
    Ok(match export(&desk.app.engine, &desk.caller, desk.now, desk.entity()?, wish).await? {
        Exported::File { name, bytes } => DeskPage::file(name, format.media_type(), bytes),
        Exported::Work(id) => DeskPage::see_other(&of_work(id)),
        Exported::Busy => page(&desk, Some("transfer-busy")).await?.status(StatusCode::CONFLICT),
        Exported::TooMany => page(&desk, Some("transfer-many")).await?.status(StatusCode::UNPROCESSABLE_ENTITY),
    })
}

async fn page(desk: &Desk, problem: Option<&str>) -> Result<DeskPage, Failure> {
    let (words, key) = (desk.words(), desk.entity()?);
    let offer = export_offer(&desk.app.engine, &desk.caller, key, &State::of(desk).wanted(), day_of(desk.now)).await?;
    let title = words.with("transfer-export-of", &[("kind", &offer.name)]);
    let list = format!("{}?{}", of_entity(key), desk.asked());
    let rows = match offer.rows {
        Some(rows) => words.with("transfer-rows", &[("rows", &grouped(rows))]),
        None => words.say("transfer-rows-some"),
    };
    let choice = |name: &'static str, value: &str, text: String, first: bool| {
        html! { label.option { input type="radio" name=(name) value=(value) checked[first]; " " (text) } }
    };
    let every = words.with("transfer-every", &[("fields", &offer.every_field.to_string())]);
    let main = html! {
        div.narrow {
            p.crumb { a href=(list) { (offer.name) } }
            h1 { (title) }
            @if let Some(problem) = problem { (alert(&words.with(problem, &[("rows", &grouped(engine::EXPORT_ROWS))]))) }
            p.lead { (rows) " " (words.say("transfer-as-list")) }
            form method="post" action={ (of_entity(key)) "/export?" (desk.asked()) } {
                fieldset.options {
                    legend { (words.say("transfer-format")) }
                    (choice("format", Format::Xlsx.extension(), words.say("transfer-xlsx"), true))
                    (choice("format", Format::Csv.extension(), words.say("transfer-csv"), false))
                }
                fieldset.options {
                    legend { (words.say("transfer-columns")) }
                    (choice("columns", "", words.with("transfer-listed", &[("columns", &offer.columns.join(", "))]), true))
                    (choice("columns", EVERY, every, false))
                }
                p.hint { (words.say("transfer-noted")) }
                div.actions {
                    button.button { (words.say("transfer-export")) }
                    a href=(list) { (words.say("wish-cancel")) }
                }
            }
        }
    };
    Ok(desk.page(Place::Data, &title, None, &main))
}
