//! The customer portal: the page of one case behind a link in a mail, the page on which those who were invited ask for a link, and
//! the area that they come into by it.
//!
//! Opening a link changes nothing; what does is a button.

mod area;
mod door;
mod inside;
mod link;
mod new;
mod parts;
mod report;

pub(super) use link::ended;

use crate::public::{self, Names, Page, TRAP};
use crate::router::Route;
use area::Place;
use engine::Language;

/// What anybody may ask for.
pub(super) fn public_routes() -> Vec<Route> {
    Language::ALL.into_iter().flat_map(of_everybody).collect()
}

/// Below what the page of a case and the forms of queues stand.
pub(super) fn paths(language: Language) -> [&'static str; 2] {
    [link::path(language), report::path(language)]
}

fn of_everybody(language: Language) -> Vec<Route> {
    let path = |page: Page| page.path(language).to_owned();
    let page = public::get(move |visit| link::show(visit, language));
    let admit = move |app, uri| link::admit(app, uri, language);
    let answer = public::post_files_behind(language, NAMES, admit, move |sent| link::answer(sent, language));
    let file = public::get_file(move |visit| link::file(visit, language));
    let form = public::get(move |visit| report::show(visit, language));
    let ticket = (report::TOKEN, report::was_shown as fn(&_, &_) -> _);
    let take = public::post_files(language, report::NAMES, ticket, move |sent| report::receive(sent, language));
    let taken = public::get(move |visit| async move { report::sent(&visit, language) });
    let door = public::get(move |visit| async move { door::show(&visit, language) });
    let knock = public::post(language, &["email", TRAP], move |sent| door::knock(sent, language));
    let sent = public::get(move |visit| async move { door::sent(&visit, language) });
    let case = format!("{}/{{secret}}", link::path(language));
    vec![
        (format!("{case}/{}/{{id}}", file_word(language)), file),
        (case, page.merge(answer)),
        (format!("{}/{{queue}}", report::path(language)), form.merge(take)),
        (report::sent_path(language).to_owned(), taken),
        (path(Page::Portal), door.merge(knock)),
        (path(Page::PortalSent), sent),
    ]
}

/// The area of those who are signed in, and the way into it.
pub(super) fn area_routes() -> Vec<Route> {
    Language::ALL.into_iter().flat_map(of_members).collect()
}

fn of_members(language: Language) -> Vec<Route> {
    let at = |place: Place| area::path(language, place);
    let link = public::get(move |visit| door::link(visit, language));
    let new = area::get(language, new::show).merge(area::post_files(language, new::NAMES, new::send));
    let case = area::get(language, inside::show).merge(area::post_files(language, NAMES, inside::answer));
    vec![
        (format!("{}/{{secret}}", door::in_path(language)), link.merge(area::pass(language, door::enter))),
        (at(Place::Out), area::pass(language, door::leave)),
        (at(Place::Cases), area::get(language, inside::list)),
        (at(Place::New), new),
        (format!("{}/{{id}}", at(Place::Cases)), case),
        (inside::file_path(language), area::get(language, inside::file)),
    ]
}

/// The fields of an answer.
const NAMES: Names = Names { known: &["text"], takers: &FILES };

/// Files that one answer can have.
const FILES: [&str; 3] = ["file1", "file2", "file3"];

/// What stands before the id of a file in its address.
fn file_word(language: Language) -> &'static str {
    match language {
        Language::Nb => "fil",
        Language::En => "file",
    }
}
