//! Website: the front page and the contact form for visitors; the requests for staff.

mod contact;
mod form;
mod front;
mod request;
mod requests;
mod snippet;
mod thanks;

use form::FIELDS;
pub(crate) use request::{doubt_words, request_page, version};
pub(crate) use requests::lines;

use crate::desk;
use crate::public::{Page, get, post};
use crate::router::Route;
use engine::Language;

pub(crate) fn public_routes() -> Vec<Route> {
    let mut routes: Vec<Route> = Vec::new();
    for language in Language::ALL {
        let path = |page: Page| page.path(language).to_owned();
        let contact = get(move |visit| async move { contact::show(&visit, language) });
        let contact = contact.merge(post(language, &FIELDS, move |sent| contact::receive(sent, language)));
        routes.extend([
            (path(Page::Front), get(move |visit| async move { front::show(&visit, language) })),
            (path(Page::Contact), contact),
            (path(Page::Thanks), get(move |visit| async move { thanks::show(&visit, language) })),
        ]);
    }
    routes
}

pub(crate) fn desk_routes() -> Vec<Route> {
    vec![
        ("/desk/requests".to_owned(), desk::get(requests::list)),
        ("/desk/requests/{id}".to_owned(), desk::get(request::show)),
        ("/desk/requests/{id}/accept".to_owned(), desk::post(&["version"], request::accept)),
        ("/desk/requests/{id}/discard".to_owned(), desk::post(&["version"], request::discard)),
        ("/desk/form".to_owned(), desk::get(snippet::show)),
    ]
}
