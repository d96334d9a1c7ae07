//! Correspondence: the mails about a request, and answering it.

mod answer;
mod guard;
mod mails;

pub(crate) use answer::{Draft, answer_form};
pub(crate) use guard::{LOOKED, RELEASE, guarded, past};
pub(crate) use mails::{delivery, mails};

use crate::desk;
use crate::router::Route;

pub(crate) fn desk_routes() -> Vec<Route> {
    vec![("/desk/requests/{id}/answer".to_owned(), desk::post(&["version", "text", LOOKED, RELEASE], answer::send))]
}
