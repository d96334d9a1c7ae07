//! The desk: where those who work here sit.
//!
//! A handler here is given a [`Desk`], which exists only for somebody who is signed in; a form reaches it only when
//! it stood on a page that was shown in the same session.

mod layout;
mod page;
mod signed_in;
mod today;
mod token;
mod upload;

pub(crate) use layout::Place;
pub(crate) use page::DeskPage;
pub(crate) use signed_in::{Desk, get, post, post_of};
pub(crate) use upload::{Names, Sent, post_files};

use crate::router::Route;

pub(crate) fn routes() -> Vec<Route> {
    vec![("/desk".to_owned(), get(today::show))]
}
