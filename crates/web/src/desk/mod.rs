//! The desk: where those who work here sit.
//!
//! A handler here is given a [`Desk`], which exists only for somebody who is signed in; a form reaches it only when
//! it stood on a page that was shown in the same session.

mod gallery;
pub(crate) mod held;
mod keys;
mod layout;
mod navigation;
mod page;
pub(crate) mod parts;
mod place;
mod search;
mod signed_in;
mod toast;
mod today;
mod token;
mod upload;

pub(crate) use gallery::PATH as GALLERY;
pub(crate) use navigation::Written;
pub(crate) use page::DeskPage;
pub(crate) use place::Place;
pub(crate) use signed_in::{Desk, get, post, post_of};
pub(crate) use toast::{Toast, Toasts, Undo};
pub(crate) use upload::{Names, Sent, post_files};

use crate::router::Route;

pub(crate) fn routes() -> Vec<Route> {
    vec![
        ("/desk".to_owned(), get(today::show)),
        (search::PATH.to_owned(), get(search::show)),
        (search::SUGGEST.to_owned(), get(search::suggest)),
        (keys::PATH.to_owned(), get(keys::show)),
        (GALLERY.to_owned(), get(gallery::show)),
    ]
}
