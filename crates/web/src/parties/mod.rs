//! Parties: finding people.

mod people;

use crate::desk;
use crate::router::Route;

pub(crate) fn desk_routes() -> Vec<Route> {
    vec![("/desk/people".to_owned(), desk::get(people::list))]
}
