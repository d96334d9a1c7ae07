//! Support: the inbox of cases, one case as a conversation, and what is done with it.

mod actions;
mod aside;
mod blocked;
mod case;
mod clocks;
mod conversation;
mod feedback;
mod forms;
mod forward;
mod inbox;
mod junk;
mod macros;
mod original;
mod parts;
mod portal;
mod reply;
mod reports;
mod time;
mod typed;
mod words;

pub(crate) use conversation::mails_shown;

use crate::desk;
use crate::router::Route;
use engine::{Language, RowId};

/// Where the inbox stands.
pub(crate) const PATH: &str = "/desk/cases";
/// Behind a case: where its page tells, again and again, that it is open.
pub(crate) const HERE: &str = "/here";

/// Whether one of a customer's own pages stands at `path`, in this language.
pub(crate) fn is_customers(path: &str, language: Language) -> bool {
    let paths = portal::paths(language).into_iter().chain([feedback::path(language)]);
    paths.into_iter().any(|start| path.strip_prefix(start).is_some_and(|rest| rest.starts_with('/')))
}

pub(crate) fn public_routes() -> Vec<Route> {
    portal::public_routes().into_iter().chain(feedback::public_routes()).collect()
}

/// Routes for customers who are signed in.
pub(crate) fn portal_routes() -> Vec<Route> {
    portal::area_routes()
}

pub(crate) fn desk_routes() -> Vec<Route> {
    let of_case = |rest: &str| format!("{PATH}/{{id}}{rest}");
    vec![
        (PATH.to_owned(), desk::get(inbox::show)),
        (format!("{PATH}/several"), desk::post_of(|_| Ok(inbox::names()), inbox::several)),
        (format!("{PATH}/reports"), desk::get(reports::show)),
        (format!("{PATH}/reports.csv"), desk::get(reports::hand_over)),
        (blocked::BLOCKED.to_owned(), desk::get(blocked::show).merge(desk::post(&["address"], blocked::look_up))),
        (format!("{}/{{id}}/remove", blocked::BLOCKED), desk::post(&[], blocked::remove)),
        (of_case(""), desk::get(case::show)),
        (of_case("/next"), desk::get(case::next)),
        (of_case("/act"), desk::post_of(|_| Ok(actions::names()), actions::act)),
        (of_case("/reply"), desk::post_files(|_| Ok(reply::names()), reply::send)),
        (of_case("/draft"), desk::post_files(|_| Ok(reply::names()), reply::keep)),
        (of_case("/block"), desk::post(&["version", "anyway"], junk::block)),
        (of_case("/note"), desk::post_files(|_| Ok(reply::note_names()), reply::note)),
        (of_case("/forward"), desk::get(forward::show).merge(desk::post_of(|_| Ok(forward::names()), forward::send))),
        (of_case(HERE), desk::post(&["writes"], case::here)),
        (of_case("/merge"), desk::post(&["version", "into"], actions::merge)),
        (of_case("/unmerge"), desk::post(&["version"], actions::unmerge)),
        (of_case("/split"), desk::post(&["version", "message"], actions::split)),
        (of_case("/macro"), desk::post(&["version", "macro"], macros::run)),
        (of_case("/time"), desk::post(&["minutes", "day", "what", "back"], time::spent)),
        (of_case("/task"), desk::post(&["do", "title"], parts::tick)),
        (of_case("/child"), desk::post(&["title"], parts::part)),
        (of_case("/link"), desk::post(&["kind", "into"], parts::tie)),
        (of_case("/unlink"), desk::post(&["link"], parts::untie)),
        ("/desk/mails/{id}".to_owned(), desk::get(original::show)),
    ]
}

/// The page of a case.
pub(crate) fn of_case(id: RowId) -> String {
    format!("{PATH}/{id}")
}
