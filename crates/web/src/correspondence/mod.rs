//! Correspondence: the mails about a request, and answering it; secure messages, and mail that is sealed.

mod answer;
mod mails;
mod sealed;
mod secure;

pub(crate) use answer::{Draft, answer_form};
pub(crate) use mails::{delivery, mails};

pub(crate) use sealed::{PATH as SEALED, may_be_sealed, notice as sealed_notice};
pub(crate) use secure::{PATH as SECURE, public_routes, to_person};

use crate::desk;
use crate::router::Route;

pub(crate) fn desk_routes() -> Vec<Route> {
    let mut routes = vec![("/desk/requests/{id}/answer".to_owned(), desk::post(&["version", "text"], answer::send))];
    routes.extend(secure::desk_routes());
    routes.extend(sealed::desk_routes());
    routes
}
