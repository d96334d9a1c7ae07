//! Addresses of these screens, and the names of what stands in them and in their forms.

use crate::form_body::encode;
use engine::RowId;
use engine::records::List;

/// Before the word of a field: its value, in a form and in the address of a list.
pub(super) const FIELD: &str = "f.";
/// Before the word of a link: the words by which a row is sought.
pub(super) const WORDS: &str = "w.";
/// The name of somebody new.
pub(super) const NEW_NAME: &str = "new.name";
/// Their address.
pub(super) const NEW_EMAIL: &str = "new.email";
/// Before the word of a field that names a file: whether it is to name none any more.
pub(super) const WITHOUT: &str = "without.";
/// What is said there if the file is to go.
pub(super) const GOES: &str = "yes";
/// The button that seeks rows for a link; its value is the link's word.
pub(super) const FIND: &str = "find";
/// The version that a form was filled in on.
pub(super) const VERSION: &str = "version";

/// The list of an entity.
pub(super) fn of_entity(entity: &str) -> String {
    format!("/desk/data/{}", encode(entity))
}

/// A record.
pub(crate) fn of_row(entity: &str, id: RowId) -> String {
    format!("{}/{id}", of_entity(entity))
}

/// The file that a field of a record names.
pub(super) fn of_file(entity: &str, id: RowId, field: &str) -> String {
    format!("{}/files/{}", of_row(entity, id), encode(field))
}

/// Entities with a page of their own at the desk, and where it is.
const OWN_PAGES: [(&str, &str); 4] = [
    ("person", "/desk/people"),
    ("contact_request", "/desk/requests"),
    ("receipt", "/desk/receipts"),
    ("breach", crate::breaches::DESK),
];

/// The page that a row has besides its record, where there is one.
pub(super) fn own_page(entity: &str, id: RowId) -> Option<String> {
    OWN_PAGES.iter().find(|(known, _)| *known == entity).map(|(_, path)| format!("{path}/{id}"))
}

/// The list of the rows of `entity` whose link `field` names `id`; or the form for a new one.
pub(super) fn linked(entity: &str, part: &str, field: &str, id: RowId) -> String {
    format!("{}{part}?{FIELD}{}={id}", of_entity(entity), encode(field))
}

/// The list as it is, in another order or further on.
pub(super) fn of_list(list: &List, order: Option<&str>, after: Option<RowId>) -> String {
    let present = list.order.as_ref().map(|(key, down)| format!("{}{key}", if *down { "-" } else { "" }));
    let mut pairs: Vec<(String, String)> = Vec::new();
    if !list.words.is_empty() {
        pairs.push(("q".to_owned(), list.words.clone()));
    }
    let chosen = list.filters.iter().filter_map(|filter| Some((filter.key.as_str(), filter.chosen.clone()?)));
    let linked = list.links.iter().map(|link| (link.key.as_str(), link.id.to_string()));
    pairs.extend(chosen.chain(linked).map(|(key, value)| (format!("{FIELD}{key}"), value)));
    pairs.extend(order.map(str::to_owned).or(present).map(|order| ("order".to_owned(), order)));
    pairs.extend(after.map(|id| ("after".to_owned(), id.to_string())));
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    format!("{}?{}", of_entity(&list.head.key), pairs.join("&"))
}
