//! Privacy: the statement for everybody; the register with its what-if, a person's page, access,
//! erasure, receipts and the record of processing at the desk.

mod access;
mod carried_out;
mod control;
mod due;
mod person;
mod receipts;
mod record;
mod register;
mod scan;
mod statement;
mod texts;
mod tried;
mod versions;
mod what_if;
mod wish;

pub(crate) use carried_out::carried_out;
pub(crate) use control::{PATH as CONTROL, today as control_today};
pub(crate) use due::waits as sweep_waits;
pub(crate) use person::holds;
pub(crate) use statement::Statements;
pub(crate) use texts::{counted as counted_texts, or_undecided, queue as texts_queue};
pub(crate) use versions::statement::Versions;
pub(crate) use wish::lines as plan_lines;

use crate::desk;
use crate::public::{Page, get};
use crate::router::Route;
use engine::Language;
use engine::privacy::Wish;

pub(crate) fn public_routes() -> Vec<Route> {
    let mut routes: Vec<Route> = Vec::new();
    for language in Language::ALL {
        let path = Page::Statement.path(language);
        let versions = Page::Versions.path(language);
        routes.extend([
            (path.to_owned(), get(move |visit| statement::html(visit, language))),
            (format!("{path}.json"), get(move |visit| statement::json(visit, language))),
            (format!("{path}.md"), get(move |visit| statement::markdown(visit, language))),
            (versions.to_owned(), get(move |visit| versions::statement::list(visit, language))),
            (format!("{versions}/{{id}}"), get(move |visit| versions::statement::show(visit, language))),
        ]);
    }
    routes
}

pub(crate) fn desk_routes() -> Vec<Route> {
    let wish = |wish: Wish| {
        let attempt =
            desk::post(&["fingerprint", "told", "request"], move |desk, form| wish::attempt(desk, form, wish));
        (
            format!("/desk/people/{{id}}/{}", wish::word(wish)),
            desk::get(move |desk| wish::show(desk, wish)).merge(attempt),
        )
    };
    let what_if = desk::get(what_if::show).merge(desk::post(&["entity", "period", "activity"], what_if::attempt));
    vec![
        (control::PATH.to_owned(), desk::get(control::show)),
        ("/desk/register".to_owned(), desk::get(register::show)),
        (what_if::PATH.to_owned(), what_if),
        ("/desk/people/{id}".to_owned(), desk::get(person::show)),
        ("/desk/people/{id}/access".to_owned(), desk::post(&["language"], access::give)),
        (
            "/desk/people/{id}/texts".to_owned(),
            desk::get(texts::show).merge(desk::post_of(|_| Ok(texts::known()), texts::attempt)),
        ),
        wish(Wish::Erasure),
        wish(Wish::Restriction),
        wish(Wish::Lifting),
        ("/desk/record".to_owned(), desk::get(record::show)),
        (versions::record::PATH.to_owned(), desk::get(versions::record::list)),
        (format!("{}/{{id}}", versions::record::PATH), desk::get(versions::record::show)),
        ("/desk/record.csv".to_owned(), desk::get(record::csv)),
        ("/desk/record-customers.csv".to_owned(), desk::get(record::customers_csv)),
        ("/desk/record.xlsx".to_owned(), desk::get(record::xlsx)),
        ("/desk/record.json".to_owned(), desk::get(record::json)),
        (due::PATH.to_owned(), desk::get(due::show).merge(desk::post(&[], due::begin))),
        ("/desk/receipts".to_owned(), desk::get(receipts::list)),
        ("/desk/receipts/{id}".to_owned(), desk::get(receipts::show)),
        ("/desk/receipts/{id}/outside".to_owned(), desk::post(&["task", "version", "state", "note"], receipts::answer)),
        ("/desk/receipts/{id}/scan".to_owned(), desk::post(&["words"], scan::carry_out)),
    ]
}
