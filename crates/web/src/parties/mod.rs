//! Parties: finding people.

mod people;

use crate::desk;
use crate::router::Route;
use engine::RowId;

/// Where the list of people stands.
pub(crate) const PATH: &str = "/desk/people";

pub(crate) fn desk_routes() -> Vec<Route> {
    vec![(PATH.to_owned(), desk::get(people::list))]
}

/// The page of a person.
pub(crate) fn of_person(id: RowId) -> String {
    format!("{PATH}/{id}")
}
