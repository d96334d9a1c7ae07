//! The record of processing: to read at the desk, and to save as a table or for programs.

use super::versions::record::PATH;
use crate::desk::{Desk, DeskPage, Place};
use engine::documents::to_html;
use engine::privacy::record;
use engine::{Failure, day_of};
use maud::{PreEscaped, html};

/// The media type of a workbook (ECMA-376).
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

pub(super) async fn show(desk: Desk) -> Result<DeskPage, Failure> {
    let words = desk.words();
    let record = record(&desk.app.engine, &desk.caller, day_of(desk.now)).await?;
    let main = html! {
        div.narrow.prose {
            (PreEscaped(to_html(&record.document())))
            p.hint { a href=(PATH) { (words.say("statement-versions")) } }
            p.actions {
                a.button.quiet href="/desk/record.xlsx" { (words.say("record-xlsx")) }
                a.button.quiet href="/desk/record.csv" { (words.say("record-csv")) }
                a.button.quiet href="/desk/record-customers.csv" { (words.say("record-customers-csv")) }
                a.button.quiet href="/desk/record.json" { (words.say("record-json")) }
            }
        }
    };
    Ok(desk.page(Place::Record, &record.title, None, &main))
}

pub(super) async fn csv(desk: Desk) -> Result<DeskPage, Failure> {
    let record = record(&desk.app.engine, &desk.caller, day_of(desk.now)).await?;
    let name = format!("{}.csv", desk.words().say("record-file"));
    Ok(DeskPage::file(name, "text/csv; charset=utf-8", record.to_csv().into_bytes()))
}

pub(super) async fn customers_csv(desk: Desk) -> Result<DeskPage, Failure> {
    let record = record(&desk.app.engine, &desk.caller, day_of(desk.now)).await?;
    let name = format!("{}.csv", desk.words().say("record-customers-file"));
    Ok(DeskPage::file(name, "text/csv; charset=utf-8", record.customers_to_csv().into_bytes()))
}

pub(super) async fn xlsx(desk: Desk) -> Result<DeskPage, Failure> {
    let record = record(&desk.app.engine, &desk.caller, day_of(desk.now)).await?;
    let name = format!("{}.xlsx", desk.words().say("record-file"));
    Ok(DeskPage::file(name, WORKBOOK, record.to_xlsx()))
}

pub(super) async fn json(desk: Desk) -> Result<DeskPage, Failure> {
    let record = record(&desk.app.engine, &desk.caller, day_of(desk.now)).await?;
    let text = serde_json::to_string_pretty(&record).map_err(|cause| Failure::Unavailable(cause.to_string()))?;
    let name = format!("{}.json", desk.words().say("record-file"));
    Ok(DeskPage::file(name, "application/json", (text + "\n").into_bytes()))
}
