//! Work that takes time: how far it has come, its result, and the list of one's own.
//!
//! A page shows how it stands; a script asks again, and without one a link does. It must not know what is done.

mod list;
mod work;

pub(crate) use list::busy;
pub(crate) use work::{of_work, verdict_words};

use crate::desk;
use crate::router::Route;

/// Where the list is.
pub(crate) const PATH: &str = "/desk/work";

pub(crate) fn desk_routes() -> Vec<Route> {
    vec![
        (PATH.to_owned(), desk::get(list::show)),
        (format!("{PATH}/{{id}}"), desk::get(work::show)),
        (format!("{PATH}/{{id}}/file"), desk::get(work::fetch)),
        (format!("{PATH}/{{id}}/cancel"), desk::post(&[], work::stop)),
        (format!("{PATH}/{{id}}/undo"), desk::post(&[], work::undo)),
    ]
}
