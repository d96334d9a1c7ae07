//! Public pages: what anybody on the net may see.
//!
//! A handler here is given no header and no cookie of the visitor, and can answer only with a
//! [`PublicPage`], which has no way to set a cookie or to send anybody anywhere else. So no habit is needed to
//! keep the promise that the site collects nothing by itself.

mod assets;
mod download;
mod errors;
mod even;
mod form;
mod headers;
mod health;
mod layout;
mod notice;
mod page;
mod paths;
mod upload;
mod visit;

pub(crate) use assets::{DESK_SCRIPT, DESK_STYLE, ICON, PASSKEYS, PROOF, STYLE};
pub(crate) use download::{Download, get_file};
pub(crate) use errors::{
    elsewhere, expired_link, not_allowed, not_found, not_signed_in, nothing_here, reference_line, refused, turned_away,
    unavailable, unreadable,
};
pub(crate) use even::evenly;
pub(crate) use form::{Line, TRAP, call_us, line, mistake, mistake_words, mistaken, not_taken, to_mend, trap};
pub(crate) use headers::{SCRIPTED, headers};
pub(crate) use health::Health;
pub(crate) use layout::{Frame, contact_block, document, frame};
pub(crate) use notice::notice;
pub(crate) use page::{PublicPage, saved_as};
pub(crate) use paths::{Page, language_of};
pub(crate) use upload::{Names, SentFiles, post_files, post_files_behind};
pub(crate) use visit::{Sent, Visit, get, post};

use crate::router::Route;

/// What every site has: style, health, and word to robots.
pub(crate) fn routes() -> Vec<Route> {
    let mut routes = assets::routes();
    routes.extend(health::routes());
    routes
}
