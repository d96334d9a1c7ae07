//! Requests of persons: the page for rights and the pages behind its links for everybody; the desk for those who answer.
//!
//! The contact requests of the website are something else, see `website`.

mod add;
mod ask;
mod confirm;
mod deal;
mod follow;
mod list;
mod outside;
mod person;
mod request;
mod say;
mod thanks;

pub(crate) use list::today;
pub(crate) use outside::{refused, systems};
pub(crate) use person::{buttons, from_contact};

use crate::desk;
use crate::public::{Page, get, post};
use crate::router::Route;
use engine::Language;

/// The path of the desk for requests.
pub(crate) const DESK: &str = "/desk/rights";

pub(crate) fn public_routes() -> Vec<Route> {
    let mut routes: Vec<Route> = Vec::new();
    for language in Language::ALL {
        let path = |page: Page| page.path(language).to_owned();
        let ask = get(move |visit| async move { ask::show(&visit, language) });
        let ask = ask.merge(post(language, &ask::FIELDS, move |sent| ask::receive(sent, language)));
        let confirm = get(move |visit| confirm::show(visit, language));
        let confirm = confirm.merge(post(language, &[], move |sent| confirm::press(sent, language)));
        let follow = get(move |visit| follow::show(visit, language));
        let follow = follow.merge(post(language, &["do"], move |sent| follow::act(sent, language)));
        routes.extend([
            (path(Page::Rights), ask),
            (path(Page::RightsSent), get(move |visit| async move { thanks::show(&visit, language) })),
            (format!("{}/{{secret}}", confirm::path(language)), confirm),
            (format!("{}/{{secret}}", follow::path(language)), follow),
        ]);
    }
    routes
}

pub(crate) fn desk_routes() -> Vec<Route> {
    let at = |rest: &str| format!("{DESK}{rest}");
    let new = desk::get(add::show).merge(desk::post(&add::FIELDS, add::add));
    vec![
        (at(""), desk::get(list::show)),
        (at("/new"), new),
        (at("/from/{id}"), desk::post(&["version", "kind"], add::from_contact)),
        (at("/{id}"), desk::get(request::show)),
        (at("/{id}/ask"), desk::post(&["version"], deal::ask)),
        (at("/{id}/identity"), desk::post(&["version", "identity"], deal::identify)),
        (at("/{id}/extend"), desk::post(&["version", "why"], deal::extend)),
        (at("/{id}/task"), desk::post(&["task", "version", "state", "note"], deal::task)),
        (at("/{id}/close"), desk::post(&["version", "outcome", "reason", "text"], deal::close)),
        (at("/{id}/pass-on"), desk::post(&["version", "agreement"], deal::pass_on)),
        ("/desk/people/{id}/no-marketing".to_owned(), desk::post(&["request"], person::no_marketing)),
        ("/desk/people/{id}/withdraw".to_owned(), desk::post(&["request"], person::withdraw)),
        ("/desk/people/{id}/portable".to_owned(), desk::post(&["language"], person::portable)),
    ]
}
