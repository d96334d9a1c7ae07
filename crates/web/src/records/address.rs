//! Addresses of these screens, and the names of what stands in them and in their forms.

use super::list::state::State;
use crate::form_body::encode;
use engine::RowId;

/// Before the word of a field: its value, in a form and in the address of a list.
pub(crate) const FIELD: &str = "f.";
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
/// Before the word of a field: the print of what stood there when the form was opened.
pub(super) const WAS: &str = "was.";
/// Before the word of a field that two have changed: whose value is taken.
pub(super) const TAKE: &str = "take.";
/// What is said there if the stored value stays.
pub(super) const THEIRS: &str = "theirs";
/// The button that keeps or discards a draft.
pub(crate) const DRAFT: &str = "draft";
/// What it says to keep it.
pub(crate) const KEEP: &str = "keep";
/// Said where the script keeps a draft, and no page is wanted back.
pub(crate) const BY_SCRIPT: &str = "script";
/// The button that seeks rows for a link; its value is the link's word.
pub(super) const FIND: &str = "find";
/// Said where one field is changed where it stands.
pub(super) const INLINE: &str = "inline";
/// What is said there on a page of the row's own, where one goes back to then.
const OWN: &str = "own";
/// The version that a form was filled in on.
pub(super) const VERSION: &str = "version";

/// The list of an entity.
pub(crate) fn of_entity(entity: &str) -> String {
    format!("/desk/data/{}", encode(entity))
}

/// A record.
pub(crate) fn of_row(entity: &str, id: RowId) -> String {
    format!("{}/{id}", of_entity(entity))
}

/// An address that asks for these things too; those of which nothing is said are left out.
pub(crate) fn with(path: &str, asked: &[&str]) -> String {
    let said: Vec<&str> = asked.iter().copied().filter(|one| !one.is_empty()).collect();
    if said.is_empty() { path.to_owned() } else { format!("{path}?{}", said.join("&")) }
}

/// Where what is typed in a form is kept: for a new row, or for this one.
pub(super) fn of_draft(entity: &str, id: Option<RowId>) -> String {
    id.map_or_else(|| of_entity(entity), |id| of_row(entity, id)) + "/draft"
}

/// The list of an entity, only rows in which these fields have these values.
pub(crate) fn of_narrowed(entity: &str, by: &[(String, String)]) -> String {
    if by.is_empty() {
        return State::default().at(entity);
    }
    let pairs: Vec<String> =
        by.iter().map(|(field, value)| format!("{FIELD}{}={}", encode(field), encode(value))).collect();
    format!("{}?{}", of_entity(entity), pairs.join("&"))
}

/// The rows of a list as a file; `query` is that of the list.
pub(super) fn of_export(entity: &str, query: &str) -> String {
    format!("{}/export?{query}", of_entity(entity))
}

/// The file that a field of a record names.
pub(super) fn of_file(entity: &str, id: RowId, field: &str) -> String {
    format!("{}/files/{}", of_row(entity, id), encode(field))
}

/// Entities with a page of their own at the desk, and where it is.
const OWN_PAGES: [(&str, &str); 11] = [
    ("person", crate::parties::PATH),
    ("organisation", "/desk/organisations"),
    ("contact_request", "/desk/requests"),
    ("case", crate::support::PATH),
    ("receipt", "/desk/receipts"),
    ("request", "/desk/rights"),
    ("breach", crate::breaches::DESK),
    ("phone_call", crate::correspondence::CALL),
    ("email_thread", crate::correspondence::THREADS),
    ("secure_message", crate::correspondence::SECURE),
    ("sealed_mail", crate::correspondence::SEALED),
];

/// The page that a row has besides its record, where there is one.
pub(crate) fn own_page(entity: &str, id: RowId) -> Option<String> {
    OWN_PAGES.iter().find(|(known, _)| *known == entity).map(|(_, path)| format!("{path}/{id}"))
}

/// Where a row is opened: its own page, or its record.
pub(crate) fn page_of(entity: &str, id: RowId) -> String {
    own_page(entity, id).unwrap_or_else(|| of_row(entity, id))
}

/// Whose page, besides the record, stands at this path.
pub(crate) fn entity_of_page(path: &str) -> Option<&'static str> {
    let at = |(_, start): &&(&str, &str)| path.strip_prefix(*start).is_some_and(|rest| rest.starts_with('/'));
    OWN_PAGES.iter().find(at).map(|(entity, _)| *entity)
}

/// What a form says of the page on which it stands, so that it leads back there: [`OWN`] on a page of the row's own.
pub(crate) fn standing_on(entity: &str, id: RowId, here: &str) -> &'static str {
    if own_page(entity, id).is_some_and(|own| own == here) { OWN } else { "record" }
}

/// Where a form leads back to that said this.
pub(crate) fn back_to(entity: &str, id: RowId, said: &str) -> String {
    if said == OWN { page_of(entity, id) } else { of_row(entity, id) }
}

/// The list of the rows of `entity` whose link `field` names `id`; or the form for a new one.
pub(super) fn linked(entity: &str, part: &str, field: &str, id: RowId) -> String {
    format!("{}{part}?{FIELD}{}={id}", of_entity(entity), encode(field))
}
