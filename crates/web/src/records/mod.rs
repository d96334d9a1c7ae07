//! Records: the screens of any entity that the register declares.
//!
//! They show what the engine made of the register. They must not know a particular entity, but for those
//! that have a page of their own, which they link to.

mod address;
mod choices;
mod columns;
mod control;
mod draft;
mod export;
mod file;
mod form;
mod history;
mod import;
mod inline;
mod list;
mod mistake;
mod neighbours;
mod organisation;
mod overview;
mod preview;
mod record;
mod related;
mod remove;
mod several;
mod timeline;

pub(crate) use address::{
    BY_SCRIPT, DRAFT, KEEP, back_to, entity_of_page, of_entity, of_narrowed, of_row, page_of, standing_on, with,
};
pub(crate) use control::control as field_control;
pub(crate) use draft::said as draft_said;
pub(crate) use file::handed;
pub(crate) use import::of_import;
pub(crate) use list::WITH_LIST;
pub(crate) use mistake::text as mistake_text;
pub use mistake::{column_name, said_of_file, said_of_mistake};
pub(crate) use neighbours::from_list;
pub(crate) use overview::list_line;
pub(crate) use timeline::{at as happened_at, entries as timeline_entries};

use crate::desk;
use crate::router::Route;

pub(crate) fn desk_routes() -> Vec<Route> {
    let new = desk::get(form::new).merge(desk::post_files(form::names, form::make));
    let edit = desk::get(form::edit).merge(desk::post_files(form::names, form::change));
    let remove = desk::get(remove::show).merge(desk::post(&["fingerprint"], remove::carry_out));
    let several = desk::get(several::show).merge(desk::post(several::FIELDS, several::carry_out));
    let export = desk::get(export::show).merge(desk::post(&["format", "columns"], export::hand_over));
    let import = desk::get(import::show).merge(desk::post_files(|_| Ok(import::names()), import::bring));
    let columns = desk::get(columns::show).merge(desk::post_of(columns::names, columns::matched));
    let preview = desk::get(preview::show).merge(desk::post_of(|_| Ok(preview::names()), preview::decided));
    vec![
        ("/desk/data".to_owned(), desk::get(overview::show)),
        ("/desk/data/{entity}".to_owned(), desk::get(list::show)),
        ("/desk/data/{entity}/views".to_owned(), desk::post(list::VIEW_FIELDS, list::save_view)),
        ("/desk/data/{entity}/several".to_owned(), several),
        ("/desk/data/{entity}/several/done".to_owned(), desk::get(several::done)),
        ("/desk/data/{entity}/new".to_owned(), new),
        ("/desk/data/{entity}/choices.css".to_owned(), desk::get(choices::style)),
        ("/desk/data/{entity}/draft".to_owned(), desk::post_files(draft::names, draft::of_new)),
        ("/desk/data/{entity}/export".to_owned(), export),
        ("/desk/data/{entity}/import".to_owned(), import),
        ("/desk/data/{entity}/import/{id}".to_owned(), preview),
        ("/desk/data/{entity}/import/{id}/columns".to_owned(), columns),
        ("/desk/data/{entity}/{id}".to_owned(), desk::get(record::show)),
        ("/desk/data/{entity}/{id}/draft".to_owned(), desk::post_files(draft::names, draft::of_one)),
        ("/desk/data/{entity}/{id}/files/{field}".to_owned(), desk::get(file::fetch)),
        ("/desk/data/{entity}/{id}/edit".to_owned(), edit),
        ("/desk/data/{entity}/{id}/remove".to_owned(), remove),
        ("/desk/organisations/{id}".to_owned(), desk::get(organisation::show)),
    ]
}
