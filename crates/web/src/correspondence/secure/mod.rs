//! Secure messages: the page on which anybody starts one, the page behind a link, and the desk.
//!
//! No page behind a link has a session or a cookie: what opens it goes along with each form.

mod begin;
mod desk;
mod open;

pub(crate) use desk::to_person;

use crate::public::{Page, get, post, post_files_behind};
use crate::router::Route;
use engine::Language;

/// Where they stand on the desk.
pub(crate) const PATH: &str = "/desk/secure";

pub(crate) fn public_routes() -> Vec<Route> {
    let mut routes: Vec<Route> = Vec::new();
    for language in Language::ALL {
        let path = |page: Page| page.path(language).to_owned();
        let start = get(move |visit| async move { begin::show(&visit, language) });
        let start = start.merge(post(language, &begin::FIELDS, move |sent| begin::receive(sent, language)));
        let open = get(move |visit| open::show(visit, language));
        let admit = move |app, uri| open::admit(app, uri, language);
        let open = open.merge(post_files_behind(language, open::NAMES, admit, move |sent| open::act(sent, language)));
        routes.extend([
            (path(Page::Secure), start),
            (path(Page::SecureSent), get(move |visit| async move { begin::sent(&visit, language) })),
            (format!("{}/{{secret}}", path(Page::Secure)), open),
        ]);
    }
    routes
}

pub(crate) fn desk_routes() -> Vec<Route> {
    use crate::desk::{get, post, post_files};
    let at = |rest: &str| format!("{PATH}{rest}");
    vec![
        (at(""), get(desk::list)),
        (at("/new"), get(desk::form).merge(post_files(|_| Ok(desk::names()), desk::send))),
        (at("/{id}"), get(desk::show)),
        (at("/{id}/hand"), post(&["version", "to"], desk::hand)),
        (at("/{id}/handled"), post(&["version"], desk::handled)),
    ]
}
