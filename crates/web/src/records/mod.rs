//! Records: the screens of any entity that the register declares.
//!
//! They show what the engine made of the register. They must not know a particular entity, but for those
//! that have a page of their own, which they link to.

mod address;
mod choices;
mod control;
mod file;
mod form;
mod list;
mod mistake;
mod overview;
mod record;
mod remove;

pub(crate) use address::of_row;
pub(crate) use mistake::text as mistake_text;

use crate::desk;
use crate::router::Route;

pub(crate) fn desk_routes() -> Vec<Route> {
    let new = desk::get(form::new).merge(desk::post_files(form::names, form::make));
    let edit = desk::get(form::edit).merge(desk::post_files(form::names, form::change));
    let remove = desk::get(remove::show).merge(desk::post(&["fingerprint"], remove::carry_out));
    vec![
        ("/desk/data".to_owned(), desk::get(overview::show)),
        ("/desk/data/{entity}".to_owned(), desk::get(list::show)),
        ("/desk/data/{entity}/new".to_owned(), new),
        ("/desk/data/{entity}/choices.css".to_owned(), desk::get(choices::style)),
        ("/desk/data/{entity}/{id}".to_owned(), desk::get(record::show)),
        ("/desk/data/{entity}/{id}/files/{field}".to_owned(), desk::get(file::fetch)),
        ("/desk/data/{entity}/{id}/edit".to_owned(), edit),
        ("/desk/data/{entity}/{id}/remove".to_owned(), remove),
    ]
}
