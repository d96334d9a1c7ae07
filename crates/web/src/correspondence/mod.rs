//! Correspondence: the mails about a request, and answering it; how the shared mailboxes are fetched.

mod answer;
mod mailboxes;
mod mails;

pub(crate) use answer::{Draft, answer_form};
pub(crate) use mailboxes::{PATH as MAILBOXES, late};
pub(crate) use mails::{delivery, mails};

use crate::desk;
use crate::router::Route;

pub(crate) fn desk_routes() -> Vec<Route> {
    vec![
        ("/desk/requests/{id}/answer".to_owned(), desk::post(&["version", "text"], answer::send)),
        (mailboxes::PATH.to_owned(), desk::get(mailboxes::show)),
    ]
}
