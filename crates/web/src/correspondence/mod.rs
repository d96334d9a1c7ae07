//! Correspondence: the mails about a request, answering it, mail on any record and its threads, calls, how the shared mailboxes and one's
//! own are fetched, secure messages, and mail that is sealed.

mod answer;
mod call;
mod call_made;
mod guard;
mod letter;
mod letter_typed;
mod mailboxes;
mod mails;
mod own;
mod parts;
mod sealed;
mod secure;
mod thread;

pub(crate) use answer::{Draft, answer_form};
pub(crate) use call::{PATH as CALL, call_button};
pub(crate) use guard::{LOOKED, RELEASE, guarded, past};
pub(crate) use letter::mail_button;
pub(crate) use mailboxes::{PATH as MAILBOXES, late};
pub(crate) use mails::{delivery, mails};
pub(crate) use own::own_section;
pub(crate) use parts::{FILES, INSERT, behind, files, templates};
pub(crate) use sealed::{PATH as SEALED, may_be_sealed, notice as sealed_notice};
pub(crate) use secure::{PATH as SECURE, public_routes, to_person};
pub(crate) use thread::PATH as THREADS;

use crate::desk;
use crate::router::Route;

pub(crate) fn desk_routes() -> Vec<Route> {
    let mut routes = vec![
        ("/desk/requests/{id}/answer".to_owned(), desk::post(&["version", "text", LOOKED, RELEASE], answer::send)),
        (CALL.to_owned(), desk::get(call::show).merge(desk::post(&call::FIELDS, call::save))),
        (format!("{CALL}/{{id}}"), desk::get(call_made::show)),
        (format!("{CALL}/{{id}}/confirm"), desk::post(&["version", "person"], call_made::confirm_it)),
        (format!("{CALL}/{{id}}/summary"), desk::post(&["version", "summary"], call_made::summarise_it)),
        (mailboxes::PATH.to_owned(), desk::get(mailboxes::show)),
        (format!("{}/{{id}}", thread::PATH), desk::get(thread::show)),
        ("/desk/data/{entity}/{id}/mail/draft".to_owned(), desk::post_files(|_| Ok(letter::names()), letter::keep)),
        (
            "/desk/data/{entity}/{id}/mail".to_owned(),
            desk::get(letter::show).merge(desk::post_files(|_| Ok(letter::names()), letter::send)),
        ),
    ];
    routes.extend(secure::desk_routes());
    routes.extend(sealed::desk_routes());
    routes.extend(own::routes());
    routes
}
